"""The life of a reading: read and shown, imported, undone, or failed with the last good copy kept.

The long part of each is work for the worker; what refuses, refuses before it begins.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.catalogue.imports.rows import Read, Unreadable
from cus.catalogue.models import ImportRow, ImportRun, Record, RowState, Source
from cus.catalogue.models.source import Doing
from cus.catalogue.permissions.sources import may_edit_source
from cus.catalogue.services.batches import run as run_statement
from cus.catalogue.services.records import RecordDraft, drop_records, put_records
from cus.catalogue.services.staging import hold, note_changes
from cus.catalogue.services.taking_over import refresh_entries
from cus.catalogue.states.imports import RUN, RunState
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record

LOSES_TOO_MUCH = 0.5  # of the services and organisations; a reading that would lose more waits for a person
AT_ONCE = 1000
LATER_CHANGES = f"""
SELECT DISTINCT later.id, later.started_at FROM {ImportRow._meta.db_table} own
JOIN {ImportRow._meta.db_table} other ON other."table" = own."table" AND other.record_id = own.record_id
JOIN {ImportRun._meta.db_table} later ON later.id = other.run_id
WHERE own.run_id = %(run)s AND own.state <> 'REJECTED' AND other.state <> 'REJECTED'
  AND later.source_id = %(source)s AND later.id > %(run)s AND later.state = 'DONE'
ORDER BY later.id
"""


class SourceBusy(Refused):
    """Another reading of the source is under way."""


class ChangedLater(Refused):
    """Later imports changed the same rows."""


@transaction.atomic
def start_run(
    *, source_id: int, by: User | None, at: datetime, file: File | None = None, file_name: str = ""
) -> ImportRun:
    """Begin a reading. `by` is None for the worker by the clock and for somebody on the server."""
    source = _locked_source(source_id, by)
    if ImportRun.objects.filter(source=source, state=RunState.RUNNING).exists():
        raise SourceBusy(_("This source is being read at this moment. Wait until it is done."))
    ImportRun.objects.filter(source=source, state=RunState.PREVIEW).update(state=RunState.FAILED, finished_at=at)
    reading = ImportRun(
        centre_id=source.centre_id,
        source=source,
        state=RunState.RUNNING,
        doing=Doing.READING,
        started_at=at,
        started_by=by,
        file_name=file_name[:200],
    )
    if file is not None:
        reading.file.save(f"{uuid4()}{Path(file_name).suffix.lower()}", file, save=False)
    reading.save()
    source.last_tried_at = at
    source.save(update_fields=["last_tried_at"])
    return reading


@transaction.atomic
def wait_for_columns(*, run_id: int) -> ImportRun:
    """A table is read when somebody has said what its columns mean."""
    reading = _locked(run_id)
    RUN.take(reading, "show")
    reading.doing = ""
    reading.save(update_fields=["state", "doing"])
    return reading


@transaction.atomic
def begin_reading(*, run_id: int, by: User | None) -> ImportRun:
    """Read the table, or read it again with other columns; the worker carries it out."""
    reading = _begin(run_id, by, "read", Doing.READING)
    reading.rows.all().delete()
    return reading


def read_into(reading: ImportRun, rows: Iterable[Read], *, at: datetime) -> ImportRun:
    """Read everything and show what would change. A reading that fails changes nothing but what is said of it."""
    try:
        held = hold(rows, of=reading)
        if held.read == held.rejected:
            raise Unreadable(_("There is not one row that could be taken over."))
        with transaction.atomic():
            note_changes(of=reading, held=held)
            RUN.take(reading, "show")
            reading.doing = ""
            reading.finished_at = at
            reading.save()
    except Unreadable as wrong:
        give_up(reading, str(wrong), at=at)
    return reading


@transaction.atomic
def give_up(reading: ImportRun, why: str, *, at: datetime) -> None:
    """The reading failed: the last good copy stays, and people are told why. Records `import.failed`."""
    RUN.take(reading, "fail")
    reading.doing, reading.error, reading.finished_at = "", why, at
    reading.save()
    Source.objects.filter(pk=reading.source_id).update(last_error=why)
    record("import.failed", subject=reading.source, by=reading.started_by, source=reading.source.name, why=why[:500])


def is_safe(reading: ImportRun) -> bool:
    """Whether the reading may be imported without a person looking: it does not lose most of what was there."""
    had = Record.objects.filter(
        centre_id=reading.centre_id, source_id=reading.source_id, table__in=("services", "organizations")
    ).count()
    lost = reading.rows.filter(state=RowState.GONE, table__in=("services", "organizations")).count()
    return not had or lost <= had * LOSES_TOO_MUCH


@transaction.atomic
def begin_import(*, run_id: int, by: User | None) -> ImportRun:
    """Say yes to a preview; the worker carries it out."""
    return _begin(run_id, by, "import", Doing.IMPORTING)


@transaction.atomic
def carry_out_import(*, run_id: int, by: User | None, at: datetime) -> ImportRun:
    """Take over what the preview showed: all of it or nothing. Records `import.done`."""
    reading = _locked(run_id)
    source = reading.source
    changes = reading.rows.filter(state__in=[RowState.NEW, RowState.CHANGED]).order_by("id")
    drafts = (RecordDraft(row.table, row.record_id, row.after or {}) for row in changes.iterator(AT_ONCE))
    put_records(centre=source.centre, source=source, drafts=drafts, at=at, is_public=source.is_public)
    gone = reading.rows.filter(state=RowState.GONE).values_list("table", "record_id")
    drop_records(centre=source.centre, source=source, keys=gone.iterator(AT_ONCE))
    if reading.new or reading.changed or reading.gone:
        refresh_entries(source=source, at=at)
    RUN.take(reading, "finish")
    reading.doing, reading.finished_at = "", at
    reading.save()
    source.last_good_at, source.last_error = reading.started_at, ""
    source.save(update_fields=["last_good_at", "last_error"])
    counts = {name: getattr(reading, name) for name in ("new", "changed", "unchanged", "rejected", "gone")}
    record("import.done", subject=source, by=by, source=source.name, run=reading.pk, **counts)
    return reading


@transaction.atomic
def begin_undoing(*, run_id: int, by: User | None) -> ImportRun:
    """Ask for a whole import to be taken back; refuses when later imports changed the same rows."""
    reading = _locked(run_id)
    _must_be_theirs(reading.source, by)
    later = run_statement(LATER_CHANGES, {"run": reading.pk, "source": reading.source_id})
    if later:
        named = ", ".join(_("import %(number)d of %(day)s") % {"number": pk, "day": _day(at)} for pk, at in later)
        raise ChangedLater(_("Later imports changed the same rows: %(runs)s. Undo them first.") % {"runs": named})
    return _begin(run_id, by, "undo", Doing.UNDOING)


@transaction.atomic
def carry_out_undoing(*, run_id: int, by: User | None, at: datetime) -> ImportRun:
    """Put every row back to what it was before the import. Records `import.undone`."""
    reading = _locked(run_id)
    source = reading.source
    new = reading.rows.filter(state=RowState.NEW).values_list("table", "record_id")
    drop_records(centre=source.centre, source=source, keys=new.iterator(AT_ONCE))
    changed = reading.rows.filter(state__in=[RowState.CHANGED, RowState.GONE]).order_by("id")
    drafts = (RecordDraft(row.table, row.record_id, row.before or {}) for row in changed.iterator(AT_ONCE))
    put_records(centre=source.centre, source=source, drafts=drafts, at=at, is_public=source.is_public)
    refresh_entries(source=source, at=at)
    RUN.take(reading, "put_back")
    reading.doing, reading.finished_at = "", at
    reading.save()
    earlier = ImportRun.objects.filter(source=source, state=RunState.DONE).order_by("-id").first()
    source.last_good_at = earlier.started_at if earlier else None
    source.validators = {}
    source.save(update_fields=["last_good_at", "validators"])
    record("import.undone", subject=source, by=by, source=source.name, run=reading.pk)
    return reading


@transaction.atomic
def note_unchanged(reading: ImportRun, *, at: datetime) -> None:
    """The feed says that nothing changed since the last good copy."""
    source = reading.source
    reading.unchanged = Record.objects.filter(centre_id=reading.centre_id, source=source).count()
    RUN.take(reading, "finish")
    reading.doing, reading.finished_at = "", at
    reading.save()
    source.last_good_at, source.last_error = reading.started_at, ""
    source.save(update_fields=["last_good_at", "last_error"])


def end_what_broke_off(*, before: datetime, at: datetime) -> int:
    """Readings that were under way when the worker ended: they would wait for ever. Returns how many."""
    broken = ImportRun.objects.filter(Q(state=RunState.RUNNING), started_at__lt=before).select_related("source")
    for reading in broken:
        give_up(reading, _("The work broke off. Try again."), at=at)
    return len(broken)


def _begin(run_id: int, by: User | None, step: str, doing: Doing) -> ImportRun:
    reading = _locked(run_id)
    _must_be_theirs(reading.source, by)
    if ImportRun.objects.filter(source_id=reading.source_id, state=RunState.RUNNING).exclude(pk=run_id).exists():
        raise SourceBusy(_("This source is being read at this moment. Wait until it is done."))
    RUN.take(reading, step)
    reading.doing = doing
    reading.save(update_fields=["state", "doing"])
    return reading


def _locked(run_id: int) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).select_related("source__centre").get(pk=run_id)


def _locked_source(source_id: int, by: User | None) -> Source:
    source = Source.objects.select_for_update(of=("self",)).select_related("centre").get(pk=source_id)
    _must_be_theirs(source, by)
    return source


def _must_be_theirs(source: Source, by: User | None) -> None:
    if by is not None and not may_edit_source(by, source):
        raise NotAllowed(_("Only the services organiser and the director take over entries of others."))


def _day(moment: datetime) -> date:
    return moment.date()
