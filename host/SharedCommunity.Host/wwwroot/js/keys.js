// Keys: j and k walk the rows; a control's own key stands in data-key; ? opens the sheet that lists them.
// They can be turned off in the sheet, for people who speak to their machine or share it with other tools.
const off = () => localStorage.getItem("keys") === "off";
const rows = () => [...document.querySelectorAll("[data-row]")];
let last = null;

const writing = (e) => e.target.closest?.("input, textarea, select, [contenteditable], dialog") && e.key !== "Escape";

function walk(step) {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const from = here >= 0 ? here : all.findIndex((r) => r.getAttribute("aria-current"));
  all[Math.max(0, Math.min(all.length - 1, from + step))]?.focus();
}

addEventListener("keydown", (e) => {
  const box = e.target.closest?.("textarea");
  if (box && e.key === "Enter" && (e.ctrlKey || e.metaKey)) return box.form?.requestSubmit();
  if (box && e.key === "Escape") return box.blur();
  if (e.ctrlKey || e.metaKey || e.altKey || writing(e) || e.isComposing) return;
  const sheet = document.getElementById("keys");
  if (e.key === "?" && sheet) sheet.showModal();
  else if (off()) return;
  else if (e.key === "j") walk(1);
  else if (e.key === "k") walk(-1);
  else {
    const control = /^[a-z/]$/.test(e.key) && document.querySelector(`[data-key="${e.key}"]`);
    if (!control) return;
    if (control.matches("textarea, input, select")) control.focus();
    else control.click();
  }
  e.preventDefault();
});

// A row that goes while it has the focus hands it to its neighbour.
addEventListener("focusin", (e) => {
  if (e.target.matches("[data-row]")) last = { id: e.target.id, place: rows().indexOf(e.target) };
  else if (e.target !== document.body) last = null;
});
addEventListener("turbo:render", () => {
  if (last && document.activeElement === document.body) rows()[Math.min(last.place, rows().length - 1)]?.focus();
});

addEventListener("click", (e) => {
  if (e.target.closest?.("[data-opens-keys]")) document.getElementById("keys")?.showModal();
});
addEventListener("change", (e) => {
  if (e.target.matches("[data-keys-on]")) localStorage.setItem("keys", e.target.checked ? "on" : "off");
});
addEventListener("toggle", (e) => e.target.querySelectorAll?.("[data-keys-on]").forEach((box) => (box.checked = !off())), true);
