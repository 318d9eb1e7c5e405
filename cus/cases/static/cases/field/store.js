/* IndexedDB: one vault, and cases that nobody reads without its key. Nothing else of ours is kept on the device.
 *
 * vault: { id, salt, iterations, secret, iv, wrapped, tries, user, device, seen_at }
 * cases: { copy, expires_at, waiting, iv, sealed }  (the number of a copy and a date tell nothing of anybody)
 */
const NAME = "cus-field";
let opened = null;

function open() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("vault", { keyPath: "id" });
      asked.result.createObjectStore("cases", { keyPath: "copy" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => { opened = null; reject(asked.error); };
  });
  return opened;
}

/** Run `step(store)` in a transaction; resolves with what it asked for once all is written. */
async function inside(name, mode, step) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(name, mode, { durability: "strict" });
    const asked = step(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(asked ? asked.result : undefined);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const vaultRecord = () => inside("vault", "readonly", store => store.get("vault"));
export const keepVault = record => inside("vault", "readwrite", store => store.put({ ...record, id: "vault" }));
export const records = () => inside("cases", "readonly", store => store.getAll());
export const keep = record => inside("cases", "readwrite", store => store.put(record));
export const remove = copy => inside("cases", "readwrite", store => store.delete(copy));

/** One try more, counted before the PIN is looked at: closing the page gives no try back. */
export async function countTry() {
  let tries = 0;
  await inside("vault", "readwrite", store => {
    const asked = store.get("vault");
    asked.onsuccess = () => {
      if (!asked.result) return;
      tries = asked.result.tries + 1;
      store.put({ ...asked.result, tries });
    };
  });
  return tries;
}

/** Everything of ours on this device is gone. */
export async function wipe() {
  await inside("vault", "readwrite", store => { store.clear(); });
  await inside("cases", "readwrite", store => { store.clear(); });
}
