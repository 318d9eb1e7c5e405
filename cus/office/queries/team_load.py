"""Who carries how much: open applications and living plans of each coordinator."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from cus.accounts.models import Role, User
from cus.cases.models import Application, PlanCoordinator
from cus.cases.states import PlanState
from cus.kit.polish import sort_key
from cus.law.deadlines import PREPARATION

COLUMNS = ("member", "is_named", "first_name", "last_name", "open_ones", "late_ones", "living_plans")


@dataclass(frozen=True)
class Load:
    """The work of one coordinator."""

    user_id: int
    name: str
    applications: int
    late: int
    plans: int


def load_of_the_team(*, user: User, on: date) -> list[Load]:
    """Each coordinator and social worker of the centre, by surname; late: filed more than 30 days ago, still open.

    One query tells all: a row with the name of each, and rows that count what somebody carries.
    """
    team = User.objects.visible_to(user).holding(Role.COORDINATOR, Role.SOCIAL_WORKER)
    named = team.annotate(member=F("id"), is_named=Value(True), **NOTHING).values_list(*COLUMNS)
    rows = list(named.union(_applications_carried(user, on=on), _plans_carried(user, on=on), all=True))
    carried: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for member, _is_named, _first, _last, *numbers in rows:
        carried[member] = [sum(pair) for pair in zip(carried[member], numbers, strict=True)]
    names = sorted((sort_key(last), member, f"{first} {last}") for member, named, first, last, *_rest in rows if named)
    return [Load(member, name, *carried[member]) for _key, member, name in names]


NOTHING = {"open_ones": Value(0), "late_ones": Value(0), "living_plans": Value(0)}
NO_NAME = {"is_named": Value(False), "first_name": Value(""), "last_name": Value("")}


def _applications_carried(user: User, *, on: date) -> QuerySet[Any]:
    last_in_time = on - timedelta(days=PREPARATION.on(on).days)
    late = Count("id", filter=Q(filed_on__lt=last_in_time))
    rows = Application.objects.visible_to(user).open().filter(coordinator__isnull=False)
    counted = rows.values(member=F("coordinator"), **NO_NAME).annotate(
        **NOTHING | {"open_ones": Count("id"), "late_ones": late}
    )
    return counted.values_list(*COLUMNS)


def _plans_carried(user: User, *, on: date) -> QuerySet[Any]:
    rows = PlanCoordinator.objects.in_centre_of(user).held(on=on)
    living = rows.exclude(plan__state__in=[PlanState.CLOSED, PlanState.ABANDONED])
    counted = living.values(member=F("user"), **NO_NAME).annotate(**NOTHING | {"living_plans": Count("id")})
    return counted.values_list(*COLUMNS)
