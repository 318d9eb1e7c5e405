"""What becomes of the data of two entries that are joined: pure rules, field by field.

What a colleague chooses, stands in groups that belong together. What protects the person is not chosen: it is united,
so that no warning is lost.
"""

from collections.abc import Iterable
from datetime import time
from typing import Any

from cus.people.models import Person

CHOSEN: dict[str, tuple[str, ...]] = {
    "first_name": ("first_name",),
    "last_name": ("last_name",),
    "pesel": ("pesel",),
    "born_on": ("born_on",),
    "sex": ("sex",),
    "phone": ("phone", "phone_is_shared"),
    "email": ("email", "email_is_shared"),
    "address": ("street", "house", "postcode", "town", "municipality_id"),
    "channel": ("channel",),
    "reach_note": ("reach_note",),
    "languages": ("languages",),
    "interpreter": ("interpreter",),
    "hearing": ("hearing",),
    "sight": ("sight",),
    "mobility": ("mobility",),
    "deceased_on": ("deceased_on",),
    "moved": ("moved_out_on", "moved_to"),
}
UNITED = ("never", "safe_from", "safe_to", "safe_note", "phone_is_shared", "email_is_shared", "added_on")
BY_ITSELF = ("id", "centre_id", "user_id", "merged_into_id", "other_words", "search_text", "sort_key")
TOLD_BY_PESEL = ("born_on", "sex")
LONGEST_NOTE = 300


def values_of(person: Person, group: str) -> tuple[Any, ...]:
    return tuple(getattr(person, field) for field in CHOSEN[group])


def is_empty(person: Person, group: str) -> bool:
    """Whether the entry says nothing here; that nobody marked a phone as shared says nothing either."""
    return not any(values_of(person, group))


def differing(survivor: Person, merged: Person) -> list[str]:
    """The groups in which somebody has to choose: both entries say something, and not the same."""
    both = [group for group in CHOSEN if not is_empty(survivor, group) and not is_empty(merged, group)]
    return [group for group in both if values_of(survivor, group) != values_of(merged, group)]


def only_in_merged(survivor: Person, merged: Person) -> list[str]:
    """The groups the survivor takes by itself: it says nothing there."""
    return [group for group in CHOSEN if is_empty(survivor, group) and not is_empty(merged, group)]


def taken_groups(survivor: Person, merged: Person, *, chosen: Iterable[str]) -> list[str]:
    """What the survivor takes: the chosen, and what it lacks. Birth and sex follow the PESEL number, which tells them.

    So a date that contradicts the number is never left standing beside it.
    """
    taken = set(chosen) & set(CHOSEN) | set(only_in_merged(survivor, merged))
    if "pesel" in taken and merged.pesel:
        taken |= {group for group in TOLD_BY_PESEL if not is_empty(merged, group)}
    elif survivor.pesel:
        taken -= {group for group in TOLD_BY_PESEL if not is_empty(survivor, group)}
    return [group for group in CHOSEN if group in taken and not is_empty(merged, group)]


def joined_values(survivor: Person, merged: Person, *, taken: Iterable[str]) -> dict[str, Any]:
    """The columns of the survivor after the merge, by name."""
    values = {field: getattr(survivor, field) for group in CHOSEN.values() for field in group}
    for group in taken:
        values |= {field: getattr(merged, field) for field in CHOSEN[group]}
    values["phone_is_shared"] = _is_shared(values["phone"], (survivor, merged), "phone")
    values["email_is_shared"] = _is_shared(values["email"], (survivor, merged), "email")
    values["never"] = [*survivor.never, *(never for never in merged.never if never not in survivor.never)]
    values["safe_from"], values["safe_to"] = _safe_hours(survivor, merged)
    values["safe_note"] = _both_notes(survivor.safe_note, merged.safe_note)
    values["added_on"] = min(survivor.added_on, merged.added_on)
    return values


def _is_shared(value: str, entries: Iterable[Person], field: str) -> bool:
    """Shared when one of the entries that hold it says so."""
    return any(getattr(one, f"{field}_is_shared") for one in entries if value and getattr(one, field) == value)


def _safe_hours(survivor: Person, merged: Person) -> tuple[time | None, time | None]:
    """The hours that are safe by both; the survivor's where the two have none in common."""
    one, other = (survivor.safe_from, survivor.safe_to), (merged.safe_from, merged.safe_to)
    if one[0] is None or one[1] is None:
        return other
    if other[0] is None or other[1] is None:
        return one
    both = max(one[0], other[0]), min(one[1], other[1])
    return both if both[0] < both[1] else one


def _both_notes(one: str, other: str) -> str:
    if not other or other in one:
        return one
    return "; ".join(filter(None, (one, other)))[:LONGEST_NOTE]
