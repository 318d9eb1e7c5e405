"""Two wordings of a plan beside each other: each need and row with its old and its new words marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.cases.planning.content import ContentSaid, NeedSaid, RowSaid
from cus.cases.planning.differences import Pair, differences_between, in_words
from cus.kit.word_differences import Change, Piece, word_differences


class Fate(StrEnum):
    SAME = "SAME"
    CHANGED = "CHANGED"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True)
class Beside:
    """One thing of the plan in both wordings; the pieces of a side hold only that side's words."""

    is_need: bool
    thread: str
    fate: Fate
    name: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def beside(before: ContentSaid, after: ContentSaid) -> list[Beside]:
    """The frame of the plan first, then needs and rows in the order of the new wording, then what is gone."""
    frame = _sides(_frame(before), _frame(after))
    whole = Beside(False, "", Fate.SAME if _frame(before) == _frame(after) else Fate.CHANGED, _("The plan"), *frame)
    return [whole, *(_beside(pair) for pair in differences_between(before, after).pairs)]


def _frame(content: ContentSaid) -> str:
    days = _("from %(first)s to %(last)s") % {
        "first": date_format(content.starts_on, "j E Y"),
        "last": date_format(content.ends_on, "j E Y"),
    }
    return f"{days}\n{content.summary}".strip()


def _beside(pair: Pair) -> Beside:
    old, new = _said(pair.before), _said(pair.after)
    fate = Fate.ADDED if pair.before is None else Fate.REMOVED if pair.after is None else _changed(old, new)
    shown = pair.after or pair.before
    thread = shown.thread if isinstance(shown, RowSaid) else ""
    name = shown.title if isinstance(shown, RowSaid) else shown.need if shown else ""
    return Beside(pair.is_need, thread, fate, name, *_sides(old, new))


def _changed(old: str, new: str) -> Fate:
    return Fate.SAME if old == new else Fate.CHANGED


def _said(thing: NeedSaid | RowSaid | None) -> str:
    """All its words, a line a part."""
    if thing is None:
        return ""
    if isinstance(thing, NeedSaid):
        return "\n".join(part for part in (thing.need, _("Goal:") + f" {thing.goal}" if thing.goal else "") if part)
    return "\n".join(part for part in (thing.title, in_words(thing), thing.fee, thing.note) if part)


def _sides(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    pieces = word_differences(old, new)
    return tuple(_but(pieces, Change.ADDED)), tuple(_but(pieces, Change.REMOVED))


def _but(pieces: list[Piece], left_out: Change) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.change is not left_out)
