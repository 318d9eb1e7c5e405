from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator
from cus.kit.errors import Refused
from cus.people.models import RepresentationKind, Scope
from cus.people.queries import may_act_for, missing_right
from cus.people.services import RightToAct, add_representation, end_right_to_act, note_right_to_act
from cus.people.tests.factories import a_daughter, a_person
from cus.people.tests.factories_of_circle import a_guardian

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def test_a_guardian_acts_to_the_last_day_and_does_nothing_the_day_after():
    guardian = a_guardian(a_person(), ends_on=TODAY)

    assert may_act_for(guardian, Scope.APPLY, TODAY)
    assert not may_act_for(guardian, Scope.APPLY, date(2026, 3, 3))
    assert not may_act_for(guardian, Scope.APPLY, date(2026, 1, 1))


def test_a_right_covers_only_what_it_says():
    daughter = a_daughter(a_person(), scope=[Scope.APPLY])

    assert may_act_for(daughter, Scope.APPLY, TODAY)
    assert not may_act_for(daughter, Scope.CONSENT, TODAY)


def test_nobody_acts_for_the_dead():
    guardian = a_guardian(a_person(deceased_on=date(2026, 3, 1)))

    assert not may_act_for(guardian, Scope.RECEIVE_LETTERS, TODAY)


def test_a_parent_acts_until_the_day_before_the_eighteenth_birthday():
    child = a_person(born_on=date(2008, 6, 15))

    mother = add_representation(person=child, kind=RepresentationKind.PARENT, name="Ewa Nowak", by=None, on=TODAY)

    assert mother.ends_on == date(2026, 6, 14)


def test_a_child_born_on_a_leap_day_is_grown_up_on_the_first_of_march():
    child = a_person(born_on=date(2012, 2, 29))

    mother = add_representation(person=child, kind=RepresentationKind.PARENT, name="Ewa Nowak", by=None, on=TODAY)

    assert mother.ends_on == date(2030, 2, 28)


def test_no_parent_is_noted_for_a_grown_up():
    with pytest.raises(Refused, match="full age"):
        note_right_to_act(
            person_id=a_person().pk,
            right=RightToAct(kind=RepresentationKind.PARENT, name="Jan Nowak", starts_on=TODAY),
            by=a_coordinator(),
            on=TODAY,
        )


@pytest.mark.parametrize("kind", ["LEGAL_GUARDIAN", "CURATOR"])
def test_who_acts_by_a_court_needs_its_order(kind):
    with pytest.raises(Refused, match="order of the court"):
        note_right_to_act(
            person_id=a_person().pk,
            right=RightToAct(kind=kind, name="Roman Lis", starts_on=TODAY),
            by=a_coordinator(),
            on=TODAY,
        )


def test_a_curator_may_nothing_until_the_scope_of_the_order_is_written_down():
    curator = add_representation(
        person=a_person(), kind=RepresentationKind.CURATOR, name="Roman Lis", by=None, on=TODAY
    )

    assert curator.scope == []


def test_ending_a_right_needs_a_reason_and_keeps_the_history():
    guardian = a_guardian(a_person())

    with pytest.raises(Refused, match="why the right"):
        end_right_to_act(representation_id=guardian.pk, ends_on=TODAY, reason=" ", by=a_coordinator(), on=TODAY)
    end_right_to_act(representation_id=guardian.pk, ends_on=TODAY, reason="sąd", by=a_coordinator(), on=TODAY)

    guardian.refresh_from_db()
    assert (guardian.ends_on, guardian.end_reason) == (TODAY, "sąd")


def test_the_public_naming_a_guardian_representative_means_the_same_guardian():
    person = a_person()
    guardian = a_guardian(person)

    named = add_representation(
        person=person, kind=RepresentationKind.STATUTORY_REPRESENTATIVE, name="roman lis", by=None, on=TODAY
    )

    assert named == guardian


def test_a_right_that_ended_is_missing_and_an_unknown_name_is_not():
    person = a_person()
    guardian = a_guardian(person, ends_on=date(2026, 2, 1))

    assert missing_right(person, kind="STATUTORY_REPRESENTATIVE", name="Roman Lis", on=TODAY) == guardian
    assert missing_right(person, kind="STATUTORY_REPRESENTATIVE", name="Roman Lis", on=date(2026, 2, 1)) is None
    assert missing_right(person, kind="STATUTORY_REPRESENTATIVE", name="Jan Nowy", on=TODAY) is None
