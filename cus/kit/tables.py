"""The rows of a table somebody hands in, whether it is CSV or a spreadsheet. CSV is streamed, never held whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from cus.kit.csv_lines import common_delimiter, rows_of
from cus.kit.errors import Refused

SPREADSHEETS = (".xlsx", ".xls", ".ods")
TABLES = (".csv", ".tsv", ".txt", *SPREADSHEETS)
LARGEST_SPREADSHEET = 50 * 1024**2
MOST_UNPACKED = 120 * 1024**2  # a spreadsheet is held whole while it is read: about three bytes for each of these


@dataclass(frozen=True)
class TableLine:
    """A row and the line it stands on; `trouble` says why it could not be read."""

    number: int
    cells: list[str]
    trouble: str = ""


def lines_of(path: Path, *, is_titled: bool = False) -> Iterator[TableLine]:
    """The lines that hold something. Refuses what is no table. `is_titled`: titles may stand above the heading."""
    if path.suffix.lower() in SPREADSHEETS:
        yield from _of_spreadsheet(path)
        return
    for line in rows_of(path, delimiter=common_delimiter(path) if is_titled else ""):
        yield TableLine(line.number, line.cells, line.trouble)


def names_of(cells: list[str]) -> list[str]:
    """The names of the columns; one without a name, or with that of another, gets its letter."""
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = cell.strip().lstrip("\ufeff")[:100]
        names.append(name if name and name not in names else f"{name} {_letter(place)}".strip())
    return names


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place % 26)}"


def _of_spreadsheet(path: Path) -> Iterator[TableLine]:
    if path.stat().st_size > LARGEST_SPREADSHEET:
        raise Refused(_("The spreadsheet is larger than 50 MB. Save it as CSV."))
    if _unpacked(path) > MOST_UNPACKED:
        raise Refused(
            _("The spreadsheet is too big: unpacked, more than 120 MB (about 150,000 rows of 17 columns). "
              "Save it as CSV, which may have any number of rows.")
        )  # fmt: skip
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        for number, row in enumerate(sheet.iter_rows(), start=1 + (sheet.start or (0, 0))[0]):
            cells = [_text(cell) for cell in row]
            if any(cells):
                yield TableLine(number, cells)
    except (CalamineError, OSError, ValueError) as wrong:
        raise Refused(_("The spreadsheet cannot be opened: %(why)s") % {"why": str(wrong)[:200]}) from wrong


def _unpacked(path: Path) -> int:
    """How large its parts are unpacked; 0 for an old spreadsheet, which is not packed."""
    if not is_zipfile(path):
        return 0
    with ZipFile(path) as package:
        return sum(part.file_size for part in package.infolist())


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return " ".join(str(cell).split())
