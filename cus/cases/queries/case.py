"""The page of a case: everything about one application, in a handful of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from cus.accounts.models import CASE_STAFF, User
from cus.cases.models import (
    Application,
    ContactNote,
    Decision,
    NeedsRecognition,
    Plan,
    RequestedService,
    Task,
    Transfer,
)
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.outcomes import LETTERS_OF_CASE_STAFF
from cus.cases.queries.assistance import is_of_assistance, with_decisions
from cus.cases.queries.places import is_in_turn, with_places
from cus.cases.states import ApplicationState, PlanState, RequestState
from cus.law.citations import provision_of
from cus.law.deadlines import PREPARATION, days_left, plan_due_on
from cus.law.plan import is_plan_required
from cus.records.models import Document, Letter

CONTACTS_SHOWN = 5
CLOCK_RUNS = (
    ApplicationState.FILED,
    ApplicationState.INCOMPLETE,
    ApplicationState.RECOGNITION,
    ApplicationState.DECIDED,
)


def find_application(*, user: User) -> QuerySet[Application]:
    """Applications as staff see them, with the head of the page; residents have pages of their own."""
    found = Application.objects.visible_to(user) if user.has_role(*SEES_APPLICATIONS) else Application.objects.none()
    return found.select_related("person", "coordinator", "representation", "taken_over")


@dataclass(frozen=True)
class Clock:
    """The thirty days that run from the filing (RULE-35)."""

    days_left: int
    due_on: date
    share: int
    provision: str


@dataclass(frozen=True)
class PlanNeed:
    """Whether the case needs a plan (RULE-45); None while nobody has noted the time of coordination."""

    is_needed: bool | None
    provision: str


@dataclass(frozen=True)
class CasePage:
    """What the page shows."""

    application: Application
    requests: list[RequestedService]
    recognitions: list[NeedsRecognition]
    plans: list[Plan]
    decisions: list[Decision]
    transfers: list[Transfer]
    papers: list[dict[str, Any]]
    contacts: list[ContactNote]
    tasks: list[Task]
    clock: Clock | None
    plan_need: PlanNeed

    @property
    def programme(self) -> list[RequestedService]:
        """Those on the track of a programme."""
        return [request for request in self.requests if not is_of_assistance(request)]

    @property
    def assistance(self) -> list[RequestedService]:
        """Those on the track of decisions under the social assistance act."""
        return [request for request in self.requests if is_of_assistance(request)]

    @property
    def open_requests(self) -> list[RequestedService]:
        return [request for request in self.requests if request.state == RequestState.OPEN]

    @property
    def qualified(self) -> list[RequestedService]:
        """Those whose help is sure, on either track: a plan can be made of them."""
        sure = (RequestState.QUALIFIED, RequestState.GRANTED)
        return [request for request in self.requests if request.state in sure]

    @property
    def living_plan(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.state not in (PlanState.CLOSED, PlanState.ABANDONED)), None)

    @property
    def finished_recognition(self) -> NeedsRecognition | None:
        return next((one for one in self.recognitions if one.finished_on), None)

    @property
    def next_of_the_line(self) -> RequestedService | None:
        """Somebody on the waiting list for whom a place has become free."""
        waiting = (request for request in self.requests if request.state == RequestState.WAITING)
        return next((request for request in waiting if is_in_turn(request)), None)


def case_page(application: Application, *, user: User, on: date) -> CasePage:
    """Gather the page; what the user may not see stays empty."""
    requests = list(
        with_decisions(with_places(application.requests.all()))
        .select_related("service", "outcome_by")
        .order_by("service__name", "id")
    )
    for request in requests:
        request.application = application
    plans = list(Plan.objects.visible_to(user).filter(application=application).order_by("-id"))
    return CasePage(
        application=application,
        requests=requests,
        recognitions=list(_recognitions(application, user)),
        plans=plans,
        decisions=list(_with_services(Decision.objects.visible_to(user), application).order_by("-id")),
        transfers=list(
            _with_services(Transfer.objects.visible_to(user), application).select_related("unit").order_by("-id")
        ),
        papers=list(_papers(application, user)),
        contacts=list(_contacts(application, user)),
        tasks=list(_tasks(application, user)),
        clock=clock_of(application, plans=plans, on=on),
        plan_need=plan_need_of(application),
    )


def clock_of(application: Application, *, plans: list[Plan], on: date) -> Clock | None:
    """The clock, while it runs: not once a plan is approved, and not where none is needed."""
    approved = any(plan.state not in (PlanState.PREPARED, PlanState.ABANDONED) for plan in plans)
    taken_over = getattr(application, "taken_over", None)  # its thirty days, if any, ran elsewhere
    if taken_over or approved or application.state not in CLOCK_RUNS or plan_need_of(application).is_needed is False:
        return None
    left = days_left(applied_on=application.filed_on, on=on)
    whole = PREPARATION.on(application.filed_on).days
    return Clock(
        days_left=left,
        due_on=plan_due_on(applied_on=application.filed_on),
        share=round(100 * (whole - left) / whole),
        provision=provision_of(plan_due_on),
    )


def plan_need_of(application: Application) -> PlanNeed:
    """What the law says about a plan, from the time of coordination somebody noted."""
    provision = provision_of(is_plan_required)
    if application.coordination_from is None:
        return PlanNeed(None, provision)
    needed = is_plan_required(
        coordination_starts_on=application.coordination_from, coordination_ends_on=application.coordination_to
    )
    return PlanNeed(needed, provision)


def _recognitions(application: Application, user: User) -> QuerySet[NeedsRecognition]:
    rows = NeedsRecognition.objects.visible_to(user).filter(application=application)
    return rows.select_related("author").order_by("-held_on", "-id")


def _with_services(rows: QuerySet[Any], application: Application) -> QuerySet[Any]:
    return rows.filter(application=application).annotate(
        service_names=ArrayAgg("requests__service__name", order_by="requests__service__name", distinct=True)
    )


def _papers(application: Application, user: User) -> QuerySet[Any, dict[str, Any]]:
    """Letters written and documents handed in, as one list, the newest first."""
    letters = Letter.objects.about(application)
    if not user.has_role(*CASE_STAFF):
        letters = letters.exclude(kind__in=LETTERS_OF_CASE_STAFF)
    written = letters.annotate(
        paper=Value("letter"),
        key=Cast("pk", CharField()),
        label=F("title"),
        on=F("dated_on"),
        at=F("written_at"),
        delivered=F("delivered_on"),
        sent=F("sent_on"),
        way=F("delivery_way"),
        detail=F("number"),
    )
    handed_in = Document.objects.about(application).annotate(
        paper=Value("document"),
        key=Cast("uuid", CharField()),
        label=F("name"),
        on=TruncDate("added_at"),
        at=F("added_at"),
        delivered=Cast(Value(None), Letter._meta.get_field("delivered_on")),
        sent=Cast(Value(None), Letter._meta.get_field("sent_on")),
        way=Value(""),
        state=Value(""),
        detail=F("media_type"),
    )
    columns = ("paper", "key", "label", "on", "at", "delivered", "sent", "way", "state", "detail")
    return written.values(*columns).union(handed_in.values(*columns), all=True).order_by("-on", "-at", "key")


def _contacts(application: Application, user: User) -> QuerySet[ContactNote]:
    rows = ContactNote.objects.visible_to(user).filter(application=application).select_related("author")
    return rows.order_by("-happened_on", "-id")[:CONTACTS_SHOWN]


def _tasks(application: Application, user: User) -> QuerySet[Task]:
    rows = Task.objects.visible_to(user).open().filter(application=application).select_related("owner")
    return rows.order_by("due_on", "id")
