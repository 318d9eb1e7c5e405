"""Help by a decision in the example: a visit at home, a decision, its signature and delivery."""

from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from cus.accounts.models import User
from cus.cases.models import Application, AssistanceKind, FeePer, HoursOver, InterviewPlace, RequestedService
from cus.cases.services.assistance import (
    AssistanceContent,
    deliver_assistance,
    draft_assistance,
    plan_interview,
    sign_assistance,
    write_interview,
)
from cus.cases.services.assistance.interviews import InterviewParts
from cus.law.citations import SOCIAL_ASSISTANCE_ACT
from cus.offer.models import LegalTrack, Service
from cus.office.demo.loom import Moment, Story
from cus.office.demo.scene import Scene
from cus.records.models.letter import DeliveryWay

A_YEAR = 364
FEE = 1558  # grosze an hour: 30 % of 51.94 zł
APPEAL = (
    "Od tej decyzji przysługuje odwołanie do Samorządowego Kolegium Odwoławczego w Krakowie. Składa się je przez nas, "
    "w ciągu 14 dni od doręczenia. Pomożemy je napisać."
)
LEARNT: InterviewParts = {
    "situation": "Mieszka w tej samej okolicy od lat. Rano i wieczorem potrzebuje pomocy drugiej osoby.",
    "health": "Chodzi powoli, z podparciem. Leki przyjmuje regularnie.",
    "housing": "Mieszkanie czyste i ciepłe, próg w łazience.",
    "family": "Rodzina dzwoni i przyjeżdża w wolne dni; na co dzień nie może pomagać.",
    "income": "Emerytura, bez innych świadczeń.",
    "conclusions": "Bez stałej pomocy w codziennych czynnościach nie poradzi sobie w domu.",
    "proposed_help": "Usługi opiekuńcze w dni robocze.",
}


class Told(Protocol):
    """What a story needs of a case."""

    scene: Scene
    application: Application

    def at(self, ago: int, by: User | None = None) -> Moment: ...

    def who(self, role: str) -> User: ...


def is_by_decision(service: Service) -> bool:
    return service.legal_track == LegalTrack.SOCIAL_ASSISTANCE


def visited(case: Told, ago: int, *, learnt: InterviewParts | None = None) -> Story:
    """The social worker holds the interview and signs it the same day."""
    worker, on = case.who("social_worker"), case.scene.day(ago)
    yield case.at(ago, worker)
    interview = plan_interview(application_id=case.application.pk, social_worker_id=worker.pk, by=worker, on=on)
    write_interview(
        interview_id=interview.pk, held_on=on, place=InterviewPlace.HOME, parts=learnt or LEARNT, signed=True,
        by=worker, on=on,
    )  # fmt: skip


def decided(case: Told, ago: int, request: RequestedService, *, hours: int = 20, lasts: int = A_YEAR) -> Story:
    """Drafted, signed by the director a day later, handed over the day after that; help begins with the signature."""
    worker, director, first = case.who("social_worker"), case.who("director"), max(ago - 1, 0)
    yield case.at(ago, worker)
    starts_on = case.scene.day(first)
    decision = draft_assistance(
        request_id=request.pk,
        kind=AssistanceKind.GRANT,
        content=AssistanceContent(
            reasons="Wywiad w domu pokazał, że sama pomoc rodziny i sąsiadów nie wystarczy.",
            provision=f"{SOCIAL_ASSISTANCE_ACT.title} ({SOCIAL_ASSISTANCE_ACT.journal}), przykład",
            appeal_instruction=APPEAL,
            hours=Decimal(hours),
            hours_over=HoursOver.MONTH,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=lasts),
            tasks="pomoc w kąpieli i ubieraniu\nprzygotowanie śniadania\nzakupy i lekkie porządki",
            fee_text="30% kosztu godziny, przykład",
            fee_grosze=FEE,
            fee_per=FeePer.HOUR,
        ),
        by=worker,
        on=case.scene.day(ago),
    )
    yield case.at(first, director)
    sign_assistance(decision_id=decision.pk, by=director, on=starts_on)
    delivered = case.scene.day(max(ago - 2, 0))
    yield case.at(max(ago - 2, 0), worker)
    deliver_assistance(
        decision_id=decision.pk, way=DeliveryWay.BY_HAND, delivered_on=delivered, by=worker, on=delivered
    )


def granted(case: Told, ago: int, request: RequestedService) -> Story:
    """From the visit to the delivery in a few days."""
    if not case.application.interviews.exists():
        yield from visited(case, ago)
    yield from decided(case, ago, request)
