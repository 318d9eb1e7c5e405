"""Where the heading of a table is: titles may stand above it, and a row of merged cells may group its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from cus.cases.imports.fields import guessed
from cus.kit.errors import Refused
from cus.kit.tables import TableLine, lines_of, names_of

LOOKED_THROUGH = 20
SHOWN = 5
SHORT = 3  # letters: "Nr", "Od", "Do" say nothing without the group above them


@dataclass(frozen=True)
class Heading:
    """The line the heading stands on and the names of its columns; the first rows for whoever names the columns."""

    line: int
    names: list[str]
    rows: list[list[str]]


def heading_in(path: Path) -> Heading:
    """The line of the first twenty in which most columns are called like something we know. Refuses an empty file."""
    lines = list(islice(lines_of(path, is_titled=True), LOOKED_THROUGH))
    if not lines:
        raise Refused(_("The file is empty."))
    known = [len(guessed(names_of(line.cells))) for line in lines]
    place = known.index(max(known)) if max(known) > 1 else 0
    names = _with_groups(lines[place], lines[place - 1] if place else None)
    return Heading(lines[place].number, names, [line.cells for line in lines[place + 1 :][:SHOWN]])


def _with_groups(heading: TableLine, above: TableLine | None) -> list[str]:
    """The names; a short or repeated one with the merged cell above it: "Decyzja / Od"."""
    groups = _groups(above, len(heading.cells))
    written = [cell.strip() for cell in heading.cells]
    return names_of(
        [
            f"{group} / {name}"
            if group and name and (len(name) <= SHORT or written.count(name) > 1)
            else name or group
            for name, group in zip(written, groups, strict=True)
        ]
    )


def _groups(above: TableLine | None, width: int) -> Sequence[str]:
    """For each column the text of the merged cell above it; one lone text is a title of the whole, not a group."""
    cells = [cell.strip() for cell in above.cells] if above else []
    if sum(map(bool, cells)) < 2:
        return [""] * width
    groups, last = [], ""
    for place in range(width):
        last = (cells[place] if place < len(cells) else "") or last
        groups.append(last)
    return groups
