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
from datetime import date, timedelta
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
from django.utils import timezone

from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.cases.models import Application, Plan
from cus.kit.polish import fold, sort_key
from cus.kit.rows import SERVING_ROLE, acting_for
from cus.offer.models import Service
from cus.office.demo.names import first_name, pesel_of, rows_of
from cus.office.queries.search import find_everything
from cus.people.models import Person, Sex
from cus.people.services import find_all_pairs

PEOPLE, CASES_EACH, COORDINATORS, SERVICES, WAITING = 100_000, 3, 200, 20, 300
SOUGHT = 200  # words of each kind, each looked for once after a go to warm up
TIMES = 15
OF_THE_SESSION = 5  # as in tests/architecture/test_costs.py
MOST_MS, FEWER_QUERIES, MOST_PAGE_MS = 50, 10, 100
BARE_EACH = 10  # searches between two bare pages
TODAY = timezone.localdate()
STREETS = ("Polna", "Leśna", "Krótka", "Długa", "Szkolna", "Ogrodowa", "Kościelna", "Łąkowa", "Źródlana", "Rynek")

# Of a hundred cases 97 are closed; one is new or recognised (a third of them late), two have a running plan.
CASES = """
INSERT INTO cases_application (centre_id, number, code, submission_key, person_id, filed_at, filed_on, applicant,
    channel, situation, state, coordinator_id, missing, close_reason, coordination_from, coordination_to)
SELECT %(centre)s, 'CUS.5020.' || n || '.' || extract(year FROM day), 'B' || n, gen_random_uuid(), p.id,
    day + interval '9 hours', day, 'PERSON', 'PHONE', 'Potrzebna pomoc w domu, nr ' || n, state,
    (%(coordinators)s::bigint[])[1 + (n + n / 100) %% %(size)s], '', '',
    CASE WHEN state = 'DECIDED' THEN day END,
    CASE WHEN state = 'DECIDED' THEN day + CASE WHEN n %% 2 = 0 THEN 364 ELSE 60 END END
FROM (
    SELECT n, CASE WHEN n %% 100 <> 97 THEN 'DECIDED' WHEN n / 100 %% 3 = 0 THEN 'RECOGNITION' ELSE 'FILED' END state,
        %(today)s::date - (CASE WHEN n %% 100 < 97 THEN 400 + n %% 1500 WHEN n %% 100 = 97 THEN n / 100 %% 45
            ELSE 10 + n / 100 %% 320 END)::int AS day
    FROM generate_series(1, %(cases)s) n
) made
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM people_person) p
    ON p.place = 1 + (n + 33 * (n / %(people)s)) %% %(people)s
"""
# The service with a line: three hundred wait for its ten places; all others get a service without a limit.
REQUESTS = """
INSERT INTO cases_requestedservice (centre_id, application_id, service_id, wish, criterion, state, outcome_on,
    outcome_note, waiting_since, is_paused, ended_on)
SELECT centre_id, id, CASE WHEN is_old AND id %% 500 = 0 OR is_running AND place <= %(waiting)s + 10 THEN
        (%(services)s::bigint[])[1] ELSE (%(services)s::bigint[])[2 + id %% (%(kinds)s - 1)] END, '', 0,
    CASE WHEN is_old THEN 'ENDED' WHEN NOT is_running THEN 'OPEN' WHEN place <= %(waiting)s THEN 'WAITING'
        ELSE 'QUALIFIED' END,
    CASE WHEN is_old OR is_running THEN filed_on + 5 END, '',
    CASE WHEN is_running AND place <= %(waiting)s THEN filed_on + 5 END, false,
    CASE WHEN is_old THEN filed_on + 364 END
FROM (
    SELECT *, row_number() OVER (PARTITION BY is_old, is_running ORDER BY id) AS place
    FROM (SELECT *, filed_on <= %(today)s::date - 400 AS is_old,
        state = 'DECIDED' AND filed_on > %(today)s::date - 400 AS is_running FROM cases_application) a
) b
"""
PLANS = """
INSERT INTO cases_plan (centre_id, number, person_id, application_id, state, begun_on, starts_on, ends_on, ended_on,
    end_reason, end_note, course_and_results, closed_on)
SELECT a.centre_id, replace(a.number, '.5020.', '.5021.'), person_id, a.id,
    CASE WHEN r.state = 'ENDED' THEN 'CLOSED' ELSE 'ACTIVE' END, filed_on, filed_on, filed_on + 364, r.ended_on,
    CASE WHEN r.state = 'ENDED' THEN 'ON_TIME' ELSE '' END, '',
    CASE WHEN r.state = 'ENDED' THEN 'Plan się skończył.' ELSE '' END, r.ended_on + 14
FROM cases_application a JOIN cases_requestedservice r ON r.application_id = a.id
WHERE r.state = 'ENDED' AND coordination_to = filed_on + 364 OR r.state = 'QUALIFIED'
"""
COORDINATED = """
INSERT INTO cases_plancoordinator (centre_id, plan_id, user_id, starts_on, ends_on, reason)
SELECT p.centre_id, p.id, a.coordinator_id, p.begun_on, NULL, '' FROM cases_plan p
JOIN cases_application a ON a.id = p.application_id
"""
VERSIONS = """
INSERT INTO cases_planversion (centre_id, plan_id, number, state, author_id, starts_on, ends_on, summary,
    change_reason, agreed_on, agreed_how, agreed_by, return_reason, approved_on, approved_by_id)
SELECT p.centre_id, p.id, 1, 'APPROVED', a.coordinator_id, p.starts_on, p.ends_on, 'Chcę zostać w domu.', '',
    p.starts_on, 'rozmowa', 'osoba', '', p.starts_on, a.coordinator_id
FROM cases_plan p JOIN cases_application a ON a.id = p.application_id
"""
NEEDS = """
INSERT INTO cases_planneed (centre_id, version_id, key, position, need, goal)
SELECT centre_id, id, gen_random_uuid(), 1, 'pomoc w domu', 'radzę sobie' FROM cases_planversion
"""
ROWS = """
INSERT INTO cases_servicerow (centre_id, version_id, need_id, key, position, "when", starts_on, ends_on, note, state,
    service_id, request_id, amount, unit, rhythm, fee_text)
SELECT v.centre_id, v.id, n.id, gen_random_uuid(), 1, '', v.starts_on, v.ends_on, '',
    CASE WHEN r.state = 'ENDED' THEN 'COMPLETED' ELSE 'STARTED' END, r.service_id, r.id, 3, 'godzina', 'WEEK', ''
FROM cases_planversion v JOIN cases_plan p ON p.id = v.plan_id JOIN cases_planneed n ON n.version_id = v.id
JOIN cases_requestedservice r ON r.application_id = p.application_id
"""
EVENTS = """
INSERT INTO records_event (centre_id, name, subject_kind, subject_id, story_kind, story_id, actor_id, happened_at,
    details)
SELECT a.centre_id, name, 'cases.application', a.id, 'people.person', a.person_id, a.coordinator_id, a.filed_at, '{}'
FROM cases_application a, unnest(ARRAY['application.filed', 'application.assigned', 'needs.recognised']) name
"""
# One contact of each case, and of a running plan three more: the last of them up to 45 days ago.
NOTES = """
INSERT INTO cases_contactnote (centre_id, person_id, application_id, plan_id, kind, happened_on, reached, text, level,
    author_id, noted_at)
SELECT a.centre_id, a.person_id, a.id, CASE WHEN time > 0 THEN p.id END, 'CALL',
    CASE WHEN time = 0 THEN filed_on + 3 ELSE greatest(filed_on + 3, %(today)s::date - (p.id %% 45)::int * time) END,
    true, 'Rozmowa o zakupach.', 'OFFICE', coordinator_id, filed_at
FROM cases_application a LEFT JOIN cases_plan p ON p.application_id = a.id AND p.state = 'ACTIVE'
CROSS JOIN generate_series(0, 3) time WHERE time = 0 OR p.id IS NOT NULL
"""
TABLES = (
    "people_person", "cases_application", "cases_requestedservice", "cases_plan", "cases_plancoordinator",
    "cases_planversion", "cases_planneed", "cases_servicerow", "cases_contactnote",
)  # fmt: skip
COLUMNS = (
    "centre_id", "first_name", "last_name", "sex", "born_on", "pesel", "phone", "phone_is_shared", "email",
    "email_is_shared", "street", "house", "postcode", "town", "channel", "reach_note", "languages", "interpreter",
    "hearing", "sight", "mobility", "safe_note", "never", "moved_to", "added_on", "other_words", "search_text",
    "sort_key",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench people", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", metavar="NAME", help="build a database of this name, or measure in the one there is")
    given = parser.parse_args()
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


def build(people: int) -> None:
    """A big centre after years: most cases closed, about 45 open for each coordinator, three hundred in one line."""
    centre = Centre.objects.create(name="bench", town="Lipnowiec")
    with acting_for(centre.pk):
        services = [
            Service.objects.create(centre=centre, code=f"B{n}", area=5, name=f"Usługa {n}", places=None if n else 10)
            for n in range(SERVICES)
        ]
        staff = [
            User.objects.create(email=f"b{n}@example.org", first_name="Joanna", last_name=f"{n}", centre=centre)
            for n in range(COORDINATORS)
        ]
        roles = [(user, Role.COORDINATOR) for user in staff] + [(staff[-1], Role.DIRECTOR)]
        for user, role in roles:
            RoleHeld.objects.create(centre=centre, user=user, role=role, starts_on=date(2020, 1, 1))
        given = {
            "centre": centre.pk, "services": [one.pk for one in services], "kinds": SERVICES,
            "coordinators": [user.pk for user in staff], "people": people,
            "size": COORDINATORS, "cases": people * CASES_EACH, "today": TODAY, "waiting": WAITING,
        }  # fmt: skip
        with connection.cursor() as cursor:
            for name in TABLES:  # the history of rows is not measured here
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            with cursor.copy(f"COPY people_person ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for row in residents(centre.pk, people):
                    copy.write_row(row)
            for statement in (CASES, REQUESTS, PLANS, COORDINATED, VERSIONS, NEEDS, ROWS, EVENTS, NOTES):
                cursor.execute(statement, given)
            for name in TABLES:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            cursor.execute("VACUUM ANALYZE")  # as autovacuum would have done long ago


def residents(centre_id: int, size: int) -> Iterator[tuple[Any, ...]]:
    """Polish names as often as in life, valid PESEL numbers but for one in ten, phones of which some are shared."""
    dice, used, rows = Random(5020), {""}, rows_of("surnames.csv")
    lasts = dice.choices(rows, [int(row["bearers"]) for row in rows], k=size)
    for place in range(size):
        sex = Sex.FEMALE if dice.random() < 0.55 else Sex.MALE
        born = TODAY - timedelta(days=dice.randrange(18 * 365, 95 * 365))
        first, last = first_name(dice, sex=sex, born_on=born), lasts[place][sex.lower()]
        pesel = "" if place % 10 == 0 else pesel_of(born_on=born, sex=sex, serial=dice.randrange(5000))
        pesel = "" if pesel in used else pesel
        used.add(pesel)
        phone = "" if place % 7 == 0 else f"+48{dice.randrange(500_000_000, 899_999_999)}"
        street, house, town = dice.choice(STREETS), str(dice.randrange(1, 400)), "Lipnowiec"
        words = fold(f"{first} {last} {pesel} {phone} {street} {house}, 32-005 {town}")
        yield (
            centre_id, first, last, sex.value, born, pesel, phone, place % 20 == 0, "", False, street, house,
            "32-005", town, "", "", "", "", "", "", "", "", [], "", TODAY, "", words, sort_key(f"{last} {first}"),
        )  # fmt: skip


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
