"""A decision under the social assistance act, drafted by a social worker. Nothing is granted before it is signed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.cases.models import Application, AssistanceDecision, AssistanceKind, EnvironmentalInterview, RequestedService
from cus.cases.models.assistance import GIVES_HELP
from cus.cases.permissions.assistance import may_draft_decision
from cus.cases.services.assistance.content import AssistanceContent, check_content, write_content
from cus.cases.services.assistance.locking import assistance_to_keep, locked_request
from cus.cases.services.outcomes.progress import application_to_consider, check_considered
from cus.cases.states import DECISION, DecisionState, InterviewState, RequestState
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.qualification import needs_decision
from cus.offer.models import LegalTrack
from cus.records.log import record

ASSISTANCE_DECISIONS = "5024"
CONTENT = list(AssistanceContent.__dataclass_fields__)
FIRST = (AssistanceKind.GRANT, AssistanceKind.REFUSE)


@transaction.atomic
def draft_assistance(
    *, request_id: int, kind: str, content: AssistanceContent, by: User, on: date
) -> AssistanceDecision:
    """Draft a decision on one service of the assistance track, resting on the newest signed interview.

    A renewal, a change and an ending follow the last decision that gave help. Records `assistance.drafted`.
    """
    asked = RequestedService.objects.get(pk=request_id)
    application = application_to_consider(asked.application_id)
    request = locked_request(request_id, application)
    if not may_draft_decision(by, application):
        raise NotAllowed(_("A social worker or the director drafts these decisions."))
    check_considered(application)
    _check_track(request)
    previous = _previous(request, kind)

    decision = AssistanceDecision(
        centre=application.centre,
        application=application,
        request=request,
        kind=kind,
        previous=previous,
        interview=newest_interview(application),
        drafted_by=by,
        drafted_on=on,
    )
    write_content(decision, content)
    check_content(decision)
    decision.number = next_number(centre=application.centre, series=ASSISTANCE_DECISIONS, on=on)
    decision.save()
    told = {"number": decision.number, "what": f"{decision.get_kind_display()}, {request.service.name}"}
    record("assistance.drafted", subject=decision, story=application.person, by=by, **told)
    return decision


@transaction.atomic
def change_assistance(*, decision_id: int, content: AssistanceContent, by: User, on: date) -> AssistanceDecision:
    """Correct a draft; it now rests on the newest signed interview. Records `assistance.changed`."""
    decision = assistance_to_keep(decision_id, by=by)
    if decision.state != DecisionState.DRAFT:
        raise WrongState(_("A signed decision does not change. Prepare a decision that changes it."))

    write_content(decision, content)
    check_content(decision)
    decision.interview = newest_interview(decision.application)
    decision.save(update_fields=[*CONTENT, "interview"])
    record("assistance.changed", subject=decision, story=decision.application.person, by=by, number=decision.number)
    return decision


@transaction.atomic
def drop_assistance(*, decision_id: int, by: User, on: date) -> AssistanceDecision:
    """Give a draft up; its number is not given again. Records `assistance.dropped`."""
    decision = assistance_to_keep(decision_id, by=by)

    DECISION.take(decision, "drop")
    decision.save(update_fields=["state"])
    record("assistance.dropped", subject=decision, story=decision.application.person, by=by, number=decision.number)
    return decision


def newest_interview(application: Application) -> EnvironmentalInterview | None:
    signed = application.interviews.filter(state=InterviewState.SIGNED)
    return signed.order_by("-signed_on", "-id").first()


def last_help(request: RequestedService) -> AssistanceDecision | None:
    """The last signed decision that gives, or gave, help."""
    return request.assistance_decisions.filter(lasts_until__isnull=False).order_by("-lasts_until", "-id").first()


def _check_track(request: RequestedService) -> None:
    if request.service.legal_track != LegalTrack.SOCIAL_ASSISTANCE:
        raise Refused(
            _("“%(service)s” is a service of a programme: it needs no decision. Qualify the person for it.")
            % {"service": request.service.name},
            provision=provision_of(needs_decision),
        )
    draft = request.assistance_decisions.in_the_making().first()
    if draft:
        raise Refused(
            _("The draft %(number)s on this service exists already. Go on with it, or give it up.")
            % {"number": draft.number}
        )


def _previous(request: RequestedService, kind: str) -> AssistanceDecision | None:
    """What a later decision follows; a first one needs a request that waits for it."""
    if kind not in AssistanceKind.values:
        raise Refused(_("Choose what the decision does."))
    if kind in FIRST:
        if request.state != RequestState.OPEN:
            raise WrongState(
                _("“%(service)s” does not wait for a first decision: it is “%(state)s”.")
                % {"service": request.service.name, "state": request.get_state_display()}
            )
        return None
    previous = last_help(request)
    if previous is None or request.state not in (RequestState.GRANTED, RequestState.ENDED):
        raise WrongState(_("No decision gives this help yet: prepare the one that grants it."))
    if kind not in GIVES_HELP or kind == AssistanceKind.CHANGE:
        _check_runs(previous, request)
    return previous


def _check_runs(previous: AssistanceDecision, request: RequestedService) -> None:
    if request.state == RequestState.ENDED:
        raise WrongState(
            _("Help by the decision %(number)s has ended already. Prepare a next period.")
            % {"number": previous.number}
        )
