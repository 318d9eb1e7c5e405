"""Many residents at once, as files of other centres bring them: entered, completed, taken out again."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed
from cus.people.models import Person
from cus.people.permissions import may_add_person
from cus.people.services.register import set_person_fields
from cus.records.log import Happening, record_many

FOLLOWING = ("search_text", "sort_key", "born_on", "sex")  # what PESEL and name bring with them


def drafted_person(*, centre: Centre, fields: Mapping[str, Any], on: date) -> Person:
    """An entry as it would be, not saved. Refuses what the register would refuse."""
    person = Person(centre=centre, added_on=on)
    set_person_fields(person, dict(fields))
    return person


@transaction.atomic
def add_people(people: Collection[Person], *, centre: Centre, by: User, from_unit: str, run: int) -> list[int]:
    """Enter drafted people, each with an event of their own: the ids of these. Records `person.taken_over`."""
    _must_be_allowed(by, centre)
    Person.objects.bulk_create(people)
    told = {"unit": from_unit, "ops_import": run}
    events = record_many(
        (Happening(person, story=person, details=told) for person in people), event="person.taken_over", by=by
    )
    return [event.pk for event in events]


@transaction.atomic
def complete_people(
    changes: Iterable[tuple[Person, Mapping[str, Any]]], *, centre: Centre, by: User, from_unit: str, run: int
) -> list[int]:
    """Fill fields of known people: the ids of their events. Records `person.completed` with the names of the fields."""
    _must_be_allowed(by, centre)
    pairs = list(changes)
    names = {name for _person, fields in pairs for name in fields}
    for person, fields in pairs:
        set_person_fields(person, dict(fields))
    if names:
        Person.objects.bulk_update([person for person, _fields in pairs], [*(names | set(FOLLOWING))], batch_size=500)
    events = record_many(
        (
            Happening(person, story=person, details={"unit": from_unit, "fields": sorted(fields), "ops_import": run})
            for person, fields in pairs
        ),
        event="person.completed",
        by=by,
    )
    return [event.pk for event in events]


@transaction.atomic
def take_people_out(person_ids: Collection[int], *, centre: Centre, by: User) -> set[int]:
    """Remove entries an import made; those that something hangs on stay. The ids of those that are gone."""
    _must_be_allowed(by, centre)
    gone = set()
    for person_id in person_ids:
        try:
            with transaction.atomic():
                Person.objects.filter(pk=person_id, centre=centre).delete()
        except ProtectedError:
            continue
        gone.add(person_id)
    return gone


def _must_be_allowed(by: User, centre: Centre) -> None:
    if not may_add_person(by, centre):
        raise NotAllowed(_("Only staff who work with residents add people to the register."))
