"""What the worker does for cases by the clock."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from cus.accounts.models import Centre
from cus.cases.services.plans import end_due_plans, start_due_plans
from cus.kit.rows import acting_for


@app.periodic(
    cron="5 * * * *"
)  # hourly, so that a night without power is caught up with; a second run changes nothing
@app.task(queueing_lock="plans_pass_days")
def pass_days(timestamp: int) -> None:
    """Start and end the plans of every centre whose day has come."""
    today = localdate()
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            start_due_plans(on=today)
            end_due_plans(on=today)
