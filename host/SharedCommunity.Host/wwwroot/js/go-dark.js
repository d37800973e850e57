import { say, word } from "./words.js";

// The right to see this is gone, and so is what was seen; only what the person typed stays, it is theirs.
export function goDark(why) {
  const main = document.querySelector("main");
  const typed = [...main.querySelectorAll("textarea")].filter((t) => t.value !== t.defaultValue);
  main.replaceChildren(...typed);
  delete main.dataset.liveTopics;
  say(main, word(why));
  return "stop";
}
