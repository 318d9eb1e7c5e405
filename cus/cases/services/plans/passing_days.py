"""What the calendar does by itself: an approved plan begins on its first day and ends after its last."""

from datetime import date

from django.db import transaction

from cus.cases.models import EndReason, Plan
from cus.cases.services.plans.ending import put_an_end
from cus.cases.states import PLAN, PlanState
from cus.records.log import record


@transaction.atomic
def start_due_plans(*, on: date) -> int:
    """Start every approved plan whose first day has come. Records `plan.started` of each."""
    due = Plan.objects.select_for_update(of=("self",), skip_locked=True).select_related("person")
    started = list(due.filter(state=PlanState.APPROVED, starts_on__lte=on).order_by("id"))
    for plan in started:
        PLAN.take(plan, "start")
        plan.save(update_fields=["state"])
        record("plan.started", subject=plan, story=plan.person, by=None, number=plan.number)
    return len(started)


@transaction.atomic
def end_due_plans(*, on: date) -> int:
    """End every plan whose last day has passed; its talk is still to be held. Records `plan.ended` of each."""
    due = Plan.objects.select_for_update(of=("self",), skip_locked=True).select_related("person", "centre")
    ended = list(due.filter(state__in=[PlanState.APPROVED, PlanState.ACTIVE], ends_on__lt=on).order_by("id"))
    for plan in ended:
        if plan.ends_on is not None:
            put_an_end(plan, reason=EndReason.ON_TIME, note="", ended_on=plan.ends_on, by=None)
    return len(ended)
