"""Recognition of needs, qualification, lists, transfers and refusals."""

from datetime import date, timedelta

from cus.accounts.models import User
from cus.cases.models import Application, Decision, RecognitionPlace, RequestedService, TransferAnswer
from cus.cases.services.outcomes import (
    answer_transfer,
    assign_coordinator,
    deliver_decision,
    draft_refusal,
    end_service,
    note_appeal,
    note_coordination,
    pass_on,
    put_on_waiting_list,
    qualify_service,
    recognise_needs,
    reverse_decision,
    sign_decision,
    uphold_decision,
)
from cus.cases.services.outcomes.judging import note_facts
from cus.cases.services.outcomes.recognition import Findings
from cus.cases.states import DecisionState, RequestState
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable, without_line
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.records.models.letter import DeliveryWay
from cus.team.models import Unit

OPEN = (RequestState.OPEN, RequestState.WAITING)
TALKED: Findings = {
    "can_do": "Sama je i ubiera się.",
    "hard": "Schody i zakupy.",
    "wants": "Chce zostać u siebie.",
    "needs": "pomoc w zakupach",
}


def request_of(case: Application, service: Service) -> RequestedService:
    request = case.requests.filter(service=service).first()
    if request is None:
        raise Unreadable(f"The case {case.number} does not ask for “{service.name}”.")
    return request


@verb("gives the case")
def gives_the_case(stage: Stage, by: User, *, case: Application, to: User) -> None:
    assign_coordinator(application_id=case.pk, coordinator_id=to.pk, by=by, on=stage.on)


@verb("takes the case")
def takes_the_case(stage: Stage, by: User, *, case: Application) -> None:
    assign_coordinator(application_id=case.pk, coordinator_id=by.pk, by=by, on=stage.on)


@verb("recognises needs")
def recognises_needs(
    stage: Stage,
    by: User,
    *,
    case: Application,
    at: RecognitionPlace = RecognitionPlace.STAY,
    finished: bool = True,
    needs: str = "pomoc w zakupach",
) -> None:
    findings: Findings = {**TALKED, "needs": needs}
    recognise_needs(
        application_id=case.pk, held_on=stage.on, place=at, finished=finished, findings=findings, by=by, on=stage.on
    )  # fmt: skip


@verb("notes facts")
def notes_facts(stage: Stage, by: User, *, case: Application, service: Service, facts: dict) -> None:
    """What no record tells: degree, income, household, people."""
    note_facts(request_id=request_of(case, service).pk, facts=without_line(facts), by=by, on=stage.on)


@verb("notes the time of coordination")
def notes_the_time_of_coordination(
    stage: Stage, by: User, *, case: Application, from_: date, to: date | None = None
) -> None:
    note_coordination(application_id=case.pk, starts_on=from_, ends_on=to, by=by, on=stage.on)


@verb("qualifies")
def qualifies(
    stage: Stage, by: User, *, case: Application, for_: Service, passing_over: str = "", nevertheless: str = ""
) -> None:
    """`passing over`: the reason why those who came first are passed over; `nevertheless`: why against the terms."""
    qualify_service(
        request_id=request_of(case, for_).pk, passing_over=passing_over, nevertheless=nevertheless, by=by, on=stage.on
    )  # fmt: skip


@verb("puts on the waiting list")
def puts_on_the_waiting_list(stage: Stage, by: User, *, case: Application, for_: Service) -> None:
    put_on_waiting_list(request_id=request_of(case, for_).pk, by=by, on=stage.on)


@verb("ends the service")
def ends_the_service(stage: Stage, by: User, *, case: Application, service: Service) -> None:
    end_service(request_id=request_of(case, service).pk, by=by, on=stage.on)


@verb("passes on")
def passes_on(
    stage: Stage,
    by: User,
    *,
    case: Application,
    services: list[Service],
    to: Unit,
    consent: date | None = None,
    because: str = "Sprawa należy do innego zespołu.",
) -> None:
    """`consent` is the day on which the person agreed; without it there is none."""
    stage.things["transfer", case.pk] = pass_on(
        application_id=case.pk,
        request_ids=[request_of(case, service).pk for service in services],
        unit_id=to.pk,
        consented_on=consent,
        consented_how="ustnie" if consent else "",
        reason=because,
        follow_up_on=stage.on + timedelta(days=14),
        by=by,
        on=stage.on,
    )


@verb("notes the answer")
def notes_the_answer(stage: Stage, by: User, *, case: Application, answer: TransferAnswer) -> None:
    """What the unit to which the case was passed on answered."""
    transfer = stage.things.get(("transfer", case.pk))
    if transfer is None:
        raise Unreadable("Nothing of this case has been passed on.")
    answer_transfer(transfer_id=transfer.pk, answer=answer, note="", by=by, on=stage.on)


def _refusal(case: Application, *states: DecisionState) -> Decision:
    decision = Decision.objects.filter(application=case, state__in=states).order_by("-id").first()
    if decision is None:
        raise Unreadable(f"The case {case.number} has no refusal that is {' or '.join(states).lower()}.")
    return decision


@verb("drafts a refusal")
def drafts_a_refusal(
    stage: Stage,
    by: User,
    *,
    case: Application,
    of: list[Service],
    because: str = "Warunki programu nie są spełnione.",
    instruction: str = "Odwołanie składa się w ciągu 14 dni od doręczenia.",
    no_places: bool = False,
) -> None:
    draft_refusal(
        application_id=case.pk,
        request_ids=[request_of(case, service).pk for service in of],
        reasons=because,
        provision="warunki programu usług społecznych",
        appeal_instruction=instruction,
        for_lack_of_places=no_places,
        by=by,
        on=stage.on,
    )


@verb("signs the refusal")
def signs_the_refusal(stage: Stage, by: User, *, case: Application) -> None:
    sign_decision(decision_id=_refusal(case, DecisionState.DRAFT, DecisionState.SIGNED).pk, by=by, on=stage.on)


@verb("delivers the refusal")
def delivers_the_refusal(
    stage: Stage, by: User, *, case: Application, way: DeliveryWay = DeliveryWay.POST, delivered: date | None = None
) -> None:
    decision = _refusal(case, DecisionState.SIGNED, DecisionState.DRAFT)
    deliver_decision(decision_id=decision.pk, way=way, delivered_on=delivered or stage.on, by=by, on=stage.on)


@verb("notes an appeal")
def notes_an_appeal(stage: Stage, by: User, *, case: Application, received: date | None = None) -> None:
    decision = _refusal(case, DecisionState.DELIVERED)
    note_appeal(decision_id=decision.pk, appealed_on=received or stage.on, by=by, on=stage.on)


@verb("notes that the appeal body upheld it")
def notes_upheld(stage: Stage, by: User, *, case: Application) -> None:
    uphold_decision(decision_id=_refusal(case, DecisionState.APPEALED).pk, ended_on=stage.on, by=by, on=stage.on)


@verb("notes that the appeal body reversed it")
def notes_reversed(stage: Stage, by: User, *, case: Application) -> None:
    reverse_decision(decision_id=_refusal(case, DecisionState.APPEALED).pk, ended_on=stage.on, by=by, on=stage.on)
