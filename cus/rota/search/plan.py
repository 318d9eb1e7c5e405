"""What one chain does with its time: new beginnings, and children of the best of them.

A rota has many valleys: who has the one skill that is short, which visit is late so that others are not. A long
cooling from high heat ends in the broadest, rarely in the deepest. So there are many beginnings, each cooled a little
longer than the one before, and a pool of the best. At first one of the pool is heated enough to move to a neighbouring
valley. Once that has been done for long, two are crossed: some routes of the one with the others of the other, mended
at a low heat. Of poor rotas the children are poor, so a large town in little time gets no further than heating anew.
Beginnings come first, later they get a fifth of the rounds. All is counted in rounds, so the same seed does the same
anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

import numpy as np

from cus.rota.search.chain import Chain
from cus.rota.search.cross import crossed
from cus.rota.search.rows import NEW_CARER, TRAVEL, Array

ROUND = 1_000  # proposals
STEPS = 60  # of one cooling
POOL = 16
BEGINNINGS = 0.2  # of all rounds, when the first have been made
SHORTEST, LONGEST = 2_500, 40_000  # proposals a visit of the first cooling, and of the last
FIRST = 20_000  # the longest cooling before any of the best is gone on with
LARGE = 370  # visits from which the longest is worth its time; for fewer it shrinks with their square
HOT, COLD = 1.2, 0.05  # heats, in prices of a mean leg
REHEATED, NEAR = 4_000, (0.1, 0.4)  # proposals a visit, and heats, to neighbouring valleys
CROSSED, AFTER_CROSSING = 700, (0.03, 0.2)  # as above, of a child
UNCROSSED = 120_000  # proposals a visit before any two are crossed
MENDED, MENDING = 200, (0.02, 1.0)  # where much is to stay as it was: up to what it costs that one visit does not


@dataclass(frozen=True, slots=True)
class Found:
    """A solution and what it costs."""

    cost: float
    succ: Array


class Plan:
    """The doings of a chain: `go` for some rounds, look at `best`, `meet` what others found."""

    def __init__(self, chain: Chain, start: Array | None = None) -> None:
        self.chain = chain
        self.rounds = 0
        self.pool: list[Found] = []
        self._done = 0.0  # of the round begun
        self._beginnings = 0
        self._doings = self._mend(start) if start is not None else self._search()

    @property
    def best(self) -> Found:
        now = Found(*self.chain.best)
        return min([now, *self.pool], key=lambda found: found.cost)

    def go(self, rounds: int) -> None:
        until = self.rounds + rounds
        while self.rounds < until:
            next(self._doings)

    def meet(self, other: Found) -> None:
        self._remember(other)

    def _remember(self, found: Found) -> None:
        """The best few that differ in cost."""
        if all(abs(found.cost - known.cost) > 1e-6 for known in self.pool):
            self.pool = sorted([*self.pool, found], key=lambda known: known.cost)[:POOL]

    def _search(self) -> Iterator[None]:
        chain, size = self.chain, self.chain.size
        chain.begin()
        if size == 0 or not len(chain.facts.duties):
            yield from self._nothing_to_do()
        yield from self._cool(self._leg(), self._leg(), 300 * size)  # a first answer, and a measure of heat
        leg = self._leg()
        self._remember(Found(*chain.best))
        begun, length = self.rounds, SHORTEST
        longest = min(LONGEST, max(2 * SHORTEST, round(LONGEST * (size / LARGE) ** 2)))
        while True:
            are_first = length <= min(FIRST, longest // 2)
            if are_first or self._beginnings <= BEGINNINGS * self.rounds:
                begun = self.rounds
                chain.begin()
                yield from self._cool(HOT * leg, COLD * leg, length * size)
                length = min(2 * length, longest)
                self._remember(Found(*chain.best))
                self._beginnings += self.rounds - begun
            elif self.rounds * ROUND < UNCROSSED * size:
                yield from self._reheat(self._drawn(), leg, NEAR, REHEATED)
            else:
                yield from self._cross(leg)

    def _mend(self, start: Array) -> Iterator[None]:
        """From a given solution, and always from there: what moves far from it pays for it in `stays`."""
        chain = self.chain
        chain.load(start)
        self._remember(Found(*chain.best))
        if chain.size == 0 or not len(chain.facts.duties):
            yield from self._nothing_to_do()
        leg = self._leg()
        yield from self._cool(COLD * leg, COLD * leg / 4, MENDED * chain.size)
        self._remember(Found(*chain.best))
        while True:
            yield from self._reheat(self._drawn(), leg, MENDING, MENDED)

    def _nothing_to_do(self) -> Iterator[None]:
        while True:
            self.rounds += 1
            yield

    def _cross(self, leg: float) -> Iterator[None]:
        """A child of two of the pool; a neighbour of the one where they have none."""
        which = self._drawn()
        if self._lay_out_child(which):
            yield from self._better(which, leg, AFTER_CROSSING, CROSSED)
        else:
            yield from self._reheat(which, leg, NEAR, REHEATED)

    def _lay_out_child(self, which: int) -> bool:
        chain = self.chain
        others = [found for place, found in enumerate(self.pool) if place != which]
        if not others:
            return False
        other = others[int(chain.random.integers(len(others)))]
        child = crossed(self.pool[which].succ, other.succ, chain.facts.nodes["mate"], chain.random)
        if child is None:
            return False
        try:
            chain.load(child)
        except ValueError:  # pairs of visits that wait for each other
            return False
        return True

    def _reheat(self, which: int, leg: float, heats: tuple[float, float], proposals: int) -> Iterator[None]:
        self.chain.load(self.pool[which].succ)
        yield from self._better(which, leg, heats, proposals)

    def _better(self, which: int, leg: float, heats: tuple[float, float], proposals: int) -> Iterator[None]:
        """Cools what is laid out, with so many proposals a visit; what is better takes the place of its parent."""
        chain, (low, high) = self.chain, map(log, heats)
        heat = leg * exp(chain.random.uniform(low, high))
        parent = self.pool[which]
        yield from self._cool(heat, min(heat, COLD * leg), proposals * chain.size)
        found = Found(*chain.best)
        if found.cost < parent.cost - 1e-6:
            self.pool = [known for known in self.pool if known is not parent]
            self._remember(found)

    def _drawn(self) -> int:
        """One of the pool, the better the likelier."""
        return min(int(self.chain.random.exponential(len(self.pool) / 3)), len(self.pool) - 1)

    def _cool(self, hot: float, cold: float, proposals: int) -> Iterator[None]:
        """In steps, each its share of the proposals; a pause after each round or so."""
        portion = max(1, proposals // STEPS)
        for step in range(STEPS):
            heat = hot * (cold / hot) ** (step / STEPS)
            left = portion
            while left > 0:
                now = min(left, 100 * ROUND)
                self.chain.anneal(heat, now)
                left -= now
                self._done += now / ROUND
                if self._done >= 1:
                    self.rounds += int(self._done)
                    self._done -= int(self._done)
                    yield

    def _leg(self) -> float:
        """The price of a mean leg of the routes as they are, with something for faces and wishes: the unit of heat."""
        facts, spots = self.chain.facts, self.chain.work.spots
        n = self.chain.size
        served = np.flatnonzero(spots["duty"][:n] >= 0)
        if not len(served):
            return 1.0
        before = spots["pred"][served]
        modes = facts.duties["mode"][spots["duty"][served]]
        legs = facts.travel[modes, spots["out"][before], spots["into"][served]].mean() * facts.price[TRAVEL]
        pay = facts.pay[np.isfinite(facts.pay)]
        return float(legs + (pay.mean() if len(pay) else 0) + facts.price[NEW_CARER] / 5) or 1.0
