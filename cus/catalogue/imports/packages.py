"""A package of HSDS: CSV files of tables, in a directory or a ZIP file, of any version from 1.1 to 3.1-dev."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.imports.checking import checked, the_nobody
from cus.catalogue.imports.older import INTO_THE_SERVICE, as_of_3_0, kind_of_file, unknown_columns
from cus.catalogue.imports.rows import BadRow, Ids, Note, Read, Unreadable
from cus.catalogue.imports.values import text_of

LARGEST = 2 * 1024**3  # unpacked
MOST_FILES = 200
LONGEST_CELL = 1024 * 1024
SAMPLE = 64 * 1024
DELIMITERS = ",;\t"
NEEDED = ("organizations", "services")


@dataclass(frozen=True)
class TableFile:
    """One CSV file of the package and what it holds."""

    path: str
    kind: str
    heading: list[str]
    delimiter: str
    encoding: str


class Package:
    """A directory or a ZIP file; names files by their path inside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = _opened(path) if path.is_file() else None

    def names(self) -> list[str]:
        if self._zip is None:
            return sorted(str(one.relative_to(self.path)) for one in self.path.glob("**/*.csv") if one.is_file())
        inside = (one for one in self._zip.infolist() if one.filename.lower().endswith(".csv"))
        files = sorted(one.filename for one in inside if not one.filename.startswith("__MACOSX"))
        if sum(one.file_size for one in self._zip.infolist()) > LARGEST:
            raise Unreadable(_("The package is larger than 2 GB when unpacked."))
        return files

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with (self.path / name).open("rb") if self._zip is None else self._zip.open(name) as file:
            yield file


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as wrong:
        raise Unreadable(_("The ZIP file cannot be opened: %(why)s") % {"why": wrong}) from wrong


def read_package(path: Path, *, ids: Ids) -> Iterator[Read]:
    """The rows of all tables of the package, and notes on files and columns that nobody knows."""
    package = Package(path)
    files, notes = _files_of(package)
    if not files:
        raise Unreadable(_("There is no table of HSDS here: no file called organizations.csv, services.csv …"))
    yield from notes
    kinds = {file.kind for file in files}
    yield from (
        Note(_("The package has no file %(name)s.csv.") % {"name": name}) for name in NEEDED if name not in kinds
    )
    for file in files:
        lost = unknown_columns(file.kind, file.heading)
        if lost:
            given = {"file": file.path, "columns": ", ".join(lost)}
            yield Note(_("%(file)s: columns that HSDS 3.0 does not know are left out: %(columns)s.") % given)
    brought = _texts_of_services(package, files)
    for file in files:
        if file.kind not in INTO_THE_SERVICE:
            yield from _rows(package, file, brought, ids)
    yield from the_nobody(ids)


def _files_of(package: Package) -> tuple[list[TableFile], list[Note]]:
    files, notes = [], []
    for name in package.names()[:MOST_FILES]:
        file = _recognised(package, name)
        if file.kind:
            files.append(file)
        else:
            notes.append(Note(_("%(file)s is not a table of HSDS and is left out.") % {"file": name}))
    order = list(TABLES)
    return sorted(files, key=lambda file: order.index(file.kind) if file.kind in order else len(order)), notes


def _recognised(package: Package, name: str) -> TableFile:
    with package.open(name) as file:
        sample = file.read(SAMPLE)
    encoding = "utf-8-sig" if _is_utf_8(sample) else "cp1250"
    first = sample.decode(encoding, "replace").splitlines()[:1]
    delimiter = max(DELIMITERS, key=lambda mark: first[0].count(mark)) if first else ","
    heading = [cell.strip().lower() for cell in next(csv.reader(first, delimiter=delimiter), [])]
    return TableFile(name, kind_of_file(PurePosixPath(name).stem, heading), heading, delimiter, encoding)


def _is_utf_8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return wrong.start > len(sample) - 4  # a letter cut in two at the end of the sample
    return True


def _texts_of_services(package: Package, files: list[TableFile]) -> dict[str, dict[str, str]]:
    """What 1.1 kept in tables of its own and 3.0 keeps in a text of the service."""
    brought: dict[str, dict[str, str]] = defaultdict(dict)
    for file in files:
        if file.kind in INTO_THE_SERVICE:
            column, into = INTO_THE_SERVICE[file.kind]
            for _line, cells in _cells(package, file):
                if isinstance(cells, dict) and cells.get(column):
                    texts = brought[str(cells.get("service_id"))]
                    texts[into] = ", ".join(filter(None, [texts.get(into), str(cells[column])]))
    return brought


def _rows(package: Package, file: TableFile, brought: dict[str, dict[str, str]], ids: Ids) -> Iterator[Read]:
    for line, cells in _cells(package, file):
        if isinstance(cells, str):
            yield BadRow(file.kind, "", "", [cells], line)
            continue
        if file.kind == "services" and cells.get("id") in brought:
            texts = brought[cells["id"]]
            cells |= {name: "; ".join(filter(None, [cells.get(name), text])) for name, text in texts.items()}
        table, row = as_of_3_0(file.kind, cells)
        yield checked(TABLES[table], row, ids, line)


def _cells(package: Package, file: TableFile) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Each row with its line in the file: its cells by column, or why it cannot be read."""
    csv.field_size_limit(LONGEST_CELL)
    with package.open(file.path) as opened:
        text = io.TextIOWrapper(opened, encoding=file.encoding, errors="replace", newline="")
        reader = csv.reader(text, delimiter=file.delimiter)
        next(reader, None)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield line, _("the row cannot be read: %(why)s") % {"why": wrong}
                continue
            if any(cell.strip() for cell in cells):
                yield line, _by_column(cells, file.heading)


def _by_column(cells: list[str], heading: list[str]) -> dict[str, Any] | str:
    while len(cells) > len(heading) and not cells[-1].strip():
        cells.pop()
    if len(cells) > len(heading):
        return _("the row has %(have)d cells and the heading %(want)d") % {"have": len(cells), "want": len(heading)}
    return {name: text_of(cell) for name, cell in zip(heading, cells, strict=False)}
