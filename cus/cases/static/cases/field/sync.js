/* Sending to the office: every case by itself, with a number of its own, so that a repeated sending is filed once. */
import { keepCase, isChanged, record, removeCase } from "./vault.js";
import { records } from "./store.js";
import { say } from "./screen.js";
import { ADDRESSES, word } from "./words.js";

const GONE = ["WITHDRAWN", "SIGNED_OUT"];

class SignedOut extends Error {}

async function ask(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
  const body = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
  return { ok: answer.ok, status: answer.status, body };
}

const post = (address, token, body) => ask(address, {
  method: "POST", headers: { "content-type": "application/json", "x-csrftoken": token }, body: JSON.stringify(body),
});

/** Send every case in which something was written. What arrived leaves the device; the rest stays. */
export async function send(cases) {
  try {
    const token = await signedIn();
    if (token) for (const one of cases.filter(isChanged)) await sendOne(one, token);
  } catch (broken) {
    explain(broken);
  }
}

async function sendOne(one, token) {
  if (!one.sync) {
    one.sync = crypto.randomUUID();
    await keepCase(one); // before sending: after a broken connection the same number is sent again
  }
  const answer = await post(ADDRESSES.sync.replace("{copy}", one.copy), token, { sync: one.sync, values: one.values });
  if (!answer.ok) {
    say(word("not_accepted", { why: answer.body.refused || String(answer.status) }), "danger");
    return;
  }
  await removeCase(one.copy);
  const url = answer.body.merge_url;
  if (url) say(word("to_merge", { name: one.person.name }), "warn", { url, text: word("open_merge") });
  else say(word("sent", { name: one.person.name }), "ok");
}

/** The token of whoever is signed in now; nothing when these cases are somebody else's. */
async function signedIn() {
  const [answer, kept] = [await ask(ADDRESSES.token), await record()];
  if (kept && kept.user !== answer.body.user) {
    say(word("of_somebody_else"), "danger");
    return "";
  }
  return answer.body.token;
}

/** Ask the office which copies may stay, also while locked; quietly, for it is no matter of the person's. */
export async function askOffice() {
  const kept = await records();
  if (!kept.length || !navigator.onLine) return;
  try {
    const { body } = await ask(ADDRESSES.token);
    const answer = await post(ADDRESSES.state, body.token, { copies: kept.map(one => one.copy) });
    for (const one of kept) {
      const how = (answer.body.ended || {})[one.copy];
      if (!GONE.includes(how) && !(how === "SYNCED" && !one.waiting)) continue;
      await removeCase(one.copy);
      say(word("ended"), "info");
    }
  } catch (broken) {
    /* no network or no session: the next time will do */
  }
}

function explain(broken) {
  if (broken instanceof SignedOut) {
    const url = `${ADDRESSES.sign_in}?next=${encodeURIComponent(ADDRESSES.device)}`;
    say(word("sign_in"), "warn", { url, text: word("sign_in_link") });
  } else if (broken instanceof TypeError) say(word("no_network"), "warn"); // what fetch throws without network
  else throw broken;
}
