/* The vault of the device: opened by a PIN, locked by rest, emptied by five wrong PINs and by the passing of days. */
import { ITERATIONS, keyOfPin, makeKey, makeSecret, random, seal, unseal, unwrap } from "./crypto.js";
import * as store from "./store.js";

export const TRIES = 5;
const SHORTEST = 6;
let key = null; // only in memory: a reloaded page is locked

export const isOpen = () => key !== null;
export const lock = () => { key = null; };
export const record = () => store.vaultRecord();

/** What is wrong with a PIN, by the name of the sentence; empty if nothing. */
export function pinFault(pin, again) {
  if (!/^\d+$/.test(pin) || pin.length < SHORTEST) return "pin_short";
  const steps = new Set(Array.from(pin).slice(1).map((digit, place) => Number(digit) - Number(pin[place])));
  if (steps.size === 1 && [-1, 0, 1].includes(Array.from(steps)[0])) return "pin_easy";
  return again !== undefined && pin !== again ? "pin_differs" : "";
}

/** A new vault for this person on this device; open at once. */
export async function create(pin, user) {
  const salt = random(32), secret = await makeSecret();
  const made = await makeKey(await keyOfPin(pin, salt, ITERATIONS, secret));
  await store.keepVault({
    salt, secret, iterations: ITERATIONS, iv: made.iv, wrapped: made.wrapped, tries: 0, user,
    device: crypto.randomUUID(), seen_at: Date.now(),
  });
  key = made.key;
}

/** Try a PIN: { ok, left, wiped }. The fifth wrong one deletes everything. */
export async function unlock(pin) {
  const tries = await store.countTry(), kept = await store.vaultRecord();
  if (!kept || tries > TRIES) {
    await wipe();
    return { ok: false, left: 0, wiped: true };
  }
  try {
    key = await unwrap(await keyOfPin(pin, kept.salt, kept.iterations, kept.secret), kept.iv, kept.wrapped);
  } catch (wrong) {
    if (tries >= TRIES) await wipe();
    return { ok: false, left: TRIES - tries, wiped: tries >= TRIES };
  }
  await store.keepVault({ ...kept, tries: 0 });
  return { ok: true, left: TRIES, wiped: false };
}

export async function wipe() {
  lock();
  await store.wipe();
}

/** Every case, opened. */
export async function cases() {
  const kept = await store.records();
  return Promise.all(kept.map(one => unseal(key, one, one.copy)));
}

export async function keepCase(one) {
  const sealed = await seal(key, one, one.copy);
  await store.keep({ copy: one.copy, expires_at: one.expires_at, waiting: isChanged(one), ...sealed });
}

/** The case leaves the device; with the last one the vault goes too, and the next begins with a new PIN. */
export async function removeCase(copy) {
  await store.remove(copy);
  if (!(await store.records()).length) await wipe();
}

/** Whether something was written that the office does not have. */
export function isChanged(one) {
  const names = new Set([...Object.keys(one.base), ...Object.keys(one.values)]);
  return Array.from(names).some(name => (one.base[name] || "") !== (one.values[name] || ""));
}

/** Delete what is over. A clock that was put back does not bring days back. Tells how many went. */
export async function dropExpired() {
  const kept = await store.vaultRecord();
  if (!kept) {
    await store.wipe();
    return 0;
  }
  const now = Math.max(Date.now(), kept.seen_at);
  await store.keepVault({ ...kept, seen_at: now });
  const over = (await store.records()).filter(one => one.expires_at <= now);
  for (const one of over) await removeCase(one.copy);
  return over.length;
}
