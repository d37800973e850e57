// The notice of what was just done, with its undo: five seconds, longer while somebody is at it or looks
// at another page. The address forgets it at once, so that neither a refresh nor Back shows it again.
import { ownRefresh } from "./refresh.js";

const seconds = 5;

function settle() {
  const address = new URL(location.href);
  if (address.searchParams.has("notice")) {
    address.searchParams.delete("notice");
    history.replaceState(history.state, "", address);
  }
  for (const notice of document.querySelectorAll("[data-undo]:not([data-state])")) {
    notice.dataset.state = "shown";
    const leave = () => {
      if (!notice.isConnected) return;
      if (document.hidden || notice.matches(":hover, :focus-within")) setTimeout(leave, 1000);
      else notice.remove();
    };
    setTimeout(leave, seconds * 1000);
  }
}

addEventListener("DOMContentLoaded", settle);
addEventListener("turbo:load", settle);

// A refresh would take the notice away before its time. It has an id: else a refresh could take it for another element
// and make it into that.
addEventListener("turbo:before-morph-element", (e) => {
  if (!e.detail.newElement && ownRefresh() && e.target instanceof Element && e.target.matches("[data-undo]"))
    e.preventDefault();
});
