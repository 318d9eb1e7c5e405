"""What the worker does for cases by the clock."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from cus.accounts.models import Centre
from cus.cases.services.instruments import ship_forms
from cus.cases.services.passing_days import pass_day
from cus.cases.services.printing import carry_out_print, give_up_print
from cus.kit.rows import acting_for


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


@app.task(name="cases.print_letters", queue="prints")
def print_letters(*, centre_id: int, run_id: int) -> None:
    """Set many letters into one file; what goes wrong is told on its page."""
    with acting_for(centre_id):
        try:
            carry_out_print(run_id=run_id, at=now())
        except Exception:
            give_up_print(run_id=run_id, at=now())
            raise
