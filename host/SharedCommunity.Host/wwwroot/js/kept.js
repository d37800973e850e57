// Says under a text that it is kept on this device, once it is: <span hidden data-kept> in a form with a draft.
function tell() {
  for (const form of document.querySelectorAll("form[data-draft]:has([data-kept])")) {
    const box = form.querySelector("textarea");
    const draft = JSON.parse(localStorage.getItem(`draft:${form.dataset.draft}`) ?? "null");
    form.querySelector("[data-kept]").hidden = !box.value || draft?.text !== box.value;
  }
}

// After drafts.js, which keeps what was typed by the same events.
for (const when of ["input", "DOMContentLoaded", "turbo:load", "turbo:render", "storage"]) addEventListener(when, tell);
