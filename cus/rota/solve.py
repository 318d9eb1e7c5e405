"""`solve`: from a problem to the best rota found.

    result = solve(problem, MaxSeconds(30), seed=1)

Underneath is `cus.rota.search`.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

from cus.rota.bound import lower_bound
from cus.rota.checks import Rule, Violation, violations
from cus.rota.cost import cost_of, missing
from cus.rota.problem import Problem
from cus.rota.reasons import why_nobody
from cus.rota.result import Improvement, Reason, Result, Rota, Unserved
from cus.rota.search.compile import Compiled, compiled
from cus.rota.search.plan import Found
from cus.rota.search.team import Team
from cus.rota.stop import Stop
from cus.rota.timing import CyclicRota, schedule
from cus.rota.visits import Visit

Orders = dict[tuple[str, int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Params:
    """How to search. `processes` chains search at once. `stays` names visits that should stay with a carer, `hours`
    those that should begin by the end of their window, and the price when they do not, by however little (in units of
    cost). Both guide the search and are no part of the cost."""

    processes: int = 1
    stays: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    hours: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How the search stands; `cost` is of the best rota so far."""

    seconds: float
    rounds: int
    cost: float


def solve(
    problem: Problem,
    stop: Stop,
    params: Params | None = None,
    *,
    seed: int = 0,
    start: Rota | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """The best rota found until `stop` says so; every hard rule is kept, visits nobody can make are listed.

    Seconds are counted from when the search has been loaded (compiled, the very first time on a machine). The same
    seed and the same number of rounds and processes give the same answer. From `start` the search sets out, and always
    comes back to the best found from there; what keeps it near are `stays` and `hours` of `params`.
    `progress` and `cancelled` are asked a few times a second; who cancels gets the best so far.
    """
    params = params or Params()
    rows = compiled(problem, params.stays, params.hours)
    history: list[Improvement] = []
    is_cancelled = False
    with Team(rows.facts, seed, params.processes, rows.succ_of(start) if start else None) as team:
        began = time.perf_counter()
        while True:
            spent = time.perf_counter() - began
            found = team.best
            if found.cost < (history[-1].cost if history else inf) - 1e-9:
                history.append(Improvement(spent, team.rounds, found.cost))
            if progress:
                progress(Progress(spent, team.rounds, found.cost))
            is_cancelled = bool(cancelled and cancelled())
            if is_cancelled or not problem.visits or stop(spent, team.rounds, found.cost):
                break
            team.go()
        rounds = team.rounds
    rota = _rota(problem, rows, found)
    return Result(
        rota, cost_of(problem, rota), lower_bound(rows.facts), rounds, spent, seed, is_cancelled, tuple(history)
    )


def _rota(problem: Problem, rows: Compiled, found: Found) -> Rota:
    """With times; visits that would break a hard rule are left out."""
    orders: Orders = rows.orders_of(found.succ)
    while True:
        rota, at_fault = _timed(problem, orders)
        if not at_fault:
            return rota
        orders = {key: tuple(v for v in visits if v not in at_fault) for key, visits in orders.items()}


def _timed(problem: Problem, orders: Orders) -> tuple[Rota, set[str]]:
    """A rota, and visits to leave out of it for its hard rules."""
    try:
        routes = schedule(problem, orders)
    except CyclicRota as knot:
        return Rota(()), _with_mate(problem, knot.visits[0])
    left_out = missing(problem, Rota(routes))
    rota = Rota(routes, tuple(Unserved(visit.id, _reason(problem, visit)) for visit in left_out))
    for violation in violations(problem, rota):
        return rota, _with_mate(problem, _to_leave_out(rota, violation))
    return rota, set()


def _reason(problem: Problem, visit: Visit) -> Reason:
    """NO_TIME when somebody could come on an empty day, but none is empty enough."""
    if reason := why_nobody(problem, visit):
        return reason
    mate = next(iter(_with_mate(problem, visit.id) - {visit.id}), None)
    is_mates_fault = mate is not None and why_nobody(problem, problem.visit_of[mate]) is not None
    return Reason.PARTNER_UNSERVED if is_mates_fault else Reason.NO_TIME


def _to_leave_out(rota: Rota, violation: Violation) -> str:
    """The visit that is too much: the one the violation names, or the last of its carer."""
    name = violation.row.split("'")[1]
    if violation.code not in (Rule.HOURS, Rule.BREAK):
        return name
    return next(route.calls[-1].visit for route in rota.routes if route.carer == name and route.calls)


def _with_mate(problem: Problem, visit: str) -> set[str]:
    pair = problem.pair_of.get(visit)
    return {pair.first, pair.second} if pair else {visit}
