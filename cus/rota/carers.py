"""Carers: what they can, when they work, and what is left of a shift once absences are cut out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

DAY = 1440.0
"""Minutes of a day. A moment of a day is counted from its midnight; a night shift may end after 1440."""


@dataclass(frozen=True, slots=True)
class Break:
    """Rest owed within a shift, in minutes: `length` long, begun in [`earliest`, `latest`].

    Owed only when the last visit of the shift ends after `latest`.
    """

    length: float
    earliest: float
    latest: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of work on one day: from `start` at `start_place` until back at `end_place` by `end` (minutes)."""

    day: int
    start: float
    end: float
    start_place: str
    end_place: str
    break_: Break | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Minutes of a day in which the carer does not work; the whole day unless said."""

    day: int
    start: float = 0.0
    end: float = DAY


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift as it can really be worked: a part left of `Carer.shifts[shift]` between absences.

    A shift without absences is one duty, part 0. `limit` is the last moment to be back at `end_place`: the end and the
    allowed overtime, or the beginning of an absence.
    """

    carer: str
    day: int
    shift: int
    part: int
    start: float
    end: float
    limit: float
    start_place: str
    end_place: str
    break_: Break | None

    @property
    def key(self) -> tuple[str, int, int]:
        return self.carer, self.shift, self.part


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who visits. `skills` maps a skill to its level; a higher level can do what a lower one can.

    `norm` is the paid time of the horizon in minutes (visits and travel), None when there is none. `overtime_max` is
    how many minutes past the end of a shift are possible at all, `overtime_cost` what each of them costs. `mode` is a
    way of travel of `Travel.minutes`. An empty `area` means everywhere.
    """

    id: str
    shifts: tuple[Shift, ...]
    skills: Mapping[str, int] = field(default_factory=dict)
    norm: float | None = None
    overtime_max: float = 0.0
    overtime_cost: float = 1.0
    mode: str = "car"
    languages: frozenset[str] = frozenset()
    sex: str = ""
    area: frozenset[str] = frozenset()
    absences: tuple[Absence, ...] = ()

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The shifts with absences cut out; from an absence one comes back to `start_place`."""
        return tuple(duty for number in range(len(self.shifts)) for duty in self._duties_of(number))

    def _duties_of(self, number: int) -> Iterator[Duty]:
        shift = self.shifts[number]
        rested = any(_is_rest(shift, begin, end) for begin, end in _away(self.absences, shift.day))
        for part, (start, end, ends_the_shift) in enumerate(_left_of(shift, _away(self.absences, shift.day))):
            break_ = shift.break_
            limit = self._limit(shift) if ends_the_shift else end
            owed = break_ is not None and not rested and start < break_.latest < limit
            places = shift.start_place, shift.end_place
            yield Duty(self.id, shift.day, number, part, start, end, limit, *places, break_ if owed else None)

    def _limit(self, shift: Shift) -> float:
        """No overtime into an absence or another shift that begins after this one."""
        starts = [begin for begin, _ in _away(self.absences, shift.day)]
        starts += [other.start + DAY * (other.day - shift.day) for other in self.shifts]
        return min([shift.end + self.overtime_max, *(start for start in starts if start >= shift.end)])


def _away(absences: tuple[Absence, ...], day: int) -> list[tuple[float, float]]:
    """Absences in minutes of `day`: those of the next morning concern a night shift."""
    return sorted((a.start + DAY * (a.day - day), a.end + DAY * (a.day - day)) for a in absences)


def _is_rest(shift: Shift, begin: float, end: float) -> bool:
    """An absence within the hours of the break, as long as the break, is the break."""
    rest = shift.break_
    return rest is not None and min(end, rest.latest + rest.length) - max(begin, rest.earliest) >= rest.length


def _left_of(shift: Shift, away: list[tuple[float, float]]) -> Iterator[tuple[float, float, bool]]:
    """The parts of a shift in which its carer is there, and whether the part ends with the shift."""
    start = shift.start
    for begin, end in away:
        if end <= start or begin >= shift.end:
            continue
        if begin > start:
            yield start, begin, False
        start = max(start, end)
    if start < shift.end:
        yield start, shift.end, True
