"""What an applicant sees of their application with number and code: no more than the state of things."""

import re
from dataclasses import dataclass
from datetime import date

from cus.accounts.models import Role, User
from cus.cases.line import PlaceInLine
from cus.cases.models import Application, PlaceOffer, Plan, RequestedService
from cus.cases.states import OPEN_APPLICATION, ApplicationState, OfferState, PlanState, RequestState
from cus.cases.waiting_times import Waited, waited_for
from cus.law.deadlines import plan_due_on

PLANS_TO_SHOW = (PlanState.APPROVED, PlanState.ACTIVE, PlanState.ENDED, PlanState.TALKED, PlanState.CLOSED)


@dataclass(frozen=True)
class FollowedRequest:
    """One requested service and where it stands."""

    name: str
    state: str
    outcome_on: date | None
    place: PlaceInLine | None
    places: int | None = None
    is_paused: bool = False
    by_criterion: bool = False
    offer: PlaceOffer | None = None
    waited: Waited | None = None


@dataclass(frozen=True)
class FollowedApplication:
    """What the page shows; of the person only the first name."""

    pk: int
    number: str
    first_name: str
    filed_on: date
    due_on: date
    is_open: bool
    state: str
    missing: str
    complete_by: date | None
    requests: list[FollowedRequest]
    plan: Plan | None
    coordinator: str


def application_by_code(*, centre_id: int, number: str, code: str) -> Application | None:
    """The application that has both this number and this code, however they are spaced and dotted."""
    found = Application.objects.filter(centre_id=centre_id, code="".join(words_in(code))).first()
    return found if found and words_in(found.number) == words_in(number) else None


def words_in(written: str) -> list[str]:
    """CUS.5020.1.2026 and "cus 5020/1/2026" are one number; ACDEF GHJKM and acdefghjkm one code."""
    return re.findall(r"[^\W_]+", written.upper())


def no_longer_acts(*, centre_id: int, application_id: int, on: date) -> bool:
    """Whether somebody else filed it and their right to act for the person has ended: the code was theirs."""
    found = Application.objects.filter(centre_id=centre_id, pk=application_id)
    return found.filter(representation__ends_on__lt=on).exists()


def newest_of(user: User) -> int | None:
    """The last application of a resident who signed in: they need no number and code for their own."""
    if not user.is_authenticated or not user.has_role(Role.RESIDENT):
        return None
    own = Application.objects.in_centre_of(user).filter(person__user=user)
    return own.order_by("-filed_at", "-id").values_list("pk", flat=True).first()


def followed(*, centre_id: int, application_id: int, on: date) -> FollowedApplication | None:
    """Where the application and each service of it stand."""
    applications = Application.objects.filter(centre_id=centre_id, pk=application_id)
    application = applications.select_related("person", "coordinator").first()
    if application is None:
        return None
    requests = application.requests.select_related("service", "application").order_by("id")
    plan = application.plans.filter(state__in=PLANS_TO_SHOW).order_by("-id").first()
    coordinator = application.coordinator
    return FollowedApplication(
        pk=application.pk,
        number=application.number,
        first_name=application.person.first_name,
        filed_on=application.filed_on,
        due_on=plan_due_on(applied_on=application.filed_on),
        is_open=application.state in OPEN_APPLICATION,
        state=application.state,
        missing=application.missing if application.state == ApplicationState.INCOMPLETE else "",
        complete_by=application.complete_by,
        requests=[_followed_request(request, on=on) for request in requests],
        plan=plan,
        coordinator=coordinator.name if coordinator else "",
    )


def _followed_request(request: RequestedService, *, on: date) -> FollowedRequest:
    waits = request.state == RequestState.WAITING
    offers = PlaceOffer.objects.running().filter(request=request) if waits else PlaceOffer.objects.none()
    return FollowedRequest(
        name=request.service.name,
        state=request.state,
        outcome_on=request.outcome_on,
        place=RequestedService.objects.place_of(request) if waits else None,
        places=request.service.places,
        is_paused=request.is_paused,
        by_criterion=request.placed_at is not None or request.criterion != 0,
        offer=offers.first(),
        waited=waited_for(request.service_id, on=on) if waits else None,
    )


def offer_to_answer(*, application_id: int, offer_id: str) -> PlaceOffer | None:
    """The offer of this application that the person may still answer."""
    if not offer_id.isdigit():
        return None
    running = PlaceOffer.objects.running().filter(request__application=application_id, state=OfferState.OFFERED)
    return running.filter(pk=int(offer_id[:18])).first()
