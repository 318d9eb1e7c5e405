from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.models import ContactNote
from cus.cases.tests.factories import TODAY, a_plan, an_application
from cus.kit.polish import fold, sort_key
from cus.office.queries.search import people_named
from cus.people.models import Person
from cus.people.tests.factories import a_daughter, a_person
from cus.records.log import record, recorded_as_of
from cus.records.models import Reading

pytestmark = pytest.mark.django_db


def page_of(person, name="person"):
    return reverse(f"office:{name}", args=[person.pk])


def test_the_story_tells_events_and_contacts_with_the_newest_first(client):
    joanna, person = a_coordinator(), a_person()
    with recorded_as_of(datetime(2026, 1, 5, 12, tzinfo=UTC)):
        record("person.added", subject=person, story=person, by=joanna)
    ContactNote.objects.create(
        centre=person.centre, person=person, kind="VISIT", happened_on=TODAY, text="Kolano boli mniej.", author=joanna
    )
    client.force_login(joanna)

    entries = client.get(page_of(person)).context["entries"]

    assert [entry.text for entry in entries] == ["Kolano boli mniej.", ""]
    assert entries[1].on.isoformat() == "2026-01-05"


def test_every_look_at_a_person_is_kept_and_shown_to_those_who_may(client):
    person, joanna, director = a_person(), a_coordinator(), a_director()
    client.force_login(joanna)
    client.get(page_of(person))

    client.force_login(director)
    page = client.get(page_of(person, "person_history")).content.decode()

    assert [reading.reader for reading in Reading.objects.about(person).order_by("id")] == [joanna, director]
    assert "Joanna Mazur" in page


def test_history_shows_what_a_field_said_before_and_who_changed_it(client):
    person, joanna = a_person(phone="+48600123456"), a_coordinator()
    client.force_login(joanna)
    given = {"first_name": "Anna", "last_name": "Nowak", "phone": "601 000 111", "town": "Lipnowiec"}
    assert client.post(page_of(person, "change_person"), given).status_code == 302

    page = client.get(page_of(person, "person_history")).content.decode()

    assert "<del>+48600123456</del>" in page
    assert "<ins>+48601000111</ins>" in page
    assert page.count("Joanna Mazur") >= 2


def test_front_desk_is_not_told_of_plans_and_may_not_read_the_history(client):
    person = a_person()
    joanna = a_coordinator()
    plan = a_plan(coordinator=joanna, application=an_application(person=person, coordinator=joanna))
    record("plan.begun", subject=plan, story=person, by=joanna)
    record("person.added", subject=person, story=person, by=joanna)
    client.force_login(a_user(Role.FRONT_DESK))

    entries = client.get(page_of(person)).context["entries"]

    assert len(entries) == 1
    assert client.get(page_of(person, "person_history")).status_code == 404


@pytest.mark.parametrize("name", ["person", "person_papers", "person_history", "change_person"])
def test_a_stranger_does_not_find_the_person(client, name):
    person = a_person()
    client.force_login(a_stranger())

    assert client.get(page_of(person, name)).status_code == 404
    assert not Reading.objects.exists()


def test_the_page_of_a_person_costs_few_queries_however_long_the_story(client):
    joanna, person = a_coordinator(), a_person()
    a_daughter(person)
    application = an_application(person=person, coordinator=joanna)
    client.force_login(joanna)
    for _ in range(2):
        record("person.changed", subject=person, story=person, by=joanna)
    with CaptureQueriesContext(connection) as for_few:
        client.get(page_of(person))
    for _ in range(30):
        record("person.changed", subject=person, story=person, by=joanna)
        ContactNote.objects.create(
            centre=person.centre,
            person=person,
            application=application,
            kind="CALL",
            happened_on=TODAY,
            text="Rozmowa.",
            author=joanna,
        )

    with CaptureQueriesContext(connection) as for_many:
        client.get(page_of(person))

    assert len(for_many) == len(for_few)


@pytest.mark.parametrize(
    "words", ["zielin", "Zieliński Łukasz", "zielinski lukasz", "600 123 456", "600123456", "ogrodowa 14"]
)
def test_a_person_is_found_by_any_part_with_or_without_accents(words):
    person = a_person(
        first_name="Łukasz", last_name="Zieliński", phone="+48600123456", street="Ogrodowa", house="14/3"
    )
    a_person(first_name="Ewa", last_name="Kos", phone="+48500000001")

    assert list(people_named(user=a_coordinator(), words=words)) == [person]


def test_people_stand_in_polish_order():
    for name in ["Żak", "Łoś", "Mazur", "Lis", "Ćwik", "Cichy"]:
        a_person(last_name=name)

    found = people_named(user=a_coordinator(), words="anna")

    assert [person.last_name for person in found] == ["Cichy", "Ćwik", "Lis", "Łoś", "Mazur", "Żak"]


def test_two_letters_find_the_beginnings_of_words():
    found_by_them = [
        a_person(first_name="Anna", last_name="Biel"), a_person(first_name="Ewa", last_name="Antczak"),
        a_person(first_name="Zofia", last_name="Kos-Anioł"),
    ]  # fmt: skip
    a_person(first_name="Jan", last_name="Ganek")

    found = list(people_named(user=a_coordinator(), words="an"))

    assert found == sorted(found_by_them, key=lambda person: person.sort_key)


@pytest.mark.parametrize("most", [None, 20])
def test_two_letters_no_word_begins_with_are_found_inside_words(most):
    wroz = a_person(first_name="Ewa", last_name="Wróż", street="", house="", postcode="", town="")
    a_person(first_name="Anna", last_name="Biel", street="", house="", postcode="", town="")

    assert list(people_named(user=a_coordinator(), words="oz", most=most)) == [wroz]


def test_two_letters_beside_a_longer_word_may_stand_anywhere():
    jan = a_person(first_name="Jan", last_name="Kos")
    a_person(first_name="Ewa", last_name="Kos")

    assert list(people_named(user=a_coordinator(), words="kos an")) == [jan]


@pytest.mark.parametrize("most", [None, 2])
def test_a_wildcard_of_the_database_is_looked_for_as_it_is(most):
    a_person(first_name="Anna", last_name="Nowak")

    assert not people_named(user=a_coordinator(), words="__", most=most).exists()
    assert not people_named(user=a_coordinator(), words="%a", most=most).exists()


def many_people(last_names):
    """So many that the database walks through them in order: more than `MANY` of the migration."""
    people = [
        Person(
            centre=the_centre(), first_name="Ewa", last_name=name, added_on=localdate(), sort_key=sort_key(name),
            search_text=fold(f"ewa {name} lipnowiec"),
        )
        for name in last_names
    ]  # fmt: skip
    Person.objects.bulk_create(people)


@pytest.mark.parametrize("words", ["lipnowiec", "ew", "ew li", "kowal", "ko", "kowal lipnowiec"])
def test_the_first_of_many_stand_in_polish_order_whether_the_word_is_common_or_rare(words):
    rare = ["Kowal", "Łoś Kowal", "Ćwik Kowal", "Lis Kowal"]
    many_people([f"Żak {number:05}" for number in range(8100)] + rare)

    found = people_named(user=a_coordinator(), words=words, most=3)

    assert [person.last_name for person in found] == ["Ćwik Kowal", "Kowal", "Lis Kowal"]


@pytest.mark.parametrize("url", ["/office/people/?q=Nowak", "/office/search/?q=Nowak"])
def test_a_stranger_searches_in_vain(client, url):
    a_person()
    client.force_login(a_stranger())

    assert "Polna" not in client.get(url).content.decode()


def test_search_opens_the_only_person_at_once(client):
    person = a_person()
    client.force_login(a_coordinator())

    assert client.get("/office/search/?q=nowak").headers["Location"] == page_of(person)


def test_search_in_the_story_is_for_case_staff_only(client):
    an_application(situation="Boi się schodów po złamaniu biodra.")
    client.force_login(a_coordinator())
    assert client.get("/office/search/?q=zlamaniu").context["found"].texts
    client.force_login(a_user(Role.FRONT_DESK))

    assert not client.get("/office/search/?q=zlamaniu").context["found"].texts
