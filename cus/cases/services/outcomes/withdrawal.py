"""The person no longer wants a service."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import RequestedService
from cus.cases.permissions.outcomes import may_withdraw
from cus.cases.services.outcomes.progress import application_to_consider, give_outcome, settle
from cus.kit.errors import NotAllowed
from cus.records.log import record


@transaction.atomic
def withdraw_request(*, request_id: int, by: User, on: date, reason: str = "") -> RequestedService:
    """Note that the person gave up one service; with the last one the application is withdrawn too.

    Records `request.withdrawn`.
    """
    asked = RequestedService.objects.get(pk=request_id)
    application = application_to_consider(asked.application_id)
    found = RequestedService.objects.select_for_update(of=("self",)).select_related("service")
    request = found.get(pk=request_id)
    if not may_withdraw(by, application):
        raise NotAllowed(_("Case staff and the front desk note that a person gave a service up."))

    give_outcome(request, "withdraw", by=by, on=on, note=reason)
    settle(application, on=on)
    record("request.withdrawn", subject=request, story=application.person, by=by, service=request.service.name)
    return request
