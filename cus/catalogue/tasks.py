"""What the worker does for the sources: readings staff asked for, and harvests by the clock."""

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cus.accounts.models import Centre, User
from cus.catalogue.models import ImportRun
from cus.catalogue.models.source import Doing
from cus.catalogue.queries.sources import sources_due
from cus.catalogue.services.harvest import harvest_source, read_run
from cus.catalogue.services.runs import carry_out_import, carry_out_undoing, end_what_broke_off, give_up
from cus.catalogue.states.imports import RunState
from cus.kit.errors import Refused
from cus.kit.rows import acting_for

LONGEST = timedelta(hours=1)  # no reading takes longer; one that does is not under way any more


@app.task(name="catalogue.go_on", queue="imports")
def go_on(*, centre_id: int, run_id: int, user_id: int | None = None) -> None:
    """Do with the run what it waits for: read, import or undo. What goes wrong here is told on its page."""
    with acting_for(centre_id):
        reading = ImportRun.objects.select_related("source__centre").filter(pk=run_id, state=RunState.RUNNING).first()
        if reading is None:
            return
        by = User.objects.filter(pk=user_id).first()
        try:
            if reading.doing == Doing.READING:
                read_run(reading, at=now())
            elif reading.doing == Doing.IMPORTING:
                carry_out_import(run_id=run_id, by=by, at=now())
            else:
                carry_out_undoing(run_id=run_id, by=by, at=now())
        except Exception:
            reading.refresh_from_db()
            if reading.state == RunState.RUNNING:
                give_up(reading, _("Something went wrong on our side. Nothing was changed."), at=now())
            raise


@app.task(name="catalogue.harvest", queue="imports")
def harvest(*, centre_id: int, source_id: int) -> None:
    """Read one source from its address. A source that is being read is left to whoever reads it."""
    with acting_for(centre_id):
        try:
            harvest_source(source_id=source_id, at=now())
        except Refused:
            return


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="harvest_due")
def harvest_due(timestamp: int) -> None:
    """Hourly: end what broke off, and queue the sources whose time has come."""
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            end_what_broke_off(before=now() - LONGEST, at=now())
            due = list(sources_due(centre=centre, at=now()))
        for source in due:
            lock = f"harvest-{source.pk}"
            try:
                harvest.configure(queueing_lock=lock, lock=lock).defer(centre_id=centre.pk, source_id=source.pk)
            except AlreadyEnqueued:
                continue
