"""Load and lock: who changes a plan first locks the plan itself, so two people never change it at once."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Plan, PlanVersion
from cus.cases.permissions.plans import may_write_plan
from cus.cases.states import VersionState
from cus.kit.errors import NotAllowed, WrongState

IN_THE_MAKING = (VersionState.DRAFT, VersionState.AGREED)


def locked_plan(plan_id: int) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("centre", "person").get(pk=plan_id)


def locked_version(version_id: int) -> PlanVersion:
    """The version with its plan, both locked, the plan first."""
    locked_plan(PlanVersion.objects.values_list("plan_id", flat=True).get(pk=version_id))
    rows = PlanVersion.objects.select_for_update(of=("self",))
    return rows.select_related("plan__centre", "plan__person", "centre").get(pk=version_id)


def check_may_write(user: User, plan: Plan, *, on: date) -> None:
    if not may_write_plan(user, plan, on=on):
        raise NotAllowed(_("This plan is written by its coordinator. Ask them, or the organiser, to do it."))


def draft(version_id: int, *, by: User, on: date) -> PlanVersion:
    """The locked draft, for somebody who may write it; an agreed one must be opened again first."""
    version = locked_version(version_id)
    check_may_write(by, version.plan, on=on)
    if version.state != VersionState.DRAFT:
        raise WrongState(
            _("This version is “%(state)s” and does not change. Begin a change of the plan, or have it returned.")
            % {"state": version.get_state_display()}
        )
    return version


def in_the_making(plan: Plan) -> PlanVersion | None:
    return plan.versions.filter(state__in=IN_THE_MAKING).first()


def approved(plan: Plan) -> PlanVersion | None:
    return plan.versions.filter(state=VersionState.APPROVED).first()
