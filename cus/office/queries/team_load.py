"""Who carries how much: open applications and living plans of each coordinator."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from cus.accounts.models import Role, User
from cus.cases.models import Application, PlanCoordinator
from cus.cases.states import PlanState
from cus.law.deadlines import PREPARATION


@dataclass(frozen=True)
class Load:
    """The work of one coordinator."""

    user: User
    applications: int
    late: int
    plans: int


def load_of_the_team(*, user: User, on: date) -> list[Load]:
    """Each coordinator and social worker of the centre, by surname; late: filed more than 30 days ago, still open."""
    last_in_time: date = on - timedelta(days=PREPARATION.on(on).days)
    applications: dict[int, dict[str, int]] = {
        row["coordinator"]: {"open": row["open"], "late": row["late"]}
        for row in Application.objects.visible_to(user)
        .open()
        .filter(coordinator__isnull=False)
        .values("coordinator")
        .annotate(open=Count("id"), late=Count("id", filter=Q(filed_on__lt=last_in_time)))
    }
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    living = PlanCoordinator.objects.in_centre_of(user).filter(current, starts_on__lte=on)
    plans = dict(
        living.exclude(plan__state__in=[PlanState.CLOSED, PlanState.ABANDONED])
        .values_list("user")
        .annotate(Count("id"))
        .order_by("user")
    )
    team = User.objects.visible_to(user).holding(Role.COORDINATOR, Role.SOCIAL_WORKER).order_by("last_name", "id")
    return [
        Load(
            user=member,
            applications=applications.get(member.pk, {}).get("open", 0),
            late=applications.get(member.pk, {}).get("late", 0),
            plans=plans.get(member.pk, 0),
        )
        for member in team
    ]
