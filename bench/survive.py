"""`./run bench survive`: kill -9 of the server and of the database while twenty people send their applications.

Starts a demo of its own in a directory of its own, fills the public form over HTTP as browsers do, kills in the middle
of the sending, lets each person send the same page again until it answers, and then counts: each application that was
answered with a number must be there once, with the files handed in, and no number may be given twice. Ends with an
error on any loss.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
FIRST_START, HEALING = 180, 120  # seconds
CHECK, DONE = "/wniosek/sprawdzenie/", "/wniosek/wyslany/"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
COUNT = """
import json
from cus.accounts.models import Centre
from cus.cases.models import Application
from cus.kit.rows import act_for
from cus.records.models import Document, Letter
act_for(Centre.objects.get(is_example=True).pk)
rows = []
for one in Application.objects.filter(situation__startswith="survive ").order_by("id"):
    papers = Document.objects.about(one)
    rows.append({
        "who": one.situation, "number": one.number, "requests": one.requests.count(),
        "letters": Letter.objects.about(one).count(), "documents": papers.count(),
        "lost_files": [paper.name for paper in papers if not paper.file.storage.exists(paper.file.name)],
    })
every = list(Application.objects.values_list("number", flat=True))
print(json.dumps({"rows": rows, "numbers_given_twice": len(every) - len(set(every))}))
"""


class Unanswered(Exception):
    """The page did not come: the server was away, or answered that something broke."""


class Browser:
    """Cookies, the form's token, and a page at a time."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page, self.url = "", base

    def get(self, path: str) -> None:
        self._open(Request(self.base + path))

    def send(self, path: str, fields: dict[str, Any], *, file: tuple[str, bytes] | None = None) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        if token is None:
            raise AssertionError(f"no form on {self.url}")
        body, kind = _body(fields | {"csrfmiddlewaretoken": token[1]}, file)
        self._open(Request(self.base + path, data=body, headers={"Content-Type": kind, "Referer": self.url}))

    def _open(self, request: Request) -> None:
        try:
            with self.opener.open(request, timeout=60) as answer:
                page, url = answer.read().decode(), answer.url
        except HTTPError as error:
            error.close()
            if error.code < 500:
                raise AssertionError(f"{request.full_url} answered {error.code}") from error
            raise Unanswered(f"{error.code}") from error
        except (OSError, HTTPException) as error:
            raise Unanswered(type(error).__name__) from error
        self.page, self.url = page, url


def _body(fields: dict[str, Any], file: tuple[str, bytes] | None) -> tuple[bytes, str]:
    if file is None:
        return urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded"
    edge = f"edge{random.getrandbits(64):x}"
    name, content = file
    lines = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    whole = "".join(lines).encode() + head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return whole, f"multipart/form-data; boundary={edge}"


@dataclass
class Applicant:
    """Somebody at the form. Every third one hands in a document, every fourth one clicks „send” twice at once."""

    who: str
    place: int
    browser: Browser
    number: str = ""
    seconds: float = 0.0
    tries: int = 0
    trouble: str = ""
    unanswered: Counter[str] = field(default_factory=Counter)

    @property
    def hands_in(self) -> bool:
        return self.place % 3 == 0

    @property
    def clicks_twice(self) -> bool:
        return self.place % 4 == 0

    def fill_in(self) -> None:
        """The form, page by page, up to the summary."""
        self.browser.get("/wniosek/")
        self._step("dla-kogo", whom_for="ME")
        services = re.findall(r'name="services" value="([\w-]+)"', self.browser.page)
        self._step("uslugi", services=services[: 1 + self.place % 2], go="on")
        self._step("co-jest-trudne", situation=self.who)
        day = {"born_on_0": 1 + self.place, "born_on_1": 3, "born_on_2": 1948}
        self._step("osoba", first_name="Zofia", last_name=f"Wytrwała {self.place}", pesel="", **day)
        self._step("adres", street="Polna", house=str(self.place), postcode="32-005", town="Niepołomice")
        self._step("kontakt", reach="PHONE", phone=f"600 100 {100 + self.place}", reach_note="", hours="", email="")
        self._step("dokumenty", file=(f"{self.place}.pdf", PAPER) if self.hands_in else None, go="on")
        if not self.browser.url.endswith(CHECK):
            raise AssertionError(f"{self.who} is at {self.browser.url}, not at the summary")

    def _step(self, slug: str, *, file: tuple[str, bytes] | None = None, **fields: Any) -> None:
        path = f"/wniosek/{slug}/"
        if not self.browser.url.endswith(path):
            raise AssertionError(f"{self.who} is at {self.browser.url}, not at {path}")
        self.browser.send(path, fields, file=file)

    def send(self) -> None:
        """Send the summary until there is an answer with a number; each time the same page, as reloading does."""
        key = re.search(r'name="key" value="([\w-]+)"', self.browser.page)
        summary, began = self.browser.page, time.monotonic()
        while not self.number:
            self.browser.page, self.browser.url = summary, self.browser.base + CHECK
            self.tries += 1
            try:
                self._click(key[1] if key else "")
            except Unanswered as error:
                self.unanswered[str(error)] += 1
                if time.monotonic() - began > HEALING:
                    self.trouble = f"no answer after {self.tries} tries"
                    return
                time.sleep(random.uniform(0.1, 0.5))
            except AssertionError as error:
                self.trouble = str(error)
                return
        self.seconds = time.monotonic() - began

    def _click(self, key: str) -> None:
        if self.clicks_twice:
            other = Browser(self.browser.base)
            other.opener, other.page, other.url = self.browser.opener, self.browser.page, self.browser.url
            impatient = threading.Thread(target=_try_to, args=(lambda: other.send(CHECK, {"key": key}),))
            impatient.start()
            try:
                self.browser.send(CHECK, {"key": key})
            finally:
                impatient.join()
        else:
            self.browser.send(CHECK, {"key": key})
        if not self.browser.url.endswith(DONE):
            raise AssertionError(f"{self.who} was led to {self.browser.url}")
        self.number = unescape(re.findall(r'<strong class="nowrap">([^<]+)</strong>', self.browser.page)[0])


def _try_to(act: Callable[[], None]) -> None:
    try:
        act()
    except (Unanswered, AssertionError):
        return  # the second click may fail; what it does to the first one is what is measured


class Demo:
    """`./run demo` in a home of its own. Whatever is killed here is a descendant of this one process."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, _free_port()
        self.base = f"http://localhost:{self.port}"
        env = os.environ | {"CUS_HOME": str(home)}
        env.pop("DATABASE_URL", None)
        self.said = home / "demo.txt"
        with self.said.open("wb") as out:
            command = [sys.executable, "run", "demo", "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
        self.env = env

    def wait(self, seconds: float) -> float:
        """How long until the catalogue, which needs server and database, is shown."""
        began, browser = time.monotonic(), Browser(self.base)
        while time.monotonic() - began < seconds:
            if self.process.poll() is not None:
                break
            try:
                browser.get("/")
            except (Unanswered, AssertionError):
                time.sleep(0.1)
            else:
                return time.monotonic() - began
        raise SystemExit(f"The demo does not answer:\n{self.said.read_text()[-2000:]}")

    def kill(self, what: str) -> int:
        """kill -9 of all processes of the server or of the database, which are found below our own; how many."""
        signs = {"server": b"granian", "database": b"postgres"}[what]
        found = [pid for pid in _below(self.process.pid) if signs in _program(pid)]
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return len(found)

    def count(self) -> dict[str, Any]:
        command = [sys.executable, "run", "manage", "shell", "--no-imports", "-c", COUNT]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"Counting failed:\n{done.stderr[-2000:]}")
        return json.loads(done.stdout.strip().splitlines()[-1])

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _below(pid: int) -> list[int]:
    """All descendants of a process, from /proc."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        children.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found, left = [], [pid]
    while left:
        below = children.get(left.pop(), [])
        found += below
        left += below
    return found


def _program(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def a_round(demo: Demo, *, name: str, kill: str | None, applicants: int, within: float) -> dict[str, Any]:
    """Everybody at the summary, everybody sends at once, and at a random moment of the sending something is killed."""
    people = [Applicant(f"survive {name} {n}", n, Browser(demo.base)) for n in range(applicants)]
    with ThreadPoolExecutor(applicants) as crowd:
        list(crowd.map(Applicant.fill_in, people))
        sending = [crowd.submit(person.send) for person in people]
        moment = random.uniform(0, within)
        time.sleep(moment)
        answered = sum(bool(person.number) for person in people)
        killed = demo.kill(kill) if kill else 0
        began = time.monotonic()
        for one in sending:
            one.result()
    return {
        "round": name,
        "killed": kill,
        "processes_killed": killed,
        "at_seconds": round(moment, 3),
        "answered_before_the_kill": answered,
        "answered": sum(bool(person.number) for person in people),
        "sent_more_than_once": sum(person.tries > 1 for person in people),
        "failed_sendings": dict(sum((person.unanswered for person in people), Counter())),
        "all_answered_after_seconds": round(time.monotonic() - began, 1),
        "people": people,
    }


def losses(people: list[Applicant], counted: dict[str, Any]) -> list[str]:
    """What should not be: one sentence each."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in counted["rows"]:
        rows.setdefault(row["who"], []).append(row)
    found = [f"{person.who}: {person.trouble}" for person in people if person.trouble]
    for person in people:
        filed = rows.pop(person.who, [])
        if len(filed) != (1 if person.number else len(filed[:1])):
            found.append(f"{person.who}: answered {person.number or 'nothing'}, filed {len(filed)} times")
            continue
        found += [f"{person.who}: {fault}" for row in filed for fault in _faults(person, row)]
    found += [f"{who}: filed by nobody" for who in rows]
    if counted["numbers_given_twice"]:
        found.append(f"{counted['numbers_given_twice']} numbers were given twice")
    return found


def _faults(person: Applicant, row: dict[str, Any]) -> list[str]:
    wanted = {"requests": 1 + person.place % 2, "letters": 1, "documents": int(person.hands_in), "lost_files": []}
    if person.number:
        wanted["number"] = person.number
    return [f"{name} is {row[name]!r} instead of {value!r}" for name, value in wanted.items() if row[name] != value]


def measure(demo: Demo, *, rounds: int, applicants: int) -> dict[str, Any]:
    started = demo.wait(FIRST_START)
    calm = a_round(demo, name="calm", kill=None, applicants=applicants, within=0)
    longest = max(person.seconds for person in calm["people"])  # kills strike while most are still sending
    print(f"calm: all sent within {longest:.2f} s", file=sys.stderr)
    done = [calm]
    for number in range(1, rounds + 1):
        for kill in ("server", "database"):
            one = a_round(demo, name=f"{kill} {number}", kill=kill, applicants=applicants, within=0.8 * longest)
            print({key: value for key, value in one.items() if key != "people"}, file=sys.stderr)
            done.append(one)
            demo.wait(HEALING)
    people = [person for one in done for person in one.pop("people")]
    counted = demo.count()
    lost = losses(people, counted)
    return {
        "started_in_seconds": round(started, 1),
        "calm_sending_took_seconds": round(longest, 2),
        "rounds": done,
        "applications_answered": sum(bool(person.number) for person in people),
        "applications_there": len(counted["rows"]),
        "numbers_given_twice": counted["numbers_given_twice"],
        "losses": lost,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench survive", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="kills of the server, and as many of the database")
    parser.add_argument("--applicants", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None, help="repeat the same moments")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    random.seed(seed)
    home = Path(tempfile.mkdtemp(prefix="cus-survive-"))
    home.chmod(0o755)  # the database's account passes through; what is inside is closed by itself
    demo = Demo(home)
    try:
        result = {"seed": seed, **measure(demo, rounds=given.rounds, applicants=given.applicants)}
    finally:
        demo.stop()
    print(json.dumps(result, indent=2, ensure_ascii=False))
    if result["losses"]:
        print(f"What was lost can be looked at in {home}", file=sys.stderr)
        return 1
    shutil.rmtree(home, ignore_errors=True)  # made by this run
    return 0


if __name__ == "__main__":
    sys.exit(main())
