"""What a story can expect: facts of a case, a signal or the centre, read as the pages of the house read them."""

from collections.abc import Callable
from typing import Any

from cus.cases.judging.limits import breaches_of, texts_by_row
from cus.cases.models import (
    Application,
    Decision,
    LineChange,
    PlaceOffer,
    Plan,
    PlanVersion,
    RequestedService,
    Signal,
    Task,
    Transfer,
)
from cus.cases.planning.conflicts import conflicts_of, together
from cus.cases.planning.content import content_of
from cus.cases.planning.granted import beyond_decisions
from cus.cases.planning.warnings import warnings_of
from cus.cases.queries.case import plan_need_of
from cus.cases.queries.programmes import rows_out_of_force
from cus.cases.states import PlanState, RequestState
from cus.community.models import UnmetNeed
from cus.law.deadlines import days_left, is_overdue, plan_due_on
from cus.office.stories.stage import Stage
from cus.records.models import Letter

Fact = Callable[[Stage, Any], Any]
FactOfService = Callable[[RequestedService], Any]
OF_CASE: dict[str, Fact] = {}
OF_SIGNAL: dict[str, Fact] = {}
OF_PERSON: dict[str, Fact] = {}
OF_CENTRE: dict[str, Fact] = {}
OF_SERVICE: dict[str, FactOfService] = {}  # said after the name of a service, of a case
NO_SERVICE = object()


def fact(of: dict[str, Fact], said: str) -> Callable[[Fact], Fact]:
    """Register what can be expected; a list is compared word by word, in its order."""

    def register(function: Fact) -> Fact:
        of[said] = function
        return function

    return register


def fact_of_service(said: str) -> Callable[[FactOfService], FactOfService]:
    """Register what can be expected of one service of a case: said after its name, such as “ride place”."""

    def register(function: FactOfService) -> FactOfService:
        OF_SERVICE[said] = function
        return function

    return register


def facts_of_services(stage: Stage, case: Application, said: str) -> Any:
    """What a fact called like a service of the story tells: its outcome, or what is said after its name.

    `NO_SERVICE` where it does not begin with the name of a service.
    """
    ways = [(name, said.removeprefix(name).strip()) for name in stage.services if f"{said} ".startswith(f"{name} ")]
    for name, rest in ways:
        if rest and rest not in OF_SERVICE:
            continue
        request = case.requests.select_related("service").filter(service=stage.services[name]).first()
        if request is None:
            return "not asked for"
        return OF_SERVICE[rest](request) if rest else request.state
    return NO_SERVICE


@fact_of_service("place")
def place(request: RequestedService) -> Any:
    """The place in line, counted from one; “not in line”."""
    is_in_line = request.state in (RequestState.OPEN, RequestState.WAITING)
    return RequestedService.objects.place_of(request).place if is_in_line else "not in line"


@fact_of_service("offer")
def offer(request: RequestedService) -> str:
    """Where the last offer of a place stands; “none”."""
    last = _last_offer(request)
    return last.state if last else "none"


@fact_of_service("answer by")
def answer_by(request: RequestedService) -> Any:
    """The last day to answer the last offer."""
    last = _last_offer(request)
    return last.answer_by if last else None


@fact_of_service("paused")
def paused(request: RequestedService) -> bool:
    return request.is_paused


@fact_of_service("changes of order")
def changes_of_order(request: RequestedService) -> list[str]:
    """Each with its kind and the place before and after: “moved 3 1”."""
    changes = LineChange.objects.filter(request=request).order_by("id")
    return [f"{one.kind} {one.place_before or '-'} {one.place_after or '-'}" for one in changes]


def _last_offer(request: RequestedService) -> PlaceOffer | None:
    return PlaceOffer.objects.filter(request=request).order_by("-id").first()


@fact(OF_CASE, "state")
def state(stage: Stage, case: Application) -> str:
    return case.state


@fact(OF_CASE, "filed on")
def filed_on(stage: Stage, case: Application) -> Any:
    return case.filed_on


@fact(OF_CASE, "complete by")
def complete_by(stage: Stage, case: Application) -> Any:
    return case.complete_by


@fact(OF_CASE, "coordinator")
def coordinator(stage: Stage, case: Application) -> str:
    return _key_of(stage, case.coordinator_id)


@fact(OF_CASE, "letters")
def letters(stage: Stage, case: Application) -> list[str]:
    """The kinds of all letters about the case, in the order of writing."""
    return list(Letter.objects.about(case).order_by("id").values_list("kind", flat=True))


@fact(OF_CASE, "tasks")
def tasks(stage: Stage, case: Application) -> list[str]:
    """What is still to be done in the case; a part of each sentence is enough."""
    return [task.text for task in Task.objects.filter(application=case).open().order_by("due_on", "id")]


@fact(OF_CASE, "plan required")
def plan_required(stage: Stage, case: Application) -> Any:
    needed = plan_need_of(case).is_needed
    return "unknown" if needed is None else needed


@fact(OF_CASE, "plan due")
def plan_due(stage: Stage, case: Application) -> Any:
    return plan_due_on(applied_on=case.filed_on)


@fact(OF_CASE, "days left")
def days_left_for_the_plan(stage: Stage, case: Application) -> int:
    return days_left(applied_on=case.filed_on, on=stage.on)


@fact(OF_CASE, "overdue")
def overdue(stage: Stage, case: Application) -> bool:
    """Whether a plan that is required is late (RULE-44)."""
    made = PlanVersion.objects.filter(plan__application=case, approved_on__isnull=False).order_by("approved_on")
    first = made.first()
    required = plan_need_of(case).is_needed is True
    return is_overdue(
        applied_on=case.filed_on, made_on=first.approved_on if first else None, on=stage.on, plan_required=required
    )


@fact(OF_CASE, "plan")
def plan(stage: Stage, case: Application) -> str | None:
    found = _plan(case)
    return found.state if found else None


@fact(OF_CASE, "plans")
def plans(stage: Stage, case: Application) -> list[str]:
    return list(Plan.objects.filter(application=case).order_by("id").values_list("state", flat=True))


@fact(OF_CASE, "plan starts")
def plan_starts(stage: Stage, case: Application) -> Any:
    found = _plan(case)
    return found.starts_on if found else None


@fact(OF_CASE, "plan ends")
def plan_ends(stage: Stage, case: Application) -> Any:
    found = _plan(case)
    return found.ends_on if found else None


@fact(OF_CASE, "versions")
def versions(stage: Stage, case: Application) -> list[str]:
    """The states of all versions of the newest plan, the first first."""
    found = _plan(case)
    return list(found.versions.order_by("number").values_list("state", flat=True)) if found else []


@fact(OF_CASE, "coordinators of the plan")
def coordinators_of_the_plan(stage: Stage, case: Application) -> list[str]:
    """Whoever is responsible that day (RULE-55)."""
    found = _plan(case)
    held = found.coordinators.held(on=stage.on) if found else []
    return [_key_of(stage, one.user_id) for one in held]


@fact(OF_CASE, "services in the plan")
def services_in_the_plan(stage: Stage, case: Application) -> list[str]:
    rows = stage.version_of(case).service_rows.order_by("position", "id")
    keys = {service.pk: key for key, service in stage.services.items()}
    return [keys[row.service_id] for row in rows]


@fact(OF_CASE, "neighbours in the plan")
def neighbours_in_the_plan(stage: Stage, case: Application) -> list[str]:
    return [row.what for row in stage.version_of(case).support_rows.order_by("position", "id")]


@fact(OF_CASE, "warnings")
def warnings(stage: Stage, case: Application) -> list[str]:
    """What the newest version of the plan warns of; a part of each sentence is enough."""
    found = _plan(case)
    if found is None:
        return []
    version = stage.version_of(case)
    content = content_of(version)
    seen = warnings_of(
        content,
        first_starts_on=found.starts_on or version.starts_on,
        switched_off=stage.centre.switched_off_rules,
        exceeded=texts_by_row(breaches_of(version)),
        out_of_force=rows_out_of_force(version),
        beyond=together(
            beyond_decisions(version, switched_off=stage.centre.switched_off_rules), conflicts_of(version, content)
        ),
    )
    return [warning.text for warning in seen.to_mend]


@fact(OF_CASE, "refusals")
def refusals(stage: Stage, case: Application) -> list[str]:
    """The states of all refusal decisions, the first first."""
    return list(Decision.objects.filter(application=case).order_by("id").values_list("state", flat=True))


@fact(OF_CASE, "appeal until")
def appeal_until(stage: Stage, case: Application) -> Any:
    decision = Decision.objects.filter(application=case).order_by("-id").first()
    return decision.appeal_until if decision else None


@fact(OF_CASE, "transfers")
def transfers(stage: Stage, case: Application) -> list[str]:
    """What the units answered to which the case was passed on."""
    return list(Transfer.objects.filter(application=case).order_by("id").values_list("answer", flat=True))


@fact(OF_SIGNAL, "state")
def state_of_signal(stage: Stage, signal: Signal) -> str:
    return signal.state


@fact(OF_CENTRE, "unmet needs")
def unmet_needs(stage: Stage, centre: Any) -> list[str]:
    """The sources of the needs nobody could serve, in the order in which they were noted."""
    return list(UnmetNeed.objects.order_by("id").values_list("source", flat=True))


@fact(OF_CENTRE, "applications")
def applications(stage: Stage, centre: Any) -> int:
    return Application.objects.count()


def _plan(case: Application) -> Plan | None:
    return Plan.objects.filter(application=case).exclude(state=PlanState.ABANDONED).order_by("-id").first()


def _key_of(stage: Stage, user_id: int | None) -> str:
    return next((key for key, user in stage.staff.items() if user.pk == user_id), "nobody")
