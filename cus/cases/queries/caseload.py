"""Who answers for which cases, with their clocks; and the cases for which nobody does."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cus.accounts.models import Role, RoleHeld, User
from cus.cases.models import Application, HandedCase, Handover, Plan, PlanCoordinator
from cus.cases.models.handover import living_plans, open_applications
from cus.cases.states import UNDER_WAY, HandedState, PlanState
from cus.law.deadlines import plan_due_on
from cus.people.models import Person


@dataclass(frozen=True)
class CaseInHand:
    """A case somebody answers for: the application, its living plan, what is due."""

    application: Application
    plan: Plan | None
    due_on: date | None
    days_left: int | None
    is_being_handed: bool = False

    @property
    def person(self) -> Person:
        return self.application.person

    @property
    def number(self) -> str:
        return self.plan.number if self.plan else self.application.number


def caseload(member: User, *, user: User, on: date) -> list[CaseInHand]:
    """Every case of the member, as far as the user may see it: the most urgent first."""
    visible = Application.objects.visible_to(user).values("pk")
    applications = {case.pk: case for case in open_applications(member).filter(pk__in=visible)}
    plans = {plan.application_id: plan for plan in living_plans(member, on=on).filter(application__in=visible)}
    handed = HandedCase.objects.filter(handover__giver=member, state__in=UNDER_WAY)
    being_handed = set(handed.values_list("application_id", flat=True))
    rows = [
        _in_hand(applications.get(key), plans.get(key), is_being_handed=key in being_handed, on=on)
        for key in applications.keys() | plans.keys()
    ]
    return sorted(rows, key=lambda row: (row.days_left is None, row.days_left, row.person.sort_key, row.number))


def _in_hand(application: Application | None, plan: Plan | None, *, is_being_handed: bool, on: date) -> CaseInHand:
    case = application or plan.application  # type: ignore[union-attr]
    prepared = plan is None or plan.state == PlanState.PREPARED
    due = plan_due_on(applied_on=case.filed_on) if prepared else plan.ends_on  # type: ignore[union-attr]
    return CaseInHand(case, plan, due, (due - on).days if due else None, is_being_handed)


@dataclass(frozen=True)
class Nobodys:
    """A case that nobody answers for, and why."""

    case: CaseInHand
    former: User | None


def nobodys_cases(*, user: User, on: date) -> list[Nobodys]:
    """Open applications and living plans without a coordinator, or with one who no longer works as such."""
    working = RoleHeld.objects.held(on=on).filter(role=Role.COORDINATOR, user__is_active=True).values("user")
    applications = Application.objects.visible_to(user).open().exclude(coordinator__in=working)
    answered = PlanCoordinator.objects.held(on=on).filter(plan=OuterRef("pk"), user__in=working)
    plans = Plan.objects.visible_to(user).alive().filter(~Exists(answered))
    rows = [
        Nobodys(_in_hand(case, None, is_being_handed=False, on=on), case.coordinator)
        for case in applications.select_related("person", "coordinator")
    ]
    taken = {row.case.application.pk for row in rows}
    rows += [
        Nobodys(_in_hand(None, plan, is_being_handed=False, on=on), plan.application.coordinator)
        for plan in plans.select_related("application__person", "application__coordinator")
        if plan.application_id not in taken
    ]
    return sorted(rows, key=lambda row: (row.case.days_left is None, row.case.days_left, row.case.number))


def handovers_of(*, user: User) -> QuerySet[Handover]:
    """Handovers the user may see, the newest first, with how many cases wait, were taken, came back."""
    counted = {
        "waiting": Count("cases", filter=Q(cases__state=HandedState.PROPOSED)),
        "accepted": Count("cases", filter=Q(cases__state=HandedState.ACCEPTED)),
        "held": Count("cases", filter=Q(cases__state=HandedState.HELD)),
        "declined": Count("cases", filter=Q(cases__state=HandedState.DECLINED)),
        "returned": Count("cases", filter=Q(cases__state=HandedState.RETURNED)),
    }
    rows = Handover.objects.visible_to(user).select_related("giver", "receiver").annotate(**counted)
    return rows.order_by("-starts_on", "-id")
