// The words that scripts show, in the reader's language: the server writes them into the page.
export const word = (name) => document.getElementById("words")?.dataset[name] ?? "";

// A notice beside what it is about, read out at once.
export function say(place, text, ...buttons) {
  const notice = document.createElement("div");
  notice.className = "notice notice-refused";
  notice.setAttribute("role", "alert");
  notice.dataset.said = "";
  notice.append(text, " ", ...buttons);
  place.querySelectorAll(":scope > [data-said]").forEach((old) => old.remove());
  place.prepend(notice);
  return notice;
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
