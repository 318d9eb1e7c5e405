"""What the worker does for the offer by the clock."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from cus.accounts.models import Centre
from cus.kit.rows import acting_for
from cus.offer.publishing import publish_offer
from cus.offer.services.checking import remind_organisers_of_checks
from cus.offer.services.reminders import remind_of_checks, remind_of_ending_agreements


@app.periodic(cron="20 6 * * *")  # every morning; what was reminded of is not reminded of again
@app.task(queueing_lock="offer_reminders")
def remind(timestamp: int) -> None:
    """Remind organisers of ending agreements, and providers of entries to look at."""
    today = localdate()
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            remind_of_ending_agreements(centre=centre, on=today)
            remind_of_checks(centre=centre, on=today)


@app.periodic(cron="40 5 * * 1")  # on Mondays
@app.task(queueing_lock="offer_checks")
def remind_of_checks_weekly(timestamp: int) -> None:
    """Write to organisers which entries of the catalogue nobody has read for long."""
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            remind_organisers_of_checks(centre=centre, at=now())


@app.periodic(cron="10 0 * * *")  # every night: hours and programmes begin and end with a day
@app.task(queueing_lock="offer_catalogue")
def publish_every_offer(timestamp: int) -> None:
    """Bring the public base of every centre in line with the new day."""
    for centre in Centre.objects.order_by("id"):
        with acting_for(centre.pk):
            publish_offer(centre=centre, at=now())
