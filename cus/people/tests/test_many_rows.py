"""Many rows in one statement, and deleting those that nothing hangs on."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from cus.accounts.tests.factories import the_centre
from cus.kit.many import insert_many, update_many
from cus.kit.unheld import delete_unheld
from cus.people.models import Household, Membership, Person
from cus.people.tests.factories import a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
NAMES = ("Łucja „Ćma”", "O'Brien \\ 100%", "Ząb\tNowak")


def drafts(*names: str) -> list[Household]:
    return [Household(centre=the_centre(), name=name) for name in names]


def test_rows_are_kept_as_they_were_written_each_with_a_key_of_its_own():
    homes = drafts(*NAMES)
    insert_many(homes)

    assert [Household.objects.get(pk=home.pk).name for home in homes] == list(NAMES)
    assert len({home.pk for home in homes}) == len(NAMES)
    assert not homes[0]._state.adding


def test_days_moments_and_lists_come_back_as_they_went():
    moment = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
    event = Event(centre_id=the_centre().pk, name="a.b", subject_kind="x.y", subject_id=1, happened_at=moment,
                  details={"lists": [1, "ą", None]})  # fmt: skip
    person = Person(centre=the_centre(), first_name="Ala", last_name="Kos", born_on=date(1950, 2, 28),
                    added_on=date(2026, 3, 2), never=["SMS", "CALL"])  # fmt: skip
    insert_many([event])
    insert_many([person])

    kept, entry = Event.objects.get(pk=event.pk), Person.objects.get(pk=person.pk)
    assert (kept.happened_at, kept.details) == (moment, {"lists": [1, "ą", None]})
    assert (entry.born_on, entry.never, entry.user_id) == (date(1950, 2, 28), ["SMS", "CALL"], None)


def test_a_row_may_point_to_one_that_was_kept_a_moment_ago():
    [home] = drafts("Kos")
    member = Membership(household=home, centre=the_centre(), person=a_person(), role="ADULT",
                        starts_on=date(2026, 3, 2))  # fmt: skip
    insert_many([home])
    insert_many([member])

    assert Membership.objects.get(pk=member.pk).household_id == home.pk


def test_only_the_named_fields_are_saved():
    ola = a_person(first_name="Ola", last_name="Lis")
    ola.first_name, ola.last_name = "Olga", "Wilk"
    update_many([ola], ["last_name"])

    ola.refresh_from_db()
    assert (ola.first_name, ola.last_name) == ("Ola", "Wilk")


def test_constraints_hold_and_no_rows_are_no_question():
    a_person(pesel="44051401458")
    twice = Person(centre=the_centre(), first_name="A", last_name="B", pesel="44051401458", added_on=date(2026, 3, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([twice])
    insert_many([])
    update_many([], ["name"])


def test_the_history_keeps_every_one_of_many_rows():
    ola = a_person(first_name="Ola")
    before = Person.pgh_event_model.objects.filter(pgh_obj_id=ola.pk).count()
    ola.first_name = "Olga"
    update_many([ola], ["first_name"])

    assert Person.pgh_event_model.objects.filter(pgh_obj_id=ola.pk).count() == before + 1


def test_what_something_hangs_on_stays_and_keeps_nothing_else():
    free, survivor, other = (a_person(first_name=name) for name in ("Wolna", "Ta sama", "Inna"))
    joined = a_person(first_name="Dawna", merged_into=survivor)
    home = drafts("Nowak")[0]
    home.save()
    for person in (free, survivor):
        Membership.objects.create(household=home, centre=the_centre(), person=person, role="ADULT",
                                  starts_on=date(2026, 3, 2))  # fmt: skip

    assert delete_unheld(Person, [free.pk, survivor.pk, other.pk]) == {survivor.pk}
    assert set(Person.objects.values_list("pk", flat=True)) == {survivor.pk, joined.pk}
    assert list(home.memberships.values_list("person", flat=True)) == [survivor.pk]
