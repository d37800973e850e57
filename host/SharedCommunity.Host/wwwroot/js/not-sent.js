// A submission that failed on the way says "not sent, kept" and offers to try again. The form's idempotency key stays
// the same, so a second try never does a thing twice.
import { button, say, word } from "./words.js";

const seconds = 20;

// A form with two buttons is sent again by the one that was pressed: who wanted a preview does not answer.
const pressed = new WeakMap();
addEventListener("turbo:submit-start", (e) => pressed.set(e.target, e.detail.formSubmission.submitter));

function notSent(form) {
  const again = button(word("retry"), () => form.requestSubmit(pressed.get(form) ?? null));
  say(form, word("notSent"), again).scrollIntoView({ block: "nearest" });
  again.focus();
}

addEventListener("turbo:before-fetch-request", (e) => {
  if (!(e.target instanceof HTMLFormElement)) return;
  const options = e.detail.fetchOptions;
  options.signal = AbortSignal.any([options.signal, AbortSignal.timeout(seconds * 1000)].filter(Boolean));
});
// Only an answer that is a page for this form may replace it; a fault of the server must not take the text away.
addEventListener("turbo:before-fetch-response", (e) => {
  if (!(e.target instanceof HTMLFormElement)) return;
  const { response } = e.detail.fetchResponse;
  const page = response.headers.get("content-type")?.startsWith("text/html");
  if (response.ok || (page && [401, 404, 409, 410, 422].includes(response.status))) return;
  e.preventDefault();
  notSent(e.target);
});
addEventListener("turbo:fetch-request-error", (e) => {
  if (!(e.target instanceof HTMLFormElement)) return;
  e.preventDefault();
  notSent(e.target);
});
