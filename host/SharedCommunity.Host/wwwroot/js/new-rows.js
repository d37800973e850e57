// A list never jumps under the pointer: rows that a refresh brings stay hidden and are counted on top, and come when
// asked. What one asks for oneself (a link, a form) comes whole.
import { ownRefresh } from "./refresh.js";

// The server writes a reader's digits; the language alone does not tell a browser which.
const language = () => document.documentElement.lang;
const numbers = () => (language() === "ar" ? "ar-u-nu-arab" : language());

addEventListener("turbo:before-render", (e) => {
  const rows = e.detail.newBody.querySelector("#rows");
  const offer = e.detail.newBody.querySelector("[data-shows-new]");
  if (!ownRefresh() || !rows || !offer || !document.getElementById("rows")) return;
  const shown = new Set([...document.querySelectorAll("#rows > li:not([hidden])")].map((row) => row.id));
  const come = [...rows.children].filter((row) => !shown.has(row.id) && !row.querySelector("[aria-current]"));
  // A list whose rows have all gone has nothing that could jump.
  if (!come.length || come.length === rows.children.length) return;
  for (const row of come) row.hidden = true;
  const forms = JSON.parse(offer.dataset.new);
  const form = forms[new Intl.PluralRules(language()).select(come.length)] ?? forms.other;
  offer.textContent = form.replace("{0}", come.length.toLocaleString(numbers()));
  offer.hidden = false;
});

addEventListener(
  "click",
  (e) => {
    const offer = e.target.closest?.("[data-shows-new]");
    if (!offer || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    const come = [...document.querySelectorAll("#rows > li[hidden]")];
    for (const row of come) row.hidden = false;
    offer.hidden = true;
    come[0]?.querySelector("[data-row]")?.focus();
  },
  true,
);
