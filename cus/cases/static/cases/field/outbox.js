/* What nobody on this device may open any more, on its way to the office: sealed, and without anybody signing in. */
import { toText } from "./crypto.js";
import { outbox, records, removeSent, setAside } from "./store.js";
import { ADDRESSES } from "./words.js";

const MOST_DAYS = 30; // by then the office has thrown its key away
const GONE = ["CLOSED", "SEALED", "SIGNED_OUT", "WITHDRAWN"];

const post = (address, body, seconds) => fetch(address, {
  method: "POST", credentials: "omit", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(seconds * 1000),
  headers: { "content-type": "application/json" }, body: JSON.stringify(body),
});

/** Ask the office which copies may stay, also while locked or signed out. Tells how many went. */
export async function askOffice() {
  const kept = await records();
  let told = { gone: 0, waiting: 0 };
  try {
    const ended = kept.length ? await fates(kept) : {};
    told = await setAside("CLOSED", one => GONE.includes(ended[one.copy]) || (ended[one.copy] === "SYNCED" && !one.office));
  } catch (broken) {
    /* no network, or an office that does not answer: the next time will do */
  }
  emptyOutbox();
  return told;
}

async function fates(kept) {
  const ended = {};
  for (const centre of new Set(kept.map(one => one.centre))) {
    const copies = kept.filter(one => one.centre === centre).map(one => one.copy);
    const answer = await post(ADDRESSES.fates, { centre, copies }, 4); // at the table nobody waits for a network that is none
    if (answer.ok) Object.assign(ended, (await answer.json()).ended);
  }
  return ended;
}

/** Hand over what waits. What the office has not confirmed stays and is tried again. */
export async function emptyOutbox() {
  try {
    await handOver();
  } catch (broken) {
    /* it stays, sealed, until there is network */
  }
}

async function handOver() {
  for (const { copy, centre, sync, why, since, office } of await outbox()) {
    const sealed = { point: toText(office.point), iv: toText(office.iv), box: toText(office.box) };
    const answer = await post(ADDRESSES.sealed, { copy, centre, sync, why, ...sealed }, 60);
    if (answer.ok || Date.now() - since > MOST_DAYS * 86400000) await removeSent(copy);
  }
}
