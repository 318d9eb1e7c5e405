"""What would make an unserved visit possible: the smallest single changes, each found by trying it.

Tried with all other orders of visits as they are: a later or an earlier window, overtime for a carer, a skill for a
carer, another visit left out. Of a pair the other visit is put in too. What is told has been timed and checked against
every hard rule; what is not told may still be possible by planning the day anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, inf

import numpy as np

from cus.rota.carers import Carer
from cus.rota.problem import Problem
from cus.rota.reasons import hindrance
from cus.rota.search.rows import HARD, Array, Facts
from cus.rota.sentences import Sentence, Value
from cus.rota.trials import Bench, Orders, Place, with_visit, without
from cus.rota.visits import Visit

MOST = 120.0
"""Minutes: nobody is asked to wait, or to work over, longer."""
STEP = 5.0
"""Minutes by which an earlier window is tried."""
TOLD = 3
"""Carers, or visits, told of each kind."""
TRIED = 40
"""Visits left out to try, those of least priority first."""


@dataclass(frozen=True, slots=True)
class Way:
    """One change that suffices: `kind` as in the code of what is `said`, how many `minutes` where it is a matter of
    minutes, for which `carer`; `orders` are those of the day with the visit in it, `problem` the day as changed."""

    kind: str
    carer: str
    minutes: float
    said: Sentence
    problem: Problem
    orders: Orders


def ways(bench: Bench, visit: Visit) -> tuple[Way, ...]:
    """As things are, if that suffices; else all kinds of change that do."""
    asked = _Asked(bench, visit)
    as_it_is = list(asked.as_it_is())
    return tuple(as_it_is or [*asked.later(), *asked.earlier(), *asked.overtime(), *asked.skill(), *asked.dropped()])


class _Asked:
    def __init__(self, bench: Bench, visit: Visit) -> None:
        self.bench = bench
        self.visit = visit
        self.node = bench.node(visit.id)
        pair = bench.problem.pair_of.get(visit.id)
        self.mate = None if pair is None else pair.second if pair.first == visit.id else pair.first
        self.rest = without(bench.orders, visit.id, *([self.mate] if self.mate else []))

    # --- the kinds ---------------------------------------------------------------------------------------------------

    def as_it_is(self) -> Iterator[Way]:
        for orders in self._placed(self.rest, None)[:1]:
            tried = self.bench.tried(orders)
            more = tried.cost.total - self.bench.tried(self.rest).cost.total
            told: dict[str, Value] = {"more": more} if more >= 0 else {"less": -more}
            yield from self._way("nothing" if more >= 0 else "cheaper", self.bench.problem, orders, 0.0, told)

    def later(self) -> Iterator[Way]:
        """The fewest minutes after its latest hour."""
        if not self.visit.window_is_hard:
            return
        nodes = self._own("nodes")
        nodes[self.node]["hard"], nodes[self.node]["late_price"] = inf, self._dear
        for orders in self._placed(self.rest, self.bench.rows.facts._replace(nodes=nodes))[:1]:
            minutes = self._start(replace(self.visit, window_is_hard=False), orders) - self.visit.latest
            if 0 < minutes <= MOST:
                moved = replace(self.visit, latest=self.visit.latest + ceil(minutes))
                yield from self._way("later", self._with(moved), orders, ceil(minutes), {})

    def earlier(self) -> Iterator[Way]:
        """The fewest minutes before its earliest hour, in steps; halving, as a wider window shuts nobody out."""
        few, many = 1, int(min(MOST, self.visit.earliest) / STEP)
        best = self._placed_earlier(many)[:1] if many else []
        while best and few < many:
            steps = (few + many) // 2
            found = self._placed_earlier(steps)[:1]
            few, many, best = (few, steps, found) if found else (steps + 1, many, best)
        for orders in best:
            moved = replace(self.visit, earliest=self.visit.earliest - many * STEP)
            yield from self._way("earlier", self._with(moved), orders, many * STEP, {})

    def _placed_earlier(self, steps: int) -> list[Orders]:
        nodes = self._own("nodes")
        nodes[self.node]["early"] = self.visit.earliest - steps * STEP
        return self._placed(self.rest, self.bench.rows.facts._replace(nodes=nodes))

    def overtime(self) -> Iterator[Way]:
        """Carers for whom the fewest minutes beyond the overtime allowed suffice."""
        duties = self._own("duties")
        duties["closes"], duties["limit"], duties["over_price"] = duties["limit"], duties["limit"] + MOST, self._dear
        found = self._by_carer(self._placed(self.rest, self.bench.rows.facts._replace(duties=duties)))
        for carer, orders in found[:TOLD]:
            minutes = self._beyond(carer, orders)
            if 0 < minutes <= MOST:
                more = replace(carer, overtime_max=carer.overtime_max + ceil(minutes))
                yield from self._way("overtime", self._with_carer(more), orders, ceil(minutes), {})

    def skill(self) -> Iterator[Way]:
        """Carers who lack nothing but one skill; the cheapest first."""
        lacking = {carer.id: lacks for carer in self.bench.problem.carers if (lacks := self._lacks_one(carer))}
        pay = self.bench.rows.facts.pay.copy()
        for number, carer in enumerate(self.bench.problem.carers):
            pay[self.node, number] = 0.0 if carer.id in lacking else inf
        found = self._by_carer(self._placed(self.rest, self.bench.rows.facts._replace(pay=pay)))
        for carer, orders in found[:TOLD]:
            skill, level = lacking[carer.id]
            able = replace(carer, skills={**carer.skills, skill: level})
            yield from self._way("skill", self._with_carer(able), orders, 0.0, {"skill": skill, "level": float(level)})

    def dropped(self) -> Iterator[Way]:
        """Visits of lower priority, left out one at a time; the least priority first."""
        told = 0
        for other in self._less_urgent()[:TRIED]:
            rest = without(self.rest, other.id)
            for orders in self._placed(rest, None)[:1]:
                values: dict[str, Value] = {"visit": other.id, "person": other.person, "priority": other.priority}
                for way in self._way("dropped", self.bench.problem, orders, 0.0, values):
                    told += 1
                    yield way
            if told == TOLD:
                return

    @property
    def _dear(self) -> float:
        """The price of a minute where the fewest are sought: more than anything else, less than a hard rule."""
        return float(self.bench.rows.facts.price[HARD]) / (2 * MOST)

    # --- trying ------------------------------------------------------------------------------------------------------

    def _placed(self, rest: Orders, facts: Facts | None) -> list[Orders]:
        """Orders with the visit (and its mate), the cheapest first; the search says they keep the hard rules."""
        if self.mate is None:
            return [with_visit(rest, self.visit.id, place) for place in self.bench.places(self.visit.id, rest, facts)]
        found: list[tuple[float, int, Orders]] = []
        for place in self._some_places(rest, facts):
            half = with_visit(rest, self.visit.id, place)
            for other in self.bench.places(self.mate, half, facts)[:1]:
                found.append((other.price, len(found), with_visit(half, self.mate, other)))
        return [orders for _, _, orders in sorted(found)]

    def _some_places(self, rest: Orders, facts: Facts | None) -> list[Place]:
        """Of a pair: the two best places of each carer."""
        seen: dict[str, list[Place]] = {}
        for place in self.bench.places(self.visit.id, rest, facts):
            seen.setdefault(place.duty[0], []).append(place)
        return [place for places in seen.values() for place in places[:2]]

    def _way(
        self, kind: str, problem: Problem, orders: Orders, minutes: float, values: dict[str, Value]
    ) -> Iterator[Way]:
        """Told only when no hard rule is broken."""
        bench = replace(self.bench, problem=problem)
        if bench.broken(orders):
            return
        carer = self._carer(orders)
        start = bench.tried(orders).start(self.visit.id)
        told: dict[str, Value] = {"carer": carer.id, "at": start, "minutes": minutes}
        said = Sentence(f"if.{kind}", told | values)
        yield Way(kind, carer.id, minutes, said, problem, orders)

    def _by_carer(self, found: list[Orders]) -> list[tuple[Carer, Orders]]:
        best: dict[str, Orders] = {}
        for orders in found:
            best.setdefault(self._carer(orders).id, orders)
        return [(self.bench.problem.carer_of[name], orders) for name, orders in best.items()]

    def _carer(self, orders: Orders) -> Carer:
        return self.bench.problem.carer_of[next(key[0] for key, row in orders.items() if self.visit.id in row)]

    def _start(self, visit: Visit, orders: Orders) -> float:
        return replace(self.bench, problem=self._with(visit)).tried(orders).start(visit.id)

    def _beyond(self, carer: Carer, orders: Orders) -> float:
        """Minutes past the limit of a duty."""
        routes = [route for route in self.bench.tried(orders).rota.routes if route.carer == carer.id]
        return max(route.returns - self.bench.problem.duty_of[route.key].limit for route in routes)

    def _lacks_one(self, carer: Carer) -> tuple[str, int] | None:
        lacks = [(skill, level) for skill, level in self.visit.skills.items() if carer.skills.get(skill, -1) < level]
        skilled = replace(carer, skills={**carer.skills, **self.visit.skills})
        return lacks[0] if len(lacks) == 1 and hindrance(skilled, self.visit) is None else None

    def _less_urgent(self) -> list[Visit]:
        """Visits that cost less to miss, in no pair, about the hour."""
        served = {visit for row in self.rest.values() for visit in row}
        price = self.bench.problem.price_of_missing
        others = [self.bench.problem.visit_of[name] for name in served]
        near = [
            other
            for other in others
            if price(other) < price(self.visit)
            and other.id not in self.bench.problem.pair_of
            and other.earliest <= self.visit.latest + MOST
            and other.latest >= self.visit.earliest - MOST
        ]
        return sorted(near, key=lambda other: (price(other), -other.duration, other.id))

    # --- the day, changed --------------------------------------------------------------------------------------------

    def _own(self, name: str) -> Array:
        return np.array(getattr(self.bench.rows.facts, name), copy=True)

    def _with(self, visit: Visit) -> Problem:
        problem = self.bench.problem
        return replace(problem, visits=tuple(visit if one.id == visit.id else one for one in problem.visits))

    def _with_carer(self, carer: Carer) -> Problem:
        problem = self.bench.problem
        return replace(problem, carers=tuple(carer if one.id == carer.id else one for one in problem.carers))
