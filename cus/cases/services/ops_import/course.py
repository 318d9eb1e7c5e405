"""The course of an import: what a person asks for, refused before it begins. The worker does the long part."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.imports.fields import BY_NAME, NAMES, guessed, key_of
from cus.cases.imports.heading import heading_in
from cus.cases.models import OpsColumns, OpsDoing, OpsImport
from cus.cases.permissions.ops_import import may_take_over_for
from cus.cases.states import OPS_IMPORT, OpsImportState
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record

ADDED_TO_REJECTED = 2  # columns: the line and the reasons
FINDS_SOMEBODY = ("pesel", "case_number", *NAMES)


def hand_in(*, centre: Centre, from_unit: str, file: File, file_name: str, by: User, at: datetime) -> OpsImport:
    """Keep the file and find its heading; the columns are remembered or guessed. Records `ops_import.handed_in`."""
    _must_be_theirs(by, centre)
    run = OpsImport(
        centre=centre,
        from_unit=from_unit.strip(),
        file_name=file_name[:200],
        started_at=at,
        started_by=by,
        changed_at=at,
    )
    run.file.save(f"{uuid4()}{Path(file_name).suffix.lower()}", file, save=False)
    try:
        heading = heading_in(Path(run.file.path))
    except Refused:
        run.file.delete(save=False)
        raise
    run.heading, run.heading_line = heading.names, heading.line
    run.columns = _remembered(centre, heading.names) or guessed(heading.names)
    run.save()
    record("ops_import.handed_in", subject=run, by=by, unit=run.from_unit, file=run.file_name)
    return run


@transaction.atomic
def begin_reading(*, run_id: int, columns: dict[str, int], by: User, at: datetime) -> OpsImport:
    """Say what the columns mean; it is remembered for the next file with this heading. The worker reads."""
    run = _asked(run_id, by)
    width = len(run.heading)
    chosen = {name: place for name, place in columns.items() if name in BY_NAME and 0 <= place < width}
    if not set(chosen) & set(FINDS_SOMEBODY):
        raise Refused(_("Say at least which column holds the names, the PESEL, or the number of the case."))
    if len(set(chosen.values())) < len(chosen):
        raise Refused(_("One column was chosen for two things. Give each its own."))
    OPS_IMPORT.take(run, "read")
    OpsColumns.objects.update_or_create(
        centre=run.centre, heading_key=key_of(run.heading), defaults={"columns": chosen, "used_at": at}
    )
    run.rows.all().delete()
    run.columns, run.doing, run.rows_read, run.remarks = chosen, OpsDoing.READING, 0, []
    return _saved(run, at)


@transaction.atomic
def begin_taking_over(*, run_id: int, by: User, at: datetime) -> OpsImport:
    """Say yes to the preview, or go on with what is left of it. The worker carries it out."""
    run = _asked(run_id, by)
    _must_be_the_only_one(run)
    if not run.rows.to_take_over().exists():
        raise Refused(_("There is nothing to take over: every row is done, rejected, or waits for an answer."))
    OPS_IMPORT.take(run, "import")
    run.doing = OpsDoing.IMPORTING
    return _saved(run, at)


@transaction.atomic
def begin_undoing(*, run_id: int, by: User, at: datetime) -> OpsImport:
    """Ask for the whole import to be taken back; what people have worked with since stays and is named."""
    run = _asked(run_id, by)
    _must_be_the_only_one(run)
    OPS_IMPORT.take(run, "undo")
    run.doing = OpsDoing.UNDOING
    return _saved(run, at)


@transaction.atomic
def drop_import(*, run_id: int, by: User, at: datetime) -> OpsImport:
    """Give it up before anything was taken over: its rows and its file are gone. Records `ops_import.dropped`."""
    run = _asked(run_id, by)
    OPS_IMPORT.take(run, "drop")
    run.rows.all().delete()
    run.finished_at = at
    _saved(run, at)
    forget_file(run)
    record("ops_import.dropped", subject=run, by=by, file=run.file_name)
    return run


@transaction.atomic
def stop_import(*, run_id: int, why: str, at: datetime) -> OpsImport:
    """Something went wrong on the way: nothing is changed by reading, what is taken over stays and can be undone."""
    run = OpsImport.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == OpsImportState.RUNNING:
        OPS_IMPORT.take(run, "fail" if run.doing == OpsDoing.READING else "stop")
        run.doing, run.error, run.finished_at = "", why[:500], at
        _saved(run, at)
    return run


def end_broken_imports(*, centre: Centre, before: datetime, at: datetime) -> int:
    """Imports that gave no sign of life since: their worker ended, they would wait for ever. How many."""
    silent = OpsImport.objects.filter(centre=centre, state=OpsImportState.RUNNING, changed_at__lt=before)
    ids = list(silent.values_list("pk", flat=True))
    for run_id in ids:
        stop_import(run_id=run_id, why=_("The work broke off. Go on with it, or undo it."), at=at)
    return len(ids)


def forget_file(run: OpsImport) -> None:
    """The rows hold all that is needed; the file with everybody in it need not lie about."""
    if run.file:
        run.file.delete(save=False)
        run.file = ""
        run.save(update_fields=["file"])


def _asked(run_id: int, by: User) -> OpsImport:
    run = OpsImport.objects.select_for_update(of=("self",)).select_related("centre").get(pk=run_id)
    _must_be_theirs(by, run.centre)
    return run


def _must_be_theirs(by: User, centre: Centre) -> None:
    if not may_take_over_for(by, centre):
        raise NotAllowed(_("Only the director and the services organiser take over people and cases."))


def _must_be_the_only_one(run: OpsImport) -> None:
    """Two imports at once would each look for a person the other is about to enter."""
    others = OpsImport.objects.filter(centre=run.centre, state=OpsImportState.RUNNING).exclude(pk=run.pk)
    if others.exclude(doing=OpsDoing.READING).exists():
        raise Refused(_("Another import is under way. Wait until it is done."))


def _saved(run: OpsImport, at: datetime) -> OpsImport:
    run.changed_at = at
    run.save()
    return run


def _remembered(centre: Centre, heading: list[str]) -> dict[str, int]:
    """What was said of this heading; the file of rejected rows has it too, with two columns more at its end."""
    keys = {key_of(heading), key_of(heading[:-ADDED_TO_REJECTED])}
    kept = OpsColumns.objects.filter(centre=centre, heading_key__in=keys).order_by("-used_at").first()
    return kept.columns if kept else {}
