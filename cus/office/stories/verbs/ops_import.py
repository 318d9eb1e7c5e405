"""Cases that the social assistance centre led before us."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from django.core.files.base import ContentFile

from cus.accounts.models import User
from cus.cases.models import Application, OpsRowState
from cus.cases.services.ops_import import (
    answer_row,
    begin_reading,
    begin_taking_over,
    carry_out_import,
    hand_in,
    judge_anew,
    map_help,
    read_import,
)
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.office.stories.verbs.outcomes import request_of
from cus.people.models import Person

HEADING = (
    "Nazwisko", "Imię", "PESEL", "Data urodzenia", "Ulica", "Nr domu", "Miejscowość", "Nr sprawy", "Data wniosku",
    "Rodzaj pomocy", "Nr decyzji", "Od", "Do", "Godziny",
)  # fmt: skip


@verb("takes a case over from the former centre")
def takes_over(
    stage: Stage,
    by: User,
    *,
    of: Person,
    number: str,
    for_: Service,
    filed: date | None = None,
    decision: str = "",
    from_: date | None = None,
    until: date | None = None,
    hours: int | None = None,
    called: str | None = None,
) -> Application:
    """One row of a file of the OPS: what it does not say stays unknown."""
    key = called or next(key for key, person in stage.people.items() if person == of)
    map_help(centre=stage.centre, words=for_.name, service_id=for_.pk, by=by)
    who = (of.last_name, of.first_name, of.pesel, of.born_on, of.street, of.house, of.town)
    content = _table((*who, number, filed, for_.name, decision, from_, until, hours))
    given: dict[str, Any] = {"from_unit": "OPS", "file": ContentFile(content), "file_name": "wykaz.csv"}
    run = hand_in(centre=stage.centre, by=by, at=stage.at, **given)
    begin_reading(run_id=run.pk, columns=run.columns, by=by, at=stage.at)
    read_import(run_id=run.pk, at=stage.at)
    for row in run.rows.filter(state=OpsRowState.DOUBTFUL):
        answer_row(row_id=row.pk, person_id=of.pk, by=by)
    begin_taking_over(run_id=run.pk, by=by, at=stage.at)
    carry_out_import(run_id=run.pk, by=by, at=stage.at)
    application = Application.objects.filter(centre=stage.centre, number=number, person=of).first()
    if application is None:
        row = run.rows.get()
        raise Unreadable(f"The row was not taken over ({row.state}): {'; '.join(row.reasons)}")
    stage.cases[key] = application
    return application


def _table(cells: tuple[object, ...]) -> bytes:
    held = StringIO()
    writer = csv.writer(held, delimiter=";")
    writer.writerow(HEADING)
    writer.writerow(["" if cell is None else str(cell) for cell in cells])
    return held.getvalue().encode()


@verb("judges anew what was taken over")
def judges_anew(stage: Stage, by: User, *, case: Application, for_: Service) -> None:
    """Help that ran without our word becomes a wish that waits for one."""
    judge_anew(request_id=request_of(case, for_).pk, by=by, on=stage.on)
