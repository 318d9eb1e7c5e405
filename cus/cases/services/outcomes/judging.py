"""Judging a requested service by the terms of its day: the facts are typed, the answers are kept with the decision."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.judging.limits import places_exceeded
from cus.cases.judging.verdict import Verdict, exclusions_met, typed_facts, verdict_on
from cus.cases.models import JudgedAs, Judgement, LineChangeKind, RequestedService
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.services.outcomes.changes import note_change
from cus.cases.services.outcomes.holding import locked_in_line
from cus.cases.services.outcomes.progress import (
    check_considered,
    check_is_of_programme,
)
from cus.cases.states import REQUEST
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.qualification import may_qualify
from cus.offer.models import Order
from cus.offer.terms_in_words import stand_in_words
from cus.records.log import record


class AgainstTheConditions(Refused):
    """A condition of the programme is not met, or a service excludes this one: only with a reason."""


@atomic_again
def note_facts(
    *, request_id: int, facts: dict[str, Any], criterion: int | None = None, by: User, on: date
) -> Judgement:
    """Keep what was learnt for judging the request, and judge it. `criterion` is the number of the first criterion of
    order the person meets, from one; None when none is. Records `request.judged`.
    """
    request = _to_judge(request_id, by=by)
    verdict = verdict_on(request, typed=facts)
    if verdict is None:
        raise WrongState(
            _("On the day of filing no programme gave this service, so there are no conditions to judge.")
        )
    judgement = _keep(request, verdict, facts=facts, by=by, on=on)
    before = RequestedService.objects.place_of(request).place
    request.criterion = _rank(verdict, criterion)
    request.save(update_fields=["criterion"])
    after = RequestedService.objects.place_of(request).place
    if before != after:
        reason = _("criterion %(number)d of the programme") % {"number": criterion} if criterion else ""
        note_change(request, LineChangeKind.CRITERION, before=before, after=after, reason=reason, by=by, on=on)
    record("request.judged", subject=request, by=by, service=request.service.name, result=str(verdict.result))
    return judgement


def _to_judge(request_id: int, *, by: User) -> RequestedService:
    request, application = locked_in_line(request_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator qualifies for services."))
    check_considered(application)
    check_is_of_programme(request)
    if not REQUEST.allows(request.state, "qualify"):
        raise WrongState(_("The outcome is given already: what was judged stays as it was."))
    return request


def _rank(verdict: Verdict, criterion: int | None) -> int:
    """Lower comes first: of three criteria the first is -3; 0 without a criterion, or where the order is of filing."""
    stated = verdict.terms.criteria.count() if verdict.terms.order == Order.CRITERIA else 0
    return criterion - stated - 1 if criterion and criterion <= stated else 0


def judge_for_outcome(request: RequestedService, *, nevertheless: str, by: User, on: date) -> Judgement | None:
    """Judge a locked request at the moment it is qualified; refused against the conditions without a reason.

    The conditions are law of the centre's own, so NOT_MET stops; what is not known is only shown. The places the
    programme states stop as well (RULE-37). None where no programme gave the service on the day of filing.
    """
    facts = typed_facts(request)
    verdict = verdict_on(request, typed=facts)
    if verdict is None:
        return None
    if full := places_exceeded(verdict.terms):
        raise Refused(stand_in_words(full), provision=provision_of(may_qualify))
    if not nevertheless.strip():
        _check_conditions(request, verdict)
    return _keep(request, verdict, facts=facts, reason=nevertheless.strip(), decided_on=on, by=by, on=on)


def _check_conditions(request: RequestedService, verdict: Verdict) -> None:
    against = exclusions_met(request, verdict.terms)
    if verdict.result == JudgedAs.NOT_MET:
        which = "; ".join(verdict.against)
        against.insert(0, _("The conditions of the programme are not met: %(which)s.") % {"which": which})
    if against:
        todo = _("Write why you qualify the person nevertheless, or choose another outcome.")
        raise AgainstTheConditions(" ".join([*against, todo]))


def _keep(
    request: RequestedService,
    verdict: Verdict,
    *,
    facts: dict[str, Any],
    by: User,
    on: date,
    reason: str = "",
    decided_on: date | None = None,
) -> Judgement:
    judgement, _is_new = Judgement.objects.update_or_create(
        request=request,
        defaults={
            "centre": request.centre,
            "terms": verdict.terms,
            "facts": facts,
            "result": verdict.result,
            "answers": verdict.answers,
            "reason": reason,
            "judged_on": on,
            "judged_by": by,
            "decided_on": decided_on,
        },
    )
    return judgement
