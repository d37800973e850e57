// What a person types, has opened or has focused survives a refresh of the page around it.
import { say, word } from "./words.js";

export const dirty = (e) => {
  if (e.matches?.("input[type=radio]"))
    return [...document.getElementsByName(e.name)].some((r) => r.form === e.form && r.checked !== r.defaultChecked);
  if (e.matches?.("input[type=checkbox]")) return e.checked !== e.defaultChecked;
  if (e.matches?.("input[type=file]")) return e.files.length > 0;
  if (e.matches?.("select:not([multiple])"))
    return e.selectedOptions[0] !== ([...e.options].findLast((o) => o.defaultSelected) ?? e.options[0]);
  return e.matches?.("textarea, input:not([type=hidden])") ? e.value !== e.defaultValue : false;
};

// A form that came back refused holds the typed text as its default: the server marks it data-unsaved.
export const inUse = (form) => !!form && (form.matches("[data-unsaved]") || [...form.elements].some(dirty));

const version = (form) => form.querySelector("[name=version]")?.value;

const keptAttributes = (e) => e.closest?.("[data-keep]")?.dataset.keep?.split(" ") ?? [];

addEventListener("turbo:before-morph-element", (e) => {
  const old = e.target;
  if (!(old instanceof Element)) return;
  const made = e.detail.newElement;
  if (!made) {
    // The refresh would take away a form in which somebody has written, or one that says something went wrong.
    const forms = old.matches("form") ? [old] : [...old.querySelectorAll("form")];
    const used = forms.find(inUse);
    if (used) {
      e.preventDefault();
      if (!used.querySelector("[data-said]")) say(used, word("gone"));
    } else if (old.matches("[data-said]")) e.preventDefault();
    return;
  }
  // What is being answered is not any more what it was when the writing began.
  if (old.matches("form[data-draft]") && inUse(old) && version(old) !== version(made)) say(old, word("changed"));
  const writing = old === document.activeElement && old.matches("textarea, input, select");
  if (dirty(old) || writing || old.matches("dialog[open]") || (old.matches("form[data-unsaved]") && inUse(old)))
    e.preventDefault();
});

addEventListener("turbo:before-morph-attribute", (e) => {
  const name = e.detail.attributeName;
  const t = e.target;
  const keep =
    (name === "open" && t.matches("details, dialog")) ||
    ["data-state", "data-live", "data-typed"].includes(name) ||
    keptAttributes(t).includes(name) ||
    (name === "value" && t.matches("input[type=hidden]") && inUse(t.form));
  if (keep) e.preventDefault();
});
