"""A stranger walks the whole house: every table, every address, reading and writing, and finds nothing of anybody."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLPattern

from cus.accounts.models import Centre, OwnedByCentre, Role, User
from cus.accounts.tests.factories import a_stranger, a_user, the_centre
from cus.catalogue.models import Entry
from cus.kit.rows import OWN_ROWS, acting_for, tenant_tables
from cus.records.models.subject import AboutSubject
from tests.architecture.house import FLOOR
from tests.architecture.story import addresses, close_streams, one_of_everything

pytestmark = pytest.mark.django_db
ROOMS_OF_THE_HOUSE = ("office", "cases", "offer", "catalogue", "community")
NAMES_OF_THE_STORY = ("Nowak", "Kunegunda", "Mazur", "Polna 3", "CUS.5020", "CUS.5021")
IN_EVERY_CENTRE = {"rule_id", "letter_kind"}  # names of rules and of letters, which belong to nobody
READ_BEFORE_THE_CENTRE_IS_KNOWN = {"accounts_user"}
PUBLIC = {  # tables of the public base: what of them everybody may read
    "catalogue_edition": "TRUE",  # marks that something changed, without what
    "catalogue_entry": "is_public",
    "catalogue_entryplace": "is_public",
    "catalogue_posting": "is_public",
    "catalogue_record": "is_public",
    "catalogue_source": "is_public",
    "offer_programmeversion": "state = 'PUBLISHED'",
}
KNOWLEDGE_OF_THE_LANGUAGE = {"catalogue_lexeme"}


@pytest.fixture
def story() -> dict[str, Any]:
    return one_of_everything()


STAFF_ADDRESSES = sorted(
    ((name, pattern) for name, pattern in addresses() if name.split(":")[0] in ROOMS_OF_THE_HOUSE),
    key=lambda one: one[0],
)


def url_of(name: str, pattern: URLPattern, story: dict[str, Any]) -> str:
    wanted = pattern.pattern.converters
    unknown = set(wanted) - set(story)
    assert not unknown, f"the story has no {unknown}: add it, so that a stranger can try {name}"
    return reverse(name, kwargs={key: story[key] for key in wanted})


def asks(client: Client, url: str) -> list[HttpResponse]:
    """Reading, writing, reading with questions; what the asking changed is undone."""
    with transaction.atomic():
        answers = [client.get(url), client.post(url), client.get(f"{url}?q=nowak&format=pdf")]
        transaction.set_rollback(True)
    assert connection.tenant_id == the_centre().pk, "a request must leave the connection as it was"
    return answers


def told_in(answer: HttpResponse) -> list[str]:
    return [word for word in NAMES_OF_THE_STORY if word in page_text(answer)]


def test_a_stranger_finds_nothing_and_changes_nothing(client, story):
    """Pages of a thing answer 404 to reading and writing; lists answer with nothing of the centre."""
    client.force_login(a_stranger(*(set(Role.values) - {Role.PLATFORM_ADMIN, Role.RESIDENT})))
    opened, told = [], []
    for name, pattern in STAFF_ADDRESSES:
        is_of_one_thing = set(pattern.pattern.converters) - IN_EVERY_CENTRE
        for answer in asks(client, url_of(name, pattern, story)):
            opened += [name] if is_of_one_thing and answer.status_code not in (404, 405) else []
            told += [name] if told_in(answer) else []

    assert len(STAFF_ADDRESSES) > 80
    assert (opened, told) == ([], [])


def page_text(answer) -> str:
    if answer.streaming:
        close_streams(answer)
        return ""
    return answer.content.decode(errors="replace")


def test_nobody_unknown_opens_a_page_of_staff(client, story):
    opened, told = [], []
    for name, pattern in STAFF_ADDRESSES:
        for answer in asks(client, url_of(name, pattern, story)):
            opened += [name] if answer.status_code not in (302, 403, 405) else []
            told += [name] if told_in(answer) else []

    assert (opened, told) == ([], [])


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.CARER, Role.PROVIDER])
def test_who_is_not_staff_reads_nothing_on_staff_pages(client, story, role):
    client.force_login(a_user(role, first_name="Ola", last_name="Obca"))

    told = [
        name for name, one in STAFF_ADDRESSES for answer in asks(client, url_of(name, one, story)) if told_in(answer)
    ]

    assert told == []


def tables_of_centres() -> dict[str, str]:
    rooms = [room for room in FLOOR if room in apps.app_configs]
    return {table: rows for room in rooms for table, rows in tenant_tables(apps, room).items()}


def test_every_root_table_carries_its_centre():
    of_all = {"accounts_centre", "accounts_municipality", "accounts_user"} | KNOWLEDGE_OF_THE_LANGUAGE
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
            leaked += [table] if count(table, of=the_story_centre(), but=PUBLIC.get(table, "FALSE")) else []

    assert len(filled) > 25
    assert leaked == []


def the_story_centre() -> int:
    return Centre.objects.get(name="CUS w Lipnowcu").pk


def count(table: str, *, of: int | None = None, but: str = "FALSE") -> int:
    condition = f"WHERE centre_id = {of} AND NOT ({but})" if of else ""
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

    seen = model.objects.visible_to(stranger)

    assert (seen.filter(is_public=False) if model is Entry else seen).count() == 0


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
