"""How a person is reached: safely, in their language, alone."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Interpreter, Never, Person
from cus.people.permissions import may_change_person
from cus.records.log import record


@dataclass(frozen=True)
class Reach:
    """All that stands on the page “How to reach”."""

    channel: str = ""
    reach_note: str = ""
    phone_is_shared: bool = False
    email_is_shared: bool = False
    languages: str = ""
    interpreter: str = ""
    hearing: str = ""
    sight: str = ""
    mobility: str = ""
    never: Collection[str] = ()
    safe_from: time | None = None
    safe_to: time | None = None
    safe_note: str = ""


@transaction.atomic
def set_reach(*, person_id: int, reach: Reach, by: User, on: date) -> Person:
    """Write down how to reach a person, and what must never happen. Records `person.reach_changed`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_person(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    _check(reach)

    given = {field.name: getattr(reach, field.name) for field in fields(reach)}
    given["never"] = [value for value in Never.values if value in reach.never]
    given = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in given.items()}
    changed = sorted(name for name, value in given.items() if getattr(person, name) != value)
    if changed:
        for name in changed:
            setattr(person, name, given[name])
        person.save(update_fields=changed)
        record("person.reach_changed", subject=person, story=person, by=by, fields=changed, on=on.isoformat())
    return person


def _check(reach: Reach) -> None:
    if (reach.safe_from is None) != (reach.safe_to is None):
        raise Refused(_("Write both ends of the safe hours, or leave both empty."))
    if reach.safe_from and reach.safe_to and reach.safe_from >= reach.safe_to:
        raise Refused(_("The safe hours end before they begin. Change one of them."))
    if not set(reach.never) <= set(Never.values) or reach.interpreter not in ("", *Interpreter.values):
        raise Refused(_("Choose from the list."))
