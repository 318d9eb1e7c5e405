"""What the passing of days does to help by a decision: after its last day it is over."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from cus.cases.models import AssistanceDecision, RequestedService
from cus.cases.services.assistance.drafting import last_help
from cus.cases.services.assistance.locking import locked_assistance
from cus.cases.services.assistance.signing import end_request
from cus.cases.states import RequestState
from cus.records.log import record


def end_lapsed_help(*, on: date) -> int:
    """End every request whose last decision no longer gives help. How many. Records `assistance.lapsed`."""
    goes_on = AssistanceDecision.objects.filter(request=OuterRef("pk"), lasts_until__gte=on)
    lapsed = RequestedService.objects.filter(~Exists(goes_on), state=RequestState.GRANTED).order_by("id")
    return sum(_end(request_id, on=on) for request_id in list(lapsed.values_list("pk", flat=True)))


@transaction.atomic
def _end(request_id: int, *, on: date) -> int:
    last = last_help(RequestedService.objects.get(pk=request_id))
    if last is None:
        return 0
    decision = locked_assistance(last.pk)
    if decision.request.state != RequestState.GRANTED or (decision.lasts_until and decision.lasts_until >= on):
        return 0  # somebody was faster
    end_request(decision, on=on)
    told = {"number": decision.number, "service": decision.request.service.name}
    record("assistance.lapsed", subject=decision, story=decision.application.person, by=None, **told)
    return 1
