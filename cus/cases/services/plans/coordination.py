"""Handing a plan to another coordinator: one at a time, with history (RULE-55)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Role, User
from cus.cases.models import Plan, PlanCoordinator
from cus.cases.permissions.plans import may_change_coordinator
from cus.cases.services.plans.locking import locked_plan
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import KinExclusion
from cus.records.log import record


@transaction.atomic
def change_coordinator(*, plan_id: int, coordinator_id: int, reason: str, by: User, on: date) -> PlanCoordinator:
    """Hand the plan over from this day: the former coordinator answered for it until the day before.

    Two changes on one day leave the last of them. Records `plan.coordinator_changed`.
    """
    plan = locked_plan(plan_id)
    if not may_change_coordinator(by, plan):
        raise NotAllowed(_("A plan is handed over by the organiser or the director."))
    follower = User.objects.visible_to(by).holding(Role.COORDINATOR).filter(pk=coordinator_id).first()
    if follower is None:
        raise Refused(_("Only a coordinator of individual plans can take the plan over."))
    if KinExclusion.objects.filter(person=plan.person, user=follower).in_force().exists():
        raise Refused(_("%(name)s is kept from this person's file: choose somebody else.") % {"name": follower.name})
    term = begin_term(plan, coordinator=follower, reason=reason, on=on)
    record("plan.coordinator_changed", subject=plan, story=plan.person, by=by, number=plan.number, who=follower.name)
    return term


def begin_term(plan: Plan, *, coordinator: User, reason: str, on: date) -> PlanCoordinator:
    """From this day the plan is in the coordinator's hands; the former one answered for it until the day before."""
    former = plan.coordinators.order_by("-starts_on").first()
    if former and former.ends_on is None and former.user_id == coordinator.pk:
        raise Refused(_("%(name)s already answers for this plan.") % {"name": coordinator.name})
    if former and former.starts_on > on:
        raise Refused(_("The plan is to be handed over on a later day already. Change it on that day."))

    if former and former.starts_on == on:
        former.user, former.reason = coordinator, reason.strip()
        former.save(update_fields=["user", "reason"])
        return former
    if former and former.ends_on is None:
        former.ends_on = on - timedelta(days=1)
        former.save(update_fields=["ends_on"])
    return PlanCoordinator.objects.create(
        centre=plan.centre, plan=plan, user=coordinator, starts_on=on, reason=reason.strip()
    )
