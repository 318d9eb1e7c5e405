"""Load and lock: the application first, as everywhere in a case; then the decision and its request."""

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, AssistanceDecision, RequestedService
from cus.cases.permissions.assistance import may_draft_decision
from cus.cases.services.outcomes.progress import application_to_consider
from cus.kit.errors import NotAllowed


def locked_assistance(decision_id: int) -> AssistanceDecision:
    """The decision as it stands now, with its application, request and the decision before it."""
    asked = AssistanceDecision.objects.get(pk=decision_id)
    application = application_to_consider(asked.application_id)
    rows = AssistanceDecision.objects.select_for_update(of=("self",)).select_related("previous", "interview")
    decision = rows.get(pk=decision_id)
    decision.application, decision.request = application, locked_request(asked.request_id, application)
    decision.centre = application.centre
    return decision


def locked_request(request_id: int, application: Application) -> RequestedService:
    request = RequestedService.objects.select_for_update(of=("self",)).select_related("service").get(pk=request_id)
    request.application, request.centre = application, application.centre
    return request


def assistance_to_keep(decision_id: int, *, by: User) -> AssistanceDecision:
    """The decision, locked, for those who draft decisions and follow their course."""
    decision = locked_assistance(decision_id)
    if not may_draft_decision(by, decision.application):
        raise NotAllowed(_("A social worker or the director drafts these decisions and follows their course."))
    return decision
