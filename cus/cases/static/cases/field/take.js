/* The page "In the field": put the ticked cases on this device. They are sealed before they are kept. */
import { isThere } from "./crypto.js";
import { hush, say } from "./screen.js";
import { askOffice } from "./sync.js";
import * as vault from "./vault.js";
import { ADDRESSES, word } from "./words.js";

const form = document.getElementById("field-take");

async function prepare() {
  if (!isThere()) {
    say(word("no_vault"), "danger");
    return;
  }
  if (await vault.dropExpired()) say(word("expired"), "info");
  await askOffice();
  await askOnlyOnce();
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register(ADDRESSES.worker, { scope: ADDRESSES.field });
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.fieldReady = "1";
  }
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
  if (!(await openVault())) return;
  try {
    const parcels = await fetchCases(await notHere(chosen));
    for (const one of parcels) await vault.keepCase({ ...one, values: { ...one.base }, sync: null });
    if (parcels.length) say(word("taken", { count: parcels.length }), "ok", { url: ADDRESSES.device, text: word("to_device") });
  } finally {
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
  if (!tried.ok) say(tried.wiped ? word("pin_wiped") : word("pin_wrong", { left: tried.left }), "danger");
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
  say(body.refused || word("too_big"), "danger");
  return [];
}

if (form) form.addEventListener("submit", take);
prepare();
