"""Rows of the file into the catalogue: good ones kept, bad ones named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import Centre, User
from cus.kit.csv_lines import Line, rows_of
from cus.kit.errors import Refused
from cus.offer.imports.services_csv.columns import OPTIONAL, REQUIRED, read_cells
from cus.offer.imports.services_csv.providers import provider_of
from cus.offer.models import Service, ServiceStatus
from cus.offer.publishing import publishing_at_once
from cus.offer.services.listing import publish_service, save_service


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowReport:
    """What became of one row: its line, the code and name it gave, and why it was refused."""

    line: int
    code: str
    name: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()


def import_services(
    path: Path, *, centre: Centre, by: User | None, on: date, dry_run: bool = False
) -> Iterator[RowReport]:
    """Load the file row by row, each on its own: what is good is kept whatever the others are.

    New services go straight into the catalogue; what is there already keeps its status, places and documents.
    """
    rows = rows_of(path)
    heading = next(rows)
    columns = _columns(heading)
    seen: dict[str, int] = {}
    with publishing_at_once(centre):
        for line in rows:
            reasons = _reasons_against_shape(line, columns)
            if reasons:
                yield RowReport(line.number, line.cells[0], "", Outcome.REFUSED, tuple(reasons))
                continue
            cells = dict(zip(columns, line.cells, strict=True))
            yield _load_row(line.number, cells, seen, centre=centre, by=by, on=on, dry_run=dry_run)


def _columns(heading: Line) -> list[str]:
    columns = [cell.strip().lower() for cell in heading.cells]
    missing = [column for column in REQUIRED if column not in columns]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if missing:
        raise Refused(
            ngettext(
                "The heading lacks the column %(columns)s. Its columns are: %(all)s.",
                "The heading lacks the columns %(columns)s. Its columns are: %(all)s.",
                len(missing),
            )
            % {"columns": ", ".join(missing), "all": ", ".join([*REQUIRED, *OPTIONAL])}
        )
    if twice:
        raise Refused(_("The heading names a column twice: %(columns)s.") % {"columns": ", ".join(twice)})
    return columns


def _reasons_against_shape(line: Line, columns: list[str]) -> list[str]:
    if line.trouble:
        return [line.trouble]
    if len(line.cells) != len(columns):
        return [
            _("there are %(have)d cells instead of %(want)d; put text with a comma or semicolon in quotation marks")
            % {"have": len(line.cells), "want": len(columns)}
        ]
    return []


def _load_row(
    number: int,
    cells: dict[str, str],
    seen: dict[str, int],
    *,
    centre: Centre,
    by: User | None,
    on: date,
    dry_run: bool,
) -> RowReport:
    fields, bad = read_cells(cells, on=on)
    reasons = [_("column %(column)s: %(reason)s") % {"column": one.column, "reason": one.reason} for one in bad]
    code = fields["code"]
    if code in seen:
        reasons.append(_("column id: %(code)s is already in line %(line)d") % {"code": code, "line": seen[code]})
    elif code:
        seen[code] = number
    if reasons:
        return RowReport(number, code, fields["name"], Outcome.REFUSED, tuple(reasons))
    try:
        outcome = _keep(fields, centre=centre, by=by, on=on, dry_run=dry_run)
    except Refused as refusal:
        return RowReport(number, code, fields["name"], Outcome.REFUSED, (str(refusal),))
    return RowReport(number, code, fields["name"], outcome)


def _keep(fields: dict[str, Any], *, centre: Centre, by: User | None, on: date, dry_run: bool) -> Outcome:
    with transaction.atomic():
        known = Service.objects.filter(centre=centre, code=fields["code"]).first()
        fields["provider"] = provider_of(fields["provider_text"], centre=centre)
        if known:
            fields["places"] = fields["places"] or known.places
            outcome = Outcome.CHANGED if _differs(known, fields) else Outcome.UNCHANGED
        else:
            outcome = Outcome.ADDED
        if outcome is not Outcome.UNCHANGED:
            service = save_service(centre=centre, service_id=known.pk if known else None, fields=fields, by=by, on=on)
            if service.status == ServiceStatus.DRAFT and not known:
                publish_service(service_id=service.pk, by=by, on=on)
        transaction.set_rollback(dry_run)
    return outcome


def _differs(known: Service, fields: dict[str, Any]) -> bool:
    return any(getattr(known, name) != value for name, value in fields.items())
