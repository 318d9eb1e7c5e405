"""Two entries that look alike, and two that were joined."""

from datetime import UTC, date, datetime
from typing import Any

from cus.accounts.tests.factories import an_organiser
from cus.people.likeness import AlikeBy
from cus.people.models import DuplicatePair, Merge, Person
from cus.people.services import Joining, merge_people

FOUND_ON = date(2026, 1, 10)
JOINED_AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)


def a_pair(one: Person, other: Person, **given: Any) -> DuplicatePair:
    """Of the same name and birth, nobody has looked at it yet."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    defaults = {"reasons": [AlikeBy.NAME_AND_BIRTH], "score": 60, "found_on": FOUND_ON}
    return DuplicatePair.objects.create(centre=one.centre, first=first, second=second, **(defaults | given))


def a_merge(survivor: Person, merged: Person, **given: Any) -> Merge:
    """Joined by the organiser on 10 January 2026."""
    joining = Joining(survivor.pk, merged.pk, given.pop("why", "porównano dowód"))
    return merge_people(joining=joining, by=given.pop("by", None) or an_organiser(), at=JOINED_AT, **given)
