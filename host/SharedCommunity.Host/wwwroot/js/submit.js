// One submission at a time: Turbo has one slot, and a second form or a link would break off the first.
let underWay = null;
export const submitting = () => underWay !== null;

function blockWhileSending(e) {
  if (!underWay) return;
  const link = e.type === "click" && e.target.closest?.("a[href]:not([target])");
  const send = e.type === "submit" || (e.type === "click" && e.target.closest?.("button, input[type=submit]")?.form);
  if (link || send) {
    e.preventDefault();
    e.stopImmediatePropagation();
  }
}
addEventListener("click", blockWhileSending, true);
addEventListener("submit", blockWhileSending, true);

function setTextsReadOnly(form, on) {
  for (const field of form.querySelectorAll("textarea, input[type=text], input[type=email]")) field.readOnly = on;
}

addEventListener("turbo:submit-start", (e) => {
  underWay = e.detail.formSubmission;
  e.target.setAttribute("aria-busy", "true");
  e.target.querySelectorAll("[data-said]").forEach((old) => old.remove());
  setTextsReadOnly(e.target, true);
});

addEventListener("turbo:submit-end", (e) => {
  if (underWay !== e.detail.formSubmission) return;
  underWay = null;
  e.target.removeAttribute("aria-busy");
  setTextsReadOnly(e.target, false);
  // The page that follows may be this one: what was sent must not look typed, or the morph would keep it.
  if (e.detail.success) {
    e.target.reset();
    delete e.target.dataset.unsaved;
  }
  dispatchEvent(new CustomEvent("sc:idle"));
});
