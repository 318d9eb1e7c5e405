"""Help that ran before us and that nobody of ours has judged: our first word on it."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import RequestedService
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.services.assistance.locking import locked_request
from cus.cases.services.outcomes.progress import application_to_consider, open_again, settle
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed
from cus.records.log import record


@atomic_again
def judge_anew(*, request_id: int, by: User, on: date) -> RequestedService:
    """The wish waits for an outcome like any other; what the old papers say stays. Records `request.judged_anew`."""
    asked = RequestedService.objects.get(pk=request_id)
    application = application_to_consider(asked.application_id)
    request = locked_request(request_id, application)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator decides on the outcome."))
    open_again(request, "judge_anew")
    settle(application, on=on)
    record("request.judged_anew", subject=request, story=application.person, by=by, service=request.service.name)
    return request
