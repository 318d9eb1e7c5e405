"""Who may do what with a plan, its contacts and the tasks around it."""

from datetime import date

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Application, Plan, PlanVersion, Task
from cus.cases.permissions.kin import is_open_to
from cus.law.approval import is_not_the_author, may_approve
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.records.models import Event
from cus.team.models import AuthorisationKind
from cus.team.queries import is_authorised

OVERSEERS = (Role.DIRECTOR, Role.ORGANISER)
WRITTEN_BY = ("plan.begun", "plan.change_begun", "plan.draft_changed", "plan.removed", "plan.restored")


def may_begin_plan(user: User, application: Application) -> bool:
    """Coordinators, and the organiser or director for them."""
    return is_open_to(user, application) and user.has_role(Role.COORDINATOR, *OVERSEERS)


def may_write_plan(user: User, plan: Plan, *, on: date) -> bool:
    """The coordinator responsible for the plan that day; the organiser and director when they must step in."""
    return is_open_to(user, plan) and (user.has_role(*OVERSEERS) or coordinates(user, plan, on=on))


def may_approve_plans(user: User, plan: Plan, *, on: date) -> bool:
    """The director, or an organiser authorised that day (RULE-48). Returning a plan takes the same right."""
    return is_open_to(user, plan) and may_approve(
        is_director=user.has_role(Role.DIRECTOR),
        is_organiser=user.has_role(Role.ORGANISER),
        authorised_that_day=is_authorised(user, AuthorisationKind.APPROVE_PLANS, on=on),
    )


def wrote_it(user: User, version: PlanVersion, *, on: date) -> bool:
    """Whether the centre holds to RULE-49 and the user is among those who wrote this version or answer for the plan.

    Unsure rules only warn in general; this one guards the person, so the house refuses unless the centre switched
    it off.
    """
    if effect_of(is_not_the_author, switched_off=version.centre.switched_off_rules) is Effect.SILENT:
        return False
    return not is_not_the_author(approver=user.pk, authors=authors_of(version, on=on))


def authors_of(version: PlanVersion, *, on: date) -> set[int]:
    """Who wrote the version: its author, everyone who changed its draft, and the plan's coordinator."""
    wrote = Event.objects.about(version).filter(name__in=WRITTEN_BY, actor__isnull=False)
    coordinators = version.plan.coordinators.held(on=on).values_list("user_id", flat=True)
    return {version.author_id, *wrote.values_list("actor_id", flat=True), *coordinators}


def may_approve_version(user: User, version: PlanVersion, *, on: date) -> bool:
    """Those who may approve plans, unless they wrote this one."""
    return may_approve_plans(user, version.plan, on=on) and not wrote_it(user, version, on=on)


def may_change_coordinator(user: User, plan: Plan) -> bool:
    """The organiser and the director hand a plan to another coordinator."""
    return is_open_to(user, plan) and user.has_role(*OVERSEERS)


def may_note_contact(user: User) -> bool:
    """All case staff: whoever picked up the phone."""
    return user.has_role(*CASE_STAFF)


def may_add_task(user: User) -> bool:
    """Case staff and the front desk."""
    return user.has_role(*CASE_STAFF, Role.FRONT_DESK)


def may_finish_task(user: User, task: Task) -> bool:
    """Its owner, who added it, the organiser and the director."""
    own = user.pk in (task.owner_id, task.added_by_id)
    return is_open_to(user, task) and (own or user.has_role(*OVERSEERS))


def coordinates(user: User, plan: Plan, *, on: date) -> bool:
    """Whether the user is the responsible coordinator that day (RULE-55) and still holds the role."""
    return user.has_role(Role.COORDINATOR) and plan.coordinators.held(on=on).filter(user=user).exists()
