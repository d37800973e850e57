// The sheet that lists the keys, and whether keys are on; and the keys that one form has for itself.
export const off = () => localStorage.getItem("keys") === "off";
// The letter that stands on the key for those who write in another script.
export const keyOf = (e) =>
  e.key.length === 1 && e.key > "\u007f" && e.code.startsWith("Key") ? e.code.slice(3).toLowerCase() : e.key;

addEventListener("click", (e) => {
  if (e.target.closest?.("[data-opens-keys]")) document.getElementById("keys")?.showModal();
});
addEventListener("change", (e) => {
  if (e.target.matches("[data-keys-on]")) localStorage.setItem("keys", e.target.checked ? "on" : "off");
});
addEventListener("toggle", (e) => e.target.querySelectorAll?.("[data-keys-on]").forEach((box) => (box.checked = !off())), true);

// While the focus is in such a form, one letter ticks one of its boxes: so topics are set.
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || off() || !e.target.matches?.("[data-own-keys] [type=checkbox]")) return;
  const box = e.target.closest("[data-own-keys]").querySelector(`[data-own-key="${CSS.escape(keyOf(e))}"]`);
  if (!box) return;
  e.preventDefault();
  box.click();
  box.focus();
});
