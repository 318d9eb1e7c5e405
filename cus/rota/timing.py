"""When each visit of given routes begins: the earliest possible moments, and where the breaks fall.

For given orders of visits the starts obey difference constraints (travel, earliest moments, lags of pairs, gaps);
their least solution makes every start, and so every tardiness, as early as possible at once. This is the plain
reference in Python; the search has a fast one of its own, and tests hold them together.

A break is taken at the first moment free at or after its `earliest` hour:
- on finishing a visit, before leaving for the next one; or else
- at the next visit, while waiting for it to begin, when the wait is long enough; or else
- at the next visit, which then waits, when that visit would end after the break's `latest` hour.
No break is taken after the last visit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cus.rota.carers import Break, Duty
from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.visits import Visit

Key = tuple[str, int, int]
"""Names a duty: carer, number of the shift, part of it (`Duty.key`)."""


class CyclicRota(ValueError):
    """The orders of visits contradict each other: somebody would have to wait for what comes later."""

    def __init__(self, visits: tuple[str, ...]) -> None:
        self.visits = visits
        super().__init__(f"These visits wait for each other: {', '.join(visits)}.")


def schedule(problem: Problem, orders: Mapping[Key, Sequence[str]]) -> tuple[Route, ...]:
    """Routes with the earliest times; `orders` lists the visits of each duty. Duties without visits are left out.

    Hours that cannot be kept (a hard window, the end of a shift) are not this function's business: see `checks`.
    """
    return _Timetable(problem, {key: tuple(visits) for key, visits in orders.items() if visits}).routes()


def retimed(problem: Problem, rota: Rota) -> Rota:
    """The same rota with the earliest possible times."""
    return Rota(schedule(problem, orders_of(rota)), rota.unserved)


def orders_of(rota: Rota) -> dict[Key, tuple[str, ...]]:
    """Who visits whom in which order, without times."""
    return {route.key: tuple(call.visit for call in route.calls) for route in rota.routes}


@dataclass(slots=True)
class _Stop:
    """A visit on a route and what is known of its times so far."""

    visit: Visit
    duty: Duty
    before: "_Stop | None"
    leave: float = 0.0
    arrive: float = 0.0
    start: float = 0.0

    @property
    def end(self) -> float:
        return self.start + self.visit.duration


class _Timetable:
    def __init__(self, problem: Problem, orders: Mapping[Key, tuple[str, ...]]) -> None:
        self.problem = problem
        self.orders = orders
        self.stops: dict[str, _Stop] = {}
        for key, visits in orders.items():
            before = None
            for visit in visits:
                before = _Stop(problem.visit_of[visit], problem.duty_of[key], before)
                self.stops[visit] = before
        self.breaks: dict[Key, tuple[float, float]] = {}
        self.gaps: dict[str, list[tuple[str, float]]] = {visit: [] for visit in self.stops}
        for gap in problem.gaps:
            if gap.first in self.stops and gap.second in self.stops:
                self.gaps[gap.second].append((gap.first, gap.least))

    def routes(self) -> tuple[Route, ...]:
        knotted = self._settle_all()
        if knotted:
            _Knot(self, knotted).untie()
        return tuple(self._route(key, visits) for key, visits in self.orders.items())

    def _route(self, key: Key, visits: tuple[str, ...]) -> Route:
        duty = self.problem.duty_of[key]
        stops = [self.stops[visit] for visit in visits]
        calls = tuple(Call(stop.visit.id, stop.arrive, stop.start, stop.end) for stop in stops)
        returns = stops[-1].end + self.minutes(duty, stops[-1].visit.place, duty.end_place)
        breaks = (self.breaks[key],) if key in self.breaks else ()
        return Route(duty.carer, duty.day, duty.shift, calls, duty.start, returns, breaks, duty.part)

    def minutes(self, duty: Duty, here: str, there: str) -> float:
        return self.problem.travel.between(self.problem.carer_of[duty.carer].mode, here, there)

    def _settle_all(self) -> list[_Stop]:
        """Visits and pairs, each once all it waits for is settled; returns those that wait for each other."""
        groups = self._groups()
        group_of = {stop.visit.id: number for number, group in enumerate(groups) for stop in group}
        waits_for = [{group_of[name] for stop in group for name in self._waits_for(stop)} for group in groups]
        waited_for: list[list[int]] = [[] for _ in groups]
        for number, others in enumerate(waits_for):
            for other in others:
                waited_for[other].append(number)
        open_ends = [len(others) for others in waits_for]
        ready = [number for number, count in enumerate(open_ends) if count == 0]
        for number in ready:  # grows while it is walked
            self._settle(groups[number])
            for other in waited_for[number]:
                open_ends[other] -= 1
                if open_ends[other] == 0:
                    ready.append(other)
        return [stop for number, group in enumerate(groups) if open_ends[number] for stop in group]

    def _groups(self) -> list[list[_Stop]]:
        groups = []
        for visit, stop in self.stops.items():
            pair = self.problem.pair_of.get(visit)
            if pair is None or pair.first not in self.stops or pair.second not in self.stops:
                groups.append([stop])
            elif visit == pair.first:
                groups.append([stop, self.stops[pair.second]])
        return groups

    def _waits_for(self, stop: _Stop) -> Iterable[str]:
        if stop.before:
            yield stop.before.visit.id
        yield from (first for first, _ in self.gaps[stop.visit.id])

    def _settle(self, group: list[_Stop]) -> None:
        """One visit, or the two of a pair together: neither begins before both can."""
        ready = [self._ready(stop) for stop in group]
        self._begin(group, ready)
        while due := [number for number, stop in enumerate(group) if self._takes_break_at(stop)]:
            for number in due:
                ready[number] = max(ready[number], self._break_at(group[number]))
            self._begin(group, ready)

    def _ready(self, stop: _Stop) -> float:
        """The earliest moment on this route alone; a break that falls before leaving is taken."""
        rest = self._owed(stop)
        stop.leave = stop.before.end if stop.before else stop.duty.start
        if rest and stop.before and stop.leave >= rest.earliest:
            self.breaks[stop.duty.key] = stop.leave, stop.leave + rest.length
            stop.leave += rest.length
        here = stop.before.visit.place if stop.before else stop.duty.start_place
        stop.arrive = stop.leave + self.minutes(stop.duty, here, stop.visit.place)
        after = [self.stops[first].start + least for first, least in self.gaps[stop.visit.id]]
        return max([stop.arrive, stop.visit.earliest, *after])

    def _begin(self, group: list[_Stop], ready: list[float]) -> None:
        if len(group) == 1:
            group[0].start = ready[0]
            return
        pair = self.problem.pair_of[group[0].visit.id]
        group[0].start = max(ready[0], ready[1] - pair.lag_max)
        group[1].start = max(ready[1], group[0].start + pair.lag_min)

    def _owed(self, stop: _Stop) -> Break | None:
        return None if stop.duty.key in self.breaks else stop.duty.break_

    def _takes_break_at(self, stop: _Stop) -> bool:
        rest = self._owed(stop)
        if rest is None:
            return False
        return stop.start >= max(stop.arrive, rest.earliest) + rest.length or stop.end > rest.latest

    def _break_at(self, stop: _Stop) -> float:
        """Takes the break where the visit is; returns when it ends."""
        rest = self._owed(stop)
        assert rest is not None
        begin = max(stop.arrive, rest.earliest)
        self.breaks[stop.duty.key] = begin, begin + rest.length
        return begin + rest.length


class _Knot:
    """Visits that wait for each other, as when the second of a pair follows, by another road, on the first.

    Starts are raised until no constraint is broken (label correcting), which ends unless the orders contradict each
    other. Breaks are put in one at a time, the earliest first.
    """

    def __init__(self, timetable: _Timetable, stops: list[_Stop]) -> None:
        self.timetable = timetable
        self.stops = {stop.visit.id: stop for stop in stops}
        self.break_at: dict[Key, tuple[str, bool]] = {}  # before which visit; and whether before the way there

    def untie(self) -> None:
        while True:
            self._raise_all()
            due = [found for stop in self.stops.values() if (found := self._break_due(stop))]
            if not due:
                break
            _, visit, before_leaving = min(due)
            self.break_at[self.stops[visit].duty.key] = visit, before_leaving
        for key, (visit, before_leaving) in self.break_at.items():
            rest = self.stops[visit].duty.break_
            assert rest is not None
            begin = self._break_begins(self.stops[visit], rest, before_leaving)
            self.timetable.breaks[key] = begin, begin + rest.length

    def _raise_all(self) -> None:
        for stop in self.stops.values():
            stop.start = 0.0
        for _ in range(len(self.stops) + 2):
            raised = [stop.visit.id for stop in self.stops.values() if self._raise(stop)]
            if not raised:
                return
        raise CyclicRota(tuple(raised))

    def _raise(self, stop: _Stop) -> bool:
        least = max(self._least(stop))
        if least <= stop.start + 1e-9:
            return False
        stop.start = least
        return True

    def _least(self, stop: _Stop) -> Iterable[float]:
        timetable, visit = self.timetable, stop.visit.id
        rest = stop.duty.break_
        placed, before_leaving = self.break_at.get(stop.duty.key, ("", False))
        stop.leave = stop.before.end if stop.before else stop.duty.start
        if rest and placed == visit and before_leaving:
            stop.leave += rest.length
        here = stop.before.visit.place if stop.before else stop.duty.start_place
        stop.arrive = stop.leave + timetable.minutes(stop.duty, here, stop.visit.place)
        yield from (stop.arrive, stop.visit.earliest)
        if rest and placed == visit and not before_leaving:
            yield max(stop.arrive, rest.earliest) + rest.length
        yield from (timetable.stops[first].start + least for first, least in timetable.gaps[visit])
        pair = timetable.problem.pair_of.get(visit)
        if pair and pair.first in timetable.stops and pair.second in timetable.stops:
            first, second = timetable.stops[pair.first], timetable.stops[pair.second]
            yield second.start - pair.lag_max if stop is first else first.start + pair.lag_min

    def _break_due(self, stop: _Stop) -> tuple[float, str, bool] | None:
        """When the break of this stop's duty would begin here, the visit, and whether before leaving for it."""
        rest, key = stop.duty.break_, stop.duty.key
        if rest is None or key in self.break_at or key in self.timetable.breaks:
            return None
        if stop.before and stop.before.end >= rest.earliest:
            return stop.before.end, stop.visit.id, True
        begin = max(stop.arrive, rest.earliest)
        if stop.start >= begin + rest.length or stop.end > rest.latest:
            return begin, stop.visit.id, False
        return None

    def _break_begins(self, stop: _Stop, rest: Break, before_leaving: bool) -> float:
        return stop.leave - rest.length if before_leaving else max(stop.arrive, rest.earliest)
