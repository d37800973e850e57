// The one event stream of the tab, open while the tab is visible and its page listens to something. No content comes
// over it, only what to look at again: rights are checked by the reading.
let stream = null;
let heard = 0;
let delay = 1000;
let changed = () => {};

export const topics = () =>
  document.querySelector("[data-live-topics]")?.dataset.liveTopics.split(" ").filter(Boolean) ?? [];

function close() {
  stream?.close();
  stream = null;
}

export function follow(whenChanged = changed) {
  changed = whenChanged;
  if (document.hidden || !topics().length) return close();
  if (stream) return;
  const source = new EventSource(document.querySelector("[data-live-source]").dataset.liveSource);
  stream = source;
  heard = performance.now();
  source.addEventListener("ping", () => (heard = performance.now()));
  source.addEventListener("open", () => {
    [heard, delay] = [performance.now(), 1000];
    // What happened while nobody listened.
    changed(0);
  });
  source.addEventListener("changed", (e) => {
    heard = performance.now();
    if (e.data === "*" || topics().includes(e.data)) changed();
  });
  source.addEventListener("error", () => {
    if (source !== stream) return;
    close();
    setTimeout(() => follow(), delay * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, 30000);
  });
}

addEventListener("pagehide", close);
setInterval(() => {
  if (!stream || performance.now() - heard < 45000) return;
  close();
  follow();
}, 5000);
