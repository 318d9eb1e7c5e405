/* The office's own forms, filled from values by name and read back. A day has three boxes and is kept as 2026-01-31. */
import { copyOf } from "./screen.js";

const BOXES = ["day", "month", "year"];

/** Put the form `name` into `place`; `start` is the beginning of its values' names, such as `need.<key>.`. */
export function putForm(place, name, values, start, onInput, defaults = {}) {
  const part = copyOf(`form-${name}`);
  const names = namesIn(part);
  const suffix = `_${crypto.randomUUID()}`;
  place.append(part);
  for (const field of names) {
    const value = values[start + field] || defaults[field] || "";
    fill(place, field, value);
  }
  /* buttons of a choice work as a group only within their own form */
  place.querySelectorAll("input[type=radio]").forEach(radio => { radio.dataset.field = radio.name; radio.name += suffix; });
  place.addEventListener("input", () => {
    for (const field of names) values[start + field] = readField(place, field);
    onInput();
  });
}

function namesIn(part) {
  const all = Array.from(part.querySelectorAll("input, select, textarea")).map(control => control.name);
  return Array.from(new Set(all.map(name => name.replace(/_(day|month|year)$/, "")).filter(Boolean)));
}

const one = (place, name) => place.querySelector(`[name="${name}"]`);
const radios = (place, name) => Array.from(place.querySelectorAll(`input[data-field="${name}"], input[type=radio][name="${name}"]`));

function fill(place, name, value) {
  if (one(place, `${name}_day`)) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    const parts = iso ? [iso[3], iso[2], iso[1]].map(part => String(Number(part))) : value.split(".");
    BOXES.forEach((box, place_of) => { one(place, `${name}_${box}`).value = parts[place_of] || ""; });
  } else if (radios(place, name).length) {
    radios(place, name).forEach(radio => { radio.checked = radio.value === value; });
  } else {
    const control = one(place, name);
    if (value || control.tagName !== "SELECT") control.value = value;
  }
}

function readField(place, name) {
  if (one(place, `${name}_day`)) return readDay(BOXES.map(box => one(place, `${name}_${box}`).value.trim()));
  const choices = radios(place, name);
  if (choices.length) return (choices.find(radio => radio.checked) || { value: "" }).value;
  return one(place, name).value;
}

/** Half a day is kept as it was typed: the office says what is missing. */
function readDay([day, month, year]) {
  const whole = /^\d{1,2}$/.test(day) && /^\d{1,2}$/.test(month) && /^\d{4}$/.test(year);
  if (whole) return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return [day, month, year].some(Boolean) ? [day, month, year].join(".") : "";
}

export function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}
