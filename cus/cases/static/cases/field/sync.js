/* Sending to the office: every case by itself, with a number of its own, so that a repeated sending is filed once. */
import { keepCase, isChanged, record, removeCase } from "./vault.js";
import { say } from "./screen.js";
import { ADDRESSES, word } from "./words.js";

class SignedOut extends Error {}
class NoAnswer extends Error {} // the office is there and cannot answer now

async function ask(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  if (answer.status >= 500 || (answer.ok && !isJson)) throw new NoAnswer();
  return { ok: answer.ok, status: answer.status, body: isJson ? await answer.json() : {} };
}

const post = (address, token, body) => ask(address, {
  method: "POST", headers: { "content-type": "application/json", "x-csrftoken": token }, body: JSON.stringify(body),
});

/** Send every case in which something was written; `onStep(done, count, name)` before each. What arrived leaves the
 * device; what did not stays, also when the network goes in the middle. */
export async function send(cases, onStep) {
  const waiting = cases.filter(isChanged);
  if (!waiting.length) {
    say(word("nothing_to_send"), "info");
    return;
  }
  try {
    const token = await signedIn();
    if (!token) return;
    for (const [done, one] of waiting.entries()) {
      onStep(done, waiting.length, one.person.name);
      await sendOne(one, token);
    }
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
    say(word("not_accepted", { name: one.person.name, why: answer.body.refused || String(answer.status) }), "danger");
    return;
  }
  await removeCase(one.copy);
  const { merge_url: url, kept_by_office: kept } = answer.body, name = one.person.name;
  if (kept) say(word("kept_by_office", { name }), "warn");
  else if (url) say(word("to_merge", { name }), "warn", { url, text: word("open_merge") });
  else say(word("sent", { name }), "ok");
}

/** The token of whoever is signed in now; nothing when these cases are somebody else's. */
async function signedIn() {
  const answer = await ask(ADDRESSES.token), kept = await record();
  if (!answer.ok || (kept && kept.user !== answer.body.user)) {
    say(word(answer.ok ? "of_somebody_else" : "not_yours_now"), "danger");
    return "";
  }
  return answer.body.token;
}

function explain(broken) {
  if (broken instanceof SignedOut) {
    const url = `${ADDRESSES.sign_in}?next=${encodeURIComponent(ADDRESSES.device)}`;
    say(word("sign_in"), "warn", { url, text: word("sign_in_link") });
  } else if (broken instanceof NoAnswer) say(word("no_answer"), "warn");
  else if (broken instanceof TypeError || broken instanceof SyntaxError) say(word("no_network"), "warn"); // what a cut line throws
  else throw broken;
}
