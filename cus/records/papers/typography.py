"""Polish typography and the cleaning of texts people typed, before a paper is set."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import TypeVar

from cus.kit.polish import nbsp
from cus.records.papers.markup import literal

Described = TypeVar("Described")

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "\u25a1"
ZERO_WIDTH_SPACE = "\u200b"
TEXT_FONT = FONTS / "SourceSans3-Regular.ttf"
UNPRINTABLE = {"Cc", "Cf", "Cs", "Cn", "Co"}
SPACES = {"\t": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}


def change_texts(described: Described, change: Callable[[str], str]) -> Described:
    """The same paper (or block, or tuple of them) with every text changed; `lang` stays."""
    if isinstance(described, Enum):
        return described
    if isinstance(described, str):
        return change(described)  # type: ignore[return-value]
    if isinstance(described, tuple):
        return tuple(change_texts(part, change) for part in described)  # type: ignore[return-value]
    if is_dataclass(described) and not isinstance(described, type):
        changed = {
            part.name: change_texts(getattr(described, part.name), change)
            for part in fields(described)
            if part.name != "lang"
        }
        return replace(described, **changed)  # type: ignore[return-value]
    return described


def clean(text: str) -> str:
    """Printable text only: no control characters, no invisible marks that reorder or hide words."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = (SPACES.get(letter, letter) for letter in text)
    return "".join(letter for letter in spaced if letter == "\n" or unicodedata.category(letter) not in UNPRINTABLE)


def tidy(text: str) -> str:
    """Clean text whose short words, phone numbers and units do not part at the end of a line."""
    return nbsp(clean(text))


def covered(text: str) -> str:
    """The text as far as the shipped fonts can print it.

    A letter they lack becomes its plain form or a box, so that the gap is seen; pictures (emoji) are left out.
    """
    letters = letters_of(TEXT_FONT)
    return "".join(letter if letter in letters or letter == "\n" else _plain_form(letter, letters) for letter in text)


def breakable(text: str, *, longest: int) -> str:
    """Let a word longer than `longest` letters break instead of running off the page."""

    def with_breaks(found: re.Match[str]) -> str:
        word = found.group()
        return ZERO_WIDTH_SPACE.join(word[start : start + 8] for start in range(0, len(word), 8))

    return re.sub(rf"\S{{{longest + 1},}}", with_breaks, text)


def _plain_form(letter: str, letters: frozenset[str]) -> str:
    if unicodedata.category(letter) in ("Mn", "Me", "So", "Sk"):
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return literal(plain) if all(part in letters for part in plain) else REPLACEMENT


@cache
def letters_of(font: Path) -> frozenset[str]:
    """The characters a TrueType font can print, read from its `cmap` table (segments, format 4)."""
    data = font.read_bytes()
    table_count = unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * table_count, 16)}
    start = tables[b"cmap"]
    for index in range(unpack_from(">H", data, start + 2)[0]):
        subtable = start + unpack_from(">I", data, start + 8 + 8 * index)[0]
        if unpack_from(">H", data, subtable)[0] == 4:
            return frozenset(_letters_of_segments(data, subtable))
    raise ValueError(f"{font.name} has no format 4 character map.")


def _letters_of_segments(data: bytes, subtable: int) -> set[str]:
    count = unpack_from(">H", data, subtable + 6)[0] // 2
    ends = unpack_from(f">{count}H", data, subtable + 14)
    starts = unpack_from(f">{count}H", data, subtable + 16 + 2 * count)
    deltas = unpack_from(f">{count}H", data, subtable + 16 + 4 * count)
    offsets_at = subtable + 16 + 6 * count
    letters = set()
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        offset = unpack_from(">H", data, offsets_at + 2 * segment)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            at = offsets_at + 2 * segment + offset + 2 * (code - first)
            glyph = unpack_from(">H", data, at)[0] if offset else code + deltas[segment] & 0xFFFF
            if glyph:
                letters.add(chr(code))
    return letters
