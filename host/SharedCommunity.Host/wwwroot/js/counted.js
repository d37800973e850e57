// How much of a platform's message a text fills, told when it comes near: <textarea data-limit="4096">.
const near = 0.8;

function count(box) {
  const place = box.form?.querySelector("[data-counted]");
  const limit = Number(box.dataset.limit);
  if (!place || !limit) return;
  place.hidden = box.value.length < limit * near;
  place.textContent = `${box.value.length} / ${limit}`;
}

addEventListener("input", (e) => {
  if (!e.target.matches?.("textarea")) return;
  if (e.target.dataset.limit) count(e.target);
  // A preview of what was typed before says nothing about what is typed now.
  e.target.form?.querySelector("[data-preview]")?.remove();
});
for (const when of ["DOMContentLoaded", "turbo:load", "turbo:render"])
  addEventListener(when, () => document.querySelectorAll("textarea[data-limit]").forEach(count));
