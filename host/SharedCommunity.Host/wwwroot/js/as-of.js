// A list that stays what it was when it was opened says so in its address, so that a refresh counts what is new and moves
// nothing: <ul data-as-of="…">. Followed as a link, the place is always up to date.
function settle() {
  const asOf = document.querySelector("[data-as-of]")?.dataset.asOf;
  const address = new URL(location.href);
  if (!asOf || address.searchParams.has("asOf")) return;
  address.searchParams.set("asOf", asOf);
  history.replaceState(history.state, "", address);
}

addEventListener("DOMContentLoaded", settle);
addEventListener("turbo:load", settle);
