"""`./run bench desks --desks 200`: as many front desks at once file, qualify, put on the list and end services.

Starts a demo of its own with real server processes and PostgreSQL, as many browsers signed in as colleagues, and lets
all of them do the same step in the same moment: every desk files an application for one service with few places, asks
to qualify its person, puts whoever got no place on the list; then all who got a place end the service, so that each
place is offered on. Then it counts: every application is there once, no number and no place was given twice, the
places went to those who filed first, and no step ended in an error. Ends with an error otherwise.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

from bench.survive import ROOT, Browser, Demo, Unanswered

SETTING = """
import json, sys
from datetime import date
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from cus.accounts.models import Centre, RoleHeld, User
from cus.kit.rows import act_for
from cus.offer.models import Service
centre = Centre.objects.get(is_example=True)
act_for(centre.pk)
service = Service.objects.in_catalogue().filter(legal_track="PROGRAMME").order_by("id").first()
service.pk, service.code, service.name, service.places = None, "DESKS", "Desks at once", {places}
from uuid import uuid4
service.uuid = uuid4()
service.status = "PUBLIC"
service.save()
keys = []
for number in range({desks}):
    user = User.objects.create(email=f"desk{{number}}@example.org", first_name="Okienko", last_name=str(number),
                               centre=centre, is_active=True)
    RoleHeld.objects.create(centre=centre, user=user, role="ORGANISER", starts_on=date(2020, 1, 1))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "cus.accounts.backends.EmailBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["second_factor_ready"] = True
    session.create()
    keys.append(session.session_key)
print(json.dumps({{"service": str(service.uuid), "keys": keys}}))
"""
COUNT = """
import json
from django.db import connection
from cus.accounts.models import Centre
from cus.cases.models import Application, PlaceOffer, RequestedService
from cus.kit.rows import act_for
act_for(Centre.objects.get(is_example=True).pk)
asked = RequestedService.objects.filter(service__code="DESKS")
numbers = list(Application.objects.values_list("number", flat=True))
with connection.cursor() as cursor:
    cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    deadlocks = cursor.fetchone()[0]
print(json.dumps({
    "applications": list(asked.order_by("application__filed_at", "application_id")
                         .values_list("application__situation", "state")),
    "places_used": asked.taking_a_place().count(), "places_held": asked.offered_a_place().count(),
    "offered": list(PlaceOffer.objects.filter(service__code="DESKS").order_by("id")
                    .values_list("request__application__situation", "place")),
    "numbers_given_twice": len(numbers) - len(set(numbers)), "deadlocks": deadlocks,
}, default=str))
"""
STARTING = 600  # seconds; a busy machine makes the example centre slowly
REQUEST = re.compile(r"/office/requests/(\d+)/")
FILED = re.compile(r"/office/applications/(\d+)/")


@dataclass
class Desk:
    """A colleague at a desk with one person in front of them. Every fourth one clicks twice."""

    number: int
    browser: Browser
    service: str
    request_id: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)

    @property
    def who(self) -> str:
        return f"desk {self.number}"

    def opens_form(self) -> None:
        self.browser.get("/office/applications/new/")

    def files(self) -> None:
        key = str(uuid4())
        fields = {
            "key": key, "person": "new", "first_name": "Zofia", "last_name": f"Wytrwała {self.number}", "phone": "",
            "services": [self.service], "applicant": "PERSON", "channel": "PHONE", "situation": self.who,
        }  # fmt: skip
        self.twice(lambda browser: browser.send("/office/applications/new/", fields))
        found = FILED.search(self.browser.url)
        if not found:
            raise AssertionError(f"{self.who} was led to {self.browser.url}")
        self.browser.get(f"/office/applications/{found[1]}/")
        self.request_id = int(REQUEST.findall(self.browser.page)[0])

    def presses(self, step: str) -> None:
        """What a press of the button does; a refusal is an answer too."""
        self.twice(lambda browser: browser.send(f"/office/requests/{self.request_id}/{step}/", {}))

    def ends(self) -> None:
        self.browser.get(f"/office/requests/{self.request_id}/end/")
        self.browser.send(f"/office/requests/{self.request_id}/end/", {"note": ""})

    def twice(self, act: Callable[[Browser], None]) -> None:
        if self.number % 4:
            act(self.browser)
            return
        other = Browser(self.browser.base)
        other.opener, other.page, other.url = self.browser.opener, self.browser.page, self.browser.url
        impatient = threading.Thread(target=_quietly, args=(act, other))
        impatient.start()
        try:
            act(self.browser)
        finally:
            impatient.join()

    def timed(self, name: str, act: Callable[[], None], ready: threading.Barrier) -> None:
        ready.wait()
        began = time.monotonic()
        try:
            act()
        except (Unanswered, AssertionError, IndexError) as error:
            self.trouble.append(f"{self.who}, {name}: {type(error).__name__} {error}")
        self.seconds[name] = time.monotonic() - began


def _quietly(act: Callable[[Browser], None], browser: Browser) -> None:
    try:
        act(browser)
    except (Unanswered, AssertionError):
        return  # the second click may fail; what it does to the first one is what is measured


def run_code(demo: Demo, code: str) -> dict[str, Any]:
    command = [sys.executable, "run", "manage", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=demo.env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The code failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def a_browser(demo: Demo, session: str) -> Browser:
    browser, jar = Browser(demo.base), CookieJar()
    domain = {"domain": "localhost.local", "domain_specified": False, "domain_initial_dot": False}
    place = {"path": "/", "path_specified": True, "port": None, "port_specified": False}
    rest = {"secure": False, "expires": None, "discard": True, "comment": None, "comment_url": None, "rest": {}}
    jar.set_cookie(Cookie(version=0, name="sessionid", value=session, **domain, **place, **rest))
    browser.opener = build_opener(HTTPCookieProcessor(jar))
    return browser


def say(line: str) -> None:
    """A long run tells where it is, away from the table."""
    print(f"{time.strftime('%X')} {line} ...", file=sys.stderr, flush=True)


def everybody(desks: list[Desk], name: str, act: Callable[[Desk], None]) -> None:
    """All in the same moment."""
    say(f"{len(desks)} desks: {name}")
    ready = threading.Barrier(len(desks))
    with ThreadPoolExecutor(len(desks)) as crowd:
        list(crowd.map(lambda desk: desk.timed(name, lambda: act(desk), ready), desks))


def done_again(home: Path) -> Counter[str]:
    """What the servers said of transactions that were in each other's way."""
    said: Counter[str] = Counter()
    for log in home.rglob("*"):
        if log.is_file() and log.suffix in (".log", ".txt"):
            text = log.read_text(errors="replace")
            said["done again"] += text.count("done again, try")
            said["errors of the server"] += text.count("Internal Server Error")
    return said


def faults(desks: list[Desk], after_qualifying: dict, after_ending: dict, *, places: int) -> list[str]:
    """What should not be: one sentence each."""
    found = [trouble for desk in desks for trouble in desk.trouble]
    filed = [who for who, _state in after_qualifying["applications"]]
    found += [f"{who} is filed {times} times" for who, times in Counter(filed).items() if times != 1]
    found += [f"{desk.who} is lost" for desk in desks if desk.who not in filed]
    qualified = [who for who, state in after_qualifying["applications"] if state == "QUALIFIED"]
    if qualified != filed[: len(qualified)] or len(qualified) != min(places, len(filed)):
        found.append(f"the places went to {qualified}, first filed {filed[:places]}")
    if after_ending["places_used"] + after_ending["places_held"] > places:
        found.append(f"{after_ending['places_used']} used and {after_ending['places_held']} held of {places} places")
    offered = Counter(place for _who, place in after_ending["offered"])
    found += [f"the place {place} was offered {times} times" for place, times in offered.items() if times > 1]
    for counted in (after_qualifying, after_ending):
        if counted["numbers_given_twice"]:
            found.append(f"{counted['numbers_given_twice']} numbers were given twice")
    return found


def measure(demo: Demo, *, desks: int, places: int) -> dict[str, Any]:
    say("making a demo of its own; minutes on a busy machine")
    demo.wait(STARTING)
    say(f"signing in {desks} colleagues")
    setting = run_code(demo, SETTING.format(desks=desks, places=places))
    crowd = [Desk(n, a_browser(demo, key), setting["service"]) for n, key in enumerate(setting["keys"])]
    before = run_code(demo, COUNT)["deadlocks"]
    everybody(crowd, "open the form", Desk.opens_form)
    everybody(crowd, "file", Desk.files)
    filed = [desk for desk in crowd if desk.request_id]
    everybody(filed, "qualify", lambda desk: desk.presses("qualify"))
    qualified = run_code(demo, COUNT)
    have = {who for who, state in qualified["applications"] if state == "QUALIFIED"}
    everybody([desk for desk in filed if desk.who not in have], "put on the list", lambda desk: desk.presses("wait"))
    everybody([desk for desk in filed if desk.who in have], "end, offer on", Desk.ends)
    ended = run_code(demo, COUNT)
    steps: dict[str, list[float]] = {}
    for desk in crowd:
        for name, seconds in desk.seconds.items():
            steps.setdefault(name, []).append(seconds)
    return {
        "steps": steps,
        "applications": len(qualified["applications"]),
        "places_given": qualified["places_used"],
        "places_offered_on": ended["places_held"],
        "deadlocks": ended["deadlocks"] - before,
        **done_again(demo.home),
        "faults": faults(crowd, qualified, ended, places=places),
    }


def show(result: dict[str, Any]) -> None:
    print(f"{'step':<16} {'desks':>6} {'median s':>9} {'p95 s':>7} {'longest s':>10}")
    for name, seconds in result.pop("steps").items():
        ordered = sorted(seconds)
        late = ordered[int(len(ordered) * 0.95) - 1] if len(ordered) > 1 else ordered[0]
        middle = statistics.median(ordered)
        print(f"{name:<16} {len(ordered):>6} {middle:>9.2f} {late:>7.2f} {ordered[-1]:>10.2f}")
    wrong = result.pop("faults")
    for name, value in result.items():
        print(f"{name.replace('_', ' ')}: {value}")
    print("\n".join(["faults:", *wrong[:20]]) if wrong else "faults: none")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench desks", description=__doc__)
    parser.add_argument("--desks", type=int, default=200)
    parser.add_argument("--places", type=int, default=20)
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="cus-desks-"))
    home.chmod(0o755)  # the database's account passes through; what is inside is closed by itself
    demo = Demo(home)
    try:
        result = measure(demo, desks=given.desks, places=given.places)
    finally:
        demo.stop()
    failed = bool(result["faults"])
    show(result)
    if failed:
        print(f"The servers' words are in {home}", file=sys.stderr)
        return 1
    shutil.rmtree(home, ignore_errors=True)  # made by this run
    return 0


if __name__ == "__main__":
    sys.exit(main())
