"""Which way of reading fits a source: by its kind, and by what the file is."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.imports.json_files import read_json_file
from cus.catalogue.imports.packages import read_package
from cus.catalogue.imports.rows import Ids, Read, Unreadable
from cus.catalogue.imports.tables.reading import read_table

JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


def read_path(path: Path, *, ids: Ids, mapping: dict[str, Any]) -> Iterator[Read]:
    """The rows of a file or a directory. A table needs the mapping of its columns."""
    if not path.exists():
        raise Unreadable(_("There is no %(path)s.") % {"path": path})
    if path.is_dir() or is_package(path):
        return read_package(path, ids=ids)
    if path.suffix.lower() in JSON_ENDINGS:
        return read_json_file(path, ids=ids)
    if path.suffix.lower() in TABLE_ENDINGS:
        return read_table(path, ids=ids, mapping=mapping)
    raise Unreadable(_("This kind of file is not known. Send CSV, XLSX, JSON, or a ZIP with files of HSDS."))


def is_package(path: Path) -> bool:
    """A ZIP with CSV files; a spreadsheet of today is a ZIP as well, and is none."""
    if path.suffix.lower() in TABLE_ENDINGS or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith(".csv") for name in archive.namelist())


def is_table(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in TABLE_ENDINGS
