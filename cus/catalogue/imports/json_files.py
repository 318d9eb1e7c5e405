"""JSON of HSDS: a page or an object of the API, a list of objects, all tables in one file, or an object a line."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.nesting import flattened
from cus.catalogue.hsds.tables import SINGULAR, TABLES
from cus.catalogue.imports.checking import checked, the_nobody
from cus.catalogue.imports.older import as_of_3_0, kind_of_file
from cus.catalogue.imports.rows import BadRow, Ids, Note, Read, Unreadable

LARGEST = 64 * 1024**2
LONGEST_LINE = 8 * 1024**2
# What an object is, by a name that only objects of this kind have; the first that fits counts.
TELLING = (
    ("service_at_location", ("location", "service")),
    (
        "services",
        ("status", "organization", "organization_id", "service_at_locations", "fees", "eligibility_description"),
    ),
    ("organizations", ("organization_identifiers", "legal_status", "website", "services", "tax_status", "programs")),
    ("locations", ("location_type", "latitude", "addresses", "transportation")),
    ("taxonomy_terms", ("term", "taxonomy", "taxonomy_detail", "parent_id", "term_uri", "code")),
    ("taxonomies", ("version", "uri")),
)


def read_json_file(path: Path, *, ids: Ids) -> Iterator[Read]:
    """The rows of everything in the file."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(path, ids)
    else:
        if path.stat().st_size > LARGEST:
            raise Unreadable(_("The JSON file is larger than 64 MB. Send a package of CSV files or JSON Lines."))
        yield from rows_of_json(parsed(path.read_bytes()), named=path.name, ids=ids)
    yield from the_nobody(ids)


def parsed(content: bytes) -> Any:
    """What the JSON says. Raises Unreadable in plain words for anything that is not JSON."""
    if content[:200].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise Unreadable(_("A web page came instead of JSON. Check the address: it may need signing in."))
    try:
        return json.loads(content)
    except (ValueError, RecursionError, UnicodeDecodeError) as wrong:
        raise Unreadable(_("The JSON is broken or cut off: %(why)s") % {"why": str(wrong)[:200]}) from wrong


def rows_of_json(given: Any, *, named: str, ids: Ids) -> Iterator[Read]:
    if isinstance(given, dict) and "contents" in given:
        given = given["contents"]
    if isinstance(given, dict) and any(str(key).endswith(".csv") for key in given):
        yield from _tables(given, ids)
        return
    things = given if isinstance(given, list) else [given]
    for number, thing in enumerate(things, start=1):
        yield from rows_of_object(thing, table=table_of(thing, named), ids=ids, line=number)


def rows_of_object(thing: Any, *, table: str, ids: Ids, line: int) -> Iterator[Read]:
    """The rows of one nested object and of everything inside it."""
    if not isinstance(thing, dict) or not table:
        yield BadRow(table, "", str(thing)[:80], [_("this is not an object of HSDS")], line)
        return
    rows = list(flattened(thing, table))
    owner_of_program = {row.get("program_id"): row.get("organization_id") for name, row in rows if name == "services"}
    for name, row in rows:
        if name == "programs" and not row.get("organization_id"):
            row = row | {"organization_id": owner_of_program.get(row.get("id"))}
        table_of_3_0, columns = as_of_3_0(name, row)
        yield checked(TABLES[table_of_3_0], columns, ids, line)


def table_of(thing: Any, named: str = "") -> str:
    """Which table the object is a row of: by the name of the file or endpoint, else by what it holds."""
    if not isinstance(thing, dict):
        return ""
    stem = PurePath(named).stem.lower().removesuffix("_full").removesuffix("_list")
    by_name = SINGULAR[stem].name if stem in SINGULAR else kind_of_file(stem, list(thing))
    if by_name in TABLES:
        return by_name
    return next((table for table, names in TELLING if any(name in thing for name in names)), "")


def _tables(given: dict[str, Any], ids: Ids) -> Iterator[Read]:
    for name, rows in given.items():
        first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
        kind = kind_of_file(PurePath(name).stem, list(first))
        if not kind or not isinstance(rows, list):
            yield Note(_("%(file)s is not a table of HSDS and is left out.") % {"file": name})
            continue
        for line, row in enumerate(rows, start=1):
            table, cells = as_of_3_0(kind, row) if isinstance(row, dict) else (kind, {})
            yield checked(TABLES[table], cells, ids, line)


def _lines(path: Path, ids: Ids) -> Iterator[Read]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
            if not line.strip():
                continue
            try:
                thing = parsed(line)
            except Unreadable as wrong:
                yield BadRow("", "", "", [str(wrong)], number)
                continue
            yield from rows_of_object(thing, table=table_of(thing), ids=ids, line=number)
