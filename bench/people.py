"""`./run bench people`: finding a person, and the pages of the day, in a register of a hundred thousand.

Builds people, cases, plans, events and notes in a database of its own, which is dropped at the end unless --keep names
it, and measures under the role that row security binds. 97 of a hundred cases are closed: decided long ago, the plan
closed; 200 coordinators lead the rest, about 45 open cases each, and the director leads as many and sees all. Each
page, and every search, is measured in turn with a bare list page of Django (fifty people, paginator, count, a table of
plain text): quote the ratio, for milliseconds do not hold from machine to machine; nor where a host takes the
processor away, so the share it took is told. Ends with an error when finding a person misses its 50 ms (p95), or a
page takes ten queries or more, or longer than 100 ms (median).
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
django.setup()

from django.core.paginator import Paginator
from django.db import connection, connections
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._register import CASES_EACH, TODAY, build
from cus.accounts.models import Centre, User
from cus.cases.models import Application, Plan
from cus.kit.polish import fold
from cus.kit.rows import SERVING_ROLE, acting_for
from cus.offer.models import Service
from cus.office.queries.search import find_everything
from cus.people.models import Person
from cus.people.services import find_all_pairs

PEOPLE, LEAST = 100_000, 10_000
SOUGHT = 200  # words of each kind, each looked for once after a go to warm up
TIMES = 15
OF_THE_SESSION = 5  # as in tests/architecture/test_costs.py
MOST_MS, FEWER_QUERIES, MOST_PAGE_MS = 50, 10, 100
BARE_EACH = 10  # searches between two bare pages


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench people", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", metavar="NAME", help="build a database of this name, or measure in the one there is")
    given = parser.parse_args()
    if given.people < LEAST:
        parser.error(f"with fewer than {LEAST:,} people nobody is left for a running plan beside the waiting list")
    with a_database_of_its_own(kept_as=given.keep) as is_new:
        result = measure(given.people, is_new=is_new)
    print(json.dumps(result, indent=2, ensure_ascii=False) if given.json else table(result))
    return 1 if result["misses"] else 0


@contextmanager
def a_database_of_its_own(*, kept_as: str | None) -> Iterator[bool]:
    """Yields whether it is still empty; dropped at the end unless it is to be kept."""
    usual, owner = connection.settings_dict["NAME"], connection.settings_dict["USER"]
    name = kept_as or f"bench_people_{os.getpid()}"
    is_new = not is_there(name)
    if is_new:
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    become(owner, name)
    try:
        yield is_new
    finally:
        become(owner, name)
        if not kept_as:
            connection.creation.destroy_test_db(usual, verbosity=0)


def is_there(database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = %s)", [database])
        return bool(cursor.fetchone()[0])


def become(role: str, database: str) -> None:
    connection.close()
    for settings in (connections.settings["default"], connection.settings_dict):
        settings["USER"], settings["NAME"] = role, database


def measure(people: int, *, is_new: bool) -> dict[str, Any]:
    began = time.perf_counter()
    if is_new:
        build(people)
    built = time.perf_counter() - began
    centre = Centre.objects.get(name="bench")
    with acting_for(centre.pk):
        service = Service.objects.get(code="B0")
        staff = list(User.objects.filter(centre=centre).order_by("pk"))
    become(SERVING_ROLE, connection.settings_dict["NAME"])
    with acting_for(centre.pk):
        people = Person.objects.count()
        began = time.perf_counter()
        pairs = find_all_pairs(centre=centre, on=TODAY)
        pairing = time.perf_counter() - began
        before = ticks()
        finding = [tried(kind, words, staff[0]) for kind, words in sought().items()]
        pages = [measured(name, url, user) for name, url, user in places(service, staff)]
        taken = share_taken(before, ticks())
    misses = [row["sought"] for row in finding if row["p95_ms"] > MOST_MS]
    misses += [row["page"] for row in pages if row["queries"] >= FEWER_QUERIES or row["median_ms"] > MOST_PAGE_MS]
    sizes = {"people": people, "cases": people * CASES_EACH, "pairs": pairs}
    times = {"built_s": round(built), "all_pairs_s": round(pairing, 1), "taken_by_the_host": taken}
    return {**sizes, **times, "finding": finding, "pages": pages, "misses": misses}


def ticks() -> list[int]:
    """Of all processors since they began, as Linux counts them (proc_stat(5)); nothing elsewhere."""
    stat = Path("/proc/stat")
    return [int(part) for part in stat.read_text().split("\n")[0].split()[1:9]] if stat.exists() else []


def share_taken(before: list[int], after: list[int]) -> float | None:
    """Of the time in which there was something to do, the share in which the host gave the processor to others."""
    spent = [late - early for early, late in zip(before, after, strict=True)]
    if not spent:
        return None
    _user, _nice, _system, idle, waiting, *_interrupts, stolen = spent
    return round(stolen / max(1, sum(spent) - idle - waiting), 2)


def sought() -> dict[str, list[str]]:
    """What people type, taken from the register itself."""
    random = Random(7)
    ids = list(Person.objects.values_list("pk", flat=True))
    everybody = Person.objects.filter(pk__in=random.sample(ids, 2 * SOUGHT)).exclude(pesel="").exclude(phone="")
    people = list(everybody.order_by("pk")[:SOUGHT])
    cases = list(Application.objects.filter(person__in=people).values_list("number", flat=True)[:SOUGHT])
    middle = [number.split(".")[2] + "." + number.split(".")[3] for number in cases]
    return {
        "first and last name": [person.name for person in people],
        "last name": [person.last_name for person in people],
        "part of a last name": [person.last_name[:4] for person in people],
        "middle of a last name": [person.last_name[1:5] for person in people],
        "two letters": [person.last_name[:2] for person in people],
        "name without diacritics": [fold(f"{person.last_name} {person.first_name[:3]}") for person in people],
        "PESEL": [person.pesel for person in people],
        "part of a PESEL": [person.pesel[:6] for person in people],
        "phone": [person.phone[3:] for person in people],
        "part of a phone": [person.phone[-6:] for person in people],
        "name and street": [f"{person.last_name} {person.street}" for person in people],
        "case number": cases,
        "part of a case number": middle,
    }


def tried(kind: str, words: list[str], user: User) -> dict[str, Any]:
    """How long `find_everything` takes, which the search of the office shows."""
    find_everything(user=user, words=words[0])
    spent, bare, nothing = [], [], 0
    for number, text in enumerate(words):
        if number % BARE_EACH == 0:
            bare.append(one_go(bare_page))
        began = time.perf_counter()
        found = find_everything(user=user, words=text)
        spent.append((time.perf_counter() - began) * 1000)
        nothing += not (found.people or found.applications)
    return {"sought": kind, "times": len(words), "found_nothing": nothing, **summed_up(spent), **beside(bare)}


BARE = Engine.get_default().from_string(
    "<html><body><h1>{{ page.paginator.count }}</h1><table>{% for one in page %}<tr><td>{{ one.pk }}</td>"
    "<td>{{ one.last_name }}</td><td>{{ one.first_name }}</td><td>{{ one.born_on }}</td><td>{{ one.phone }}</td></tr>"
    "{% endfor %}</table>{% if page.has_next %}<a href='?p={{ page.next_page_number }}'>2</a>{% endif %}</body></html>"
)


def bare_page() -> str:
    """The least a list page of Django does, with little to count."""
    page = Paginator(Person.objects.filter(pk__lt=1000).order_by("pk"), 50).page(1)
    return BARE.render(Context({"page": page}))


def beside(bare: list[float]) -> dict[str, float]:
    return {"bare_ms": round(statistics.median(bare), 1)}


def summed_up(spent: list[float]) -> dict[str, float]:
    spent = sorted(spent)
    late = spent[min(len(spent) - 1, int(len(spent) * 0.95))]
    return {"median_ms": round(statistics.median(spent), 1), "p95_ms": round(late, 1)}


def places(service: Service, staff: list[User]) -> list[tuple[str, str, User | None]]:
    joanna, danuta = staff[0], staff[-1]
    person = Plan.objects.alive().order_by("pk")[0].person  # with a running plan, whose services stand beside
    return [
        ("health", "/health/", None),
        ("coordinator's day", reverse("office:today"), joanna),
        ("director's day", reverse("office:today"), danuta),
        ("waiting list", reverse("cases:waiting_list", args=[service.pk]), joanna),
        ("waiting lists", reverse("cases:waiting_lists"), joanna),
        ("timeline of a person", reverse("office:person", args=[person.pk]), joanna),
        ("people", reverse("office:people"), joanna),
        ("people named kowal", reverse("office:people") + "?q=kowal", joanna),
        ("search for nowak", reverse("office:search") + "?q=nowak", joanna),
        ("possible duplicates", reverse("office:duplicates"), danuta),
        ("applications", reverse("cases:applications"), joanna),
    ]


def measured(name: str, url: str, user: User | None) -> dict[str, Any]:
    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user, "cus.accounts.backends.EmailBackend")
        session = client.session
        session["second_factor_ready"], session["seen_at"] = True, int(time.time())
        session.save()
    answers = [client.get(url).status_code for _ in range(2)]
    assert answers == [200, 200], f"{url}: {answers}"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    own = max(len(queries) - (OF_THE_SESSION if user else 0), 0)  # before the next request empties the log
    bare_page()
    spent, bare = [], []
    for _ in range(TIMES):
        bare.append(one_go(bare_page))
        spent.append(one_go(lambda: client.get(url)))
    return {"page": name, "queries": own, **summed_up(spent), **beside(bare)}


def one_go(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['people']} people, {result['cases']} cases, built in {result['built_s']} s; "
        f"{result['pairs']} likely pairs found in {result['all_pairs_s']} s",
        f"\n{'finding a person by':28}{'times':>7}{'nothing':>9}{'median ms':>11}{'p95 ms':>9}{'p95 × bare':>12}",
    ]
    lines += [
        f"{row['sought']:28}{row['times']:>7}{row['found_nothing']:>9}{row['median_ms']:>11}{row['p95_ms']:>9}"
        f"{row['p95_ms'] / row['bare_ms']:>12.1f}"
        for row in result["finding"]
    ]
    lines.append(f"\n{'page':28}{'queries':>9}{'median ms':>11}{'p95 ms':>9}{'bare ms':>9}{'× bare':>8}")
    lines += [
        f"{row['page']:28}{row['queries']:>9}{row['median_ms']:>11}{row['p95_ms']:>9}{row['bare_ms']:>9}"
        f"{row['median_ms'] / row['bare_ms']:>8.1f}"
        for row in result["pages"]
    ]
    if result["taken_by_the_host"] is not None:
        lines.append(f"\nof the processor's time the host took {result['taken_by_the_host']:.0%}")
    lines.append(
        f"\nqueries: without the {OF_THE_SESSION} of the session; misses: {', '.join(result['misses']) or 'none'}"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
