"""Whether files keep the rules: packages with their tables and keys, JSON with its objects."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.profiles import Profile
from cus.catalogue.imports.checking import references_of
from cus.catalogue.imports.json_files import parsed, table_of
from cus.catalogue.imports.opening import JSON_ENDINGS
from cus.catalogue.imports.packages import NEEDED, read_package
from cus.catalogue.imports.rows import BadRow, Ids, Note, Row, Unreadable
from cus.catalogue.validation.findings import Finding, error, warning
from cus.catalogue.validation.objects import object_findings


def file_findings(path: Path, *, profile: Profile) -> Iterator[Finding]:
    try:
        if path.suffix.lower() in JSON_ENDINGS and path.is_file():
            yield from _of_json(path, profile)
        else:
            yield from _of_package(path)
    except Unreadable as wrong:
        yield error(str(path), str(wrong))


def _of_json(path: Path, profile: Profile) -> Iterator[Finding]:
    given = parsed(path.read_bytes())
    given = given["contents"] if isinstance(given, dict) and isinstance(given.get("contents"), list) else given
    for place, thing in enumerate(given if isinstance(given, list) else [given]):
        where, table = f"{path.name}[{place}]", table_of(thing, path.name)
        if not table:
            yield error(where, _("this is not an object of HSDS"))
        else:
            yield from object_findings(thing, table=table, where=where, profile=profile)


def _of_package(path: Path) -> Iterator[Finding]:
    ids: dict[str, set[str]] = defaultdict(set)
    references: list[tuple[str, str, str, str, str]] = []
    for one in read_package(path, ids=Ids("validation")):
        if isinstance(one, Note):
            is_needed = any(f"{name}.csv" in one.text for name in NEEDED)
            yield error(path.name, one.text) if is_needed else warning(path.name, one.text)
        elif isinstance(one, BadRow):
            yield from (error(f"{one.table} {one.line or ''} {one.record_id}".strip(), text) for text in one.reasons)
        elif isinstance(one, Row):
            yield from _row(one, ids, references)
    for table, record_id, column, missing, target in references:
        if missing not in ids[target]:
            text = _("%(column)s names %(missing)s, and there is no such row in %(target)s")
            given: dict[str, Any] = {"column": column, "missing": missing, "target": target}
            yield error(f"{table} {record_id}", text % given)


def _row(row: Row, ids: dict[str, set[str]], references: list[tuple[str, str, str, str, str]]) -> Iterator[Finding]:
    where = f"{row.table} {row.record_id}"
    if row.record_id in ids[row.table]:
        yield error(where, _("the id stands there twice"))
    ids[row.table].add(row.record_id)
    yield from (error(where, remark) for remark in row.remarks)
    for column, target in references_of(row.table).items():
        if column in row.data:
            references.append((row.table, row.record_id, column, row.data[column], target))
