"""What is wrong with a problem, row by row, before anything is computed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from math import inf, isfinite, isnan
from numbers import Real
from typing import Any

import numpy as np

from cus.rota.carers import DAY, Carer, Shift
from cus.rota.travel import Travel
from cus.rota.visits import Gap, Pair, Visit
from cus.rota.weights import Weights

LONGEST = 31
"""Days of the longest horizon: a month."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which field of which row, and what to do."""

    row: str
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.row}, {self.field}: {self.text}"


def of_horizon(days: int) -> Iterator[Fault]:
    if not _is_whole(days) or not 1 <= days <= LONGEST:
        yield Fault("problem", "days", f"is {days!r}; give a whole number from 1 to {LONGEST}")


def of_weights(weights: Weights) -> Iterator[Fault]:
    for part in fields(weights):
        yield from _number("weights", part.name, getattr(weights, part.name))


def of_travel(travel: Travel) -> Iterator[Fault]:
    yield from _said_twice("travel", "places", travel.places)
    if not travel.minutes:
        yield Fault("travel", "minutes", "holds no way of travel; give a matrix for each")
    for mode, matrix in travel.minutes.items():
        size = len(travel.places)
        if matrix.shape != (size, size):
            wanted = f"{size} x {size}, a row and a column for each place"
            yield Fault("travel", f"minutes of {mode!r}", f"has the shape {matrix.shape}; it must be {wanted}")
        elif wrong := np.argwhere(~(np.isfinite(matrix) & (matrix >= 0))).tolist():
            here, there = (travel.places[number] for number in wrong[0])
            text = f"from {here!r} to {there!r} are {matrix[*wrong[0]]}; give minutes, 0 or more"
            yield Fault("travel", f"minutes of {mode!r}", text + (f" ({len(wrong)} such)" if len(wrong) > 1 else ""))


def of_carers(carers: Sequence[Carer], travel: Travel, days: int) -> Iterator[Fault]:
    yield from _said_twice("carers", "id", [carer.id for carer in carers])
    for carer in carers:
        row = f"carer {carer.id!r}"
        if carer.mode not in travel.minutes:
            yield Fault(row, "mode", f"{carer.mode!r} is no way of travel here ({_list(travel.minutes)})")
        yield from _levels(row, carer.skills)
        if carer.norm is not None:
            yield from _number(row, "norm", carer.norm)
        yield from _number(row, "overtime_max", carer.overtime_max)
        yield from _number(row, "overtime_cost", carer.overtime_cost)
        for number, shift in enumerate(carer.shifts):
            yield from _of_shift(f"{row}, shift {number}", shift, travel, days)
        yield from _of_overlaps(row, carer.shifts)
        for number, absence in enumerate(carer.absences):
            yield from _hours(f"{row}, absence {number}", absence.start, absence.end)
            if not _is_whole(absence.day):
                yield Fault(f"{row}, absence {number}", "day", f"is {absence.day!r}; give a whole number")


def _of_shift(row: str, shift: Shift, travel: Travel, days: int) -> Iterator[Fault]:
    yield from _day(row, shift.day, days)
    yield from _hours(row, shift.start, shift.end)
    for name in ("start_place", "end_place"):
        yield from _place(row, name, getattr(shift, name), travel)
    rest = shift.break_
    if rest is None:
        return
    numbers = [
        fault for part in fields(rest) for fault in _number(row, f"break {part.name}", getattr(rest, part.name))
    ]
    yield from numbers
    if not numbers and rest.latest < rest.earliest:
        yield Fault(row, "break latest", f"{rest.latest:g} is before earliest, {rest.earliest:g}; turn them round")


def _of_overlaps(row: str, shifts: Iterable[Shift]) -> Iterator[Fault]:
    spans = [(s.start + DAY * s.day, s.end + DAY * s.day, n) for n, s in enumerate(shifts) if _all_numbers(s)]
    for (_, end, one), (start, _, other) in pairwise(sorted(spans)):
        if start < end:
            yield Fault(row, "shifts", f"shifts {one} and {other} overlap; nobody works two shifts at once")


def _all_numbers(shift: Shift) -> bool:
    return all(isinstance(value, Real) and not isnan(value) for value in (shift.day, shift.start, shift.end))


def of_visits(visits: Sequence[Visit], carers: Sequence[Carer], travel: Travel, days: int) -> Iterator[Fault]:
    yield from _said_twice("visits", "id", [visit.id for visit in visits])
    known = {skill for carer in carers for skill in carer.skills}
    for visit in visits:
        row = f"visit {visit.id!r}"
        yield from _day(row, visit.day, days)
        yield from _place(row, "place", visit.place, travel)
        yield from _number(row, "earliest", visit.earliest)
        yield from _number(row, "latest", visit.latest, most=inf)
        yield from _number(row, "duration", visit.duration)
        yield from _number(row, "priority", visit.priority)
        if _comes_before(visit.latest, visit.earliest):
            yield Fault(row, "latest", f"{visit.latest:g} is before earliest, {visit.earliest:g}; turn them round")
        yield from _levels(row, visit.skills)
        for skill in sorted(set(visit.skills) - known, key=str):
            text = f"needs skill {skill!r}, which no carer has at any level; known are {_list(known)}"
            yield Fault(row, "skills", text)


def of_pairs(pairs: Sequence[Pair], visits: Sequence[Visit]) -> Iterator[Fault]:
    by_id = {visit.id: visit for visit in visits}
    for number, pair in enumerate(pairs):
        row = f"pair {number} ({pair.first!r}, {pair.second!r})"
        yield from _of_two(row, pair, by_id)
        yield from _number(row, "lag_min", pair.lag_min)
        yield from _number(row, "lag_max", pair.lag_max, most=inf)
        if _comes_before(pair.lag_max, pair.lag_min):
            yield Fault(row, "lag_max", f"{pair.lag_max:g} is less than lag_min, {pair.lag_min:g}; turn them round")
    for visit, times in Counter(visit for pair in pairs for visit in {pair.first, pair.second}).items():
        if times > 1:
            yield Fault(f"visit {visit!r}", "pairs", f"is in {times} pairs; a visit may be in one")


def of_gaps(gaps: Sequence[Gap], visits: Sequence[Visit]) -> Iterator[Fault]:
    by_id = {visit.id: visit for visit in visits}
    for number, gap in enumerate(gaps):
        row = f"gap {number} ({gap.first!r}, {gap.second!r})"
        yield from _of_two(row, gap, by_id)
        yield from _number(row, "least", gap.least)
        first, second = by_id.get(gap.first), by_id.get(gap.second)
        if first and second and first.person != second.person:
            yield Fault(row, "second", f"is at {second.person!r}, first at {first.person!r}; a gap is for one person")
    yield from _of_circles(gaps)


def _of_two(row: str, two: Pair | Gap, visits: dict[str, Visit]) -> Iterator[Fault]:
    for name in ("first", "second"):
        if getattr(two, name) not in visits:
            yield Fault(row, name, f"there is no visit {getattr(two, name)!r}")
    if two.first == two.second:
        yield Fault(row, "second", "is the same visit as the first; name two")
    elif two.first in visits and two.second in visits and visits[two.first].day != visits[two.second].day:
        yield Fault(row, "second", "is on another day than the first; they must share a day")


def _of_circles(gaps: Sequence[Gap]) -> Iterator[Fault]:
    """Visits that would each have to follow the other: what is left when all that follow nothing are taken away."""
    left = {(gap.first, gap.second) for gap in gaps if gap.first != gap.second}
    while free := {first for first, _ in left} - {second for _, second in left}:
        left = {(first, second) for first, second in left if first not in free}
    if left:
        circle = _list({first for first, _ in left})
        yield Fault("gaps", "first", f"go in a circle among {circle}; each would have to follow another")


def _number(row: str, name: str, value: Any, *, most: float | None = None) -> Iterator[Fault]:
    """Not below 0, finite unless `most` is infinity."""
    is_number = isinstance(value, Real) and not isinstance(value, bool) and not isnan(value)
    if not is_number or value < 0 or (most is None and not isfinite(value)):
        yield Fault(row, name, f"is {value!r}; give a number, 0 or more")


def _comes_before(later: Any, earlier: Any) -> bool:
    return isinstance(later, Real) and isinstance(earlier, Real) and float(later) < float(earlier)


def _hours(row: str, start: Any, end: Any) -> Iterator[Fault]:
    wrong = [*_number(row, "start", start), *_number(row, "end", end, most=inf)]
    yield from wrong
    if not wrong and end <= start:
        yield Fault(row, "end", f"{end:g} is not after start, {start:g}; past midnight count on, 1 a.m. is 1500")


def _day(row: str, day: Any, days: int) -> Iterator[Fault]:
    if not _is_whole(day) or (_is_whole(days) and not 0 <= day < days):
        yield Fault(row, "day", f"is {day!r}; days are counted from 0 and the horizon has {days}")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _place(row: str, name: str, place: str, travel: Travel) -> Iterator[Fault]:
    if place not in travel.index:
        yield Fault(row, name, f"{place!r} is not among the places of travel; add it to the matrix")


def _levels(row: str, skills: Any) -> Iterator[Fault]:
    for skill, level in skills.items():
        if not _is_whole(level) or level < 0:
            yield Fault(row, "skills", f"{skill!r} has the level {level!r}; give a whole number, 0 or more")


def _said_twice(row: str, name: str, values: Iterable[str]) -> Iterator[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            yield Fault(row, name, f"{value!r} stands there {times} times; give each its own")


def _list(names: Iterable[str], show: int = 8) -> str:
    names = sorted(names, key=str)
    more = f" and {len(names) - show} more" if len(names) > show else ""
    return (", ".join(map(repr, names[:show])) or "none") + more
