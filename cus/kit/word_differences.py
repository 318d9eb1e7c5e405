"""What changed between two texts, word by word: for pages that show a new wording beside the old one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# A lone space or comma that two changes share is no reason to cut them apart.
SHORT_BRIDGE = 2


class Change(StrEnum):
    SAME = "SAME"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both versions, only in the new one, or only in the old one."""

    change: Change
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; where words were replaced, the removed ones come first."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return list(_joined(_cut(matcher.get_opcodes(), old, new)))


def _cut(steps: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[Piece]:
    for number, (step, old_from, old_to, new_from, new_to) in enumerate(steps):
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_bridge = 0 < number < len(steps) - 1 and len(gone) <= SHORT_BRIDGE and not gone.strip().isalnum()
        if step == "equal" and not is_bridge:
            yield Piece(Change.SAME, gone)
            continue
        if gone:
            yield Piece(Change.REMOVED, gone)
        if come:
            yield Piece(Change.ADDED, come)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbouring changes as one removal and one addition."""
    gone = come = ""
    for piece in pieces:
        if piece.change is Change.SAME:
            yield from _changes(gone, come)
            gone = come = ""
            yield piece
        elif piece.change is Change.REMOVED:
            gone += piece.text
        else:
            come += piece.text
    yield from _changes(gone, come)


def _changes(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.REMOVED, gone)
    if come:
        yield Piece(Change.ADDED, come)
