"""Pages of likely duplicates: the list, the comparison, joining, the old address, splitting."""

import pytest
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.models import Application, RequestedService, Task
from cus.cases.services.joining import join_entries
from cus.cases.tests.factories import an_application
from cus.cases.tests.factories_of_teams import a_unit, a_unit_access
from cus.offer.tests.factories import a_service
from cus.office.queries.merging import KINDS
from cus.people.models import DuplicatePair, KinExclusion, Merge, Person
from cus.people.pointers import pointers
from cus.people.services import Joining, change_person
from cus.people.tests.factories import a_person, an_exclusion
from cus.people.tests.factories_of_merging import JOINED_AT, a_merge, a_pair

pytestmark = pytest.mark.django_db


def page(client, name: str, *args: int, asked: str = "") -> str:
    return client.get(reverse(name, args=args) + asked).content.decode()


def join(client, pair: DuplicatePair, **given: str):
    return client.post(reverse("office:join", args=[pair.pk]), {"why": "porównano dowód", **given})


def test_every_kind_of_row_that_moves_has_its_words():
    assert set(KINDS) == {pointer.name for pointer in pointers()}


def test_the_list_says_why_two_entries_look_alike(client):
    a_pair(a_person(), a_person(first_name="Hanna"))
    client.force_login(a_user(Role.FRONT_DESK))

    said = page(client, "office:duplicates")

    assert "Anna Nowak" in said
    assert "Hanna Nowak" in said
    assert "to samo imię, nazwisko i data urodzenia" in said


def test_a_pair_with_family_of_the_colleague_is_not_on_their_list(client):
    person, joanna = a_person(), a_coordinator()
    pair = a_pair(person, a_person(first_name="Hanna"))
    an_exclusion(person, joanna)
    client.force_login(joanna)

    assert "Hanna" not in page(client, "office:duplicates")
    assert client.get(reverse("office:join", args=[pair.pk])).status_code == 404


def test_joining_asks_where_the_entries_differ_and_keeps_what_was_chosen(client):
    survivor, merged = a_person(), a_person(first_name="Hanna", phone="+48700000001", email="h@example.org")
    pair = a_pair(survivor, merged)
    client.force_login(an_organiser())

    answer = join(client, pair, first_name="survivor", phone="merged")

    survivor.refresh_from_db()
    assert answer.url == reverse("office:merge", args=[Merge.objects.get().pk])
    assert (survivor.first_name, survivor.phone, survivor.email) == ("Anna", "+48700000001", "h@example.org")


def test_a_coordinator_sees_the_comparison_and_joins_nothing(client):
    pair = a_pair(a_person(), a_person())
    client.force_login(a_coordinator())

    answer = join(client, pair)

    assert answer.status_code == 422
    assert not Merge.objects.exists()


def test_conflicts_are_named_before(client):
    survivor, merged = a_person(pesel="48031400101"), a_person(pesel="48031400118")
    service = a_service()
    earlier, later = (an_application(person=one, services=[service]) for one in (survivor, merged))
    an_exclusion(merged, a_coordinator(last_name="Kos"))
    client.force_login(an_organiser())

    said = page(client, "office:join", a_pair(survivor, merged).pk)

    assert "Dwa różne numery PESEL: 48031400101 i 48031400118." in said
    assert f"{earlier.number} i {later.number}" in said
    assert "Joanna Kos" in said


def test_who_was_kept_from_one_file_is_kept_from_the_joined_one(client):
    survivor, merged, joanna = a_person(), a_person(), a_coordinator()
    an_exclusion(merged, joanna)
    a_merge(survivor, merged)
    client.force_login(joanna)

    assert client.get(reverse("office:person", args=[survivor.pk])).status_code == 404
    assert client.get(reverse("office:person", args=[merged.pk])).status_code == 404


def test_the_old_address_leads_to_the_survivor(client):
    survivor, merged = a_person(), a_person()
    a_merge(survivor, merged)
    client.force_login(a_coordinator())

    answer = client.get(reverse("office:person_papers", args=[merged.pk]) + "?page=2")

    assert answer.url == reverse("office:person_papers", args=[survivor.pk]) + "?page=2"


def test_old_name_old_pesel_and_case_number_find_the_survivor(client):
    survivor, merged = a_person(), a_person(first_name="Wilhelmina", pesel="48031400101", phone="+48700000001")
    case = an_application(person=merged)
    a_merge(survivor, merged)
    client.force_login(a_coordinator())

    for words in ("wilhelmina", "48031400101", "700 000 001"):
        answer = client.get(reverse("office:search"), {"q": words})
        assert answer.url == reverse("office:person", args=[survivor.pk]), words
    assert client.get(reverse("office:search"), {"q": case.number}).url == reverse("cases:application", args=[case.pk])
    assert Application.objects.get().person == survivor


def test_the_words_of_the_joined_entry_stay_findable_after_a_correction():
    survivor, merged = a_person(), a_person(first_name="Wilhelmina")
    a_merge(survivor, merged)

    change_person(person_id=survivor.pk, by=a_coordinator(), on=merged.added_on, town="Zabór")

    assert "wilhelmina" in Person.objects.get(pk=survivor.pk).search_text


def test_the_same_line_twice_counts_the_earlier_and_gives_a_task(client):
    survivor, merged, service = a_person(), a_person(), a_service(places=1)
    for one in (survivor, merged):
        an_application(person=one, services=[service])
    client.force_login(an_organiser())

    join(client, a_pair(survivor, merged))

    first, second = RequestedService.objects.order_by("application__filed_at")
    assert (first.is_paused, second.is_paused) == (False, True)
    assert Task.objects.get().application_id == second.application_id


def test_two_people_are_remembered_until_it_is_taken_back(client):
    pair = a_pair(a_person(), a_person(first_name="Hanna"))
    client.force_login(a_coordinator())

    client.post(reverse("office:two_people", args=[pair.pk]), {"why": "siostry"})
    change_person(person_id=pair.first_id, by=a_coordinator(), on=pair.found_on, town="Zabór")

    assert "Hanna" not in page(client, "office:duplicates")
    assert "siostry" in page(client, "office:duplicates", asked="?show=two")
    client.post(reverse("office:maybe_one", args=[pair.pk]))
    assert "Hanna" in page(client, "office:duplicates")


def test_the_front_desk_proposes_a_pair(client):
    person, other = a_person(), a_person(first_name="Hanna", born_on=None)
    client.force_login(a_user(Role.FRONT_DESK))
    address = reverse("office:propose_duplicate", args=[person.pk]) + "?q=nowak"

    answer = client.post(address, {"other": other.pk, "why": "ta sama pani przy okienku"})

    pair = DuplicatePair.objects.get()
    assert answer.url == reverse("office:person", args=[person.pk])
    assert (pair.first, pair.second, pair.reasons) == (person, other, ["SAID"])


def test_a_merge_is_undone_on_its_page_and_the_exclusion_since_stays_on_both(client):
    survivor, merged, joanna = a_person(), a_person(), a_coordinator()
    case = an_application(person=merged)
    done = a_merge(survivor, merged)
    an_exclusion(survivor, joanna)
    client.force_login(a_director())

    said = page(client, "office:merge", done.pk)
    answer = client.post(reverse("office:merge", args=[done.pk]), {"why": "to siostry", "two_people": "on"})

    case.refresh_from_db()
    assert "Wnioski: 1" in said
    assert joanna.name in said
    assert answer.url == reverse("office:person", args=[merged.pk])
    assert case.person == merged
    assert set(KinExclusion.objects.values_list("person", "user")) == {
        (survivor.pk, joanna.pk), (merged.pk, joanna.pk),
    }  # fmt: skip
    assert DuplicatePair.objects.get().two_people_why == "to siostry"


def test_a_stranger_sees_no_pair_and_no_merge(client):
    pair, done = a_pair(a_person(), a_person()), a_merge(a_person(), a_person())
    client.force_login(a_stranger(Role.ORGANISER))

    assert client.get(reverse("office:join", args=[pair.pk])).status_code == 404
    assert client.get(reverse("office:merge", args=[done.pk])).status_code == 404
    assert "Nowak" not in page(client, "office:duplicates")


def test_the_page_names_the_row_that_stands_in_the_way_and_what_to_do(client):
    survivor, merged = a_person(), a_person(phone="")
    unit = a_unit()
    for person in (survivor, merged):
        a_unit_access(person, unit=unit)
    organiser = an_organiser()
    joining = Joining(survivor.pk, merged.pk, "dowód")
    merge = join_entries(joining=joining, by=organiser, at=JOINED_AT)
    a_unit_access(survivor, unit=unit)
    client.force_login(organiser)

    page = client.post(reverse("office:merge", args=[merge.pk]), {"why": "dwie osoby"}).content.decode()

    assert f"dostęp jednostki {unit.name}, otwarty" in page
    assert "Zakończ to albo popraw" in page
    assert "one_open_access" not in page
