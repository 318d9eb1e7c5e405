/* The page that works without network: unlock, choose a case, write, send. Everything is kept as it is typed. */
import { takeOver } from "./alone.js";
import { isThere } from "./crypto.js";
import { putForm, today } from "./forms.js";
import { askOffice, emptyOutbox } from "./outbox.js";
import { drawPlan } from "./plan.js";
import { watchRest } from "./rest.js";
import { button, element, hush, say, show } from "./screen.js";
import { send } from "./sync.js";
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
  window.addEventListener("online", backInNetwork);
  window.addEventListener("offline", showNetwork);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  window.addEventListener("pagehide", flush);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(ADDRESSES.worker, { scope: ADDRESSES.field }).catch(() => undefined);
  watchRest(() => leave("locked"));
  tellGone(await vault.dropExpired(), "expired");
  tellGone(await askOffice(), "ended");
  await door();
  document.documentElement.dataset.fieldReady = "1";
}

/** What left the device by itself, and that nothing of it is lost. */
function tellGone({ gone, waiting }, why) {
  if (gone) say(word(why), "info");
  if (waiting) say(word("set_aside", { count: waiting }), "info");
}

/** Back in the network: what is sealed for the office goes at once, the rest waits for its owner. */
function backInNetwork() {
  showNetwork();
  emptyOutbox();
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
    const written = pin.value;
    pin.value = ""; // pressed twice, the second time nothing is tried
    if (!written) return;
    hush();
    if (vault.pinFault(written) === "pin_short") say(word("pin_short"), "danger");
    else await tryPin(written, pin);
  });
  wiping(place);
  pin.focus();
}

async function tryPin(written, pin) {
  const tried = await vault.unlock(written);
  if (tried.ok) {
    takeOver(() => leave("elsewhere"));
    tellGone(await askOffice(), "ended");
    return await vault.record() ? list() : door();
  }
  say(tried.wiped ? word("pin_wiped") : word(tried.left === 1 ? "pin_last" : "pin_wrong", { left: tried.left }), "danger");
  if (!tried.wiped) return pin.focus();
  emptyOutbox();
  return door();
}

/** Lock, having kept what was typed. */
async function leave(why) {
  if (!vault.isOpen()) return;
  await flush();
  hush();
  say(word(why), "info");
  await door();
}

function wiping(place) {
  place.querySelector("[data-wipe]").addEventListener("click", async () => {
    if (!window.confirm(word("wipe_sure"))) return;
    hush();
    const told = await vault.wipe("DELETED");
    say(word("wiped"), "info");
    tellGone({ gone: 0, waiting: told.waiting }, "");
    emptyOutbox();
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
    await send(cases, (done, count, name) => progress(place, done, count, name));
    tellGone(await askOffice(), "ended");
    await vault.record() ? await list() : await door();
  });
  wiping(place);
}

/** How far the sending is; read out as it goes on. */
function progress(place, done, count, name) {
  const shown = place.querySelector("[data-progress]"), bar = shown.querySelector("progress");
  shown.hidden = false;
  bar.max = count;
  bar.value = done;
  shown.querySelector("[role=status]").textContent = word("sending", { number: done + 1, count, name });
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
