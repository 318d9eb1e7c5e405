"""Who carries how much: open applications and living plans of each coordinator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from cus.accounts.models import Role, User
from cus.cases.models import Application, PlanCoordinator
from cus.cases.states import PlanState
from cus.kit.polish import sort_key
from cus.law.deadlines import PREPARATION

MOST_SHOWN = 12
Member = tuple[int, str, str]  # number, first and last name
Numbers = tuple[int, int, int]  # open applications, those late, living plans
COLUMNS = ("member", "is_named", "first_name", "last_name", "open_ones", "late_ones", "living_plans")


@dataclass(frozen=True)
class Load:
    """The work of one coordinator."""

    user_id: int
    name: str
    applications: int
    late: int
    plans: int


@dataclass(frozen=True)
class LoadShown:
    """What the day of a director shows of the load: all of a usual team, of a big one those who carry most."""

    rows: list[Load]
    of: int


def heaviest_load(*, user: User, on: date) -> LoadShown:
    """Those with the most late applications, then with the most cases; by surname."""
    team, carried = _team_and_what_it_carries(user, on=on)
    numbers = {member: carried.get(member, (0, 0, 0)) for member, _first, _last in team}
    by_weight = sorted(team, key=lambda row: _weight(numbers[row[0]]), reverse=True)
    return LoadShown(_loads(by_weight[:MOST_SHOWN], carried), len(team))


def _weight(numbers: Numbers) -> tuple[int, int]:
    applications, late, plans = numbers
    return late, applications + plans


def load_of_the_team(*, user: User, on: date) -> list[Load]:
    """Each coordinator and social worker of the centre, by surname; late: filed more than 30 days ago, still open."""
    return _loads(*_team_and_what_it_carries(user, on=on))


def _loads(team: list[Member], carried: Mapping[int, Numbers]) -> list[Load]:
    in_order = sorted(team, key=lambda row: (sort_key(row[2]), row[0]))
    return [Load(member, f"{first} {last}", *carried.get(member, (0, 0, 0))) for member, first, last in in_order]


def _team_and_what_it_carries(user: User, *, on: date) -> tuple[list[Member], dict[int, Numbers]]:
    """One query tells all: a row with the name of each, and rows that count what somebody carries."""
    team = User.objects.visible_to(user).holding(Role.COORDINATOR, Role.SOCIAL_WORKER)
    named = team.annotate(member=F("id"), is_named=Value(True), **NOTHING).values_list(*COLUMNS)
    members: list[Member] = []
    carried: dict[int, Numbers] = {}
    for member, is_named, first, last, *numbers in named.union(
        _applications_carried(user, on=on), _plans_carried(user, on=on), all=True
    ):
        if is_named:
            members.append((member, first, last))
        else:
            applications, late, plans = carried.get(member, (0, 0, 0))
            carried[member] = (applications + numbers[0], late + numbers[1], plans + numbers[2])
    return members, carried


LIVING = [state for state in PlanState if state not in (PlanState.CLOSED, PlanState.ABANDONED)]
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
    """Found from the living plans: a term may stand open though its plan was closed years ago."""
    rows = PlanCoordinator.objects.in_centre_of(user).held(on=on)
    living = rows.filter(plan__state__in=LIVING)
    counted = living.values(member=F("user"), **NO_NAME).annotate(**NOTHING | {"living_plans": Count("id")})
    return counted.values_list(*COLUMNS)
