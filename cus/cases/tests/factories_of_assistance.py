"""Home care under the social assistance act: an application for it, its interview, its decision."""

from datetime import date
from decimal import Decimal
from typing import Any

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_director, a_user
from cus.cases.models import (
    Application,
    AssistanceDecision,
    AssistanceKind,
    EnvironmentalInterview,
    RequestedService,
)
from cus.cases.services.assistance import (
    AssistanceContent,
    deliver_assistance,
    draft_assistance,
    plan_interview,
    sign_assistance,
    write_interview,
)
from cus.cases.tests.factories import TODAY, an_application
from cus.offer.models import LegalTrack, Service
from cus.offer.tests.factories import a_service

FIRST_DAY, LAST_DAY = date(2026, 2, 1), date(2026, 7, 31)
LEARNT = {
    "situation": "Mieszka sama, wróciła ze szpitala.",
    "health": "Chodzi z balkonikiem.",
    "housing": "Drugie piętro bez windy.",
    "family": "Córka 200 km stąd.",
    "income": "Emerytura 2100 zł.",
    "conclusions": "Sama nie poradzi sobie z kąpielą i zakupami.",
    "proposed_help": "20 godzin usług opiekuńczych w miesiącu.",
}


def a_social_worker(**given: Any) -> User:
    return a_user(Role.SOCIAL_WORKER, **({"first_name": "Sylwia", "last_name": "Mazur"} | given))


def home_care(**given: Any) -> Service:
    defaults = {"name": "Usługi opiekuńcze", "area": 4, "unit": "godzina", "legal_track": LegalTrack.SOCIAL_ASSISTANCE}
    return a_service(**(defaults | given))


def an_application_for_care(**given: Any) -> Application:
    return an_application(services=given.pop("services", None) or [home_care()], **given)


def request_of(application: Application) -> RequestedService:
    return application.requests.of_assistance().get()


def a_planned_interview(application: Application, *, by: User, **given: Any) -> EnvironmentalInterview:
    return plan_interview(
        **({"application_id": application.pk, "social_worker_id": by.pk, "by": by, "on": TODAY} | given)
    )


def a_signed_interview(
    application: Application, *, by: User, on: date = TODAY, **given: Any
) -> EnvironmentalInterview:
    interview = a_planned_interview(application, by=by, on=on, **given)
    words: Any = {"interview_id": interview.pk, "held_on": on, "place": "HOME", "parts": LEARNT}
    return write_interview(**words, signed=True, by=by, on=on)


def content(**given: Any) -> AssistanceContent:
    """Twenty hours a month for half a year."""
    defaults = {
        "reasons": "Pani Maria nie poradzi sobie sama.",
        "provision": "Ustawa o pomocy społecznej",
        "appeal_instruction": "Odwołanie składa się w ciągu 14 dni.",
        "hours": Decimal(20),
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
        "tasks": "kąpiel\nzakupy",
        "fee_text": "30% kosztu godziny",
        "fee_grosze": 1250,
    }
    return AssistanceContent(**(defaults | given))


def a_draft_of_care(request: RequestedService, *, by: User, **given: Any) -> AssistanceDecision:
    kind, on = given.pop("kind", AssistanceKind.GRANT), given.pop("on", TODAY)
    return draft_assistance(request_id=request.pk, kind=kind, content=content(**given), by=by, on=on)


def a_signed_decision(request: RequestedService, *, by: User, on: date = TODAY, **given: Any) -> AssistanceDecision:
    draft = a_draft_of_care(request, by=by, on=on, **given)
    return sign_assistance(decision_id=draft.pk, by=a_director(), on=on)


def a_delivered_decision(request: RequestedService, *, by: User, **given: Any) -> AssistanceDecision:
    decision = a_signed_decision(request, by=by, **given)
    return deliver_assistance(decision_id=decision.pk, way="POST", delivered_on=TODAY, by=by, on=TODAY)


def care_by_decision(**given: Any) -> AssistanceDecision:
    """An application for home care, granted from 1 February to 31 July 2026."""
    worker = given.pop("by", None) or a_social_worker()
    application = given.pop("application", None) or an_application_for_care()
    a_signed_interview(application, by=worker)
    return a_signed_decision(request_of(application), by=worker, **given)
