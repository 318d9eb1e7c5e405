/* How a case is sealed: AES-GCM with a random key, which only the PIN together with a secret of the device unwraps. */
export const ITERATIONS = 600000;
const utf8 = new TextEncoder();

export const random = count => crypto.getRandomValues(new Uint8Array(count));
export const isThere = () => Boolean(globalThis.crypto && crypto.subtle && globalThis.indexedDB);

/** A key of this device that scripts can use and never read. */
export const makeSecret = () => crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** The key that wraps the key of the data: PBKDF2 of the PIN, mixed with the secret of the device. */
export async function keyOfPin(pin, salt, iterations, secret) {
  const material = await crypto.subtle.importKey("raw", utf8.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, material, 256);
  const mixed = await crypto.subtle.sign("HMAC", secret, bits);
  return crypto.subtle.importKey("raw", mixed, "AES-GCM", false, ["wrapKey", "unwrapKey"]);
}

/** A new key for the data, and the same key wrapped, to be kept. */
export async function makeKey(wrapping) {
  const iv = random(12);
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, wrapping, { name: "AES-GCM", iv });
  return { iv, wrapped, key: await unwrap(wrapping, iv, wrapped) };
}

/** The key of the data; fails with a wrong PIN. Scripts cannot read it out. */
export const unwrap = (wrapping, iv, wrapped) => crypto.subtle.unwrapKey(
  "raw", wrapped, wrapping, { name: "AES-GCM", iv }, "AES-GCM", false, ["encrypt", "decrypt"]);

/** A value as bytes nobody reads, bound to the copy it belongs to: it opens in no other place. */
export async function seal(key, value, copy) {
  const iv = random(12);
  const given = { name: "AES-GCM", iv, additionalData: utf8.encode(copy) };
  return { iv, sealed: await crypto.subtle.encrypt(given, key, utf8.encode(JSON.stringify(value))) };
}

/** Sealed so that only the office opens it, with a key of its own each time; `point` is the office's half for this copy.
 * The other side is `cus/cases/field/sealed.py`. */
export async function sealForOffice(point, value, copy) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", point, curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const made = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(`cus-field ${copy}`) };
  const key = await crypto.subtle.deriveKey(made, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const { iv, sealed } = await seal(key, value, copy);
  return { point: new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey)), iv, box: new Uint8Array(sealed) };
}

export async function unseal(key, { iv, sealed }, copy) {
  const given = { name: "AES-GCM", iv, additionalData: utf8.encode(copy) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(given, key, sealed)));
}

export const toText = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
export const toBytes = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
