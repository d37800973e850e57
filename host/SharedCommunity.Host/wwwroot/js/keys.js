// Keys: j and k walk the rows; a control's own key stands in data-key; ? opens the sheet that lists them.
// They can be turned off in the sheet, for people who speak to their machine or share it with other tools.
import { keyOf, off } from "./key-sheet.js";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => !row.closest("[hidden]"));
let last = null;

const writing = (e) => e.target.closest?.("input, textarea, select, [contenteditable], dialog") && e.key !== "Escape";

function press(control) {
  if (control.matches("textarea, input, select")) return control.focus();
  control.click();
  // What was opened is there to be filled in.
  if (control.matches("summary") && control.parentElement.open)
    control.parentElement.querySelector("input:not([type=hidden]), select, textarea, a")?.focus();
}

// The button that sends, not the one beside it that shows a preview.
function send(form) {
  const sends = form?.querySelector("[data-sends]");
  if (sends) form.requestSubmit(sends);
  else form?.requestSubmit();
}

function walk(step) {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const from = here >= 0 ? here : all.findIndex((r) => r.getAttribute("aria-current"));
  all[Math.max(0, Math.min(all.length - 1, from + step))]?.focus();
}

addEventListener("keydown", (e) => {
  const box = e.target.closest?.("textarea");
  if (box && e.key === "Enter" && (e.ctrlKey || e.metaKey)) return send(box.form);
  if (box && e.key === "Escape") return box.blur();
  if (e.ctrlKey || e.metaKey || e.altKey || writing(e) || e.isComposing) return;
  const key = keyOf(e);
  const sheet = document.getElementById("keys");
  if ((key === "?" || key === "؟") && sheet) sheet.showModal();
  else if (off()) return;
  else if (key === "j") walk(1);
  else if (key === "k") walk(-1);
  else {
    const control = /^[a-z/.]$/.test(key) && document.querySelector(`[data-key="${key}"]:not([hidden])`);
    if (!control) return;
    press(control);
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
