// When to read the page again: at once when something that it shows changed, at most once a second while changes keep
// coming, never while hidden or busy, and every half minute anyway, for the words of time left grow old by themselves.
import { refresh } from "./refresh.js";
import { follow, topics } from "./stream.js";

const pause = 1000;
let timer = null;
let last = -pause;
let reading = false;
let missed = false;

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => read(), Math.max(0, last + pause - performance.now()));
}

// The reading of every half minute does not count: a change right after it is shown at once.
async function read(forAChange = true) {
  if (reading) return (missed = true);
  if (document.hidden || !topics().length) return;
  reading = true;
  missed = false;
  if (forAChange) last = performance.now();
  const came = await refresh();
  reading = false;
  if (came === "lost") timer = setTimeout(() => read(), 5000);
  else if (came === "again") timer = setTimeout(() => read(), 300);
  else if (missed) soon();
}

if (window.Turbo) {
  addEventListener("turbo:load", () => follow(soon));
  addEventListener("sc:idle", () => soon());
  addEventListener("online", () => soon());
  document.addEventListener("visibilitychange", () => {
    follow(soon);
    if (!document.hidden) soon();
  });
  setInterval(() => !document.hidden && read(false), 30000);
}
