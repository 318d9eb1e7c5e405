"""A big centre made up in SQL: what `./run bench people` measures in."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.kit.polish import fold, sort_key
from cus.kit.rows import acting_for
from cus.offer.models import Service
from cus.office.demo.names import first_name, pesel_of, rows_of
from cus.people.models import Sex

CASES_EACH, COORDINATORS, SERVICES, WAITING = 3, 200, 20, 300
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
