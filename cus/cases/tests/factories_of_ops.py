"""Files of people and cases as a social assistance centre hands them over."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.core.files.base import ContentFile

from cus.accounts.models import User
from cus.accounts.tests.factories import an_organiser
from cus.cases.models import OpsImport
from cus.cases.services.ops_import import (
    begin_reading,
    begin_taking_over,
    begin_undoing,
    carry_out_import,
    carry_out_undoing,
    hand_in,
    read_import,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADING = (
    "Nazwisko;Imię;PESEL;Data urodzenia;Ulica;Nr domu;Miejscowość;"
    "Telefon;Nr sprawy;Rodzaj pomocy;Od;Do;Nr decyzji;Godziny"
)
ANNA = (
    "Nowak;Anna;;14.03.1948;Polna;3;Lipnowiec;600 123 456;OPS.1/24;Usługi opiekuńcze;01.01.2026;31.12.2026;D/1/26;20"
)


def a_file(*lines: str, heading: str = HEADING, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([heading, *lines, ""]).encode(encoding)


def handed_in(content: bytes, *, name: str = "osoby.csv", by: User | None = None, **given: Any) -> OpsImport:
    by = by or an_organiser()
    asked = {"from_unit": "GOPS w Lipnowcu", "at": NOW} | given
    return hand_in(centre=by.centre, file=ContentFile(content), file_name=name, by=by, **asked)


def a_preview(
    content: bytes, *, by: User | None = None, columns: dict[str, int] | None = None, **given: Any
) -> OpsImport:
    by = by or an_organiser()
    run = handed_in(content, by=by, **given)
    at = given.get("at", NOW)
    begin_reading(run_id=run.pk, columns=columns or run.columns, by=by, at=at)
    return read_import(run_id=run.pk, at=at)


def taken_over(run: OpsImport, *, by: User | None = None, at: datetime = NOW) -> OpsImport:
    by = by or run.started_by
    begin_taking_over(run_id=run.pk, by=by, at=at)
    return carry_out_import(run_id=run.pk, by=by, at=at)


def an_import(*lines: str, by: User | None = None, **given: Any) -> OpsImport:
    """A file of the usual heading, read and taken over."""
    return taken_over(a_preview(a_file(*(lines or (ANNA,))), by=by, **given), by=by, at=given.get("at", NOW))


def undone(run: OpsImport, *, by: User | None = None, at: datetime = NOW) -> OpsImport:
    by = by or run.started_by
    begin_undoing(run_id=run.pk, by=by, at=at)
    return carry_out_undoing(run_id=run.pk, by=by, at=at)


def a_path(name: str, content: bytes) -> Path:
    path = Path(mkdtemp()) / name
    path.write_bytes(content)
    return path
