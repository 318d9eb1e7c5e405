"""The preview: every row of the file is kept with what it would do. Nothing else is changed."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.cases.imports.reading import ReadRow, rows_in
from cus.cases.models import OpsImport, OpsRow, OpsRowState
from cus.cases.services.ops_import.course import stop_import
from cus.cases.services.ops_import.matching import Match, key_of, looked_up, match
from cus.cases.states import OPS_IMPORT
from cus.kit.errors import Refused
from cus.kit.many import insert_many

AT_ONCE = 1000


def read_import(*, run_id: int, at: datetime) -> OpsImport:
    """Read the file by its columns, a thousand rows at a time, and show what would become of each."""
    run = OpsImport.objects.select_related("centre").get(pk=run_id)
    try:
        every = _rows_of(run, on=localdate(at))
        while rows := list(islice(every, AT_ONCE)):
            with transaction.atomic():
                _keep(run, rows)
                run.rows_read += len(rows)
                run.save(update_fields=["rows_read"])
    except (Refused, OSError) as wrong:
        return stop_import(run_id=run_id, why=str(wrong), at=at)
    if not run.rows_read:
        return stop_import(run_id=run_id, why=_("There is not one row under the heading."), at=at)
    OPS_IMPORT.take(run, "show")
    run.doing, run.error = "", ""
    run.save()
    return run


def _rows_of(run: OpsImport, *, on: date) -> Iterator[ReadRow]:
    return rows_in(Path(run.file.path), heading_line=run.heading_line, heading=run.heading, columns=run.columns, on=on)


def _keep(run: OpsImport, rows: list[ReadRow]) -> None:
    known = looked_up([row.given for row in rows], centre_id=run.centre_id, from_unit=run.from_unit)
    keys = [key_of(row.given) for row in rows]
    earlier = _first_lines(run, keys)
    kept = []
    for row, key in zip(rows, keys, strict=True):
        if row.reasons:
            found = Match(OpsRowState.REJECTED, texts=row.reasons)
        else:
            found = match(row.given, known)
            if found.state == OpsRowState.NEW:
                found = _as_in_file(row, found, earlier.setdefault(key, (row.line, row.given)))
        kept.append(_row(run, row, key, found))
    insert_many(kept)


def _first_lines(run: OpsImport, keys: list[str]) -> dict[str, tuple[int, dict[str, object]]]:
    """For each key the first line of this file that a new person stands on."""
    lines = OpsRow.objects.filter(run=run, key__in=keys, state=OpsRowState.NEW).order_by("-line")
    return {key: (line, given) for key, line, given in lines.values_list("key", "line", "given")}


def _as_in_file(row: ReadRow, found: Match, first: tuple[int, dict[str, object]]) -> Match:
    """A person who is new, but stands on an earlier line already."""
    line, given = first
    if line == row.line:
        return found
    if given == row.given:
        return Match(OpsRowState.UNCHANGED, texts=[_("the same as line %(line)d") % {"line": line}])
    text = _("the same person as on line %(line)d") % {"line": line}
    return Match(OpsRowState.COMPLETED, brings_case=found.brings_case, brings_home=found.brings_home, texts=[text])


def _row(run: OpsImport, row: ReadRow, key: str, found: Match) -> OpsRow:
    return OpsRow(
        centre_id=run.centre_id,
        run=run,
        line=row.line,
        state=found.state,
        name=row.name[:210],
        key=key,
        case_number=row.given.get("case_number", ""),
        brings_case=found.brings_case,
        person=found.person,
        candidates=[person.pk for person in found.candidates],
        given=row.given,
        cells=row.cells,
        reasons=[*found.texts, *row.remarks],
        changes={name: ["", str(value)] for name, value in found.changes.items()},
    )
