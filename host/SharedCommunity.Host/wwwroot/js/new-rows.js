// A list never jumps under the pointer: rows that a refresh brings are held back and counted on top, and come when
// asked. What one asks for oneself (a link, a form) comes whole.
import { forget, ownRefresh, refresh } from "./refresh.js";

let asked = false;

const shown = () => new Set([...document.querySelectorAll("#rows > li")].map((row) => row.id));

addEventListener("turbo:before-render", (e) => {
  const rows = e.detail.newBody.querySelector("#rows");
  const offer = e.detail.newBody.querySelector("[data-shows-new]");
  if (asked || !ownRefresh() || !rows || !offer || !document.getElementById("rows")) return;
  const before = shown();
  const come = [...rows.children].filter((row) => !before.has(row.id) && !row.querySelector("[aria-current]"));
  if (!come.length) return;
  // A list whose rows have all gone has nothing that could jump.
  if (come.length === rows.children.length) return;
  come.forEach((row) => row.remove());
  const forms = JSON.parse(offer.dataset.new);
  const form = forms[new Intl.PluralRules(document.documentElement.lang).select(come.length)] ?? forms.other;
  offer.textContent = form.replace("{0}", come.length.toLocaleString(numbers()));
  offer.hidden = false;
});

// The server writes a reader's digits; the language alone does not tell a browser which.
const numbers = () => (document.documentElement.lang === "ar" ? "ar-u-nu-arab" : document.documentElement.lang);

addEventListener("click", async (e) => {
  if (!e.target.closest?.("[data-shows-new]") || e.ctrlKey || e.metaKey || e.shiftKey) return;
  // By morph, so that nothing that is being written elsewhere on the page is lost.
  e.preventDefault();
  e.stopPropagation();
  const before = shown();
  asked = true;
  forget();
  addEventListener(
    "turbo:render",
    () => {
      asked = false;
      [...document.querySelectorAll("#rows > li")].find((row) => !before.has(row.id))?.querySelector("[data-row]")?.focus();
    },
    { once: true },
  );
  const came = await refresh();
  if (came !== "done") asked = false;
}, true);
