// Turbo's settings, and where the focus goes after a visit (Turbo leaves it on the body, unannounced).
let followed = null;
let restoring = false;

if (window.Turbo) {
  // A button that is disabled for real would lose the focus.
  Turbo.config.forms.submitter = "aria-disabled";

  addEventListener("turbo:visit", (e) => {
    restoring = e.detail.action === "restore";
  });
  addEventListener("turbo:click", (e) => {
    followed = new URL(e.detail.url).pathname + new URL(e.detail.url).search;
  });

  // Blank text between rows makes a morph move every row, and with it scroll and selection.
  addEventListener("turbo:before-render", (e) => {
    for (const body of [document.body, e.detail.newBody])
      for (const list of body.querySelectorAll("ul, ol, tbody"))
        for (const node of [...list.childNodes])
          if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) node.remove();
  });

  let first = true;
  addEventListener("turbo:load", () => {
    if (first) return (first = false);
    if (document.activeElement && document.activeElement !== document.body) return;
    const back = restoring && followed && document.querySelector(`a[href="${CSS.escape(followed)}"]`);
    (back || document.querySelector("[autofocus]") || document.querySelector("h1"))?.focus({ preventScroll: restoring });
  });
}
