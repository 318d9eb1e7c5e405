"""When a person should look at an entry again, be it a service or a provider."""

from datetime import date

from dateutil.relativedelta import relativedelta

from cus.offer.models import Provider, Service
from cus.offer.quality import needs_checking


def check_due_on(entry: Provider | Service) -> date | None:
    """The day by which a person should look at the entry again; None: nobody has ever looked."""
    if entry.checked_on is None:
        return None
    due: date = entry.checked_on + relativedelta(months=entry.check_every_months)
    return due


def is_check_due(entry: Provider | Service, *, on: date) -> bool:
    return needs_checking(checked_on=entry.checked_on, every_months=entry.check_every_months, on=on)
