"""The two tracks of a case side by side, a decision with what is wanting, and the decisions that end soon."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.sender import letter_paper
from cus.cases.assistance_words import TITLES, words_of_assistance
from cus.cases.letter_texts import worded
from cus.cases.letter_words import known_of, recipient_of
from cus.cases.models import (
    Application,
    AssistanceDecision,
    AssistanceKind,
    EnvironmentalInterview,
    Plan,
    RequestedService,
    TrackChange,
)
from cus.cases.models.application import RequestedServiceQuerySet
from cus.cases.states import DecisionState, InterviewState, RequestState
from cus.law.assistance import (
    decision_due_on,
    granted_by_decision,
    interview_comes_first,
    interview_due_on,
    renewal_due_on,
)
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.offer.models import LegalTrack
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.papers.paper import Paper

ENDS_WITHIN = timedelta(days=60)
PROVISION_OF_TRACK = provision_of(granted_by_decision)


def with_decisions(requests: RequestedServiceQuerySet) -> RequestedServiceQuerySet:
    """Each request with its last help by a decision and a draft on it: read with the request itself."""
    last = AssistanceDecision.objects.filter(request=OuterRef("pk"), lasts_until__isnull=False).order_by(
        "-lasts_until", "-id"
    )
    draft = AssistanceDecision.objects.in_the_making().filter(request=OuterRef("pk"))
    return requests.annotate(
        care_id=Subquery(last.values("pk")[:1]),
        care_number=Subquery(last.values("number")[:1]),
        care_hours=Subquery(last.values("hours")[:1]),
        care_over=Subquery(last.values("hours_over")[:1]),
        care_until=Subquery(last.values("lasts_until")[:1]),
        care_draft_id=Subquery(draft.values("pk")[:1]),
        care_draft_number=Subquery(draft.values("number")[:1]),
    )


def is_of_assistance(request: RequestedService) -> bool:
    return request.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE


@dataclass(frozen=True)
class Deadline:
    """A day by which the law, as we know it, wants something done."""

    what: str
    due_on: date
    days_left: int
    share: int
    provision: str


@dataclass(frozen=True)
class TracksPage:
    """Both tracks of one case."""

    programme: list[RequestedService]
    assistance: list[RequestedService]
    plans: list[Plan]
    interviews: list[EnvironmentalInterview]
    decisions: list[AssistanceDecision]
    changes: list[TrackChange]
    deadlines: list[Deadline]

    @property
    def open_interview(self) -> EnvironmentalInterview | None:
        waits = (InterviewState.PLANNED, InterviewState.WRITTEN)
        return next((one for one in self.interviews if one.state in waits), None)

    @property
    def last_signed(self) -> EnvironmentalInterview | None:
        return next((one for one in self.interviews if one.state == InterviewState.SIGNED), None)


def tracks_page(application: Application, *, user: User, on: date) -> TracksPage:
    """Gather both tracks; what the user may not see stays empty."""
    rows = with_decisions(application.requests.all()).select_related("service", "outcome_by")
    requests = list(rows.order_by("service__name", "id"))
    interviews = EnvironmentalInterview.objects.visible_to(user).filter(application=application)
    decisions = AssistanceDecision.objects.visible_to(user).filter(application=application)
    changes = TrackChange.objects.visible_to(user).filter(application=application)
    found = list(interviews.select_related("social_worker").order_by("-ordered_on", "-id"))
    assistance = [one for one in requests if is_of_assistance(one)]
    return TracksPage(
        programme=[one for one in requests if not is_of_assistance(one)],
        assistance=assistance,
        plans=list(Plan.objects.visible_to(user).filter(application=application).order_by("-id")),
        interviews=found,
        decisions=list(decisions.select_related("request__service", "signed_by").order_by("-id")),
        changes=list(changes.select_related("request__service", "new_request__service", "changed_by").order_by("-id")),
        deadlines=deadlines_of(application, assistance=assistance, interviews=found, on=on),
    )


def deadlines_of(
    application: Application,
    *,
    assistance: list[RequestedService],
    interviews: list[EnvironmentalInterview],
    on: date,
) -> list[Deadline]:
    """What is due on the assistance track; a centre may have switched a rule off."""
    off = application.centre.switched_off_rules
    found = []
    waits = next((one for one in interviews if one.state in (InterviewState.PLANNED, InterviewState.WRITTEN)), None)
    is_open = any(one.state == RequestState.OPEN for one in assistance)
    never_held = is_open and not any(one.state == InterviewState.SIGNED for one in interviews)
    if (waits or never_held) and effect_of(interview_due_on, switched_off=off) is not Effect.SILENT:
        ordered_on = waits.ordered_on if waits else application.filed_on
        due = interview_due_on(ordered_on=ordered_on)
        provision = provision_of(interview_due_on)
        found.append(_deadline(_("The interview at home"), ordered_on, due, provision, on=on))
    if is_open and effect_of(decision_due_on, switched_off=off) is not Effect.SILENT:
        due = decision_due_on(ordered_on=application.filed_on)
        found.append(_deadline(_("The decision"), application.filed_on, due, provision_of(decision_due_on), on=on))
    return found


def _deadline(what: str, since: date, due_on: date, provision: str, *, on: date) -> Deadline:
    left, whole = (due_on - on).days, (due_on - since).days
    return Deadline(what, due_on, left, max(0, min(100, round(100 * (whole - left) / whole))), provision)


def find_assistance(*, user: User) -> QuerySet[AssistanceDecision]:
    """Decisions as case staff see them, with all a page of one shows."""
    return AssistanceDecision.objects.visible_to(user).select_related(
        "application__person", "application__representation", "application__taken_over", "centre", "letter",
        "signed_by", "drafted_by",
        "request__service", "previous", "interview",
    )  # fmt: skip


def remarks_on(decision: AssistanceDecision, *, on: date) -> list[tuple[str, str]]:
    """What is wanting before one signs, each with its provision: warnings, for nobody has read the act yet."""
    off = decision.centre.switched_off_rules
    if decision.state != DecisionState.DRAFT or effect_of(interview_comes_first, switched_off=off) is Effect.SILENT:
        return []
    provision = provision_of(interview_comes_first)
    signed_on = decision.interview.signed_on if decision.interview else None
    if signed_on is None or not interview_comes_first(interview_signed_on=signed_on, on=on):
        return [(_("No signed interview at home stands behind this decision. Hold it first."), provision)]
    previous = decision.previous
    if decision.kind == AssistanceKind.RENEW and previous and previous.signed_on and signed_on <= previous.signed_on:
        text = _("The interview is older than the decision it prolongs. Bring it up to date first.")
        return [(text, provision)]
    return []


def assistance_paper(decision: AssistanceDecision) -> Paper:
    """The letter of a signed decision, or what it would be if the draft were signed as it is."""
    return letter_paper(decision.letter or _draft_letter(decision), centre=decision.centre)


def _draft_letter(decision: AssistanceDecision) -> Letter:
    application = decision.application
    words = worded(
        centre=decision.centre,
        kind=LetterKind.ASSISTANCE_DECISION,
        known=known_of(application) | words_of_assistance(decision),
        on=decision.drafted_on,
        title=TITLES[decision.kind],
    )
    return Letter(
        kind=LetterKind.ASSISTANCE_DECISION,
        number=decision.number,
        title=f"PROJEKT: {words.title}",
        dated_on=decision.drafted_on,
        recipient=recipient_of(application, on=decision.drafted_on),
        text=words.text,
    )


def decisions_ending(*, user: User, on: date, within: timedelta = ENDS_WITHIN) -> QuerySet[AssistanceDecision]:
    """Help that ends within the time and is not prolonged yet, the first to end first.

    Each with its draft of a renewal, and whether an update of the interview is under way.
    """
    same = AssistanceDecision.objects.filter(request=OuterRef("request"))
    later = same.filter(lasts_until__gt=OuterRef("lasts_until"))
    ended = same.filter(kind=AssistanceKind.END, starts_on__gt=OuterRef("starts_on"), signed_on__isnull=False).exclude(
        state=DecisionState.REVERSED
    )
    draft = same.in_the_making().filter(kind=AssistanceKind.RENEW)
    update = EnvironmentalInterview.objects.filter(
        application=OuterRef("application"), state__in=[InterviewState.PLANNED, InterviewState.WRITTEN]
    )
    return (
        AssistanceDecision.objects.visible_to(user)
        .filter(~Exists(later), ~Exists(ended), lasts_until__gte=on, lasts_until__lte=on + within)
        .select_related("application__person", "centre", "request__service", "interview")
        .annotate(
            renewal_id=Subquery(draft.values("pk")[:1]),
            renewal_number=Subquery(draft.values("number")[:1]),
            interview_is_open=Exists(update),
        )
        .order_by("lasts_until", "id")
    )


def renewal_deadline(decision: AssistanceDecision) -> date | None:
    """By when a renewal should be begun; None where the centre does not keep to the rule."""
    off = decision.centre.switched_off_rules
    if decision.lasts_until is None or effect_of(renewal_due_on, switched_off=off) is Effect.SILENT:
        return None
    return renewal_due_on(ends_on=decision.lasts_until)
