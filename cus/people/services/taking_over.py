"""Many residents at once, as files of other centres bring them: entered, completed, taken out again."""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.kit.many import insert_many, update_many
from cus.kit.unheld import delete_unheld
from cus.people.models import Person
from cus.people.permissions import may_add_person
from cus.people.services.register import set_person_fields
from cus.records.log import Happening, record_many

Changed = tuple[Person, Mapping[str, Any]]
FOLLOWING = ("search_text", "sort_key", "born_on", "sex")  # what PESEL and name bring with them


def drafted_person(*, centre: Centre, fields: Mapping[str, Any], on: date) -> Person:
    """An entry as it would be, not saved. Refuses what the register would refuse."""
    person = Person(centre=centre, added_on=on)
    set_person_fields(person, dict(fields))
    return person


@transaction.atomic
def add_people(people: Collection[Person], *, centre: Centre, by: User, from_unit: str, run: int) -> None:
    """Enter drafted people, each with an event of their own. Records `person.taken_over`.

    Refuses a PESEL number that is known as that of an entry joined to another: that one is the person.
    """
    _must_be_allowed(by, centre)
    _must_be_new(people, centre)
    insert_many(people)
    told = {"unit": from_unit, "ops_import": run}
    record_many((Happening(person, story=person, details=told) for person in people), event="person.taken_over", by=by)


@transaction.atomic
def complete_people(
    changes: Collection[Changed], *, centre: Centre, by: User, from_unit: str, run: int
) -> dict[int, str]:
    """Fill empty fields of known people. Records `person.completed` with the names of the fields.

    Returns those whose entry refuses it, and why: one entry that contradicts itself does not stop a whole file.
    """
    _must_be_allowed(by, centre)
    refused = {person.pk: why for person, fields in changes if (why := _why_not(person, fields))}
    fitting = [pair for pair in changes if pair[0].pk not in refused]
    _write(fitting)
    record_many(_happenings(fitting, from_unit=from_unit, run=run), event="person.completed", by=by)
    return refused


@transaction.atomic
def put_people_back(changes: Collection[Changed], *, centre: Centre, by: User, from_unit: str, run: int) -> None:
    """Give fields the values they had before an import. Records `person.put_back` with the names of the fields."""
    _must_be_allowed(by, centre)
    _write(changes)
    record_many(_happenings(changes, from_unit=from_unit, run=run), event="person.put_back", by=by)


@transaction.atomic
def take_people_out(person_ids: Collection[int], *, centre: Centre, by: User) -> set[int]:
    """Remove entries an import made; those that something hangs on stay. The ids of those that are gone."""
    _must_be_allowed(by, centre)
    ours = set(Person.objects.filter(pk__in=person_ids, centre=centre).values_list("pk", flat=True))
    return set(person_ids) - delete_unheld(Person, ours)


def _why_not(person: Person, fields: Mapping[str, Any]) -> str:
    try:
        set_person_fields(copy(person), dict(fields))
    except Refused as refusal:
        return str(refusal)
    return ""


def _write(changes: Collection[Changed]) -> None:
    names = {name for _person, fields in changes for name in fields}
    for person, fields in changes:
        set_person_fields(person, dict(fields))
    if names:
        people = [person for person, _fields in changes]
        update_many(people, names | set(FOLLOWING))


def _happenings(changes: Collection[Changed], *, from_unit: str, run: int) -> Iterator[Happening]:
    for person, fields in changes:
        yield Happening(person, story=person, details={"unit": from_unit, "fields": sorted(fields), "ops_import": run})


def _must_be_new(people: Collection[Person], centre: Centre) -> None:
    numbers = [person.pesel for person in people if person.pesel]
    joined = Person.objects.filter(centre=centre, pesel__in=numbers, merged_into__isnull=False)
    if pesel := joined.values_list("pesel", flat=True).first():
        raise Refused(
            _("Somebody with the PESEL number %(pesel)s is in the register already. Use their entry.")
            % {"pesel": pesel}
        )


def _must_be_allowed(by: User, centre: Centre) -> None:
    if not may_add_person(by, centre):
        raise NotAllowed(_("Only staff who work with residents add people to the register."))
