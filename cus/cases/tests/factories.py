"""An application, a plan: valid and boring unless the test says otherwise."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator, a_director, the_centre
from cus.cases.models import (
    Application,
    FilingChannel,
    NeedsRecognition,
    Plan,
    PlanCoordinator,
    PlanNeed,
    PlanVersion,
    RecognitionPlace,
    RequestedService,
    Rhythm,
    ServiceRow,
    Signal,
    SupportKind,
    SupportRow,
)
from cus.cases.models.signal import ReporterKind
from cus.cases.states import ApplicationState, PlanState, RequestState, VersionState
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person

TODAY = date(2026, 1, 10)
FILED_ON = date(2026, 1, 2)
FILED_AT = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
numbers = count(1)


def a_signal(**given: Any) -> Signal:
    defaults = {
        "received_at": FILED_AT,
        "reporter_kind": ReporterKind.NEIGHBOUR,
        "reporter_name": "Teresa Lis",
        "about_name": "Maria Wójcik",
        "content": "Sąsiadka nie wychodzi z domu od tygodnia.",
    }
    return Signal.objects.create(**({"centre": the_centre()} | defaults | given))


def an_application(*, services: list[Service] | None = None, **given: Any) -> Application:
    """Filed by Anna Nowak herself on 2 January 2026, for one service unless told which."""
    number = next(numbers)
    defaults = {
        "number": f"CUS.5020.{number}.2026",
        "code": f"KOD{number:07}",
        "filed_at": FILED_AT + timedelta(minutes=number),
        "filed_on": FILED_ON,
        "channel": FilingChannel.PHONE,
        "state": ApplicationState.FILED,
    }
    given.setdefault("centre", the_centre())
    if "person" not in given:
        given["person"] = a_person()
    application = Application.objects.create(**(defaults | given))
    for service in services if services is not None else [a_service()]:
        a_request(application, service)
    return application


def a_request(application: Application, service: Service, **given: Any) -> RequestedService:
    if given.get("state", RequestState.OPEN) != RequestState.OPEN:
        given.setdefault("outcome_on", TODAY)
    return RequestedService.objects.create(
        centre=application.centre, application=application, service=service, **given
    )


def a_recognition(application: Application, **given: Any) -> NeedsRecognition:
    defaults = {
        "author": given.pop("author", None) or application.coordinator or a_coordinator(),
        "held_on": TODAY,
        "place": RecognitionPlace.STAY,
        "can_do": "Sama je i ubiera się.",
        "wants": "Chce zostać w swoim domu.",
        "needs": "pomoc w zakupach\npomoc w kąpieli",
    }
    return NeedsRecognition.objects.create(centre=application.centre, application=application, **(defaults | given))


def a_plan(*, coordinator: User | None = None, version: dict[str, Any] | None = None, **given: Any) -> Plan:
    """A plan with one version (a draft, unless the state of the plan says otherwise), one need, one row a thread."""
    coordinator = coordinator or a_coordinator()
    application = given.pop("application", None) or an_application(
        coordinator=coordinator, state=ApplicationState.DECIDED
    )
    request = application.requests.first()
    RequestedService.objects.filter(pk=request.pk).update(state=RequestState.QUALIFIED, outcome_on=TODAY)
    state = given.setdefault("state", PlanState.PREPARED)
    period = {"starts_on": date(2026, 1, 15), "ends_on": date(2026, 12, 31)}
    defaults = {"number": f"CUS.5021.{next(numbers)}.2026", "begun_on": TODAY}
    approved = state not in (PlanState.PREPARED, PlanState.ABANDONED)
    plan = Plan.objects.create(
        centre=application.centre,
        person=application.person,
        application=application,
        **(defaults | (period if approved else {}) | given),
    )
    PlanCoordinator.objects.create(centre=plan.centre, plan=plan, user=coordinator, starts_on=TODAY)
    signed = {
        "state": VersionState.APPROVED,
        "agreed_on": TODAY,
        "agreed_how": "w domu",
        "agreed_by": plan.person.name,
        "approved_on": TODAY,
    }
    if approved:
        signed["approved_by"] = a_director()
    made = {"number": 1, "author": coordinator} | period | (signed if approved else {}) | (version or {})
    a_filled_version(plan, service=request.service, **made)
    return plan


def a_filled_version(plan: Plan, *, service: Service, **given: Any) -> PlanVersion:
    """A version with one row a thread; filled as a draft, since an approved one takes no more rows."""
    state = given.pop("state", VersionState.DRAFT)
    version = PlanVersion.objects.create(centre=plan.centre, plan=plan, state=VersionState.DRAFT, **given)
    need = PlanNeed.objects.create(
        centre=plan.centre, version=version, position=1, need="pomoc w kąpieli", goal="Myję się bez strachu"
    )
    dates = {"starts_on": version.starts_on, "ends_on": version.ends_on}
    ServiceRow.objects.create(
        centre=plan.centre, version=version, need=need, service=service, amount=2, unit="godzina",
        rhythm=Rhythm.WEEK, when="pn, śr 8:00–9:00", **dates,
    )  # fmt: skip
    SupportRow.objects.create(
        centre=plan.centre, version=version, need=need, kind=SupportKind.NEIGHBOUR, what="zakupy",
        who="Teresa Lis", when="wtorek i piątek", **dates,
    )  # fmt: skip
    if state != VersionState.DRAFT:
        version.state = state
        version.save(update_fields=["state"])
    return version
