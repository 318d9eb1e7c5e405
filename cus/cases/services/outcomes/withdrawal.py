"""The person no longer wants a service."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import RequestedService
from cus.cases.permissions.outcomes import may_withdraw
from cus.cases.services.outcomes.holding import close_offer, locked_in_line, tell_places
from cus.cases.services.outcomes.offers import fill_place
from cus.cases.services.outcomes.progress import give_outcome, settle
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed
from cus.records.log import record


@atomic_again
def withdraw_request(*, request_id: int, by: User, on: date, reason: str = "") -> RequestedService:
    """Note that the person gave up one service; with the last one the application is withdrawn too.

    Records `request.withdrawn`.
    """
    request, application = locked_in_line(request_id)
    if not may_withdraw(by, application):
        raise NotAllowed(_("Case staff and the front desk note that a person gave a service up."))

    held = close_offer(request, "recall", on=on)
    give_outcome(request, "withdraw", by=by, on=on, note=reason)
    settle(application, on=on)
    if held:
        fill_place(service_id=request.service_id, place=held.place, by=by, on=on)
    event = record("request.withdrawn", subject=request, story=application.person, by=by, service=request.service.name)
    if held:
        tell_places(request.service, at=event.happened_at)
    return request
