"""What happens on the day: a carer falls ill, a visit is added, a visit runs late; and the problem as it then is.

What has begun stays as it was: it is the rota that has to give, not the past.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cus.rota.carers import DAY, Absence, Carer, Duty
from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.travel import Travel
from cus.rota.visits import Gap, Pair, Visit


class InvalidEvent(ValueError):
    """This cannot have happened to this rota."""


@dataclass(frozen=True, slots=True)
class CarerIll:
    """`carer` cannot work from minute `start` of `day` until the end of `last_day` (the same day unless said).

    Who is with somebody when it happens finishes there and goes home; everything else is for others.
    """

    carer: str
    day: int
    start: float = 0.0
    last_day: int | None = None

    @property
    def days(self) -> range:
        return range(self.day, (self.day if self.last_day is None else self.last_day) + 1)

    def known_at(self, rota: Rota) -> float:
        return self.day * DAY + self.start

    def gone(self, now: float) -> frozenset[str]:
        """Who can begin nothing any more on these days."""
        return frozenset({self.carer}) if now >= self.day * DAY + self.start else frozenset()

    def changed(self, problem: Problem, rota: Rota, now: float) -> Problem:
        if self.carer not in problem.carer_of:
            raise InvalidEvent(f"There is no carer {self.carer!r}.")
        if not self.days or not 0 <= self.day <= self.days[-1] < problem.days:
            raise InvalidEvent(
                f"The days {self.day} to {self.last_day} are not in the horizon of {problem.days} days."
            )
        carer = problem.carer_of[self.carer]
        away = tuple(self._absences(carer, _home_at(problem, rota, self, now)))
        ill = replace(carer, absences=(*carer.absences, *away))
        return replace(problem, carers=tuple(ill if one is carer else one for one in problem.carers))

    def _absences(self, carer: Carer, home: float) -> Iterator[Absence]:
        for day in self.days:
            start = max(self.start, home) if day == self.day else 0.0
            ends = [shift.end for shift in carer.shifts if shift.day == day]
            end = max([DAY, *ends]) if day == self.days[-1] else DAY
            if start < end:
                yield Absence(day, start, end)


@dataclass(frozen=True, slots=True)
class VisitAdded:
    """A new visit, at a place of `travel` where the old matrix does not have it; with it come `gaps`, a `pair`, and
    `others` that belong to it (the second of the pair)."""

    visit: Visit
    others: tuple[Visit, ...] = ()
    pair: Pair | None = None
    gaps: tuple[Gap, ...] = ()
    travel: Travel | None = None

    @property
    def days(self) -> range:
        return range(self.visit.day, self.visit.day + 1)

    def known_at(self, rota: Rota) -> float:
        return 0.0

    def gone(self, now: float) -> frozenset[str]:
        return frozenset()

    def changed(self, problem: Problem, rota: Rota, now: float) -> Problem:
        if any(visit.day != self.visit.day for visit in self.others):
            raise InvalidEvent("Visits added at once must be on one day; add them one after the other.")
        return replace(
            problem,
            visits=(*problem.visits, self.visit, *self.others),
            pairs=(*problem.pairs, self.pair) if self.pair else problem.pairs,
            gaps=(*problem.gaps, *self.gaps),
            travel=self.travel or problem.travel,
        )


@dataclass(frozen=True, slots=True)
class VisitLate:
    """`visit` will end at minute `end` of its day, not when it should. Known when it should have ended, unless said.

    Where only this keeps the carer beyond the overtime allowed, or from a break in time, that is allowed.
    """

    visit: str
    day: int
    end: float

    @property
    def days(self) -> range:
        return range(self.day, self.day + 1)

    def known_at(self, rota: Rota) -> float:
        _, call = self._planned(rota)
        return self.day * DAY + call.end

    def gone(self, now: float) -> frozenset[str]:
        return frozenset()

    def changed(self, problem: Problem, rota: Rota, now: float) -> Problem:
        route, call = self._planned(rota)
        own = [other for other in rota.routes if (other.carer, other.day) == (route.carer, route.day)]
        since = [c for other in own for c in other.calls if call.start < c.start < now - route.day * DAY]
        if self.end <= call.start or since:
            raise InvalidEvent(f"The visit {self.visit!r} cannot end at {self.end:g}: {route.carer!r} was elsewhere.")
        visit = problem.visit_of[self.visit]
        longer = replace(visit, duration=self.end - call.start)
        carer = problem.carer_of[route.carer]
        bent = _stays_until(problem, route, call, call.start + longer.duration)
        return replace(
            problem,
            visits=tuple(longer if one is visit else one for one in problem.visits),
            carers=tuple(bent if one is carer else one for one in problem.carers),
        )

    def _planned(self, rota: Rota) -> tuple[Route, Call]:
        for route in rota.routes:
            for call in route.calls:
                if call.visit == self.visit and route.day == self.day:
                    return route, call
        raise InvalidEvent(f"Nobody makes the visit {self.visit!r} on day {self.day}, so it cannot run late.")


MARGIN = 1e-6
"""Minutes; sums in another order may differ by less."""

Event = CarerIll | VisitAdded | VisitLate


def _home_at(problem: Problem, rota: Rota, ill: CarerIll, now: float) -> float:
    """When a carer who only finishes what has begun on the first day is home; 0 when nothing has."""
    home = 0.0
    for route in rota.routes:
        begun = [call for call in route.calls if route.day * DAY + call.start < now]
        if route.carer == ill.carer and route.day == ill.day and begun:
            place, mode = problem.visit_of[begun[-1].visit].place, problem.carer_of[route.carer].mode
            way = problem.travel.between(mode, place, problem.duty_of[route.key].end_place)
            home = max(home, begun[-1].end + way + MARGIN)
    return home


def _stays_until(problem: Problem, route: Route, call: Call, end: float) -> Carer:
    """The carer of a visit that lasts until `end`, with what has to give way: the limit of overtime, the latest hour
    of the break, the beginning of an absence or of the next shift."""
    carer, duty = problem.carer_of[route.carer], problem.duty_of[route.key]
    way = problem.travel.between(carer.mode, problem.visit_of[call.visit].place, duty.end_place)
    shifts, home = list(carer.shifts), end + way + MARGIN
    own = shifts[route.shift]
    if own.break_ and end > own.break_.latest and not any(begin <= call.start for begin, _ in route.breaks):
        shifts[route.shift] = replace(own, break_=replace(own.break_, latest=end))
    for number, shift in enumerate(shifts):
        start = home - DAY * (shift.day - route.day)
        if number != route.shift and shift.start + DAY * shift.day > own.start + DAY * own.day and shift.start < start:
            shifts[number] = replace(shift, start=start, end=max(shift.end, start + 1))
    absences = tuple(_later(absence, call.start, home, route.day) for absence in carer.absences)
    most = max(carer.overtime_max, home - own.end)
    bent = replace(carer, shifts=tuple(shifts), absences=absences, overtime_max=most)
    return bent if duty.break_ else _not_to_have_rested(bent, duty, end)


def _not_to_have_rested(bent: Carer, duty: Duty, end: float) -> Carer:
    """A break that was not owed, as when an absence now later was the break, is not owed from before `end`."""
    shifts = list(bent.shifts)
    rest = next((own.break_ for own in bent.duties if own.key == duty.key), None)
    if rest:
        later = replace(rest, earliest=max(rest.earliest, end), latest=max(rest.latest, end))
        shifts[duty.shift] = replace(shifts[duty.shift], break_=later)
    return replace(bent, shifts=tuple(shifts))


def _later(absence: Absence, begun: float, home: float, day: int) -> Absence:
    """An absence that should begin between the visit and being home begins at home."""
    start = home - DAY * (absence.day - day)
    if begun - DAY * (absence.day - day) <= absence.start < start:
        return replace(absence, start=start, end=max(absence.end, start + 1))
    return absence
