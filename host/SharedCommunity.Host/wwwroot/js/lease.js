// While somebody types, what they are on stays theirs: the lease is renewed, at most every five minutes.
const minutes = 5;
let last = -Infinity;
let asking = new AbortController();

// What is sent now may end the lease (an answer closes, a release lets go): a renewal must not come after it.
addEventListener("submit", () => asking.abort(), true);

addEventListener("input", async (e) => {
  const renew = document.getElementById(e.target.closest?.("form[data-renewed-by]")?.dataset.renewedBy ?? "");
  if (!renew || performance.now() - last < minutes * 60000) return;
  last = performance.now();
  const fields = new FormData(renew);
  // Each renewal is one of its own: under the same key it would be taken for the last.
  fields.set("key", crypto.randomUUID());
  asking = new AbortController();
  const { signal } = asking;
  // Nobody is told when it fails: the page says by itself when somebody else has taken over.
  await fetch(renew.action, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", signal }).catch(() => {});
});
