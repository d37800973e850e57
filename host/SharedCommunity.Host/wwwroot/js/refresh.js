// Reads the page again and morphs what is shown. We fetch ourselves: Turbo's own refresh starves, drops events and
// breaks off submissions.
import { goDark } from "./go-dark.js";
import { submitting } from "./submit.js";

let etag = { url: "", value: "" };
let own = false;
// Whether the page that is about to be shown was read again by us, and nobody asked for it.
export const ownRefresh = () => own;
for (const when of ["turbo:click", "turbo:submit-start", "turbo:render"]) addEventListener(when, () => (own = false));

const connection = (state) => {
  document.documentElement.dataset.live = state;
};
const busy = () => submitting() || !!Turbo.navigator.currentVisit;

// Says what is to happen next: "done", "again" (a better moment), "lost" (the line is down) or "stop".
export async function refresh() {
  if (document.hidden || busy()) return "again";
  const url = location.href;
  let answer;
  let html;
  try {
    answer = await fetch(url, {
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(15000),
      headers: { Accept: "text/html", ...(etag.url === url && etag.value && { "If-None-Match": etag.value }) },
    });
    html = answer.ok ? await answer.text() : "";
  } catch {
    connection("lost");
    return "lost";
  }
  // Somebody followed a link or sent a form meanwhile: what was read belongs to another page.
  if (location.href !== url || busy()) return "again";
  if (answer.status >= 500 || answer.status === 429) {
    connection("lost");
    return "lost";
  }
  connection("on");
  if (answer.type === "opaqueredirect" || answer.status === 401) return goDark("signedOut");
  if (answer.status === 403 || answer.status === 404 || answer.status === 410) return goDark("noLonger");
  if (!answer.ok) return "done";
  etag = { url, value: answer.headers.get("etag") };
  own = true;
  Turbo.visit(url, {
    action: "replace",
    shouldCacheSnapshot: false,
    refresh: { method: "morph", scroll: "preserve" },
    response: { statusCode: 200, responseHTML: html, redirected: false },
  });
  return "done";
}
