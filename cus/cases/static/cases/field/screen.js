/* What stands on the page: one screen at a time, made from the templates the server sent; and what the page says. */
import { word } from "./words.js";

let copies = 0;

/** A copy of a template; names of ids stay unique when a form stands there more than once. */
export function copyOf(id) {
  const part = document.getElementById(id).content.cloneNode(true);
  const suffix = `_${++copies}`;
  part.querySelectorAll("[id]").forEach(element => { element.id += suffix; });
  part.querySelectorAll("[for]").forEach(element => { element.htmlFor += suffix; });
  part.querySelectorAll("[aria-describedby], [aria-labelledby]").forEach(element => {
    for (const name of ["aria-describedby", "aria-labelledby"]) {
      const ids = element.getAttribute(name);
      if (ids) element.setAttribute(name, ids.split(/\s+/).map(one => one + suffix).join(" "));
    }
  });
  part.querySelectorAll("[data-text]").forEach(element => { element.textContent = word(element.dataset.text); });
  return part;
}

/** Show a screen and put the focus on its heading, as a new page would. */
export function show(id) {
  const place = document.getElementById("field-screen");
  place.replaceChildren(copyOf(id));
  const heading = place.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  return place;
}

export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function button(text, className, onClick) {
  const made = element("button", text, className);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

/** Say something at the top of the page: several messages stand below each other until `hush`. */
export function say(text, tone = "info", link = null) {
  const box = document.getElementById(`say-${tone}`).content.firstElementChild.cloneNode(true), line = box.querySelector("p");
  line.textContent = text;
  if (link) {
    const anchor = element("a", link.text);
    anchor.href = link.url;
    line.append(" ", anchor);
  }
  document.getElementById("field-says").append(box);
  box.scrollIntoView({ block: "nearest" });
}

export const hush = () => document.getElementById("field-says").replaceChildren();
