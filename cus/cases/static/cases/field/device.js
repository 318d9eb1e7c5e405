/* The page that works without network: unlock, choose a case, write, send. Everything is kept as it is typed. */
import { isThere } from "./crypto.js";
import { putForm, today } from "./forms.js";
import { drawPlan } from "./plan.js";
import { watchRest } from "./rest.js";
import { button, element, hush, say, show } from "./screen.js";
import { askOffice, send } from "./sync.js";
import * as vault from "./vault.js";
import { ADDRESSES, word } from "./words.js";

let saving = Promise.resolve();
let timer = 0;
let unsaved = null; // what is to be kept when the pause in typing comes

async function start() {
  if (!isThere()) {
    say(word("no_vault"), "danger");
    return;
  }
  showNetwork();
  window.addEventListener("online", showNetwork);
  window.addEventListener("offline", showNetwork);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  window.addEventListener("pagehide", flush);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(ADDRESSES.worker, { scope: ADDRESSES.field }).catch(() => undefined);
  watchRest(rest);
  if (await vault.dropExpired()) say(word("expired"), "info");
  await askOffice();
  await door();
  document.documentElement.dataset.fieldReady = "1";
}

function showNetwork() {
  document.getElementById("field-network").textContent = word(navigator.onLine ? "online" : "offline");
}

/** The locked door, or the sign that there is nothing behind it. */
async function door() {
  vault.lock();
  if (!(await vault.record())) {
    show("screen-empty");
    return;
  }
  const place = show("screen-locked");
  const form = place.querySelector("[data-unlock]"), pin = form.querySelector("input");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    hush();
    const tried = await vault.unlock(pin.value);
    pin.value = "";
    if (tried.ok) return list();
    say(tried.wiped ? word("pin_wiped") : word("pin_wrong", { left: tried.left }), "danger");
    return tried.wiped ? door() : pin.focus();
  });
  wiping(place);
  pin.focus();
}

async function rest() {
  if (!vault.isOpen()) return;
  await flush();
  hush();
  say(word("locked"), "info");
  await door();
}

function wiping(place) {
  place.querySelector("[data-wipe]").addEventListener("click", async () => {
    if (!window.confirm(word("wipe_sure"))) return;
    await vault.wipe();
    hush();
    say(word("wiped"), "info");
    await door();
  });
}

async function list() {
  const place = show("screen-list"), cases = await vault.cases();
  cases.sort((one, other) => one.person.name.localeCompare(other.person.name));
  place.querySelector("[data-cases]").append(...cases.map(line));
  place.querySelector("[data-lock]").addEventListener("click", door);
  place.querySelector("[data-send]").addEventListener("click", async event => {
    hush();
    event.target.disabled = true;
    await send(cases);
    await vault.record() ? await list() : await door();
  });
  wiping(place);
}

function line(one) {
  const item = element("li", "", "card");
  item.append(
    button(one.person.name, "field-open", () => openCase(one)),
    element("span", one.number, "quiet"), stateOf(one), element("span", word("until", { time: one.expires }), "quiet small"));
  return item;
}

function stateOf(one) {
  const changed = vault.isChanged(one);
  const state = element("strong", word(changed ? "waiting" : "unchanged"), "field-state");
  state.dataset.tone = changed ? "warn" : "info";
  return state;
}

function openCase(one) {
  hush();
  const place = show("screen-case");
  place.querySelector("[data-name]").textContent = one.person.name;
  place.querySelector("[data-number]").textContent = word("case", { number: one.number });
  head(place.querySelector("[data-head]"), one);
  asked(place.querySelector("[data-asked]"), one);
  lastTalk(place, one);
  const changed = () => keepSoon(one, place);
  const talk = place.querySelector("[data-recognition]");
  putForm(talk, "recognition", one.values, "recognition.", changed, { held_on: today(), place: "STAY" });
  const finish = place.querySelector("[data-finish]");
  finish.checked = one.values["recognition.finish"] === "1";
  finish.addEventListener("change", () => { one.values["recognition.finish"] = finish.checked ? "1" : ""; changed(); });
  drawPlan(place.querySelector("[data-plan]"), one, changed);
  tell(place, one);
  place.querySelectorAll("form").forEach(form => form.addEventListener("submit", event => event.preventDefault()));
  place.querySelectorAll("[data-back]").forEach(back => back.addEventListener("click", async () => { await flush(); await list(); }));
}

function head(place, one) {
  const facts = [one.person.age && word("age", { age: one.person.age }), one.person.address, one.person.phone];
  place.append(element("p", facts.filter(Boolean).join(", ")));
  place.append(...one.reach.map(text => element("p", text)));
}

function asked(place, one) {
  if (one.situation) place.append(element("p", one.situation));
  const services = element("ul");
  services.append(...one.services.map(service => element("li", [service.name, service.wish, service.state].filter(Boolean).join(", "))));
  place.append(services);
}

function lastTalk(place, one) {
  const last = one.last_recognition;
  if (!last) return;
  place.querySelector("[data-last]").hidden = false;
  const said = place.querySelector("[data-said]");
  said.append(element("p", word("last_said", { day: last.held_on, who: last.by }), "quiet"));
  for (const [label, text] of last.said) said.append(element("h3", label), element("p", text));
}

function tell(place, one) {
  const state = stateOf(one), shown = place.querySelector("[data-state]");
  shown.textContent = state.textContent;
  shown.dataset.tone = state.dataset.tone;
}

/** Keep what was typed after a short pause; the number of a sending belongs to what was sent, so it begins anew. */
function keepSoon(one, place) {
  one.sync = null;
  unsaved = one;
  tell(place, one);
  clearTimeout(timer);
  timer = setTimeout(flush, 300);
}

function flush() {
  clearTimeout(timer);
  const one = unsaved;
  unsaved = null;
  if (one && vault.isOpen()) saving = saving.then(() => vault.keepCase(one));
  return saving;
}

start();
