/* The sentences and addresses the server put into the page. No module holds words of its own. */
const read = id => JSON.parse(document.getElementById(id).textContent);
const WORDS = read("field-words");
export const ADDRESSES = read("field-addresses");

/** The sentence by its name, with `{…}` filled in. */
export function word(name, given = {}) {
  return Object.entries(given).reduce((text, [key, value]) => text.replace(`{${key}}`, String(value)), WORDS[name] || name);
}
