// On a phone the answer box takes most of the screen: what is being answered stays in sight above it.
const phone = matchMedia("(width < 64rem)");

function show(box) {
  const thumb = box.closest(".thumb");
  const asked = [...document.querySelectorAll(".desk-talk .said:not(.said-context, .said-ours)")].at(-1);
  if (!thumb || !asked || !phone.matches) return;
  // Not before the box has its height.
  requestAnimationFrame(() => {
    const hidden = asked.getBoundingClientRect().bottom - thumb.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: hidden + 8 });
  });
}

addEventListener("focusin", (e) => {
  if (e.target.matches("form.answer textarea")) show(e.target);
});
