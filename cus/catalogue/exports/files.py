"""All open data of a centre as files: tables (CSV, XLSX) and nested services (JSON Lines).

Rows are read and written one by one, in the order of their ids, so that memory does not grow with the data and the
same data give the same bytes.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import xlsxwriter
from django.db.models import TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Collate

from cus.catalogue.hsds.columns import ANY_TABLE, Table
from cus.catalogue.hsds.datapackage import descriptor, file_name
from cus.catalogue.hsds.endpoints import HSDS
from cus.catalogue.hsds.tables import TABLES, tables_of
from cus.catalogue.hsds.values import as_cell, fitting
from cus.catalogue.queries.feed import OpenData, tables_with_rows
from cus.catalogue.queries.pages import all_items

READ_AT_ONCE = 2000
PIECE = 256 * 1024  # bytes that go out at once
LONG_AGO = (2020, 1, 1, 0, 0, 0)  # the same files in the same archive, whenever it is made


def export_to(directory: Path, data: OpenData) -> dict[str, int]:
    """Write the tables as CSV files with their description; how many rows each has."""
    directory.mkdir(parents=True, exist_ok=True)
    tables, written = _tables(data), {}
    for table in tables:
        with (directory / file_name(table)).open("w", encoding="utf-8", newline="") as file:
            written[table.name] = _write(file, data, table)
    (directory / "datapackage.json").write_text(_description(data, tables), encoding="utf-8")
    return written


def packed(data: OpenData, notice: str) -> Iterator[bytes]:
    """The same files as one ZIP archive, piece by piece, with a notice of whose data they are."""
    sink = _Sink()
    tables = _tables(data)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("README.txt", notice), ("datapackage.json", _description(data, tables))):
            archive.writestr(_named(name), text.encode())
        for table in tables:
            with archive.open(_named(file_name(table)), "w") as file:
                for lines in _lines(data, table):
                    file.write(lines.encode())
                    yield from sink.pieces(PIECE)
    yield from sink.pieces()


def service_lines(data: OpenData) -> Iterator[bytes]:
    """Every service with everything nested in it, one a line."""
    endpoint = HSDS.endpoint("services")
    assert endpoint is not None
    for item in all_items(data, HSDS, endpoint, {"full": True}):
        yield json.dumps(item, ensure_ascii=False).encode() + b"\n"


def write_workbook(file: IO[bytes], data: OpenData) -> None:
    """The tables as sheets of one workbook; rows go to the disk as they are written."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    counted = tables_with_rows(data)
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for table in _tables(data):
            if not counted.get(table.name) and table.name != "services":
                continue
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.column_names, bold)
            for number, row in enumerate(rows_of(data, table), start=1):
                sheet.write_row(number, 0, [row.get(name, "") for name in table.column_names])


def rows_of(data: OpenData, table: Table) -> Iterator[dict[str, object]]:
    """The rows of a table, as the table has them, in the order of their ids."""
    rows = data.rows(table.name).order_by(Collate("record_id", "C"), "id")
    for columns in rows.values_list("data", flat=True).iterator(chunk_size=READ_AT_ONCE):
        yield fitting(table, columns)


def _tables(data: OpenData) -> list[Table]:
    """All tables of 3.0, those of 3.1 only when they have rows."""
    counted = tables_with_rows(data)
    return [table for table in tables_of("3.1") if table.version == "3.0" or counted.get(table.name)]


def _description(data: OpenData, tables: list[Table]) -> str:
    described = descriptor(tables, broken=set(_broken_references(data, tables)))
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _broken_references(data: OpenData, tables: list[Table]) -> Iterator[tuple[str, str]]:
    """The columns in which some row names another that is not there."""
    for table in tables:
        for column in table.references():
            if column.refers_to == ANY_TABLE or column.refers_to not in TABLES:
                continue
            named = data.records.filter(table=table.name, data__has_key=column.name).order_by()
            there = data.records.filter(table=column.refers_to).order_by()
            ids = there.values_list(Cast("record_id", TextField()))
            if named.values_list(KT(f"data__{column.name}")).difference(ids).exists():
                yield table.name, column.name


def _write(file: IO[str], data: OpenData, table: Table) -> int:
    written = -1  # the first line holds the names
    for lines in _lines(data, table, at_once=1):
        file.write(lines)
        written += 1
    return written


def _lines(data: OpenData, table: Table, at_once: int = READ_AT_ONCE) -> Iterator[str]:
    """The file of a table: the names of its columns, then its rows, some lines at a time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    waiting = 1
    for row in rows_of(data, table):
        if waiting >= at_once:
            yield _taken(text)
            waiting = 0
        writer.writerow([as_cell(row.get(name)) for name in table.column_names])
        waiting += 1
    yield _taken(text)


def _taken(text: io.StringIO) -> str:
    lines = text.getvalue()
    text.seek(0)
    text.truncate()
    return lines


def _named(name: str) -> zipfile.ZipInfo:
    named = zipfile.ZipInfo(name, LONG_AGO)
    named.compress_type = zipfile.ZIP_DEFLATED
    named.external_attr = 0o644 << 16
    return named


class _Sink(io.RawIOBase):
    """Where an archive is written that goes out at once: it cannot go back, and keeps only what has not gone yet."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self.waiting += piece  # type: ignore[arg-type, operator]
        return len(piece)  # type: ignore[arg-type]

    def pieces(self, at_least: int = 1) -> Iterator[bytes]:
        if len(self.waiting) >= at_least:
            piece = bytes(self.waiting)
            self.waiting.clear()
            yield piece
