"""The assistance track: the interview at home, the decision, help that ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cus.cases.clock.asked import Asked, narrowed, seen
from cus.cases.clock.matter import Charge, Matter, by_law, matter_of
from cus.cases.models import AssistanceDecision, AssistanceKind, EnvironmentalInterview, MatterKind, RequestedService
from cus.cases.states import DecisionState, InterviewState, RequestState
from cus.law.assistance import decision_due_on, interview_due_on, renewal_due_on
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.procedure import appeal_passed_on_by
from cus.law.refusal import appeal_ends_on
from cus.offer.models import LegalTrack

OPEN_INTERVIEW = (InterviewState.PLANNED, InterviewState.WRITTEN)
SHORTEST_MONTH = timedelta(days=28)
HELP_ENDS_SOON = timedelta(days=60)


def keeps(asked: Asked, rule: Any) -> bool:
    """Whether the centre has not switched the rule off."""
    return effect_of(rule, switched_off=asked.centre.switched_off_rules) is not Effect.SILENT


def open_requests(asked: Asked) -> Iterator[Matter]:
    """Services under the social assistance act without their decision, and those nobody has ordered a visit for."""
    rows = seen(RequestedService, asked).filter(
        state=RequestState.OPEN, service__legal_track=LegalTrack.SOCIAL_ASSISTANCE
    )
    draft = AssistanceDecision.objects.in_the_making().filter(request=OuterRef("pk"))
    visit = EnvironmentalInterview.objects.filter(application=OuterRef("application")).exclude(
        state=InterviewState.CANCELLED
    )
    due = Q(application__filed_on__lte=asked.until - timedelta(days=14)) if asked.until else Q()
    rows = rows.annotate(draft_id=Subquery(draft.values("pk")[:1]), has_visit=Exists(visit))
    rows = narrowed(rows, asked, due=due, to_sign=Q(draft_id__isnull=False))
    for request in rows.select_related("application__person", "application__coordinator", "service").order_by("id"):
        if keeps(asked, decision_due_on):
            yield _decision_of(request, asked)
        if not request.has_visit and keeps(asked, interview_due_on):
            yield _visit_of(request, asked)


def _decision_of(request: Any, asked: Asked) -> Matter:
    is_to_sign = request.draft_id is not None
    url = reverse("cases:assistance_decision", args=[request.draft_id]) if is_to_sign else _tracks(request)
    return matter_of(
        request.application,
        MatterKind.ASSISTANCE,
        on=asked.on,
        key=request.pk,
        subject=_("Decision: %(service)s") % {"service": request.service.name},
        next_step=_("Sign the decision") if is_to_sign else _("Make the decision"),
        url=url,
        due_on=decision_due_on(ordered_on=request.application.filed_on),
        runs_from=request.application.filed_on,
        is_to_sign=is_to_sign,
        may_move=True,
        **by_law(decision_due_on),
    )


def _visit_of(request: Any, asked: Asked) -> Matter:
    return matter_of(
        request.application,
        MatterKind.INTERVIEW,
        on=asked.on,
        key=f"request {request.pk}",
        subject=_("Interview at home"),
        next_step=_("Plan the interview"),
        url=_tracks(request),
        due_on=interview_due_on(ordered_on=request.application.filed_on),
        runs_from=request.application.filed_on,
        **by_law(interview_due_on),
    )


def interviews(asked: Asked) -> Iterator[Matter]:
    """Interviews to hold and to sign, answered for by their social worker."""
    if not keeps(asked, interview_due_on):
        return
    rows = seen(EnvironmentalInterview, asked).filter(state__in=OPEN_INTERVIEW)
    due = Q(ordered_on__lte=asked.until - timedelta(days=14)) if asked.until else Q()
    rows = narrowed(rows, asked, due=due, whose="social_worker")
    for one in rows.select_related("application__person", "application__coordinator", "social_worker").order_by("id"):
        yield matter_of(
            one.application,
            MatterKind.INTERVIEW,
            on=asked.on,
            key=one.pk,
            subject=_("Interview at home"),
            next_step=_("Hold the interview") if one.state == InterviewState.PLANNED else _("Sign the interview"),
            url=reverse("cases:interview", args=[one.pk]),
            due_on=interview_due_on(ordered_on=one.ordered_on),
            runs_from=one.ordered_on,
            charge=Charge.of(one.social_worker),
            **by_law(interview_due_on),
        )


def decisions(asked: Asked) -> Iterator[Matter]:
    """Signed decisions on their way to the person, appeals, and help that ends and is not prolonged."""
    same = AssistanceDecision.objects.filter(request=OuterRef("request"))
    later = same.filter(lasts_until__gt=OuterRef("lasts_until"))
    ended = same.filter(kind=AssistanceKind.END, starts_on__gt=OuterRef("starts_on"), signed_on__isnull=False)
    ends = Q(lasts_until__gte=asked.on, lasts_until__lte=asked.on + HELP_ENDS_SOON)
    ends &= ~Exists(later) & ~Exists(ended.exclude(state=DecisionState.REVERSED))
    moves = Q(state__in=[DecisionState.SIGNED, DecisionState.APPEALED])
    appeal = Q(state=DecisionState.DELIVERED, appeal_until__gte=asked.on)
    renewal = same.in_the_making().filter(kind=AssistanceKind.RENEW)
    rows = seen(AssistanceDecision, asked).annotate(
        ends=ExpressionWrapper(ends, BooleanField()), renewal_id=Subquery(renewal.values("pk")[:1])
    )
    rows = narrowed(rows.filter(moves | appeal | Q(ends=True)), asked, due=Q())
    whole = ("application__person", "application__coordinator", "request__service", "appeal_passed_on")
    for decision in rows.select_related(*whole).order_by("id"):
        if decision.state != DecisionState.DELIVERED or (decision.appeal_until or date.min) >= asked.on:
            found = _course(decision, asked)
            if found:
                yield found
        if decision.ends and keeps(asked, renewal_due_on):
            yield _renewal(decision, asked)


def _course(decision: Any, asked: Asked) -> Matter | None:
    given: dict[str, Any] = {
        "on": asked.on,
        "key": f"assistance {decision.pk}",
        "subject": _("Decision %(number)s") % {"number": decision.number},
        "url": reverse("cases:assistance_decision", args=[decision.pk]),
    }
    if decision.state == DecisionState.SIGNED:
        step = _("Deliver the decision and note the day")
        return matter_of(decision.application, MatterKind.ASSISTANCE, next_step=step, **given)
    if decision.state == DecisionState.DELIVERED:
        given |= by_law(appeal_ends_on) | {"due_on": decision.appeal_until, "is_of_the_person": True}
        return matter_of(decision.application, MatterKind.APPEAL, next_step=_("The person may appeal"), **given)
    if decision.state != DecisionState.APPEALED:
        return None
    if getattr(decision, "appeal_passed_on", None):
        return matter_of(decision.application, MatterKind.APPEAL, next_step=_("The appeal body decides"), **given)
    given |= by_law(appeal_passed_on_by) | {"due_on": appeal_passed_on_by(appealed_on=decision.appealed_on)}
    return matter_of(decision.application, MatterKind.APPEAL, next_step=_("Pass the appeal on with the file"), **given)


def _renewal(decision: Any, asked: Asked) -> Matter:
    drafted = decision.renewal_id is not None
    return matter_of(
        decision.application,
        MatterKind.RENEWAL,
        on=asked.on,
        key=decision.pk,
        subject=_("Help ends: %(service)s") % {"service": decision.request.service.name},
        next_step=_("Sign the next decision") if drafted else _("Prepare the next decision"),
        url=reverse("cases:assistance_decision", args=[decision.renewal_id or decision.pk]),
        due_on=renewal_due_on(ends_on=decision.lasts_until),
        runs_from=decision.starts_on,
        is_to_sign=drafted,
        **by_law(renewal_due_on),
    )


def _tracks(request: Any) -> str:
    return reverse("cases:two_tracks", args=[request.application_id])
