"""What of a plan that is over goes on in the next one, and what does not: each with its reason."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from cus.cases.models import GoalProgress, GoalStep, Plan, PlanNeed, PlanVersion, ServiceRow, SupportRow
from cus.cases.states import RequestState, RowState
from cus.offer.models import ServiceStatus
from cus.records.models import Event

SURE = (RequestState.QUALIFIED, RequestState.GRANTED)
GIVEN_UP = ("cancel", "interrupt")


@dataclass(frozen=True)
class LeftOut:
    """Something that does not go on, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class GoesOn:
    """A need that goes on with the rows under it that go on."""

    need: PlanNeed
    services: tuple[ServiceRow, ...]
    support: tuple[SupportRow, ...]


@dataclass(frozen=True)
class NextPlan:
    goes_on: tuple[GoesOn, ...]
    left_out: tuple[LeftOut, ...]


def what_goes_on(version: PlanVersion) -> NextPlan:
    """Goals not reached, with services still offered and help not given up. The rest is named."""
    reached, given_up = goals_reached(version.plan), rows_given_up(version.plan)
    goes_on, left_out = [], []
    for need in version.needs.order_by("position", "id"):
        if need.key in reached:
            left_out.append(LeftOut(need.goal or need.need, _("the goal is reached")))
            continue
        services, support = [], []
        for row in need.service_rows.select_related("service", "request", "provider").order_by("position", "id"):
            why = _why_not(row, given_up)
            left_out += [LeftOut(row.service.name, why)] if why else []
            services += [] if why else [row]
        for help_row in need.support_rows.order_by("position", "id"):
            why = _said(help_row.state) if help_row.key in given_up else ""
            left_out += [LeftOut(help_row.what, why)] if why else []
            support += [] if why else [help_row]
        goes_on.append(GoesOn(need, tuple(services), tuple(support)))
    return NextPlan(tuple(goes_on), tuple(left_out))


def goals_reached(plan: Plan) -> set[UUID]:
    """Goals whose last entry says they are reached."""
    last: dict[UUID, int] = {}
    for key, step in (
        GoalProgress.objects.filter(plan=plan, struck_on__isnull=True)
        .order_by("noted_on", "id")
        .values_list("need_key", "step")
    ):
        last[key] = step
    return {key for key, step in last.items() if step == GoalStep.REACHED}


def rows_given_up(plan: Plan) -> set[UUID]:
    """Rows somebody called off or broke off while the plan ran; those that only ended with it are not among them."""
    moved = Event.objects.about(plan).filter(name="plan.row_moved").order_by("id")
    last = {one.details["key"]: one.details["step"] for one in moved if "key" in one.details}
    return {UUID(key) for key, step in last.items() if step in GIVEN_UP}


def _why_not(row: ServiceRow, given_up: set[UUID]) -> str:
    if row.service.status != ServiceStatus.PUBLIC:
        return _("the service is not in the catalogue any more")
    if row.key in given_up:
        return _said(row.state)
    if row.request is not None and row.request.state not in SURE:
        return _("the person is not qualified for it any more (%(state)s)") % {
            "state": row.request.get_state_display()
        }
    return ""


def _said(state: str) -> str:
    return _("it was given up: %(state)s") % {"state": RowState(state).label}
