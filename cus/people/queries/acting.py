"""Who may act for a person on a day, and in what."""

from datetime import date

from cus.kit.polish import fold
from cus.people.models import Person, Representation, Scope
from cus.people.models.representation import APPLYING_AS
from cus.people.permissions.acting import may_act_for


def acting_for(person: Person, *, on: date) -> list[Representation]:
    """Who acts for the person on the day, the law's representatives first."""
    rows = person.representations.in_force(on=on).select_related("represented_by").order_by("id")
    return sorted(rows, key=lambda row: not row.is_statutory)


def missing_right(person: Person, *, kind: str, name: str, on: date) -> Representation | None:
    """The right this name once had, or has in other things, when none of theirs lets them apply on the day.

    Nothing for a name the register does not know yet: that is a new right, for staff to check.
    """
    known = person.representations.filter(kind__in=APPLYING_AS[kind]).select_related("person")
    same = [row for row in known.order_by("-starts_on", "-id") if fold(row.name) == fold(name)]
    if any(may_act_for(row, Scope.APPLY, on) for row in same):
        return None
    return same[0] if same else None
