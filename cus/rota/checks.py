"""Whether a rota keeps every hard rule, looked at from scratch: every violation, named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from cus.rota.carers import Duty
from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.visits import Visit


class Rule(StrEnum):
    """The hard rules; the letters in brackets are those of the HHCRSP benchmark."""

    DUTY = "DUTY"  # a route is one duty of a carer that exists (R1)
    SERVED = "SERVED"  # each visit is made once, or listed as unserved (R2)
    SKILL = "SKILL"  # (R3)
    OTHER_CARERS = "OTHER_CARERS"  # the two of a pair by two carers (R4)
    LENGTH = "LENGTH"  # a visit lasts as long as it should (R5)
    EARLIEST = "EARLIEST"  # (R6)
    TRAVEL = "TRAVEL"  # nobody is there before they can be (R7)
    LAG = "LAG"  # the two of a pair as far apart as they should be (R8)
    HALF_A_PAIR = "HALF_A_PAIR"  # both or neither
    FORBIDDEN = "FORBIDDEN"  # a carer who may not come (R9)
    AREA = "AREA"
    LATEST = "LATEST"  # where the window is hard
    GAP = "GAP"
    HOURS = "HOURS"  # not before the shift, not past the overtime allowed, not into an absence (R9)
    BREAK = "BREAK"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken, where, and how; the row is a visit, a carer or a pair."""

    code: Rule
    row: str
    text: str

    def __str__(self) -> str:
        return f"{self.code}: {self.row}: {self.text}"


def violations(problem: Problem, rota: Rota, tolerance: float = 1e-6) -> tuple[Violation, ...]:
    """Every hard rule broken by more than `tolerance` minutes; empty for a valid rota.

    A visit left out is no violation when `rota.unserved` says so: that has a price, and a reason.
    """
    return tuple(_Checker(problem, rota, tolerance).found())


def understood(problem: Problem, rota: Rota) -> Rota:
    """The rota without carers, shifts and visits the problem does not have, so that its cost can be computed."""
    routes = tuple(
        replace(route, calls=tuple(call for call in route.calls if call.visit in problem.visit_of))
        for route in rota.routes
        if route.key in problem.duty_of
    )
    return Rota(routes, tuple(left for left in rota.unserved if left.visit in problem.visit_of))


class _Checker:
    def __init__(self, problem: Problem, rota: Rota, tolerance: float) -> None:
        self.problem = problem
        self.rota = rota
        self.clean = understood(problem, rota)
        self.tolerance = tolerance
        self.served = {call.visit: (route, call) for route in self.clean.routes for call in route.calls}

    def found(self) -> Iterator[Violation]:
        yield from self._of_duties()
        yield from self._of_service()
        for route in self.clean.routes:
            if route.calls:
                yield from self._of_hours(route)
                yield from self._of_break(route)
            for call in route.calls:
                yield from self._of_call(route, call)
        yield from self._of_pairs()
        yield from self._of_gaps()

    def _of_duties(self) -> Iterator[Violation]:
        for route in self.rota.routes:
            row = f"carer {route.carer!r}"
            duty = self.problem.duty_of.get(route.key)
            if route.carer not in self.problem.carer_of:
                yield Violation(Rule.DUTY, row, "there is no such carer")
            elif duty is None:
                yield Violation(Rule.DUTY, row, f"has no shift {route.shift} (part {route.part}), or is absent then")
            elif duty.day != route.day:
                yield Violation(Rule.DUTY, row, f"shift {route.shift} is on day {duty.day}, not {route.day}")
        for key, times in Counter(route.key for route in self.rota.routes).items():
            if times > 1:
                yield Violation(Rule.DUTY, f"carer {key[0]!r}", f"has {times} routes in shift {key[1]}")

    def _of_service(self) -> Iterator[Violation]:
        planned = Counter(call.visit for route in self.rota.routes for call in route.calls)
        left_out = {left.visit for left in self.rota.unserved}
        for name in sorted((planned.keys() | left_out) - self.problem.visit_of.keys()):
            yield Violation(Rule.SERVED, f"visit {name!r}", "nobody asked for it")
        made = Counter(call.visit for route in self.clean.routes for call in route.calls)
        for name in self.problem.visit_of:
            times = made[name]
            if times > 1:
                yield Violation(Rule.SERVED, f"visit {name!r}", f"is made {times} times")
            if times and name in left_out:
                yield Violation(Rule.SERVED, f"visit {name!r}", "is made and listed as unserved")
            if not times and name not in left_out:
                yield Violation(Rule.SERVED, f"visit {name!r}", "is not made, nor listed as unserved")

    def _of_call(self, route: Route, call: Call) -> Iterator[Violation]:
        visit, carer = self.problem.visit_of[call.visit], self.problem.carer_of[route.carer]
        row = f"visit {visit.id!r}"
        for skill, level in visit.skills.items():
            if carer.skills.get(skill, -1) < level:
                has = f"has level {carer.skills[skill]}" if skill in carer.skills else "does not have"
                yield Violation(Rule.SKILL, row, f"{carer.id!r} {has} the skill {skill!r}, level {level} is needed")
        if carer.id in visit.forbidden:
            yield Violation(Rule.FORBIDDEN, row, f"{carer.id!r} may not come here")
        if visit.area and carer.area and visit.area not in carer.area:
            yield Violation(Rule.AREA, row, f"{carer.id!r} does not work in {visit.area!r}")
        if visit.day != route.day:
            yield Violation(Rule.SERVED, row, f"is asked for on day {visit.day}, made on day {route.day}")
        yield from self._of_window(visit, call)

    def _of_window(self, visit: Visit, call: Call) -> Iterator[Violation]:
        row, lasts = f"visit {visit.id!r}", call.end - call.start
        if not abs(lasts - visit.duration) <= self.tolerance:
            yield Violation(Rule.LENGTH, row, f"lasts {lasts:g} minutes, not {visit.duration:g}")
        if self._is_less(call.start, visit.earliest):
            yield Violation(Rule.EARLIEST, row, f"begins at {call.start:g}, before {visit.earliest:g}")
        if visit.window_is_hard and self._is_less(visit.latest, call.start):
            yield Violation(Rule.LATEST, row, f"begins at {call.start:g}, after {visit.latest:g}")

    def _of_hours(self, route: Route) -> Iterator[Violation]:
        duty, row = self.problem.duty_of[route.key], f"carer {route.carer!r}"
        if self._is_less(route.leaves, duty.start):
            yield Violation(Rule.HOURS, row, f"leaves at {route.leaves:g}, before {duty.start:g}")
        if self._is_less(duty.limit, route.returns):
            yield Violation(Rule.HOURS, row, f"is back at {route.returns:g}, after {duty.limit:g} at the latest")
        for _, begin, minutes, there, start, what in self._legs(route, duty):
            if self._is_less(there, begin + minutes):
                text = f"is there at {there:g}, cannot be before {begin + minutes:g}"
                yield Violation(Rule.TRAVEL, what, f"{route.carer!r} {text}")
            elif self._is_less(start, there):
                yield Violation(Rule.TRAVEL, what, f"begins at {start:g}, {route.carer!r} is there at {there:g}")

    def _legs(self, route: Route, duty: Duty) -> Iterator[tuple[str, float, float, float, float, str]]:
        """Where from, free from when, minutes of the way, there when, free until, and which row it is."""
        here, free = duty.start_place, route.leaves
        for call in route.calls:
            place = self.problem.visit_of[call.visit].place
            yield here, free, self._minutes(route, here, place), call.arrive, call.start, f"visit {call.visit!r}"
            here, free = place, call.end
        back = self._minutes(route, here, duty.end_place)
        yield here, free, back, route.returns, route.returns, f"carer {route.carer!r}"

    def _minutes(self, route: Route, here: str, there: str) -> float:
        return self.problem.travel.between(self.problem.carer_of[route.carer].mode, here, there)

    def _of_break(self, route: Route) -> Iterator[Violation]:
        duty, row = self.problem.duty_of[route.key], f"carer {route.carer!r}"
        rest = duty.break_
        free = [
            moment
            for _, begin, minutes, there, start, _ in self._legs(route, duty)
            for moment in ((begin, there - minutes), (there, start))
        ]
        for begin, end in route.breaks:
            if not any(not self._is_less(begin, a) and not self._is_less(b, end) for a, b in free):
                yield Violation(Rule.BREAK, row, f"has a break from {begin:g} to {end:g}, but is not free then")
        if rest is None or not self._is_less(rest.latest, route.calls[-1].end):
            return
        if not any(
            not self._is_less(begin, rest.earliest)
            and not self._is_less(rest.latest, begin)
            and not self._is_less(end - begin, rest.length)
            for begin, end in route.breaks
        ):
            hours = f"begun between {rest.earliest:g} and {rest.latest:g}"
            yield Violation(Rule.BREAK, row, f"has no break of {rest.length:g} minutes {hours}")

    def _of_pairs(self) -> Iterator[Violation]:
        for pair in self.problem.pairs:
            row = f"pair ({pair.first!r}, {pair.second!r})"
            both = [self.served[name] for name in (pair.first, pair.second) if name in self.served]
            if len(both) == 1:
                yield Violation(Rule.HALF_A_PAIR, row, "one of the two is made, the other is not")
            if len(both) < 2:
                continue
            (one, first), (other, second) = both
            if pair.other_carers and one.carer == other.carer:
                yield Violation(Rule.OTHER_CARERS, row, f"both by {one.carer!r}")
            lag = second.start - first.start
            if self._is_less(lag, pair.lag_min) or self._is_less(pair.lag_max, lag):
                text = f"begin {lag:g} minutes apart, allowed are {pair.lag_min:g} to {pair.lag_max:g}"
                yield Violation(Rule.LAG, row, text)

    def _of_gaps(self) -> Iterator[Violation]:
        for gap in self.problem.gaps:
            if gap.first in self.served and gap.second in self.served:
                (_, first), (_, second) = self.served[gap.first], self.served[gap.second]
                if self._is_less(second.start - first.start, gap.least):
                    text = f"begin {second.start - first.start:g} minutes apart, at least {gap.least:g} are needed"
                    yield Violation(Rule.GAP, f"gap ({gap.first!r}, {gap.second!r})", text)

    def _is_less(self, one: float, other: float) -> bool:
        return not one >= other - self.tolerance  # so that what is not a number is wrong
