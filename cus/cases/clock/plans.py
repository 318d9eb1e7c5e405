"""Plans that run to their last day, and those to be summed up."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cus.cases.clock.asked import Asked, seen
from cus.cases.clock.matter import Charge, Matter, by_law, matter_of
from cus.cases.models import MatterKind, Plan, PlanCoordinator, Stop
from cus.cases.states import PlanState
from cus.law.plan import length_is_allowed
from cus.law.procedure import SUMMING_UP, summed_up_by

RUNS = (PlanState.APPROVED, PlanState.ACTIVE)
TO_SUM_UP = (PlanState.ENDED, PlanState.TALKED)


def plans(asked: Asked) -> Iterator[Matter]:
    """Running plans by their last day; ended ones until the talk and the description are there."""
    rows = seen(Plan, asked).filter(state__in=[*RUNS, *TO_SUM_UP])
    if asked.application_id:
        rows = rows.filter(application=asked.application_id)
    if asked.of:
        rows = rows.coordinated_by(asked.of, on=asked.on)
    if asked.until:
        ended = Q(state__in=TO_SUM_UP, ended_on__lte=asked.until - SUMMING_UP.on(asked.until))
        standing = Stop.objects.standing().filter(centre=asked.centre).values("application")
        rows = rows.filter(Q(state__in=RUNS, ends_on__lte=asked.until) | ended | Q(application__in=standing))
    for plan in rows.select_related("application__person", "application__coordinator").annotate(**_charge(asked.on)):
        yield _of(plan, asked)


def _charge(on: date) -> dict[str, Any]:
    """Who answers for the plan that day (RULE-55), read with the plan itself."""
    held = PlanCoordinator.objects.held(on=on).filter(plan=OuterRef("pk"))
    return {f"charge_{name}": Subquery(held.values(f"user__{name}")[:1]) for name in ("id", "first_name", "last_name")}


def _of(plan: Any, asked: Asked) -> Matter:
    given: dict[str, Any] = {"on": asked.on, "key": plan.pk, "url": reverse("cases:plan", args=[plan.pk])}
    if plan.charge_id:
        given["charge"] = Charge(plan.charge_id, f"{plan.charge_first_name} {plan.charge_last_name}")
    if plan.state in RUNS:
        return matter_of(
            plan.application,
            MatterKind.PLAN,
            subject=_("Plan %(number)s") % {"number": plan.number},
            next_step=_("Arrange the talk, or a next plan"),
            due_on=plan.ends_on,
            runs_from=plan.starts_on,
            **given,
            **by_law(length_is_allowed),
        )
    ended_on = plan.ended_on or asked.on
    talk = plan.state == PlanState.ENDED
    return matter_of(
        plan.application,
        MatterKind.SUMMARY,
        subject=_("Plan %(number)s has ended") % {"number": plan.number},
        next_step=_("Hold the talk that sums it up") if talk else _("Describe the course and results"),
        due_on=summed_up_by(ended_on=ended_on),
        runs_from=ended_on,
        **given,
        **by_law(summed_up_by),
    )
