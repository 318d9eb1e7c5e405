"""The problem that is left at a moment of a rota: what has begun is pinned, the rest may still be planned anew.

Orders of visits mean the same here as in the whole problem, so that breaks, pairs and gaps across the moment hold. Who
is on the way is where the rota has them: they may go on to where they were going, or turn round, but nobody is
elsewhere sooner than they could be.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from cus.rota.carers import DAY, Carer, Duty
from cus.rota.cost import worked
from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.travel import Travel
from cus.rota.visits import Pair, Visit

FIRM = 1e5
"""Least price of missing what has begun, and what makes it dearer than anything else."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`now` is counted from midnight of day 0; only `days` are to be planned, and by nobody in `gone`."""

    now: float
    days: Collection[int]
    gone: frozenset[str] = frozenset()

    def has_begun(self, day: int, call: Call) -> bool:
        return day * DAY + call.start < self.now


@dataclass(frozen=True, slots=True)
class Promise:
    """When somebody was told a visit would begin; it should begin in [`earliest`, `latest`]."""

    earliest: float
    latest: float


def freeze(problem: Problem, rota: Rota, at: Moment, promises: Mapping[str, Promise]) -> Problem:
    return _Frozen(problem, rota, at, promises).problem()


def begun(rota: Rota, at: Moment) -> dict[str, tuple[Route, Call]]:
    """Visits that have begun on the days in question, who makes them and when."""
    return {
        call.visit: (route, call)
        for route in rota.routes
        for call in route.calls
        if route.day in at.days and at.has_begun(route.day, call)
    }


def torn(problem: Problem, begun: Collection[str]) -> list[Pair]:
    """Pairs of which one visit has begun, the other not."""
    return [pair for pair in problem.pairs if (pair.first in begun) != (pair.second in begun)]


@dataclass(slots=True)
class _Frozen:
    whole: Problem
    rota: Rota
    at: Moment
    promises: Mapping[str, Promise]
    begun: dict[str, tuple[Route, Call]] = field(init=False)
    worked_elsewhere: dict[str, float] = field(init=False)
    places: list[tuple[str, str, str, dict[str, float]]] = field(default_factory=list)  # name, like, mode, minutes

    def __post_init__(self) -> None:
        self.begun = begun(self.rota, self.at)
        self.worked_elsewhere = worked(self.whole, self._elsewhere())

    def problem(self) -> Problem:
        whole = self.whole
        visits = {visit.id: self._visit(visit) for visit in whole.visits if visit.day in self.at.days}
        pairs = [pair for pair in whole.pairs if pair.first in visits]
        for pair in torn(whole, self.begun):
            pairs.remove(pair)
            late = pair.second if pair.first in self.begun else pair.first
            visits[late] = self._after_its_mate(visits[late], pair)
        self._make_known(visits)
        carers = {carer.id: self._with_norm_left(carer) for carer in whole.carers}
        for duty in whole.duties:
            if duty.day in self.at.days and duty.carer not in self.at.gone:
                self._locate(duty, visits, carers)
        return Problem(
            tuple(carers.values()),
            tuple(visits.values()),
            self._travel(),
            tuple(pairs),
            tuple(gap for gap in whole.gaps if gap.first in visits),
            replace(whole.weights, must=max(whole.weights.must, FIRM)),
            whole.days,
        )

    # --- visits ------------------------------------------------------------------------------------------------------

    def _visit(self, visit: Visit) -> Visit:
        if visit.id in self.begun:
            return self._pinned(visit, *self.begun[visit.id])
        now = self.at.now - visit.day * DAY
        earliest, latest = max(visit.earliest, now), visit.latest
        if promise := self.promises.get(visit.id):
            earliest = max(earliest, min(promise.earliest, latest))
            latest = latest if visit.window_is_hard else min(latest, promise.latest)
        if visit.window_is_hard and latest < earliest:  # its hour has passed
            return replace(visit, forbidden=frozenset(self.whole.carer_of))
        return replace(
            visit, earliest=earliest, latest=max(earliest, latest), forbidden=visit.forbidden | self.at.gone
        )

    def _pinned(self, visit: Visit, route: Route, call: Call) -> Visit:
        return replace(
            visit,
            earliest=call.start,
            latest=call.start + 1e-7,
            window_is_hard=True,
            skills={},
            area="",
            forbidden=frozenset(self.whole.carer_of.keys() - {route.carer}),
            must=True,
            priority=10 * max(1.0, visit.priority),
        )

    def _after_its_mate(self, visit: Visit, pair: Pair) -> Visit:
        """One of a pair whose other visit has begun: within the lag of it, by another carer."""
        is_second = visit.id == pair.second
        route, call = self.begun[pair.first if is_second else pair.second]
        least, most = (pair.lag_min, pair.lag_max) if is_second else (-pair.lag_max, -pair.lag_min)
        earliest = max(visit.earliest, call.start + least)
        last = min(call.start + most, visit.latest if visit.window_is_hard else inf)
        others = visit.forbidden | {route.carer} if pair.other_carers else visit.forbidden
        if last < earliest:
            return replace(visit, forbidden=frozenset(self.whole.carer_of))
        is_bound = last < inf
        latest = last if is_bound else max(earliest, visit.latest)
        return replace(visit, earliest=earliest, latest=latest, window_is_hard=is_bound, forbidden=others)

    # --- what other days have to do with it --------------------------------------------------------------------------

    def _elsewhere(self) -> Rota:
        return Rota(tuple(route for route in self.rota.routes if route.day not in self.at.days))

    def _make_known(self, visits: dict[str, Visit]) -> None:
        """Whoever a person knows or meets on other days is no new face; who meets the first is known by then."""
        known: defaultdict[str, set[str]] = defaultdict(set)
        for visit in self.whole.visits:
            known[visit.person] |= visit.known
        for route in self._elsewhere().routes:
            for call in route.calls:
                known[self.whole.visit_of[call.visit].person].add(route.carer)
        for name, visit in visits.items():
            visits[name] = replace(visit, known=frozenset(known[visit.person]))

    def _with_norm_left(self, carer: Carer) -> Carer:
        if carer.norm is None:
            return carer
        return replace(carer, norm=max(0.0, carer.norm - self.worked_elsewhere[carer.id]))

    # --- where everybody is ------------------------------------------------------------------------------------------

    def _locate(self, duty: Duty, visits: dict[str, Visit], carers: dict[str, Carer]) -> None:
        """Give the place a carer left before now a name of its own, from which the ways are as they now are."""
        now = self.at.now - duty.day * DAY
        route = next((route for route in self.rota.routes if route.key == duty.key), None)
        calls = route.calls if route else ()
        done = [call for call in calls if call.start < now]
        left_at = self._left_at(duty, route, done)
        if now <= left_at:
            return
        left = visits[done[-1].visit].place if done else duty.start_place
        name = f"{left}, {duty.carer} having left ({duty.shift}.{duty.part})"
        if done:
            visits[done[-1].visit] = replace(visits[done[-1].visit], place=name)
        elif len([other for other in self.whole.duties if other.key[:2] == duty.key[:2]]) == 1:
            carer = carers[duty.carer]
            shifts = list(carer.shifts)
            shifts[duty.shift] = replace(shifts[duty.shift], start_place=name)
            carers[duty.carer] = replace(carer, shifts=tuple(shifts))
        else:
            return
        target = self._target(duty, route, calls[len(done) :], left, left_at)
        minutes = dict(self._ways(self.whole.carer_of[duty.carer].mode, left, now - left_at, *target))
        self.places.append((name, left, self.whole.carer_of[duty.carer].mode, minutes))

    def _left_at(self, duty: Duty, route: Route | None, done: list[Call]) -> float:
        """When the carer set out from the last place."""
        if not done or route is None:
            return duty.start
        rests = [end for begin, end in route.breaks if begin == done[-1].end]
        return max([done[-1].end, *rests])

    def _target(
        self, duty: Duty, route: Route | None, ahead: Iterable[Call], left: str, left_at: float
    ) -> tuple[str, float]:
        """Where the carer is going, and how many minutes after leaving they are there."""
        for call in ahead:
            return self.whole.visit_of[call.visit].place, call.arrive - left_at
        if route and route.calls:
            return duty.end_place, route.returns - left_at
        return left, 0.0

    def _ways(self, mode: str, left: str, gone: float, target: str, there: float) -> Iterator[tuple[str, float]]:
        """Minutes from having left, `gone` minutes ago, to each place: by the target, or turning round."""
        way = self.whole.travel.between
        for place in self.whole.travel.places:
            if place == target:
                yield place, there
                continue
            by_target = max(gone, there) + way(mode, target, place)
            turning = gone + min(gone, there) + way(mode, left, place)
            yield place, max(way(mode, left, place), min(by_target, turning))

    def _travel(self) -> Travel:
        travel = self.whole.travel
        real = [*range(len(travel.places)), *(travel.index[like] for _, like, _, _ in self.places)]
        minutes = {mode: matrix[np.ix_(real, real)] for mode, matrix in travel.minutes.items()}
        names = (*travel.places, *(name for name, _, _, _ in self.places))
        for row, (_, _, mode, ways) in enumerate(self.places, len(travel.places)):
            minutes[mode][row] = [ways[travel.places[number]] for number in real]
        return Travel(names, minutes)
