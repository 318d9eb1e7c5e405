from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, the_centre
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person, RepresentationKind, Sex
from cus.people.services import add_person, add_representation, change_person
from cus.people.tests.factories import a_daughter, a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
PESEL = "48031400101"  # 14 March 1948, a woman


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def add(**given):
    fields = {"first_name": "Anna", "last_name": "Nowak"} | given
    return add_person(centre=the_centre(), by=fields.pop("by", None) or a_user(Role.FRONT_DESK), on=TODAY, **fields)


def test_a_person_can_be_added_with_nothing_but_a_name():
    person = add()

    assert (person.first_name, person.last_name, person.added_on) == ("Anna", "Nowak", TODAY)
    assert Event.objects.concerning(person).get().name == "person.added"


def test_a_person_without_a_last_name_is_refused():
    with pytest.raises(Refused, match="last name"):
        add(last_name=" ")


def test_pesel_tells_the_date_of_birth_and_the_sex():
    person = add(pesel=PESEL)

    assert (person.born_on, person.sex) == (date(1948, 3, 14), Sex.FEMALE)


def test_a_date_of_birth_other_than_in_the_pesel_is_refused():
    with pytest.raises(Refused, match="does not agree"):
        add(pesel=PESEL, born_on=date(1948, 3, 15))


def test_a_number_with_a_wrong_check_digit_is_no_pesel():
    with pytest.raises(Refused, match="no PESEL"):
        add(pesel="48031400102")


def test_the_same_pesel_twice_is_refused_with_what_to_do():
    add(pesel=PESEL)

    with pytest.raises(Refused, match="use their entry"):
        add(pesel=PESEL, last_name="Inna")

    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [("600 123 456", "+48600123456"), ("12 345 67 89", "+48123456789"), ("+380 44 123 45 67", "+380441234567")],
)
def test_a_phone_is_kept_in_international_form(written, kept):
    assert add(phone=written).phone == kept


def test_what_cannot_be_a_phone_is_refused():
    with pytest.raises(Refused, match="9 digits"):
        add(phone="u syna")


def test_search_text_and_order_follow_each_change():
    person = add(last_name="Żółć", town="Łężyce")
    assert "zolc" in person.search_text
    assert "lezyce" in person.search_text

    changed = change_person(person_id=person.pk, by=a_coordinator(), on=TODAY, last_name="Adamska")

    assert "zolc" not in changed.search_text
    assert changed.sort_key < person.sort_key


def test_a_change_records_which_fields_it_touched():
    person = a_person()

    change_person(person_id=person.pk, by=a_coordinator(), on=TODAY, street="Lipowa", town=person.town)

    assert Event.objects.get(name="person.changed").details["fields"] == ["street"]


def test_a_change_of_nothing_records_nothing():
    person = a_person()

    change_person(person_id=person.pk, by=a_coordinator(), on=TODAY, street=person.street)

    assert not Event.objects.filter(name="person.changed").exists()


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.CARER, Role.PROVIDER, Role.RESIDENT])
def test_who_does_not_work_with_residents_adds_nobody(role):
    with pytest.raises(NotAllowed):
        add(by=a_user(role))


def test_a_stranger_changes_nobody():
    person = a_person()

    with pytest.raises(NotAllowed):
        change_person(person_id=person.pk, by=a_stranger(), on=TODAY, street="Lipowa")


def test_the_same_daughter_noted_again_is_the_same_representation():
    person = a_person()
    daughter = a_daughter(person)

    again = add_representation(
        person=person,
        kind=RepresentationKind.ACTUAL_CARER,
        name="ewa nowak",
        phone="601 999 888",
        by=a_coordinator(),
        on=TODAY,
    )

    assert again.pk == daughter.pk
    assert again.phone == "+48601999888"


def test_the_public_does_not_rewrite_what_is_known_of_a_representative():
    person = a_person()
    a_daughter(person)

    again = add_representation(
        person=person, kind=RepresentationKind.ACTUAL_CARER, name="Ewa Nowak", phone="601 999 888", by=None, on=TODAY
    )

    assert again.phone == "+48601222333"


def test_a_past_representation_begins_anew():
    person = a_person()
    past = a_daughter(person, ends_on=date(2026, 1, 9))

    new = add_representation(
        person=person, kind=RepresentationKind.ACTUAL_CARER, name="Ewa Nowak", by=a_coordinator(), on=TODAY
    )

    assert new.pk != past.pk
    assert new.starts_on == TODAY
