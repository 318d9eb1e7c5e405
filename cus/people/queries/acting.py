"""Who may act for a person on a day, and in what."""

from datetime import date

from cus.kit.polish import fold
from cus.people.models import Person, Representation


def acting_for(person: Person, *, on: date) -> list[Representation]:
    """Who acts for the person on the day, the law's representatives first."""
    rows = person.representations.in_force(on=on).select_related("represented_by").order_by("id")
    return sorted(rows, key=lambda row: not row.is_statutory)


def ended_right(person: Person, *, kind: str, name: str, on: date) -> Representation | None:
    """The right of this name to act for the person that has ended or covers nothing, when no other one runs."""
    same = [row for row in person.representations.filter(kind=kind).order_by("-starts_on", "-id") if _is(row, name)]
    if any(row.is_in_force(on=on) for row in same):
        return None
    return next((row for row in same if row.ends_on is not None and row.ends_on < on), None)


def _is(representation: Representation, name: str) -> bool:
    return fold(representation.name) == fold(name)
