from collections.abc import Iterator
from datetime import date, time

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Consent, Household, Membership, Person, Scope
from cus.people.queries import consent_in_force
from cus.people.queries.home import homes_of, living_together
from cus.people.services import (
    Around,
    Basis,
    Member,
    Reach,
    change_share,
    found_household,
    give_consent,
    join_household,
    leave_household,
    note_circle_contact,
    note_death,
    note_moving,
    set_reach,
    state_basis,
    undo_leaving,
    withdraw_consent,
)
from cus.people.tests.factories import a_daughter, a_person
from cus.people.tests.factories_of_circle import a_guardian, a_home

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
SAID = {"words": "Zgadzam się na e-maile.", "way": "WRITTEN"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def test_a_child_of_parents_who_live_apart_has_two_homes():
    by, child = a_coordinator(), a_person(first_name="Zosia", born_on=date(2018, 5, 4))
    mother, father = a_person(first_name="Ewa"), a_person(first_name="Jan")
    homes = [a_home(mother).household, a_home(father).household]

    for home in homes:
        join_household(household_id=home.pk, member=Member("CHILD", TODAY, child.pk, share=50), by=by, on=TODAY)

    assert [home.household for home in homes_of(child, user=by, on=TODAY)] == homes
    assert {person.first_name for person in living_together(child, user=by, on=TODAY)} == {"Ewa", "Jan"}


def test_nobody_lives_in_their_homes_more_than_all_of_the_time():
    by, child = a_coordinator(), a_person(first_name="Zosia")
    a_home(child, share=60)
    other = a_home(a_person(first_name="Jan")).household

    with pytest.raises(Refused, match="60 per cent"):
        join_household(household_id=other.pk, member=Member("CHILD", TODAY, child.pk, share=41), by=by, on=TODAY)
    join_household(household_id=other.pk, member=Member("CHILD", TODAY, child.pk, share=40), by=by, on=TODAY)


def test_nobody_is_twice_in_one_household_at_a_time():
    by, person = a_coordinator(), a_person()
    home = a_home(person, share=50).household

    with pytest.raises(Refused, match="already"):
        join_household(household_id=home.pk, member=Member("ADULT", TODAY, person.pk, share=50), by=by, on=TODAY)


def test_who_left_stays_in_the_history_and_may_come_back():
    by, person = a_coordinator(), a_person()
    home = a_home(person)

    leave_household(membership_id=home.pk, ends_on=date(2026, 2, 1), by=by, on=TODAY)
    join_household(household_id=home.household_id, member=Member("ADULT", TODAY, person.pk), by=by, on=TODAY)

    assert [row.ends_on for row in Membership.objects.order_by("id")] == [date(2026, 2, 1), None]


def test_a_household_begins_at_the_address_of_the_person():
    home = found_household(person_id=a_person().pk, role="ADULT", starts_on=TODAY, by=a_coordinator(), on=TODAY)

    assert home.household.address == "Polna 3, 32-005 Lipnowiec"
    assert home.household.name == "Nowak"


def test_the_time_in_a_home_is_changed_within_the_whole():
    home = a_home(a_person())

    change_share(membership_id=home.pk, share=50, days="co drugi tydzień", by=a_coordinator(), on=TODAY)

    home.refresh_from_db()
    assert (home.share, home.days) == (50, "co drugi tydzień")


def test_a_stranger_changes_no_household():
    home = a_home(a_person())

    with pytest.raises(NotAllowed):
        leave_household(membership_id=home.pk, ends_on=TODAY, by=a_stranger(), on=TODAY)


def test_a_household_is_seen_by_those_who_see_one_of_its_people():
    a_home(a_person())

    assert Household.objects.visible_to(a_coordinator()).count() == 1
    assert Household.objects.visible_to(a_user(Role.COMMUNITY_ORGANISER)).count() == 0


def test_what_may_be_told_only_in_part_is_written_out():
    with pytest.raises(Refused, match="what may be told"):
        note_circle_contact(
            person_id=a_person().pk,
            around=Around("NEIGHBOUR", "Teresa Kos", may_tell="MATTERS"),
            by=a_coordinator(),
            on=TODAY,
        )


def test_nobody_is_told_anything_unless_it_was_said():
    contact = note_circle_contact(
        person_id=a_person().pk, around=Around("PRIEST", "ks. Jan"), by=a_coordinator(), on=TODAY
    )

    assert contact.may_tell == "NO"


def test_a_consent_holds_until_the_day_it_is_taken_back():
    person, by = a_person(email="anna@example.org"), a_coordinator()
    consent = give_consent(person_id=person.pk, kind="EMAIL_NOTICE", by=by, on=date(2026, 2, 1), **SAID)

    withdraw_consent(consent_id=consent.pk, by=by, on=TODAY)

    assert consent_in_force(person=person, kind="EMAIL_NOTICE", on=date(2026, 3, 1)) == consent
    assert consent_in_force(person=person, kind="EMAIL_NOTICE", on=TODAY) is None
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_consent(consent_id=consent.pk, by=by, on=TODAY)


def test_a_consent_ends_by_itself_on_its_last_day():
    person = a_person(email="anna@example.org")
    give_consent(
        person_id=person.pk, kind="EMAIL_NOTICE", by=a_coordinator(), on=TODAY, ends_on=date(2026, 3, 31), **SAID
    )

    assert consent_in_force(person=person, kind="EMAIL_NOTICE", on=date(2026, 3, 31))
    assert consent_in_force(person=person, kind="EMAIL_NOTICE", on=date(2026, 4, 1)) is None


def test_who_may_not_consent_for_the_person_does_not():
    person = a_person(email="anna@example.org")
    daughter, guardian = a_daughter(person), a_guardian(person)
    expired = a_guardian(person, name="Jan Lis", ends_on=date(2026, 2, 1))

    for nobody in (daughter, expired):
        with pytest.raises(Refused, match="does not cover consents"):
            give_consent(
                person_id=person.pk, kind="EMAIL_NOTICE", by=a_coordinator(), on=TODAY, given_by_id=nobody.pk, **SAID
            )
    consent = give_consent(
        person_id=person.pk, kind="EMAIL_NOTICE", by=a_coordinator(), on=TODAY, given_by_id=guardian.pk, **SAID
    )
    assert consent.given_by == guardian
    assert Scope.CONSENT in guardian.scope


@pytest.mark.parametrize("kind", ["SHARE_WITH_FAMILY", "SHARE_WITH_UNIT", "TRANSFER", "AUTHORISATION"])
def test_telling_somebody_names_somebody(kind):
    with pytest.raises(Refused, match="for whom"):
        give_consent(person_id=a_person().pk, kind=kind, by=a_coordinator(), on=TODAY, **SAID)


def test_no_consent_to_a_channel_the_person_does_not_have():
    with pytest.raises(Refused, match="no e-mail"):
        give_consent(person_id=a_person(email="").pk, kind="EMAIL_NOTICE", by=a_coordinator(), on=TODAY, **SAID)
    assert Consent.objects.count() == 0


def test_what_is_processed_by_law_names_its_provision():
    basis = Basis("LEGAL_DUTY", "Rozpatrzenie wniosku", "imię, nazwisko", " ")

    with pytest.raises(Refused, match="provision"):
        state_basis(centre=the_centre(), basis=basis, by=a_director(), on=TODAY)
    with pytest.raises(NotAllowed):
        state_basis(centre=the_centre(), basis=basis, by=a_coordinator(), on=TODAY)


def test_half_of_the_safe_hours_is_refused():
    with pytest.raises(Refused, match="both ends"):
        set_reach(person_id=a_person().pk, reach=Reach(safe_from=time(9)), by=a_coordinator(), on=TODAY)


def test_reach_is_written_down_with_what_endangers():
    reach = Reach(never=["LEAVE_MESSAGES"], languages="ukraiński", interpreter="LANGUAGE")

    person = set_reach(person_id=a_person().pk, reach=reach, by=a_coordinator(), on=TODAY)

    assert person.is_in_danger
    assert person.needs_interpreter


def test_a_note_of_death_that_was_a_mistake_is_taken_back():
    person, by = a_person(), a_coordinator()
    leaving = note_death(person_id=person.pk, died_on=TODAY, known_from="sąsiadka", by=by, on=TODAY)
    assert Person.objects.get().deceased_on == TODAY

    undo_leaving(leaving_id=leaving.pk, reason="zmarła siostra", by=by, on=TODAY)

    assert Person.objects.get().deceased_on is None
    leaving.refresh_from_db()
    assert (leaving.undone_by, leaving.undone_reason) == (by, "zmarła siostra")


def test_after_thirty_days_only_the_director_or_the_organiser_takes_a_note_back():
    person, by, director = a_person(), a_coordinator(), a_director()
    leaving = note_death(person_id=person.pk, died_on=TODAY, known_from="akt zgonu", by=by, on=TODAY)

    with pytest.raises(NotAllowed):
        undo_leaving(leaving_id=leaving.pk, reason="pomyłka", by=by, on=date(2026, 4, 2))
    undo_leaving(leaving_id=leaving.pk, reason="pomyłka", by=director, on=date(2026, 4, 2))


def test_the_front_desk_notes_a_death_and_does_not_take_it_back():
    clerk = a_user(Role.FRONT_DESK)
    leaving = note_death(person_id=a_person().pk, died_on=TODAY, known_from="córka", by=clerk, on=TODAY)

    with pytest.raises(NotAllowed):
        undo_leaving(leaving_id=leaving.pk, reason="pomyłka", by=clerk, on=TODAY)


def test_a_death_is_noted_once_and_not_ahead():
    person, by = a_person(), a_coordinator()

    with pytest.raises(Refused, match="not come yet"):
        note_death(person_id=person.pk, died_on=date(2026, 3, 3), known_from="córka", by=by, on=TODAY)
    note_death(person_id=person.pk, died_on=TODAY, known_from="córka", by=by, on=TODAY)
    with pytest.raises(Refused, match="noted already"):
        note_death(person_id=person.pk, died_on=TODAY, known_from="córka", by=by, on=TODAY)


def test_who_moved_away_can_come_back():
    person, by = a_person(), a_coordinator()
    leaving = note_moving(
        person_id=person.pk, moved_on=TODAY, moved_to="Kraków", known_from="powiedziała", by=by, on=TODAY
    )
    assert Person.objects.get().moved_to == "Kraków"

    undo_leaving(leaving_id=leaving.pk, reason="wróciła", by=by, on=TODAY)

    assert Person.objects.get().moved_out_on is None
