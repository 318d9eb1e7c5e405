"""Lists of taking in: applications with their clock, signals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from cus.accounts.models import User
from cus.cases.models import Application, Plan, RequestedService, Signal
from cus.cases.models.application import ApplicationQuerySet
from cus.cases.models.signal import SignalQuerySet
from cus.cases.states import OPEN_APPLICATION, ApplicationState, PlanState, RequestState, SignalState
from cus.kit.polish import fold
from cus.law.deadlines import days_left, plan_due_on
from cus.law.plan import is_plan_required

NOT_YET_MADE = (PlanState.PREPARED, PlanState.ABANDONED)

HELP_IS_SURE = (RequestState.QUALIFIED, RequestState.GRANTED)
SHOWN = (
    "number", "state", "filed_at", "filed_on", "coordination_from", "coordination_to", "taken_over__id",
    "person__first_name", "person__last_name", "coordinator__first_name", "coordinator__last_name",
)  # fmt: skip


@dataclass(frozen=True)
class ApplicationFilter:
    """What the list is narrowed to; `state` OPEN means whatever still waits for somebody."""

    words: str = ""
    state: str = "OPEN"
    whose: str = ""
    late: bool = False
    service_id: int | None = None


@dataclass(frozen=True)
class Clock:
    """The 30 days of an application (RULE-35, RULE-44)."""

    due_on: date
    days_left: int
    share: int


def applications_to_show(*, user: User, chosen: ApplicationFilter, on: date) -> ApplicationQuerySet:
    """The applications a user may see, narrowed; those still open by their clock, the others newest first."""
    rows = Application.objects.visible_to(user)
    rows = _in_state(rows, chosen.state)
    if chosen.words.strip():
        rows = rows.filter(_by_words(chosen.words))
    if chosen.whose == "mine":
        rows = rows.filter(coordinator=user)
    elif chosen.whose == "nobody":
        rows = rows.filter(coordinator__isnull=True)
    if chosen.service_id:
        rows = rows.filter(
            Exists(RequestedService.objects.filter(application=OuterRef("pk"), service_id=chosen.service_id))
        )
    if chosen.late:
        rows = late_applications(rows, on=on)
    requests = RequestedService.objects.select_related("service").only("application_id", "state", "service__name")
    order = ("filed_at", "id") if chosen.state == "OPEN" or chosen.late else ("-filed_at", "-id")
    return (
        rows.select_related("person", "coordinator", "taken_over")
        .only(*SHOWN)
        .prefetch_related(Prefetch("requests", requests.order_by("id")))
        .annotate(made_plan=Subquery(_made_plans().values("pk")[:1]))  # EXISTS here would read the plans of everybody
        .order_by(*order)
    )


def _in_state(rows: ApplicationQuerySet, state: str) -> ApplicationQuerySet:
    if state == "OPEN":
        return rows.open()
    return rows.filter(state=state) if state in ApplicationState.values else rows


def _by_words(words: str) -> Q:
    """Each word stands in the number or in the entry of the person."""
    found = Q()
    for word in words.split():
        by_number = Q(number__icontains=word) | Q(taken_over__old_number__icontains=word)
        found &= by_number | Q(person__search_text__contains=fold(word))
    return found


def _made_plans() -> Any:
    return Plan.objects.filter(application=OuterRef("pk")).exclude(state__in=NOT_YET_MADE)


def late_applications(rows: ApplicationQuerySet, *, on: date) -> ApplicationQuerySet:
    """Those whose 30 days have passed without the plan they need, or may need (RULE-44)."""
    qualified = RequestedService.objects.filter(application=OuterRef("pk"), state__in=HELP_IS_SURE)
    waits_for_plan = Q(state__in=OPEN_APPLICATION) | (Q(state=ApplicationState.DECIDED) & Exists(qualified))
    candidates = rows.filter(waits_for_plan, taken_over__isnull=True).exclude(Exists(_made_plans()))
    late = [
        application.pk
        for application in candidates.only("id", "filed_on", "coordination_from", "coordination_to")
        if days_left(applied_on=application.filed_on, on=on) < 0 and plan_is_needed(application) is not False
    ]
    return rows.filter(pk__in=late)


def plan_is_needed(application: Application) -> bool | None:
    """Yes or no once it is known how long services are coordinated, None until then."""
    if application.coordination_from is None:
        return None
    return is_plan_required(
        coordination_starts_on=application.coordination_from, coordination_ends_on=application.coordination_to
    )


def clock_of(application: Application, *, on: date) -> Clock | None:
    """The clock of an application of `applications_to_show`; None where no plan is waited for any more."""
    has_plan = application.made_plan is not None  # type: ignore[attr-defined]
    qualified = any(request.state in HELP_IS_SURE for request in application.requests.all())
    waits = application.state in OPEN_APPLICATION or (application.state == ApplicationState.DECIDED and qualified)
    if getattr(application, "taken_over", None) or not waits or has_plan or plan_is_needed(application) is False:
        return None
    due_on = plan_due_on(applied_on=application.filed_on)
    left, whole = days_left(applied_on=application.filed_on, on=on), (due_on - application.filed_on).days
    return Clock(due_on, left, round(100 * (whole - max(left, 0)) / whole))


def signals_to_show(*, user: User, state: str) -> SignalQuerySet:
    """The signals a user may see: urgent ones first, then the newest."""
    rows = Signal.objects.visible_to(user)
    if state == "OPEN":
        rows = rows.filter(state__in=[SignalState.NEW, SignalState.CONTACTED])
    elif state in SignalState.values:
        rows = rows.filter(state=state)
    urgency = "-is_urgent" if state == "OPEN" else "-received_at"
    return rows.select_related("person", "received_by").order_by(urgency, "-received_at", "-id")
