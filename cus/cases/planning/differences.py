"""What a new version changes, in words: added, removed, changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.cases.planning.content import SERVICE, ContentSaid, NeedSaid, RowSaid

Keyed = TypeVar("Keyed", NeedSaid, RowSaid)


class Kind(StrEnum):
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True)
class Change:
    """One value, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One thing that differs: the plan itself, a need or a row."""

    kind: Kind
    what: str
    thread: str = ""
    changes: tuple[Change, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class Pair:
    """The same thing in both versions, side by side; None where it is missing."""

    before: NeedSaid | RowSaid | None
    after: NeedSaid | RowSaid | None
    is_need: bool
    differs: bool


@dataclass(frozen=True)
class Differences:
    items: list[Difference] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def differences_between(before: ContentSaid, after: ContentSaid) -> Differences:
    """Compare two wordings by the keys that needs and rows keep."""
    found = [*_frame(before, after), *_needs(before, after), *_rows(before, after)]
    return Differences(found, _pairs(before, after))


def _frame(before: ContentSaid, after: ContentSaid) -> list[Difference]:
    changes = _changes(
        [
            (_("from"), _day(before.starts_on), _day(after.starts_on)),
            (_("to"), _day(before.ends_on), _day(after.ends_on)),
            (_("what matters most"), before.summary, after.summary),
        ]
    )
    return [Difference(Kind.CHANGED, _("The plan"), changes=changes)] if changes else []


def _needs(before: ContentSaid, after: ContentSaid) -> list[Difference]:
    old, new = _by_key(before.needs), _by_key(after.needs)
    found = []
    for key, need in new.items():
        if key not in old:
            found.append(Difference(Kind.ADDED, need.need, told=need.goal))
        elif changes := _need_changes(old[key], need):
            found.append(Difference(Kind.CHANGED, need.need, changes=changes))
    return found + [Difference(Kind.REMOVED, need.need, told=need.goal) for key, need in old.items() if key not in new]


def _rows(before: ContentSaid, after: ContentSaid) -> list[Difference]:
    old, new = _by_key(before.rows), _by_key(after.rows)
    homes = [{row.key: need.need for need in content.needs for row in need.rows} for content in (before, after)]
    found = []
    for key, row in new.items():
        if key not in old:
            found.append(Difference(Kind.ADDED, row.title, row.thread, told=in_words(row)))
            continue
        moved = [(_("need"), homes[0][key], homes[1][key])]
        if changes := (*_row_changes(old[key], row), *_changes(moved)):
            found.append(Difference(Kind.CHANGED, row.title, row.thread, changes))
    gone = [row for key, row in old.items() if key not in new]
    return found + [Difference(Kind.REMOVED, row.title, row.thread, told=in_words(row)) for row in gone]


def in_words(row: RowSaid) -> str:
    """A row in one line: „2 godziny w tygodniu, pn, śr 8:00–9:00, Spółdzielnia Pomocna”."""
    return ", ".join(part for part in (row.amount, row.when, row.who, _days(row)) if part)


def _need_changes(old: NeedSaid, new: NeedSaid) -> tuple[Change, ...]:
    return _changes(
        [
            (_("need"), old.need, new.need),
            (_("goal"), old.goal, new.goal),
            (_("for whom"), old.for_whom, new.for_whom),
        ]
    )


def _row_changes(old: RowSaid, new: RowSaid) -> tuple[Change, ...]:
    return _changes(
        [
            (_("what") if old.thread != SERVICE else _("service"), old.title, new.title),
            (_("how much"), old.amount, new.amount),
            (_("when"), old.when, new.when),
            (_("who"), old.who, new.who),
            (_("phone"), old.phone, new.phone),
            (_("dates"), _days(old), _days(new)),
            (_("fee"), old.fee, new.fee),
            (_("note"), old.note, new.note),
            (_("for whom"), old.for_whom, new.for_whom),
        ]
    )


def _changes(compared: Iterable[tuple[str, str, str]]) -> tuple[Change, ...]:
    return tuple(Change(label, old, new) for label, old, new in compared if old != new)


def _pairs(before: ContentSaid, after: ContentSaid) -> list[Pair]:
    """Needs of the new version in order, with their rows; then what is gone."""
    pairs: list[Pair] = []
    old_needs, old_rows = _by_key(before.needs), _by_key(before.rows)
    new_rows = _by_key(after.rows)
    for need in after.needs:
        pairs.append(_pair(old_needs.pop(need.key, None), need))
        pairs += [_pair(old_rows.pop(row.key, None), row) for row in need.rows]
    for need in before.needs:
        if need.key in old_needs:
            pairs.append(_pair(need, None))
        pairs += [_pair(row, None) for row in need.rows if row.key in old_rows and row.key not in new_rows]
    return pairs


def _pair(old: NeedSaid | RowSaid | None, new: NeedSaid | RowSaid | None) -> Pair:
    if isinstance(old, RowSaid) and isinstance(new, RowSaid):
        differs = bool(_row_changes(old, new))
    elif isinstance(old, NeedSaid) and isinstance(new, NeedSaid):
        differs = bool(_need_changes(old, new))
    else:
        differs = True
    return Pair(old, new, isinstance(new or old, NeedSaid), differs)


def _by_key(things: Sequence[Keyed]) -> dict[UUID, Keyed]:
    return {thing.key: thing for thing in things}


def _days(row: RowSaid) -> str:
    return f"{_day(row.starts_on)} – {_day(row.ends_on)}"


def _day(day: date) -> str:
    return date_format(day, "j E Y")
