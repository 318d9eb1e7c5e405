"""The search behind `repair`: which visits can stand as they were, and a rota as near to the old one as can be had."""

from collections.abc import Collection, Mapping
from dataclasses import InitVar, dataclass, field, replace
from math import inf

from cus.rota.checks import Rule, Violation, violations
from cus.rota.cost import missing
from cus.rota.events import MARGIN
from cus.rota.frozen import Moment, Promise, begun, freeze
from cus.rota.problem import Problem
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.solve import Params, solve
from cus.rota.stop import AnyOf, MaxSeconds, NoGain
from cus.rota.timing import CyclicRota, Key, schedule

SAME = 5.0
"""Minutes by which a visit may begin earlier or later and still be at its time."""
STAY = 60.0
"""Minutes of travel that must be saved before a visit the event does not touch gets another carer."""
PUNCTUAL = 30.0
"""Minutes of travel that must be saved before such a visit begins more than `SAME` minutes later than was told."""
PATIENCE = 0.3
"""Seconds without a better rota after which a search ends."""

Orders = dict[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Planned:
    """Who comes, and the minute of the day they begin."""

    carer: str
    start: float

    def is_at_the_time_of(self, other: "Planned") -> bool:
        return abs(self.start - other.start) <= SAME + MARGIN


def plan_of(rota: Rota) -> dict[str, Planned]:
    return {call.visit: Planned(route.carer, call.start) for route in rota.routes for call in route.calls}


def what_stands(changed: Problem, rota: Rota, at: Moment) -> tuple[Orders, set[str]]:
    """The orders of visits that can stand as they are, and the visits that cannot: nobody is there for them, a hard
    rule would be broken, or they would begin late."""
    left, fixed, planned = freeze(changed, rota, at, {}), begun(rota, at), plan_of(rota)
    orders: Orders = {}
    struck = left.visit_of.keys() - planned.keys() - {unserved.visit for unserved in rota.unserved}
    for route in rota.routes:
        if route.day in at.days:
            lost = route.key not in left.duty_of or route.carer in at.gone
            visits = [call.visit for call in route.calls]
            stay = tuple(visit for visit in visits if visit in fixed or not lost)
            struck |= set(visits) - set(stay)
            if stay:
                orders[route.key] = stay
    struck |= {mate for visit in struck if (mate := _mate(left, visit)) and mate not in fixed}
    while True:
        orders = {key: tuple(v for v in visits if v not in struck) for key, visits in orders.items()}
        routes, fault = _timed(left, orders, fixed)
        if fault is None:
            break
        struck |= {fault, _mate(left, fault) or fault}
    late = {  # kept where they are, but no longer at the hour that was told
        call.visit
        for route in routes.routes
        for call in route.calls
        if call.visit not in fixed and call.start > planned[call.visit].start + SAME + MARGIN
    }
    return orders, struck | late


def _timed(left: Problem, orders: Orders, fixed: Collection[str]) -> tuple[Rota, str | None]:
    """The rota of these orders, and a visit to strike from it for a hard rule; never one that has begun."""
    try:
        routes = schedule(left, orders)
    except CyclicRota as knot:
        return Rota(()), next(visit for visit in knot.visits if visit not in fixed)
    unserved = tuple(Unserved(visit.id, Reason.NO_TIME) for visit in missing(left, Rota(routes)))
    rota = Rota(routes, unserved)
    for violation in violations(left, rota):
        if (fault := _at_fault(rota, violation, fixed)) is not None:
            return rota, fault
    return rota, None


def _at_fault(rota: Rota, violation: Violation, fixed: Collection[str]) -> str | None:
    """The visits the violation names, or the last of its carer, or the last ahead of them all."""
    names = violation.row.split("'")[1::2]
    if violation.code in (Rule.HOURS, Rule.BREAK):
        own = [call.visit for route in rota.routes if route.carer in names for call in route.calls]
    else:
        own = names
    return next((visit for visit in reversed(own) if visit not in fixed), None)


def _mate(problem: Problem, visit: str) -> str | None:
    pair = problem.pair_of.get(visit)
    return None if pair is None else pair.second if visit == pair.first else pair.first


def mended(
    changed: Problem, rota: Rota, at: Moment, orders: Orders, struck: Collection[str], seconds: float, seed: int
) -> Rota:
    """From these orders, near the hours told. Where that loses a visit the hours are let go; from what is found then,
    those are asked for again that need not have been."""
    search = _Search(changed, rota, at, orders, struck, seconds / 3, seed)
    near = search.found(orders, search.told)
    if search.price_of_lost(near) <= search.price_of_lost(rota):
        return near
    free = search.found(orders, {})
    if search.price_of_lost(free) >= search.price_of_lost(near):
        return near
    orders = {route.key: tuple(call.visit for call in route.calls) for route in free.routes if route.day in at.days}
    again = search.found(orders, search.tenable(orders))
    return min(again, free, key=lambda one: (search.price_of_lost(one), search.count_of_broken(one)))


@dataclass(slots=True)
class _Search:
    changed: Problem
    rota: Rota
    at: Moment
    orders: InitVar[Orders]
    struck: InitVar[Collection[str]]
    seconds: float
    seed: int
    fixed: Collection[str] = field(init=False)
    params: Params = field(init=False)
    told: dict[str, Promise] = field(init=False)

    def __post_init__(self, orders: Orders, struck: Collection[str]) -> None:
        planned, self.fixed = plan_of(self.rota), begun(self.rota, self.at)
        stay = {visit for visits in orders.values() for visit in visits if visit not in self.fixed}
        self.told = {visit: _promise(planned[visit]) for visit in stay - set(struck)}
        minute = max(self.changed.weights.travel, self.changed.weights.tardiness)
        self.params = Params(
            stays={visit: (planned[visit].carer, STAY * minute) for visit in stay},
            hours=dict.fromkeys(self.told, PUNCTUAL * minute),
        )

    def found(self, orders: Orders, promises: Mapping[str, Promise]) -> Rota:
        """The best rota near the promises, from these orders; days the event does not name are as they were."""
        left = freeze(self.changed, self.rota, self.at, promises)
        params = self.params if promises else replace(self.params, hours={})
        stop = AnyOf(MaxSeconds(self.seconds), NoGain(PATIENCE))
        found = solve(left, stop, params, seed=self.seed, start=Rota(schedule(left, orders))).rota
        others = [route for route in self.rota.routes if route.day not in self.at.days]
        lost = [one for one in self.rota.unserved if self.changed.visit_of[one.visit].day not in self.at.days]
        return Rota((*others, *found.routes), (*lost, *found.unserved))

    def tenable(self, orders: Orders) -> dict[str, Promise]:
        """What was told, as far as these orders can keep it: on a route where a hard rule would be broken otherwise,
        visits may begin sooner."""
        route_of = {visit: key for key, visits in orders.items() for visit in visits}
        sooner: set[Key] = set()
        while True:
            promises = {
                visit: replace(promise, earliest=0.0) if route_of.get(visit) in sooner else promise
                for visit, promise in self.told.items()
            }
            _, fault = _timed(freeze(self.changed, self.rota, self.at, promises), orders, self.fixed)
            if fault is None or sooner >= orders.keys():
                return promises
            at_fault = route_of.get(fault)
            sooner.update(orders if at_fault is None or at_fault in sooner else [at_fault])

    def price_of_lost(self, rota: Rota) -> float:
        return sum(self.changed.price_of_missing(self.changed.visit_of[one.visit]) for one in rota.unserved)

    def count_of_broken(self, rota: Rota) -> int:
        """Promises that are not kept."""
        starts = {call.visit: call.start for route in rota.routes for call in route.calls}
        return sum(not one.earliest <= starts.get(visit, inf) <= one.latest for visit, one in self.told.items())


def _promise(plan: Planned) -> Promise:
    return Promise(max(0.0, plan.start - SAME), plan.start + SAME)
