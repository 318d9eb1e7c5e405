"""Preparing a next period in time: an update of the interview is planned and a draft lies ready."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Role, RoleHeld, User
from cus.cases.models import AssistanceDecision, AssistanceKind
from cus.cases.services.assistance.content import AssistanceContent
from cus.cases.services.assistance.drafting import CONTENT, draft_assistance, newest_interview
from cus.cases.services.assistance.interviews import OPEN_INTERVIEW, plan_interview
from cus.cases.services.assistance.locking import assistance_to_keep
from cus.cases.states import DecisionState
from cus.kit.errors import Refused


@transaction.atomic
def prepare_renewal(*, decision_id: int, by: User, on: date) -> AssistanceDecision:
    """Draft the next decision with the same help for a period as long, and plan the update of the interview.

    Records `assistance.drafted` and, where an update is needed, `interview.planned`.
    """
    decision = assistance_to_keep(decision_id, by=by)
    if decision.state == DecisionState.TAKEN_OVER:
        raise Refused(
            _("The centre before us made this decision and we do not have its words. Write the next one yourself.")
        )
    if decision.lasts_until is None:
        raise Refused(_("This decision gives no help, so there is nothing to prolong."))
    following = decision.next_decisions.filter(kind=AssistanceKind.RENEW, lasts_until__isnull=False).first()
    if following:
        raise Refused(_("The next period is granted already: %(number)s.") % {"number": following.number})

    renewal = draft_assistance(
        request_id=decision.request_id,
        kind=AssistanceKind.RENEW,
        content=_next_period(decision),
        by=by,
        on=on,
    )
    _plan_update(decision, by=by, on=on)
    return renewal


def _next_period(decision: AssistanceDecision) -> AssistanceContent:
    first, last, until = decision.starts_on, decision.ends_on, decision.lasts_until
    assert first is not None
    assert last is not None
    assert until is not None
    starts_on = until + timedelta(days=1)
    same = {name: getattr(decision, name) for name in CONTENT}
    return AssistanceContent(**(same | {"starts_on": starts_on, "ends_on": starts_on + (last - first)}))


def _plan_update(decision: AssistanceDecision, *, by: User, on: date) -> None:
    """Unless one is under way, or was signed since this decision."""
    application, last = decision.application, newest_interview(decision.application)
    is_fresh = last is not None and last.signed_on is not None and last.signed_on > (decision.signed_on or on)
    if is_fresh or application.interviews.filter(state__in=OPEN_INTERVIEW).exists():
        return
    worker = by if by.has_role(Role.SOCIAL_WORKER) else (last.social_worker if last else None)
    still = RoleHeld.objects.held(on=on).filter(user=worker, role=Role.SOCIAL_WORKER)
    if worker is not None and still.exists():
        plan_interview(
            application_id=application.pk,
            social_worker_id=worker.pk,
            updates_id=last.pk if last else None,
            by=by,
            on=on,
        )
