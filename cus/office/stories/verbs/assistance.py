"""The assistance track: the interview at home, the decision and its course, moving between the tracks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cus.accounts.models import User
from cus.cases.models import (
    Application,
    AssistanceDecision,
    AssistanceKind,
    EnvironmentalInterview,
    HoursOver,
    InterviewPlace,
)
from cus.cases.services.assistance import (
    AssistanceContent,
    cancel_interview,
    change_assistance,
    change_track,
    deliver_assistance,
    draft_assistance,
    drop_assistance,
    note_assistance_appeal,
    plan_interview,
    prepare_renewal,
    reverse_assistance,
    sign_assistance,
    uphold_assistance,
    write_interview,
)
from cus.cases.states import DecisionState, InterviewState
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.office.stories.verbs.outcomes import request_of
from cus.records.models.letter import DeliveryWay

BEING_WRITTEN = (InterviewState.PLANNED, InterviewState.WRITTEN)
INSTRUCTION = "Odwołanie do samorządowego kolegium odwoławczego składa się w ciągu 14 dni od doręczenia."


def _interview(case: Application) -> EnvironmentalInterview:
    interview = case.interviews.filter(state__in=BEING_WRITTEN).order_by("-id").first()
    if interview is None:
        raise Unreadable(f"The case {case.number} has no interview that is planned or being written.")
    return interview


def _decision(case: Application, of: Service | None, *states: DecisionState) -> AssistanceDecision:
    """The newest decision in one of the states; another one where there is none, so that the service refuses it."""
    decisions = case.assistance_decisions.order_by("-id")
    if of is not None:
        decisions = decisions.filter(request=request_of(case, of))
    decision = decisions.filter(state__in=states).first() or decisions.first()
    if decision is None:
        raise Unreadable(f"The case {case.number} has no decision under the social assistance act.")
    return decision


@verb("plans the interview")
def plans_the_interview(
    stage: Stage,
    by: User,
    *,
    case: Application,
    who: User | None = None,
    visit: date | None = None,
    update: bool = False,
) -> None:
    """At the person's home, in the hands of a social worker; `update: yes` brings the last signed one up to date."""
    worker = who or stage.staff["social worker"]
    last = case.interviews.filter(state=InterviewState.SIGNED).order_by("-id").first() if update else None
    plan_interview(
        application_id=case.pk, social_worker_id=worker.pk, planned_on=visit,
        updates_id=last.pk if last else None, by=by, on=stage.on,
    )  # fmt: skip


@verb("holds the interview")
def holds_the_interview(
    stage: Stage,
    by: User,
    *,
    case: Application,
    held: date | None = None,
    at: InterviewPlace = InterviewPlace.HOME,
    situation: str = "Mieszka sama na drugim piętrze bez windy.",
    conclusions: str = "Potrzebna jest pomoc innej osoby.",
    proposed: str = "Usługi opiekuńcze.",
    signed: bool = False,
) -> None:
    """And writes it down; `signed: yes` signs it at once."""
    write_interview(
        interview_id=_interview(case).pk,
        held_on=held or stage.on,
        place=at,
        parts={"situation": situation, "conclusions": conclusions, "proposed_help": proposed},
        signed=signed,
        by=by,
        on=stage.on,
    )


@verb("signs the interview")
def signs_the_interview(stage: Stage, by: User, *, case: Application) -> None:
    """As it was written down."""
    interview = _interview(case)
    held_on = interview.held_on or stage.on
    write_interview(
        interview_id=interview.pk, held_on=held_on, place=interview.place, parts={}, signed=True, by=by, on=stage.on
    )  # fmt: skip


@verb("cancels the interview")
def cancels_the_interview(stage: Stage, by: User, *, case: Application, because: str = "Wola osoby.") -> None:
    cancel_interview(interview_id=_interview(case).pk, reason=because, by=by, on=stage.on)


@verb("drafts a decision")
def drafts_a_decision(
    stage: Stage,
    by: User,
    *,
    case: Application,
    for_: Service,
    that: AssistanceKind = AssistanceKind.GRANT,
    hours: Decimal | None = None,
    per: HoursOver = HoursOver.WEEK,
    from_: date | None = None,
    to: date | None = None,
    tasks: str = "zakupy, przygotowanie posiłków",
    fee: str = "bezpłatnie",
    because: str = "Wywiad potwierdził potrzebę pomocy.",
) -> None:
    """Under the social assistance act. An ending has only its first day without help, a refusal no days at all."""
    content = AssistanceContent(
        reasons=because,
        provision="ustawa o pomocy społecznej",
        appeal_instruction=INSTRUCTION,
        hours=hours,
        hours_over=per,
        starts_on=from_,
        ends_on=to,
        tasks=tasks,
        fee_text=fee,
    )
    draft_assistance(request_id=request_of(case, for_).pk, kind=that, content=content, by=by, on=stage.on)


@verb("changes the draft of the decision")
def changes_the_draft(
    stage: Stage,
    by: User,
    *,
    case: Application,
    for_: Service | None = None,
    hours: Decimal | None = None,
    from_: date | None = None,
    to: date | None = None,
    fee: str | None = None,
) -> None:
    """What is not said stays; the draft then rests on the newest signed interview."""
    draft = _decision(case, for_, DecisionState.DRAFT)
    written = AssistanceContent(**{name: getattr(draft, name) for name in AssistanceContent.__dataclass_fields__})
    content = replace(
        written,
        hours=written.hours if hours is None else hours,
        starts_on=from_ or written.starts_on,
        ends_on=to or written.ends_on,
        fee_text=written.fee_text if fee is None else fee,
    )
    change_assistance(decision_id=draft.pk, content=content, by=by, on=stage.on)


@verb("gives the draft of the decision up")
def gives_the_draft_up(stage: Stage, by: User, *, case: Application, for_: Service | None = None) -> None:
    drop_assistance(decision_id=_decision(case, for_, DecisionState.DRAFT).pk, by=by, on=stage.on)


@verb("signs the decision")
def signs_the_decision(stage: Stage, by: User, *, case: Application, for_: Service | None = None) -> None:
    """From now on it gives, changes, ends or refuses help; its letter is written."""
    sign_assistance(decision_id=_decision(case, for_, DecisionState.DRAFT).pk, by=by, on=stage.on)


@verb("delivers the decision")
def delivers_the_decision(
    stage: Stage,
    by: User,
    *,
    case: Application,
    for_: Service | None = None,
    way: DeliveryWay = DeliveryWay.POST,
    delivered: date | None = None,
) -> None:
    """The fourteen days to appeal run from the delivery."""
    decision = _decision(case, for_, DecisionState.SIGNED)
    deliver_assistance(decision_id=decision.pk, way=way, delivered_on=delivered or stage.on, by=by, on=stage.on)


@verb("notes an appeal against the decision")
def notes_an_appeal_against_it(
    stage: Stage, by: User, *, case: Application, for_: Service | None = None, received: date | None = None
) -> None:
    decision = _decision(case, for_, DecisionState.DELIVERED)
    note_assistance_appeal(decision_id=decision.pk, appealed_on=received or stage.on, by=by, on=stage.on)


@verb("notes that the appeal body upheld the decision")
def notes_the_decision_upheld(stage: Stage, by: User, *, case: Application, for_: Service | None = None) -> None:
    decision = _decision(case, for_, DecisionState.APPEALED)
    uphold_assistance(decision_id=decision.pk, ended_on=stage.on, by=by, on=stage.on)


@verb("notes that the appeal body reversed the decision")
def notes_the_decision_reversed(stage: Stage, by: User, *, case: Application, for_: Service | None = None) -> None:
    """What stood before stands again."""
    decision = _decision(case, for_, DecisionState.APPEALED)
    reverse_assistance(decision_id=decision.pk, ended_on=stage.on, by=by, on=stage.on)


@verb("prepares the renewal")
def prepares_the_renewal(stage: Stage, by: User, *, case: Application, for_: Service | None = None) -> None:
    """A draft with the same help for a period as long, and an update of the interview."""
    decisions = case.assistance_decisions.filter(lasts_until__isnull=False)
    if for_ is not None:
        decisions = decisions.filter(request=request_of(case, for_))
    decision = decisions.order_by("-lasts_until", "-id").first()
    if decision is None:
        raise Unreadable(f"No decision of the case {case.number} gives help.")
    prepare_renewal(decision_id=decision.pk, by=by, on=stage.on)


@verb("changes the track")
def changes_the_track(
    stage: Stage,
    by: User,
    *,
    case: Application,
    from_: Service,
    to: Service,
    consent: date | None = None,
    because: str = "Ta pomoc lepiej odpowiada potrzebom.",
) -> None:
    """To a service of the other track; `consent` is the day on which the person agreed, without it there is none."""
    change_track(
        request_id=request_of(case, from_).pk,
        service_id=to.pk,
        consented_on=consent,
        consented_how="w rozmowie" if consent else "",
        reason=because,
        by=by,
        on=stage.on,
    )
