"""Taking a file of people or cases out: who did it, and when, is kept before the first line leaves."""

import csv
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.exports.layout import LAYOUTS
from cus.cases.exports.rows import rows_of
from cus.cases.models import ExportCoding, ExportKind, OpsExport
from cus.cases.permissions.ops_import import may_take_over
from cus.kit.csv_lines import harmless
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record


@transaction.atomic
def make_export(*, kind: str, coding: str, first: date, last: date, by: User, at: datetime) -> OpsExport:
    """Keep that the file is taken out; `lines_of` gives it. Records `ops_export.made`."""
    if not may_take_over(by):
        raise NotAllowed(_("Only the director and the services organiser take files of people out."))
    if kind not in ExportKind.values or coding not in ExportCoding.values:
        raise Refused(_("Choose from the list."))
    if last < first:
        raise Refused(_("The last day is before the first one. Swap the days."))
    export = OpsExport.objects.create(
        centre_id=by.centre_id, kind=kind, coding=coding, first=first, last=last, made_at=at, made_by=by
    )
    what = str(ExportKind(kind).label)
    record("ops_export.made", subject=export, by=by, what=what, first=first.isoformat(), last=last.isoformat())
    return export


def lines_of(export: OpsExport) -> Iterator[bytes]:
    """The file, line by line: the heading, then the rows the one who asked may see."""
    coding = "cp1250" if export.coding == ExportCoding.CP1250 else "utf-8"
    writer = csv.writer(_Echo(), delimiter=";")
    if coding == "utf-8":
        yield "\ufeff".encode()
    yield _encoded(writer.writerow([column.heading for column in LAYOUTS[export.kind]]), coding)
    for row in rows_of(export.kind, user=export.made_by, first=export.first, last=export.last):
        yield _encoded(writer.writerow([harmless(cell) for cell in row]), coding)


class _Echo:
    """Hands each written line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _encoded(line: str, coding: str) -> bytes:
    """CP1250 knows Polish letters, not all others: what it does not know becomes a question mark."""
    return line.encode(coding, errors="replace")
