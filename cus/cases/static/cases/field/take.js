/* The page "In the field": put the ticked cases on this device. They are sealed before they are kept. */
import { takeOver } from "./alone.js";
import { isThere } from "./crypto.js";
import { askOffice } from "./outbox.js";
import { hush, say } from "./screen.js";
import * as vault from "./vault.js";
import { ADDRESSES, word } from "./words.js";

const form = document.getElementById("field-take");

/** Whether this browser can keep cases; what has to leave the device leaves it first. */
async function prepare() {
  if (!isThere() || !("serviceWorker" in navigator)) throw new Error("nowhere to keep cases");
  for (const [why, told] of [["expired", await vault.dropExpired()], ["ended", await askOffice()]]) {
    if (told.gone) say(word(why), "info");
    if (told.waiting) say(word("set_aside", { count: told.waiting }), "info");
  }
  await askOnlyOnce();
  await navigator.serviceWorker.register(ADDRESSES.worker, { scope: ADDRESSES.field });
  await navigator.serviceWorker.ready;
  document.documentElement.dataset.fieldReady = "1";
  return true;
}

function cannot() {
  say(word("no_vault"), "danger");
  return false;
}

/** Where a vault is already, its PIN opens it; a new one is written twice. */
async function askOnlyOnce() {
  const again = document.getElementById("pin-again-group");
  if (again) again.hidden = Boolean(await vault.record());
}

async function take(event) {
  event.preventDefault();
  hush();
  const chosen = Array.from(form.querySelectorAll("[name=case]:checked")).map(box => box.value);
  if (!chosen.length) {
    say(word("choose_case"), "danger");
    return;
  }
  takeOver(() => undefined); // a page of the device that is open elsewhere locks itself
  if (!(await prepared) || !(await openVault())) return;
  try {
    await keepForGood();
    const parcels = await fetchCases(await notHere(chosen));
    for (const one of parcels) await vault.keepCase({ ...one, values: { ...one.base }, sync: null });
    if (parcels.length) say(word("taken", { count: parcels.length }), "ok", { url: ADDRESSES.device, text: word("to_device") });
  } finally {
    await vault.dropIfEmpty(); // nothing came: the next time begins with a new PIN
    vault.lock();
    form.reset();
    await askOnlyOnce();
  }
}

/** What is on the device already stays as it was written there. */
async function notHere(chosen) {
  const here = new Map((await vault.cases()).map(one => [String(one.application), one.person.name]));
  chosen.filter(id => here.has(id)).forEach(id => say(word("already", { name: here.get(id) }), "info"));
  return chosen.filter(id => !here.has(id));
}

/** Ask the browser not to clear what is kept here when space gets short. */
async function keepForGood() {
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist().catch(() => false);
}

async function openVault() {
  const pin = form.querySelector("#pin").value, kept = await vault.record();
  if (kept && kept.user !== Number(form.dataset.user)) {
    say(word("of_somebody_else"), "danger", { url: ADDRESSES.device, text: word("to_device") });
    return false;
  }
  if (!kept) {
    const fault = vault.pinFault(pin, form.querySelector("#pin-again").value);
    if (fault) say(word(fault), "danger");
    else await vault.create(pin, Number(form.dataset.user));
    return !fault;
  }
  const tried = await vault.unlock(pin);
  if (!tried.ok) say(tried.wiped ? word("pin_wiped") : word(tried.left === 1 ? "pin_last" : "pin_wrong", { left: tried.left }), "danger");
  return tried.ok;
}

async function fetchCases(chosen) {
  if (!chosen.length) return [];
  const { device } = await vault.record();
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(ADDRESSES.take, {
    method: "POST", credentials: "same-origin", redirect: "manual",
    headers: { "content-type": "application/json", "x-csrftoken": token },
    body: JSON.stringify({ device, cases: chosen }),
  }).catch(() => null);
  const body = answer && (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
  if (answer && answer.ok) return body.cases;
  if (answer && answer.type === "opaqueredirect") say(word("sign_in"), "warn", { url: ADDRESSES.field, text: word("sign_in_link") });
  else say(body.refused || word(answer ? "not_taken" : "no_network_here"), "danger");
  return [];
}

const prepared = prepare().catch(cannot);
if (form) form.addEventListener("submit", take);
