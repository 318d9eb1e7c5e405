"""Whose an entry is: of this centre, of another one, or taken over from a source, and of what day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from cus.accounts.models import Centre
from cus.catalogue.models import Entry

OLD_AFTER = timedelta(days=30)
MISSED_READINGS = 2
SHORTEST_WAIT = timedelta(days=2)


@dataclass(frozen=True)
class Whose:
    """Who answers for an entry that is not of this centre, and how fresh the copy is."""

    name: str
    licence: str = ""
    as_of: date | None = None
    days_old: int | None = None  # only if it is old


def whose(entry: Entry, *, centre: Centre, at: datetime) -> Whose | None:
    """Nothing for the centre's own entries. Expects `centre` and `source` of the entry to be at hand."""
    source = entry.source
    if source is None:
        return None if entry.centre_id == centre.pk else Whose(entry.centre.name)
    as_of = localdate(source.last_good_at) if source.last_good_at else None
    age = at - source.last_good_at if source.last_good_at else None
    patience = (
        max(timedelta(hours=source.every_hours) * MISSED_READINGS, SHORTEST_WAIT) if source.every_hours else None
    )
    is_old = age is not None and age > (patience or OLD_AFTER)
    return Whose(
        name=source.attribution or source.name,
        licence=source.licence,
        as_of=as_of,
        days_old=(localdate(at) - as_of).days if is_old and as_of else None,
    )
