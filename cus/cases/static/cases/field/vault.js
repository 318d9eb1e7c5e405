/* The vault of the device: opened by a PIN, locked by rest, emptied by five wrong PINs and by the passing of days. */
import { ITERATIONS, keyOfPin, makeKey, makeSecret, random, seal, sealForOffice, toBytes, unseal, unwrap } from "./crypto.js";
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
  const kept = await store.countTry();
  if (!kept || kept.tries > TRIES) {
    await wipe("PIN");
    return { ok: false, left: 0, wiped: true };
  }
  try {
    key = await unwrap(await keyOfPin(pin, kept.salt, kept.iterations, kept.secret), kept.iv, kept.wrapped);
  } catch (wrong) {
    const wiped = kept.tries >= TRIES;
    if (wiped) await wipe("PIN");
    return { ok: false, left: TRIES - kept.tries, wiped };
  }
  await store.forgetTries();
  return { ok: true, left: TRIES, wiped: false };
}

/** Nothing can be opened here any more; what was written and not sent waits for the office, sealed. */
export async function wipe(why) {
  lock();
  return store.setAside(why);
}

/** Every case, opened. One that does not open with this key goes to the office, which can read it. */
export async function cases() {
  const opened = [];
  for (const one of await store.records()) {
    try {
      opened.push(await unseal(key, one, one.copy));
    } catch (foreign) {
      await store.setAside("DELETED", other => other.copy === one.copy);
    }
  }
  return opened;
}

export async function keepCase(one) {
  const { copy, centre, expires_at, sync } = one;
  const sealed = await seal(key, one, copy);
  const office = isChanged(one) ? await sealForOffice(toBytes(one.office_key), one.values, copy) : null;
  await store.keep({ copy, centre, expires_at, sync, office, ...sealed });
}

/** The office has it: the case leaves the device; with the last one the vault goes too, and the next begins anew. */
export async function removeCase(copy) {
  await store.remove(copy);
  await dropIfEmpty();
}

export async function dropIfEmpty() {
  if (!(await store.records()).length) await wipe("DELETED");
}

/** Whether something was written that the office does not have. */
export function isChanged(one) {
  const names = new Set([...Object.keys(one.base), ...Object.keys(one.values)]);
  return Array.from(names).some(name => (one.base[name] || "") !== (one.values[name] || ""));
}

/** What is over leaves the device. Tells how many went. */
export async function dropExpired() {
  const kept = await store.noteTime();
  return store.setAside("EXPIRED", one => !kept || one.expires_at <= kept.seen_at);
}
