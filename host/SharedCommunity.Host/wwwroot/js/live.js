// When to read the page again: soon after something that it shows changed, never while hidden or busy, and every half
// minute anyway, for the words of time left grow old by themselves.
import { refresh } from "./refresh.js";
import { follow, topics } from "./stream.js";

let timer = null;
let firstWaiting = 0;
let reading = false;
let missed = false;

function soon(wait = 250) {
  const now = performance.now();
  firstWaiting ||= now;
  clearTimeout(timer);
  // A steady trickle must not put the reading off for ever: never longer than a second after the first change.
  timer = setTimeout(read, Math.max(0, Math.min(wait, firstWaiting + 1000 - now)));
}

async function read() {
  if (reading) return (missed = true);
  firstWaiting = 0;
  if (document.hidden || !topics().length) return;
  reading = true;
  missed = false;
  const came = await refresh();
  reading = false;
  if (came === "lost") timer = setTimeout(read, 5000);
  else if (came === "again" || missed) timer = setTimeout(read, 300);
}

if (window.Turbo) {
  addEventListener("turbo:load", () => follow(soon));
  addEventListener("sc:idle", () => soon());
  addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", () => {
    follow(soon);
    if (!document.hidden) soon(0);
  });
  setInterval(() => !document.hidden && soon(0), 30000);
}
