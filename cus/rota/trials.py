"""Trying other places for a visit with everything else as it is: the search ranks them all, `Trial` prices one.

The search knows at once what each place would cost; the few that are told are timed and priced from scratch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cus.rota.checks import Rule, violations
from cus.rota.cost import cost_of, missing
from cus.rota.frozen import Moment, freeze
from cus.rota.problem import Problem
from cus.rota.result import Call, Cost, Reason, Rota, Unserved
from cus.rota.search.chain import Chain
from cus.rota.search.compile import Compiled, compiled
from cus.rota.search.places import elsewhere
from cus.rota.search.rows import HARD, Array, Facts
from cus.rota.timing import CyclicRota, Key, orders_of, schedule

Orders = dict[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Trial:
    """A rota that was tried: its cost, when each visit begins, and the hard rules it breaks."""

    rota: Rota
    cost: Cost
    calls: Mapping[str, Call]

    def start(self, visit: str) -> float:
        return self.calls[visit].start


@dataclass(frozen=True, slots=True)
class Place:
    """In a duty, behind so many visits; `price` is what the whole would cost by the reckoning of the search."""

    duty: Key
    behind: int
    price: float


@dataclass(frozen=True, slots=True)
class Bench:
    """A day of a rota on which places are tried."""

    problem: Problem
    orders: Orders
    rows: Compiled

    def node(self, visit: str) -> int:
        return next(number for number, other in enumerate(self.rows.visits) if other.id == visit)

    def places(self, visit: str, orders: Orders, facts: Facts | None = None) -> list[Place]:
        """Every place a visit not in `orders` could be put, the cheapest first; those that break no hard rule."""
        return [place for place, is_sound in self.all_places(visit, orders, facts) if is_sound]

    def all_places(self, visit: str, orders: Orders, facts: Facts | None = None) -> list[tuple[Place, bool]]:
        """Also those that break a hard rule, which only orders that contradict each other are not among."""
        try:
            chain = self._laid_out(orders, facts)
            limit = self._limit(chain, orders)
        except ValueError:  # the orders contradict each other with the visit left out
            return []
        prices = self._prices(chain, self.node(visit))
        found = [(Place(*self._spot(int(spot), orders), float(prices[spot])), bool(prices[spot] < limit))
                 for spot in np.flatnonzero(np.isfinite(prices))]  # fmt: skip
        return sorted(found, key=lambda one: one[0].price)

    def exchanges(self, visit: str) -> Iterator[tuple[str, float]]:
        """Visits this one could change places with, and what the whole would then cost."""
        chain = self._laid_out(self.orders, None)
        prices, limit = self._prices(chain, self.node(visit)), chain.cost + chain.facts.price[HARD]
        for spot in np.flatnonzero(prices < limit):
            yield self.rows.visits[spot].id, float(prices[spot])

    def tried(self, orders: Orders) -> Trial:
        """Timed and priced from scratch."""
        routes = schedule(self.problem, orders)
        rota = Rota(routes, tuple(Unserved(v.id, Reason.NO_TIME) for v in missing(self.problem, Rota(routes))))
        calls = {call.visit: call for route in routes for call in route.calls}
        return Trial(rota, cost_of(self.problem, rota), calls)

    def broken(self, orders: Orders, problem: Problem | None = None) -> tuple[Rule, ...]:
        """The hard rules these orders break, each once; none when they contradict each other."""
        problem = problem or self.problem
        try:
            routes = schedule(problem, orders)
        except CyclicRota:
            return ()
        rota = Rota(routes, tuple(Unserved(v.id, Reason.NO_TIME) for v in missing(problem, Rota(routes))))
        return tuple(dict.fromkeys(violation.code for violation in violations(problem, rota)))

    def _limit(self, chain: Chain, orders: Orders) -> float:
        """What costs less breaks no hard rule that the rota does not break now.

        Without the visit orders may break one: where the way past it is longer than the way by it, or where it was the
        break that it made room for. A place that does not mend that is no place.
        """
        broken = self._price_of_rules(chain, orders)
        if broken:
            now = self._laid_out(self.orders, chain.facts)
            broken -= min(broken, self._price_of_rules(now, self.orders))
        return chain.cost - broken + float(chain.facts.price[HARD])

    def _price_of_rules(self, chain: Chain, orders: Orders) -> float:
        price = chain.facts.price.copy()
        price[HARD] = 0.0
        return chain.cost - self._laid_out(orders, chain.facts._replace(price=price)).cost

    def _laid_out(self, orders: Orders, facts: Facts | None) -> Chain:
        chain = Chain(facts or self.rows.facts, 0)
        chain.load(self._succ(orders))
        return chain

    def _succ(self, orders: Orders) -> Array:
        node_of = {visit.id: number for number, visit in enumerate(self.rows.visits)}
        n, duties = len(self.rows.visits), self.rows.duties
        succ = np.full(n + len(duties), -1, np.int64)
        for head, duty in enumerate(duties, n):
            here = head
            for visit in orders.get(duty.key, ()):
                succ[here] = here = node_of[visit]
            succ[here] = head
        return succ

    def _prices(self, chain: Chain, node: int) -> Array:
        prices = np.zeros(len(chain.work.spots))
        elsewhere(chain.facts, chain.work, node, prices)
        return prices

    def _spot(self, spot: int, orders: Orders) -> tuple[Key, int]:
        n = len(self.rows.visits)
        if spot >= n:
            return self.rows.duties[spot - n].key, 0
        name = self.rows.visits[spot].id
        return next((key, visits.index(name) + 1) for key, visits in orders.items() if name in visits)


def a_bench(problem: Problem, rota: Rota, day: int) -> Bench:
    """The day alone; what other days have to do with it (norms, faces) is reckoned in."""
    if problem.days > 1:
        weights = problem.weights
        problem = replace(freeze(problem, rota, Moment(0.0, (day,)), {}), weights=weights)
        rota = Rota(tuple(route for route in rota.routes if route.day == day))
    return Bench(problem, orders_of(rota), compiled(problem))


def without(orders: Orders, *visits: str) -> Orders:
    return {key: tuple(v for v in row if v not in visits) for key, row in orders.items()}


def with_visit(orders: Orders, visit: str, place: Place) -> Orders:
    row = orders.get(place.duty, ())
    return orders | {place.duty: (*row[: place.behind], visit, *row[place.behind :])}


def exchanged(orders: Orders, one: str, other: str) -> Orders:
    swap = {one: other, other: one}
    return {key: tuple(swap.get(visit, visit) for visit in row) for key, row in orders.items()}
