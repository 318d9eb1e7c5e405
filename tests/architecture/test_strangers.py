"""A stranger walks the whole house: every table, every address, reading and writing, and finds nothing of the centre."""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cus.accounts.models import Centre, OwnedByCentre, Role, User
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, the_centre
from cus.cases.tests.factories import a_plan, a_recognition, a_signal, an_application
from cus.community.models import UnmetNeed
from cus.kit.rows import OWN_ROWS, acting_for, tenant_tables
from cus.offer.tests.factories import a_provider, a_service
from cus.people.tests.factories import a_daughter, a_person
from cus.records.log import record
from cus.records.models import Document, Letter
from cus.records.models.subject import AboutSubject
from cus.team.models import Authorisation, Post, Unit
from tests.architecture.house import FLOOR

pytestmark = pytest.mark.django_db
ROOMS_OF_THE_HOUSE = ("office", "cases", "offer")
NAMES_OF_THE_STORY = ("Nowak", "Kunegunda", "Mazur", "Polna 3", "CUS.5020", "CUS.5021")
READ_BEFORE_THE_CENTRE_IS_KNOWN = {"accounts_user"}


@pytest.fixture
def story() -> dict[str, object]:
    """One of everything in the centre of the story, by the names addresses use."""
    director, joanna = a_director(), a_coordinator()
    centre, person = the_centre(), a_person(first_name="Kunegunda")
    a_daughter(person)
    service = a_service()
    provider = a_provider()
    application = an_application(person=person, coordinator=joanna, services=[service])
    plan = a_plan(coordinator=joanna, application=application)
    recognition = a_recognition(application, author=joanna)
    version = plan.versions.get()
    unit = Unit.objects.create(centre=centre, name="Zespół pomocy", kind="CUS_TEAM")
    Post.objects.create(centre=centre, user=joanna, unit=unit, kind="PLAN_COORDINATOR", starts_on="2026-01-01")
    authorisation = Authorisation.objects.create(
        centre=centre, user=joanna, kind="SIGN_DECISIONS", granted_by=director, starts_on="2026-01-01"
    )
    subject = {"centre_id": centre.pk, "subject_kind": "cases.application", "subject_id": application.pk}
    letter = Letter.objects.create(**subject, kind="CONFIRMATION", number="1", title="Kunegunda", dated_on="2026-01-02")
    document = Document.objects.create(**subject, file="x.pdf", name="Kunegunda.pdf", size=1, sha256="0")
    UnmetNeed.objects.create(centre=centre, source="SEARCH", words="basen", noted_on="2026-01-02")
    transfer, decision, task, pause = make_the_rest(application, plan, joanna, unit)
    removal = record("plan.removed", subject=version, by=joanna, what="Kunegunda", kept="[]")
    return {
        "person_id": person.pk, "application_id": application.pk, "plan_id": plan.pk, "version_id": version.pk,
        "recognition_id": recognition.pk, "service_id": service.pk, "provider_id": provider.pk, "user_id": joanna.pk,
        "request_id": application.requests.get().pk, "signal_id": a_signal().pk, "letter_id": letter.pk,
        "document_uuid": document.uuid, "service_uuid": service.uuid, "role_held_id": joanna.roles_held.get().pk,
        "authorisation_id": authorisation.pk, "need_id": version.needs.get().pk, "decision_id": decision.pk,
        "row_id": version.service_rows.get().pk, "row_key": version.service_rows.get().key, "task_id": task.pk,
        "transfer_id": transfer.pk, "pause_id": pause.pk, "rule_id": "RULE-36", "uuid": document.uuid,
        "need_key": version.needs.get().key, "unit_id": unit.pk, "month": "2026-01",
        "thread": "service", "event_id": removal.pk,
    }  # fmt: skip


def make_the_rest(application, plan, joanna, unit):
    by = {"centre": application.centre}
    cases = apps.get_app_config("cases")
    transfer = cases.get_model("Transfer").objects.create(
        **by, application=application, unit=unit, consented_on="2026-01-03", consented_how="ustnie", passed_on="2026-01-03",
        passed_by=joanna, follow_up_on="2026-01-20",
    )  # fmt: skip
    decision = cases.get_model("Decision").objects.create(
        **by, application=application, number="CUS.5022.1.2026", reasons="Brak miejsc", provision="art. 4",
        appeal_instruction="14 dni", drafted_by=joanna, drafted_on="2026-01-03",
    )  # fmt: skip
    task = cases.get_model("Task").objects.create(
        **by, owner=joanna, application=application, text="Kunegunda", due_on="2026-01-05"
    )
    pause = cases.get_model("Pause").objects.create(
        **by, plan=plan, reason="szpital", starts_on="2026-02-01", ends_on="2026-02-05", noted_by=joanna
    )
    return transfer, decision, task, pause


def addresses(patterns=None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inside)
        elif pattern.name:
            yield f"{prefix}{pattern.name}", pattern


STAFF_ADDRESSES = sorted(
    ((name, pattern) for name, pattern in addresses() if name.split(":")[0] in ROOMS_OF_THE_HOUSE), key=lambda one: one[0]
)


@pytest.mark.parametrize(("name", "pattern"), STAFF_ADDRESSES, ids=[name for name, _ in STAFF_ADDRESSES])
def test_a_stranger_finds_nothing_and_changes_nothing(client, story, name, pattern):
    """Pages of a thing answer 404 to reading and writing; lists answer with nothing of the centre."""
    wanted = pattern.pattern.converters
    unknown = set(wanted) - set(story)
    assert not unknown, f"the story has no {unknown}: add it, so that a stranger can try"
    stranger = a_stranger(*(set(Role.values) - {Role.PLATFORM_ADMIN, Role.RESIDENT}))
    client.force_login(stranger)
    url = reverse(name, kwargs={key: story[key] for key in wanted})

    answers = [client.get(url), client.post(url), client.get(f"{url}?q=Nowak&format=pdf")]

    assert connection.tenant_id == the_centre().pk, "a request must leave the connection as it was"
    of_one_thing = set(wanted) - {"rule_id"}
    for answer in answers:
        if of_one_thing:
            assert answer.status_code in (404, 405)
        assert not [word for word in NAMES_OF_THE_STORY if word in page_text(answer)]


def page_text(answer) -> str:
    return "" if getattr(answer, "streaming", False) else answer.content.decode(errors="replace")


@pytest.mark.parametrize(("name", "pattern"), STAFF_ADDRESSES, ids=[name for name, _ in STAFF_ADDRESSES])
def test_nobody_unknown_opens_a_page_of_staff(client, story, name, pattern):
    url = reverse(name, kwargs={key: story[key] for key in pattern.pattern.converters})

    for answer in (client.get(url), client.post(url)):
        assert answer.status_code in (302, 403, 405)
        assert not [word for word in NAMES_OF_THE_STORY if word in page_text(answer)]


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.CARER, Role.PROVIDER])
@pytest.mark.parametrize(("name", "pattern"), STAFF_ADDRESSES, ids=[name for name, _ in STAFF_ADDRESSES])
def test_who_is_not_staff_reads_nothing_on_staff_pages(client, story, name, pattern, role):
    outsider = User.objects.create_user(f"{uuid.uuid4()}@example.org", first_name="Ola", last_name="Obca")
    outsider.centre = the_centre()
    outsider.save()
    outsider.roles_held.create(centre=the_centre(), role=role, starts_on="2020-01-01")
    client.force_login(outsider)
    url = reverse(name, kwargs={key: story[key] for key in pattern.pattern.converters})

    assert not [word for word in NAMES_OF_THE_STORY if word in page_text(client.get(url))]


def tables_of_centres() -> dict[str, str]:
    return {table: rows for room in FLOOR if room in apps.app_configs for table, rows in tenant_tables(apps, room).items()}


def test_every_root_table_carries_its_centre():
    of_all = {"accounts_centre", "accounts_municipality", "accounts_user"}
    roots = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in FLOOR and model._meta.db_table not in tables_of_centres()
    ]
    assert set(roots) - of_all == set()


def test_every_table_of_a_centre_is_under_row_security():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'tenant_rows'")
        guarded = {row[0] for row in cursor.fetchall()}

    assert set(tables_of_centres()) - guarded == READ_BEFORE_THE_CENTRE_IS_KNOWN


def test_another_centre_sees_not_one_row_of_any_table(story):
    own = [table for table, rows in tables_of_centres().items() if rows == OWN_ROWS]
    filled, leaked = [], []
    for table in sorted(set(own) - READ_BEFORE_THE_CENTRE_IS_KNOWN):
        filled += [table] if count(table) else []
    with acting_for(a_stranger().centre_id):
        for table in filled:
            leaked += [table] if count(table, of=the_story_centre()) else []

    assert len(filled) > 25
    assert leaked == []


def the_story_centre() -> int:
    return Centre.objects.get(name="CUS w Lipnowcu").pk


def count(table: str, *, of: int | None = None) -> int:
    condition = f"WHERE centre_id = {of}" if of else ""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" {condition}')
        return cursor.fetchone()[0]


VISIBLE = [
    model
    for model in apps.get_models()
    if issubclass(model, (OwnedByCentre, AboutSubject)) and hasattr(model.objects.all(), "visible_to")
]


@pytest.mark.parametrize("model", VISIBLE, ids=[model._meta.label for model in VISIBLE])
def test_visible_to_shows_a_stranger_nothing_even_without_row_security(story, model):
    """The first wall stands alone: the connection still acts for the centre of the story."""
    stranger = a_stranger(*(set(Role.values) - {Role.PLATFORM_ADMIN, Role.RESIDENT}))

    assert model.objects.visible_to(stranger).count() == 0


def test_a_platform_administrator_sees_no_case(client, story):
    administrator = User.objects.create_user("admin@example.org", first_name="Adam", last_name="Admin")
    client.force_login(administrator)

    for name in ("office:people", "office:search", "cases:applications", "cases:plans"):
        answer = client.get(reverse(name))
        assert not [word for word in NAMES_OF_THE_STORY if word in page_text(answer)]
    assert client.get(reverse("office:person", args=[story["person_id"]])).status_code == 404


def test_the_demo_is_not_there_outside_the_demo(client):
    assert client.get("/demo/").status_code == 404
    assert client.get("/kit/").status_code == 404
