"""The rows of a table with their heading; what is no table is unreadable, like any other source."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from cus.catalogue.imports.rows import Unreadable
from cus.kit import tables
from cus.kit.errors import Refused
from cus.kit.tables import TableLine, names_of

SHOWN = 5


@dataclass(frozen=True)
class Glimpse:
    """The heading and the first rows, for whoever says what the columns mean."""

    heading: list[str]
    rows: list[list[str]]


def lines_of(path: Path) -> Iterator[TableLine]:
    """The lines, the heading first. Raises Unreadable for what is no table."""
    try:
        yield from tables.lines_of(path)
    except Refused as refusal:
        raise Unreadable(str(refusal)) from refusal


def heading_of(line: TableLine) -> list[str]:
    return names_of(line.cells)


def glimpse_of(path: Path) -> Glimpse:
    lines = lines_of(path)
    first = next(lines, None)
    if first is None:
        raise Unreadable(_("The file is empty."))
    rows = [line.cells for line, _place in zip(lines, range(SHOWN), strict=False)]
    return Glimpse(heading_of(first), rows)
