// What is being written is kept in the browser under its form's name until the server says it was accepted:
// <form data-draft="…"> with one textarea and the idempotency key in a hidden field named "key". A page that shows
// what was accepted carries data-draft-id, which drops the draft in every tab.
import { say, word, button } from "./words.js";

const at = (form) => `draft:${form.dataset.draft}`;
const read = (form) => JSON.parse(localStorage.getItem(at(form)) ?? "null");
const text = (form) => form.querySelector("textarea");
const key = (form) => form.elements.namedItem("key");
const forms = () => document.querySelectorAll("form[data-draft]");

addEventListener("input", (e) => {
  const form = e.target.closest?.("form[data-draft]");
  if (!form || e.target !== text(form)) return;
  // Text that was changed after a try is another answer: under the old key it would be taken for the first.
  if (form.dataset.tried) {
    key(form).value = crypto.randomUUID();
    delete form.dataset.tried;
  }
  form.dataset.typed = "";
  if (e.target.value) localStorage.setItem(at(form), JSON.stringify({ id: key(form).value, text: e.target.value }));
  else localStorage.removeItem(at(form));
});

addEventListener("turbo:submit-start", (e) => {
  if (e.target.matches("form[data-draft]")) e.target.dataset.tried = "1";
});

function settle() {
  const accepted = new Set([...document.querySelectorAll("[data-draft-id]")].map((e) => e.dataset.draftId));
  for (const form of forms()) {
    const draft = read(form);
    if (!draft || (text(form).value === draft.text && !accepted.has(draft.id))) continue;
    if (accepted.has(draft.id)) {
      localStorage.removeItem(at(form));
      if (text(form).value === draft.text) text(form).value = text(form).defaultValue;
      delete form.dataset.typed;
    } else if ("typed" in form.dataset && text(form).value) both(form, draft);
    else take(form, draft);
  }
}

function take(form, draft) {
  text(form).value = draft.text;
  key(form).value = draft.id;
}

// Two tabs in which different things were written: neither is thrown away.
function both(form, draft) {
  if (form.querySelector("[data-said]")) return;
  say(form, word("otherDraft"), button(word("takeOther"), () => take(form, { ...draft, text: `${text(form).value}\n\n${draft.text}` })));
}

for (const when of ["DOMContentLoaded", "turbo:load", "turbo:render", "storage"]) addEventListener(when, settle);
// Whoever signs out leaves nothing behind on a shared machine.
addEventListener("submit", (e) => {
  if (!e.target.matches("[data-signs-out]")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft:")) localStorage.removeItem(name);
});
