from datetime import date

import pytest

from cus.accounts.tests.factories import a_coordinator, a_stranger, the_centre
from cus.kit.rows import acting_for
from cus.people.queries import Likeness, people_found, possible_duplicates
from cus.people.services import add_person
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
PESEL = "48031400101"


def look(**given):
    sought = {"first_name": "Anna", "last_name": "Nowak"} | given
    return possible_duplicates(centre_id=the_centre().pk, **sought)


def test_nobody_in_the_register_is_nobodys_duplicate():
    assert look(pesel=PESEL, born_on=date(1948, 3, 14), phone="+48600123456") == []


def test_the_same_pesel_is_surely_the_same_person_whatever_the_name():
    person = a_person(pesel=PESEL, first_name="Hanna", last_name="Kowal")

    [duplicate] = look(pesel=PESEL)

    assert (duplicate.person_id, duplicate.likeness, duplicate.is_sure) == (person.pk, Likeness.PESEL, True)


def test_the_same_name_and_birth_is_surely_the_same_person():
    a_person()

    [duplicate] = look(born_on=date(1948, 3, 14))

    assert (duplicate.likeness, duplicate.is_sure) == (Likeness.NAME_AND_BIRTH, True)


def test_the_order_of_names_and_polish_letters_do_not_hide_a_duplicate():
    a_person(first_name="Łucja", last_name="Żak")

    assert [found.name for found in look(first_name="Zak", last_name="Lucja")] == ["Łucja Żak"]


def test_a_namesake_born_on_another_day_is_no_duplicate():
    a_person(phone="")

    assert look(born_on=date(1950, 1, 1)) == []


def test_a_twin_is_told_apart_from_a_duplicate():
    a_person(first_name="Maria", phone="")

    [duplicate] = look(born_on=date(1948, 3, 14))

    assert (duplicate.likeness, duplicate.is_sure) == (Likeness.LAST_NAME_AND_BIRTH, False)


def test_a_shared_phone_is_only_a_weak_hint_and_shows_no_last_name():
    a_person(first_name="Jan", last_name="Wilk", born_on=date(1970, 1, 1))

    [duplicate] = look(phone="+48600123456", born_on=date(1948, 3, 14))

    assert (duplicate.name, duplicate.likeness, duplicate.is_sure) == ("Jan W.", Likeness.PHONE, False)


def test_a_duplicate_shows_no_more_than_is_needed_to_recognise():
    a_person(pesel=PESEL)

    [duplicate] = look(pesel=PESEL)

    assert (duplicate.name, duplicate.born_in, duplicate.street) == ("Anna Nowak", 1948, "Polna")
    assert PESEL not in str(duplicate)


def test_the_surest_duplicate_stands_first():
    a_person(first_name="Jan", last_name="Adamski", born_on=None)
    a_person(phone="")

    assert [found.likeness for found in look(phone="+48600123456", born_on=date(1948, 3, 14))] == [
        Likeness.NAME_AND_BIRTH,
        Likeness.PHONE,
    ]


def test_the_register_of_another_centre_is_not_searched():
    stranger = a_stranger()
    with acting_for(stranger.centre_id):
        add_person(centre=stranger.centre, by=None, on=TODAY, first_name="Anna", last_name="Nowak", pesel=PESEL)

    assert look(pesel=PESEL) == []


@pytest.mark.parametrize("words", ["nowak", "NOWAK anna", "600 123", "polna 3", "an now"])
def test_a_person_is_found_by_any_words_of_the_entry(words):
    person = a_person()

    assert list(people_found(user=a_coordinator(), words=words)) == [person]


@pytest.mark.parametrize("words", ["", "n", "kowalska", "nowak piotr"])
def test_other_words_find_nobody(words):
    a_person()

    assert list(people_found(user=a_coordinator(), words=words)) == []


def test_a_stranger_finds_nobody():
    a_person()

    assert list(people_found(user=a_stranger(), words="nowak")) == []
