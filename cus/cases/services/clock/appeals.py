"""An appeal goes with the file to whoever decides on it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import AppealPassedOn, AssistanceDecision, Decision
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.states import DecisionState
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.log import record


@transaction.atomic
def pass_appeal_on(
    *, passed_on: date, by: User, on: date, decision_id: int | None = None, assistance_id: int | None = None
) -> AppealPassedOn:
    """Note the day on which the appeal went to the appeal body (RULE-84). Records `appeal.passed_on`.

    One of `decision_id` (a refusal) and `assistance_id` (a decision under the social assistance act) is given.
    """
    decision = _locked(decision_id, assistance_id)
    application = decision.application
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator passes an appeal on."))
    if decision.state != DecisionState.APPEALED:
        raise WrongState(_("No appeal against this decision waits."))
    if AppealPassedOn.objects.filter(decision=decision_id, assistance_decision=assistance_id).exists():
        raise WrongState(_("This appeal has been passed on already."))
    if passed_on > on:
        raise Refused(_("This day has not come yet."))
    if decision.appealed_on and passed_on < decision.appealed_on:
        raise Refused(_("The appeal cannot be passed on before it came. Check the day."))

    noted = AppealPassedOn.objects.create(
        centre=application.centre, decision_id=decision_id, assistance_decision_id=assistance_id,
        passed_on=passed_on, noted_by=by,
    )  # fmt: skip
    record("appeal.passed_on", subject=noted, story=application.person, by=by, number=decision.number)
    return noted


def _locked(decision_id: int | None, assistance_id: int | None) -> Decision | AssistanceDecision:
    model: type[Decision] | type[AssistanceDecision] = Decision if decision_id else AssistanceDecision
    rows = model.objects.select_for_update(of=("self",)).select_related("application__person")  # type: ignore[attr-defined]
    return rows.get(pk=decision_id or assistance_id)
