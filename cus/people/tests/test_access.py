"""Kin are kept away; an emergency opens a file for a day; somebody else looks at it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person, Verdict
from cus.people.services import (
    close_emergency,
    exclude_colleague,
    lift_exclusion,
    open_in_emergency,
    review_emergency,
)
from cus.people.tests.factories import a_person, an_emergency, an_exclusion
from cus.records.models import Event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
TODAY = AT.date()
WHY = "Sąsiadka dzwoni, że nikt nie otwiera od rana."


@pytest.fixture(autouse=True)
def _on_that_morning():
    with time_machine.travel(AT, tick=False):
        yield


def sees(user: User, person: Person) -> bool:
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


def excluded(person: Person, colleague: User, *, by: User) -> None:
    exclude_colleague(person_id=person.pk, colleague_id=colleague.pk, by=by, on=TODAY)


def test_a_colleague_who_is_kin_sees_the_person_no_more_and_all_others_still():
    person, other, joanna = a_person(), a_person(first_name="Zofia"), a_coordinator()

    excluded(person, joanna, by=a_director())

    assert (sees(joanna, person), sees(joanna, other)) == (False, True)
    assert Event.objects.get(name="person.colleague_excluded").details == {"who": "Joanna Mazur"}


def test_even_the_director_is_kept_from_their_own_kin():
    person, director = a_person(), a_director()

    excluded(person, director, by=director)

    assert not sees(director, person)


def test_everybody_may_say_that_they_are_kin_but_not_that_a_colleague_is():
    person, joanna, colleague = a_person(), a_coordinator(), a_coordinator()

    with pytest.raises(NotAllowed):
        excluded(person, colleague, by=joanna)
    excluded(person, joanna, by=joanna)

    assert (sees(joanna, person), sees(colleague, person)) == (False, True)


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.PROVIDER, Role.RESIDENT])
def test_who_does_not_work_with_residents_excludes_nobody(role):
    person, user = a_person(), a_user(role)

    with pytest.raises(NotAllowed):
        excluded(person, user, by=user)


def test_a_stranger_excludes_nobody():
    person, stranger = a_person(), a_stranger()

    with pytest.raises(Refused):
        excluded(person, a_coordinator(), by=stranger)


def test_a_colleague_is_excluded_once():
    person, joanna = a_person(), a_coordinator()
    an_exclusion(person, joanna)

    with pytest.raises(Refused):
        excluded(person, joanna, by=a_director())


def test_the_director_lifts_an_exclusion_with_a_reason():
    person, joanna, director = a_person(), a_coordinator(), a_director()
    exclusion = an_exclusion(person, joanna)

    with pytest.raises(Refused):
        lift_exclusion(exclusion_id=exclusion.pk, reason=" ", by=director, on=TODAY)
    lift_exclusion(exclusion_id=exclusion.pk, reason="Pomyłka: inna Nowak", by=director, on=TODAY)

    assert sees(joanna, person)


def test_nobody_lifts_their_own_exclusion():
    director = a_director()
    exclusion = an_exclusion(a_person(), director)

    with pytest.raises(NotAllowed):
        lift_exclusion(exclusion_id=exclusion.pk, reason="Już dobrze", by=director, on=TODAY)


def test_an_emergency_opens_the_file_of_kin_for_24_hours():
    person, joanna = a_person(), a_coordinator()
    an_exclusion(person, joanna)

    open_in_emergency(person_id=person.pk, reason=WHY, by=joanna, at=AT)

    assert sees(joanna, person)
    with time_machine.travel(AT + timedelta(hours=23, minutes=59), tick=False):
        assert sees(joanna, person)
    with time_machine.travel(AT + timedelta(hours=24), tick=False):
        assert not sees(joanna, person)


def test_an_emergency_needs_a_reason_in_a_sentence():
    with pytest.raises(Refused):
        open_in_emergency(person_id=a_person().pk, reason="pilne", by=a_coordinator(), at=AT)


def test_asking_again_while_it_lasts_finds_the_same_access():
    person, joanna = a_person(), a_coordinator()

    first = open_in_emergency(person_id=person.pk, reason=WHY, by=joanna, at=AT)
    again = open_in_emergency(person_id=person.pk, reason=WHY, by=joanna, at=AT + timedelta(hours=2))

    assert again == first


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.PROVIDER, Role.CARER, Role.RESIDENT])
def test_an_emergency_is_for_staff_who_work_with_residents(role):
    with pytest.raises(NotAllowed):
        open_in_emergency(person_id=a_person().pk, reason=WHY, by=a_user(role), at=AT)


def test_who_opened_a_file_closes_it_before_its_time():
    person, joanna = a_person(), a_coordinator()
    an_exclusion(person, joanna)
    access = an_emergency(person, joanna, starts_at=AT)

    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        close_emergency(access_id=access.pk, by=joanna, at=AT + timedelta(hours=1))

        assert not sees(joanna, person)


def test_a_superior_says_whether_it_was_needed_and_ends_it():
    person, joanna = a_person(), a_coordinator()
    an_exclusion(person, joanna)
    access = an_emergency(person, joanna, starts_at=AT)

    review_emergency(access_id=access.pk, verdict=Verdict.JUSTIFIED, note="", by=an_organiser(), at=AT)

    assert not sees(joanna, person)
    with pytest.raises(Refused):
        review_emergency(access_id=access.pk, verdict=Verdict.ABUSE, note="x", by=an_organiser(), at=AT)


def test_nobody_reviews_their_own_emergency():
    director = a_director()
    access = an_emergency(a_person(), director, starts_at=AT)

    with pytest.raises(NotAllowed):
        review_emergency(access_id=access.pk, verdict=Verdict.JUSTIFIED, note="", by=director, at=AT)


@pytest.mark.parametrize("verdict", [Verdict.TO_EXPLAIN, Verdict.ABUSE])
def test_a_verdict_against_the_user_says_why(verdict):
    access = an_emergency(a_person(), a_coordinator(), starts_at=AT)

    with pytest.raises(Refused):
        review_emergency(access_id=access.pk, verdict=verdict, note=" ", by=a_director(), at=AT)
