"""A CSV file as rows with their line numbers, whatever spreadsheet wrote it. Streamed, never held whole."""

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from cus.kit.errors import Refused

DELIMITERS = ";,\t"
QUOTE = '"'
SAMPLE = 64 * 1024
LONGEST_ROW = 30  # lines; a quotation mark never closed would otherwise swallow the rest of the file
POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
OLD_ENCODINGS = ("cp1250", "iso-8859-2")
FIRST_LINES = 30
FORMULA = ("=", "+", "-", "@", "\t", "\r")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Line:
    """One row of the file and the line it starts on; `trouble` says why it could not be read."""

    number: int
    cells: list[str]
    trouble: str = ""


def rows_of(path: Path, *, delimiter: str = "") -> Iterator[Line]:
    """The rows, the heading first. Refuses a file that is not a table of text.

    Without a delimiter the first line tells it; where titles stand above the heading, ask `common_delimiter`.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        for number, text, trouble in _records(file):
            if not text.strip(" \t;,\r\n"):
                continue
            delimiter = delimiter or delimiter_of(text)
            yield _line(number, text, trouble, delimiter)
    if not delimiter:
        raise Refused(_("The file is empty."))


def encoding_of(path: Path) -> str:
    """utf-8 (with or without a mark at the beginning), else the old encoding that shows more Polish letters."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if sample.startswith(UTF_16):
        raise Refused(_("The file is saved as UTF-16. Save it as “CSV UTF-8”."))
    if b"\x00" in sample or sample.startswith(b"PK\x03\x04"):
        raise Refused(_("This is not a CSV file. Open it in a spreadsheet and save it as “CSV UTF-8”."))
    if _is_utf_8(path):
        return "utf-8-sig"
    readable = {old: _polish_letters(sample, old) for old in OLD_ENCODINGS}
    return max(readable, key=lambda old: readable[old])


def delimiter_of(heading: str) -> str:
    return max(DELIMITERS, key=lambda mark: heading.count(mark))


def common_delimiter(path: Path) -> str:
    """The mark that parts the first lines into the same number of cells: a title above the heading does not count."""
    with path.open(encoding=encoding_of(path), newline="") as file:
        lines = [line for line in islice(file, FIRST_LINES) if line.strip(" \t;,\r\n")]

    def agreement(mark: str) -> int:
        counted = Counter(count for line in lines if (count := line.count(mark)))
        return max((count * times for count, times in counted.items()), default=0)

    return max(DELIMITERS, key=agreement)


def harmless(text: str) -> str:
    """The cell as a spreadsheet shows it: it must not take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_written(cell: str) -> str:
    """The cell without the mark `harmless` put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _is_utf_8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(SAMPLE):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _polish_letters(sample: bytes, encoding: str) -> int:
    return sum(letter in POLISH for letter in sample.decode(encoding, errors="replace"))


def _records(lines: Iterator[str]) -> Iterator[tuple[int, str, str]]:
    """Lines joined where a quoted cell runs over several; a mark never closed costs its own line only."""
    numbered = enumerate(lines, start=1)
    waiting: deque[tuple[int, str]] = deque()
    while first := waiting.popleft() if waiting else next(numbered, None):
        taken = [first]
        while _is_open(taken) and len(taken) < LONGEST_ROW:
            following = waiting.popleft() if waiting else next(numbered, None)
            if following is None:
                break
            taken.append(following)
        if _is_open(taken):
            waiting.extendleft(reversed(taken[1:]))
            yield *first, _("a quotation mark is opened and never closed")
        else:
            yield first[0], "".join(text for _number, text in taken), ""


def _is_open(taken: list[tuple[int, str]]) -> bool:
    return sum(text.count(QUOTE) for _number, text in taken) % 2 == 1


def _line(number: int, text: str, trouble: str, delimiter: str) -> Line:
    if trouble:
        return Line(number, [text.strip()], trouble)
    try:
        [cells] = csv.reader([text], delimiter=delimiter, quotechar=QUOTE)
    except (csv.Error, ValueError) as wrong:
        return Line(number, [text.strip()], _("the row cannot be read: %(why)s") % {"why": wrong})
    return Line(number, [" ".join(cell.split()) for cell in cells])
