/* IndexedDB: one vault, and cases that nobody reads without its key. Nothing else of ours is kept on the device.
 *
 * vault:  { id, salt, iterations, secret, iv, wrapped, tries, user, device, seen_at }
 * cases:  { copy, centre, expires_at, sync, iv, sealed, office }  (numbers and a date tell nothing of anybody)
 * outbox: { copy, centre, sync, why, since, office }
 *
 * `office` is what was written, sealed so that only the office opens it: { point, iv, box }, nothing while nothing is
 * written. What nobody here may open any more goes from the cases into the outbox, and from there to the office.
 */
const NAME = "cus-field", VERSION = 2, STORES = { vault: "id", cases: "copy", outbox: "copy" };
let opened = null;

function open() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (!asked.result.objectStoreNames.contains(name)) asked.result.createObjectStore(name, { keyPath });
      }
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = null; };
      resolve(asked.result);
    };
    asked.onerror = () => { opened = null; reject(asked.error); };
  });
  return opened;
}

/** Run `step(...stores)` in one transaction; resolves with what it asked for once all is written. */
async function inside(names, mode, step) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(names, mode, { durability: "strict" });
    const asked = step(...names.map(name => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(asked ? asked.result : undefined);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const vaultRecord = () => inside(["vault"], "readonly", vault => vault.get("vault"));
export const keepVault = record => inside(["vault"], "readwrite", vault => vault.put({ ...record, id: "vault" }));
export const records = () => inside(["cases"], "readonly", cases => cases.getAll());
export const keep = record => inside(["cases"], "readwrite", cases => cases.put(record));
export const remove = copy => inside(["cases"], "readwrite", cases => cases.delete(copy));
export const outbox = () => inside(["outbox"], "readonly", outbox => outbox.getAll());
export const removeSent = copy => inside(["outbox"], "readwrite", outbox => outbox.delete(copy));

/** Change the vault as it is this moment; another tab may have changed it since it was read. */
async function changeVault(change) {
  let changed = null;
  await inside(["vault"], "readwrite", vault => {
    const asked = vault.get("vault");
    asked.onsuccess = () => {
      if (!asked.result) return;
      changed = { ...asked.result, ...change(asked.result) };
      vault.put(changed);
    };
  });
  return changed;
}

/** One try more, counted before the PIN is looked at: closing the page gives no try back. */
export const countTry = () => changeVault(vault => ({ tries: vault.tries + 1 }));
export const forgetTries = () => changeVault(() => ({ tries: 0 }));
/** The latest moment this device has ever shown: a clock that was put back brings no days back. */
export const noteTime = () => changeVault(vault => ({ seen_at: Math.max(Date.now(), vault.seen_at) }));

/** The cases `goes` picks, else all, leave the device at once; what was written in them stays, readable for the office
 * only. With the last case the vault goes too. Tells how many went and how many of them wait for the office. */
export async function setAside(why, goes = null) {
  const told = { gone: 0, waiting: 0 };
  await inside(["vault", "cases", "outbox"], "readwrite", (vault, cases, outbox) => {
    const asked = cases.getAll();
    asked.onsuccess = () => {
      const going = asked.result.filter(goes || (() => true));
      for (const { copy, centre, sync, office } of going) {
        if (office) outbox.put({ copy, centre, sync: sync || crypto.randomUUID(), why, since: Date.now(), office });
        cases.delete(copy);
        told.waiting += office ? 1 : 0;
      }
      told.gone = going.length;
      if (!goes || (going.length && going.length === asked.result.length)) vault.clear();
    };
  });
  return told;
}
