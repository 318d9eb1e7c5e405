"""What the worker does for cases by the clock."""

from datetime import timedelta

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cus.accounts.models import Centre, User
from cus.cases.models import OpsDoing, OpsImport
from cus.cases.services.instruments import ship_forms
from cus.cases.services.ops_import import (
    carry_out_import,
    carry_out_undoing,
    end_broken_imports,
    read_import,
    stop_import,
)
from cus.cases.services.passing_days import pass_day
from cus.cases.services.printing import carry_out_print, give_up_print
from cus.cases.states import OpsImportState
from cus.kit.rows import acting_for
from cus.people.services.duplicates import find_all_pairs

LONGEST_IMPORT = timedelta(hours=6)  # no step of an import takes longer; one that does is not under way any more


@app.periodic(
    cron="5 * * * *"
)  # hourly, so that a night without power is caught up with; a second run changes nothing
@app.task(queueing_lock="plans_pass_days")
def pass_days(timestamp: int) -> None:
    """What the day brings to the cases of every centre."""
    today = localdate()
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            pass_day(on=today)


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="forms_ship")
def give_shipped_forms(timestamp: int) -> None:
    """Every centre has the assessment forms that come with the system, a new centre within the hour."""
    today = localdate()
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            ship_forms(centre=centre, by=None, on=today)


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="likely_pairs")
def find_likely_pairs(timestamp: int) -> None:
    """At night: who of the register may be one person, for entries that changed without being looked through."""
    today = localdate()
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            find_all_pairs(centre=centre, on=today)


@app.task(name="cases.print_letters", queue="prints")
def print_letters(*, centre_id: int, run_id: int) -> None:
    """Set many letters into one file; what goes wrong is told on its page."""
    with acting_for(centre_id):
        try:
            carry_out_print(run_id=run_id, at=now())
        except Exception:
            give_up_print(run_id=run_id, at=now())
            raise


@app.task(name="cases.go_on_with_import", queue="imports")
def go_on_with_import(*, centre_id: int, ops_import_id: int, user_id: int) -> None:
    """Do with the import what it waits for: read, take over or undo. What goes wrong is told on its page."""
    with acting_for(centre_id):
        run = OpsImport.objects.filter(pk=ops_import_id, state=OpsImportState.RUNNING).first()
        if run is None:
            return
        by = User.objects.get(pk=user_id)
        try:
            if run.doing == OpsDoing.READING:
                read_import(run_id=run.pk, at=now())
            elif run.doing == OpsDoing.IMPORTING:
                done = carry_out_import(run_id=run.pk, by=by, at=now())
                find_all_pairs(centre=done.centre, on=localdate())
            else:
                carry_out_undoing(run_id=run.pk, by=by, at=now())
        except Exception:
            stop_import(run_id=run.pk, why=_("Something went wrong on our side. Go on with it, or undo it."), at=now())
            raise


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="imports_broken_off")
def end_imports_broken_off(timestamp: int) -> None:
    """Hourly: imports whose worker ended say so, and can be gone on with."""
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            end_broken_imports(centre=centre, before=now() - LONGEST_IMPORT, at=now())
