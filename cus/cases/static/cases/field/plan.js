/* The draft of the plan on the device: needs, under each the rows of both threads. Unfold one to write in it. */
import { putForm } from "./forms.js";
import { button, element } from "./screen.js";
import { word } from "./words.js";

const THERE = "is_there";

/** Draw the plan of a case into `place`; `onChange` is called after every change. */
export function drawPlan(place, one, onChange) {
  place.replaceChildren();
  if (!one.plan || !one.plan.is_draft) {
    place.append(element("p", word(one.plan ? "plan_sealed" : "no_plan"), "quiet"));
    return;
  }
  const frame = element("form", "", "stack");
  frame.noValidate = true;
  putForm(frame, "frame", one.values, "frame.", onChange);
  place.append(frame);
  const again = opened => { drawPlan(place, one, onChange); onChange(); openThing(place, opened); };
  for (const key of keysOf(one.values, "need")) place.append(drawNeed(one, key, onChange, again));
  place.append(button(word("add_need"), "govuk-button govuk-button--secondary", () => again(addThing(one, "need", {}))));
}

function drawNeed(one, key, onChange, again) {
  if (!isThere(one, "need", key)) return takenOut(one, "need", key, one.values[`need.${key}.need`], again);
  const box = folded("need", key, one.values[`need.${key}.need`] || word("no_words"), word("need"));
  box.append(formOf("need", one, key, onChange, ["need"], box));
  for (const kind of ["service", "support"]) {
    for (const row of keysOf(one.values, kind)) {
      if (one.values[`${kind}.${row}.need`] === key) box.append(drawRow(one, kind, row, onChange, again));
    }
  }
  const buttons = element("p", "", "row");
  if (one.services.length) {
    buttons.append(button(word("add_service"), "govuk-button govuk-button--secondary", () => again(
      addThing(one, "service", { need: key, service_id: one.services[0].id, rhythm: "WEEK" }))));
  }
  buttons.append(button(word("add_support"), "govuk-button govuk-button--secondary", () => again(
    addThing(one, "support", { need: key, kind: "NEIGHBOUR" }))));
  box.append(buttons, removal(one, "need", key, again));
  return box;
}

function drawRow(one, kind, key, onChange, again) {
  const title = () => kind === "service" ? serviceName(one, key) : one.values[`support.${key}.what`] || word("no_words");
  if (!isThere(one, kind, key)) return takenOut(one, kind, key, title(), again);
  const box = folded(kind, key, title(), "");
  box.append(formOf(kind, one, key, onChange, kind === "service" ? ["service_id"] : ["what"], box, title));
  box.append(removal(one, kind, key, again));
  return box;
}

/** The form of one thing; its title above follows what is typed. */
function formOf(kind, one, key, onChange, titled, box, title = null) {
  const form = element("form", "", "stack");
  form.noValidate = true;
  form.addEventListener("submit", event => event.preventDefault());
  const start = `${kind}.${key}.`;
  if (kind === "service") one.values[start + "rhythm"] = one.values[start + "rhythm"] || "WEEK";
  putForm(form, kind, one.values, start, () => {
    box.querySelector("[data-title]").textContent = (title ? title() : one.values[start + titled[0]]) || word("no_words");
    onChange();
  });
  if (kind === "service") listServices(form, one, key);
  return form;
}

/** Services the person asked for; the service of a row that exists does not change here. */
function listServices(form, one, key) {
  const list = form.querySelector("[name=service_id]");
  const chosen = one.values[`service.${key}.service_id`];
  const offered = new Map(one.services.map(service => [service.id, service.name]));
  if (chosen && !offered.has(chosen)) offered.set(chosen, one.plan.services[chosen] || chosen);
  list.replaceChildren(...Array.from(offered, ([id, name]) => new Option(name, id, false, id === chosen)));
  list.disabled = `service.${key}.${THERE}` in one.base;
}

function serviceName(one, key) {
  const id = one.values[`service.${key}.service_id`];
  const offered = one.services.find(service => service.id === id);
  return offered ? offered.name : one.plan.services[id] || word("no_words");
}

function folded(kind, key, title, label) {
  const box = element("details", "", kind === "need" ? "card stack" : "card card-sunken stack");
  box.dataset.thing = `${kind}.${key}`;
  const summary = element("summary", "", "field-summary");
  const text = element("span", title);
  text.dataset.title = "";
  summary.append(label ? `${label}: ` : "", text);
  box.append(summary);
  return box;
}

function removal(one, kind, key, again) {
  return button(word("remove"), "plain-button", () => {
    const start = `${kind}.${key}.`;
    if (`${start}${THERE}` in one.base) one.values[start + THERE] = "";
    else {
      forget(one, start);
      if (kind === "need") rowsOf(one, key).forEach(row => forget(one, `${row}.`));
    }
    again("");
  });
}

function takenOut(one, kind, key, what, again) {
  const line = element("p", `${word("removed", { what })} `, "quiet");
  line.append(button(word("put_back"), "plain-button", () => {
    one.values[`${kind}.${key}.${THERE}`] = "1";
    again(`${kind}.${key}`);
  }));
  return line;
}

function addThing(one, kind, given) {
  const key = crypto.randomUUID(), start = `${kind}.${key}.`;
  Object.entries({ ...given, [THERE]: "1" }).forEach(([name, value]) => { one.values[start + name] = value; });
  return `${kind}.${key}`;
}

/** Unfold a thing with all it lies in, and go to its first field. */
function openThing(place, thing) {
  const box = thing && place.querySelector(`[data-thing="${thing}"]`);
  if (!box) return;
  for (let around = box; around && place.contains(around); around = around.parentElement.closest("details")) around.open = true;
  const first = box.querySelector("input:not([type=hidden]), select, textarea");
  if (first) first.focus();
}

const isThere = (one, kind, key) => one.values[`${kind}.${key}.${THERE}`] === "1";
const keysOf = (values, kind) => Object.keys(values)
  .filter(name => name.startsWith(`${kind}.`) && name.endsWith(`.${THERE}`)).map(name => name.split(".")[1]);
const rowsOf = (one, need) => ["service", "support"].flatMap(kind => keysOf(one.values, kind)
  .filter(key => one.values[`${kind}.${key}.need`] === need).map(key => `${kind}.${key}`));

function forget(one, start) {
  Object.keys(one.values).filter(name => name.startsWith(start)).forEach(name => { delete one.values[name]; });
}
