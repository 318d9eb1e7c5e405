"""`hsds import PATH|URL`: takes over a package, a JSON file, a table or a feed, and says what became of it."""

import resource
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.timezone import now
from django.utils.translation import gettext as _

from cus.accounts.management.choice import centre_named
from cus.catalogue.models import ImportRow, ImportRun, RowState
from cus.catalogue.services.hand_in import take_over
from cus.catalogue.states.imports import RunState
from cus.kit.errors import Refused
from cus.kit.rows import acting_for

HELP = "Take over a package, a JSON file, a table (CSV, XLSX) or a feed."
MOST_TOLD = 50


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", metavar="PATH|URL")
    parser.add_argument("--source", default="", help="the name under which it is kept")
    parser.add_argument("--centre", default="", help="the name of the centre, needed when there are several")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")


def run(stdout: OutputWrapper, *, place: str, source: str, centre: str, dry_run: bool, **options: Any) -> None:
    started = time.monotonic()
    chosen = centre_named(centre)
    with acting_for(chosen.pk):
        try:
            reading = take_over(centre=chosen, place=place, name=source, at=now(), dry_run=dry_run)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        _tell(stdout, reading, time.monotonic() - started)
    if reading.state == RunState.FAILED:
        raise CommandError(reading.error)


def _tell(stdout: OutputWrapper, reading: ImportRun, seconds: float) -> None:
    for remark in reading.remarks:
        stdout.write(f"! {remark}")
    for row in _rejected(reading):
        where = f"{row.table} {row.line or ''} {row.name or row.record_id}".strip()
        stdout.write(f"✗ {where}: {'; '.join(row.reasons)}")
    counts = {name: getattr(reading, name) for name in ("new", "changed", "unchanged", "gone", "rejected")}
    text = _("new %(new)d, changed %(changed)d, unchanged %(unchanged)d, gone %(gone)d, rejected %(rejected)d")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stdout.write(f"{reading.source.name}: {text % counts} ({seconds:.1f} s, {megabytes:.0f} MB)")


def _rejected(reading: ImportRun) -> list[ImportRow]:
    told = getattr(reading, "told", None)
    return told if told is not None else list(reading.rows.filter(state=RowState.REJECTED).order_by("id")[:MOST_TOLD])
