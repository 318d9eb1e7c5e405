"""A made-up day, or month, of a small town, the same for the same seed: for measuring, tests and the documentation.

Streets lie around a market square; most people are visited two or three times a day (washing and breakfast, dinner,
the evening), some by two carers at once, some for insulin at a fixed hour which must not be missed; people know a few
carers and have wishes; carers have shifts with breaks, and hours to work in the month.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import cos, radians
from random import Random

from cus.rota.problem import Break, Carer, Gap, Pair, Problem, Shift, Travel, Visit, Wishes

SQUARE = 52.2, 20.6
"""Latitude and longitude of the square: somewhere in the middle of Poland."""
SPEEDS = {"car": 30.0, "bicycle": 13.0, "walk": 4.5}
MORNING, DINNER, EVENING = (420.0, 540.0), (690.0, 810.0), (1050.0, 1170.0)
BREAK = Break(15.0, 600.0, 780.0)
LATE_BREAK = Break(15.0, 1020.0, 1140.0)
NORM_OF_A_DAY = 420.0


def a_town(visits: int = 150, carers: int | None = None, days: int = 1, seed: int = 0) -> Problem:
    """So many `visits` a day, by default a carer on duty for six of them; in a month they rest in turn."""
    town = _Town(Random(seed), days)
    staff = carers or max(3, round(visits / 6))
    town.add_carers(staff if days == 1 else round(staff * 7 / 5))
    while len(town.visits) < visits * days:
        town.add_person(room=visits - len(town.visits) // days)
    return town.problem()


@dataclass(slots=True)
class _Town:
    random: Random
    days: int
    points: dict[str, tuple[float, float]] = field(default_factory=lambda: {"office": SQUARE})
    carers: list[Carer] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    people: int = 0
    known: frozenset[str] = frozenset()
    wishes: Wishes = Wishes()

    def problem(self) -> Problem:
        travel = Travel.from_coordinates(self.points, SPEEDS)
        return Problem(
            tuple(self.carers), tuple(self.visits), travel, tuple(self.pairs), tuple(self.gaps), days=self.days
        )

    def add_carers(self, count: int) -> None:
        for number in range(count):
            home = self._place(f"home of K{number + 1}") if number % 4 == 0 else "office"
            late = number % 2 == 1
            skills = {"care": 1 + (number % 3 == 0)} | ({"insulin": 1} if number % 3 == 0 else {})
            self.carers.append(
                Carer(
                    id=f"K{number + 1}",
                    shifts=tuple(self._shifts(number, late=late, home=home)),
                    skills=skills,
                    norm=NORM_OF_A_DAY * (1 if self.days == 1 else self.days * 5 / 7),
                    overtime_max=60.0,
                    mode=self.random.choices(list(SPEEDS), [6, 3, 1])[0],
                    languages=frozenset({"pl"} | ({"uk"} if number % 5 == 0 else set())),
                    sex="M" if number % 7 == 3 else "F",
                )
            )

    def _shifts(self, number: int, *, late: bool, home: str) -> Iterator[Shift]:
        for day in range(self.days):
            if self.days > 1 and (day + number) % 7 < 2:
                continue
            start, rest = (780.0, LATE_BREAK) if late else (405.0, BREAK)
            yield Shift(day, start, start + 480.0, home, home, rest)

    def add_person(self, room: int) -> None:
        """Somebody with the same visits on each day; `room` is how many visits a day may still be added."""
        self.people += 1
        person, draw = f"P{self.people}", self.random
        windows = sorted(draw.sample([MORNING, DINNER, EVENING], draw.choice([1, 2, 2, 2, 3])))[:room]
        together = len(windows) < room and draw.random() < 0.12
        asked = [self._asked(person, number, *window) for number, window in enumerate(windows)]
        for day in range(self.days):
            visits = [replace(visit, id=f"{visit.person}.{day + 1}.{visit.id}", day=day) for visit in asked]
            self.visits += visits
            self.gaps += [Gap(one.id, other.id, 180.0) for one, other in pairwise(visits)]
            if together:
                second = replace(visits[-1], id=f"{visits[-1].id}b", skills={"care": 1})
                self.visits.append(second)
                self.pairs.append(Pair(visits[-1].id, second.id))

    def _asked(self, person: str, number: int, opens: float, closes: float) -> Visit:
        """What is asked for on each day; the first visit of some is for insulin."""
        draw = self.random
        if number == 0:
            self._place(person)
            self.known = frozenset(carer.id for carer in draw.sample(self.carers, min(3, len(self.carers))))
            self.wishes = self._wishes(self.known)
        insulin = number == 0 and draw.random() < 0.1
        earliest = opens + draw.choice([0.0, 15.0, 30.0, 45.0, 60.0])
        return Visit(
            id=str(number + 1),
            person=person,
            day=0,
            earliest=earliest,
            latest=earliest + 20 if insulin else closes,
            duration=draw.choice([20.0, 30.0, 30.0, 45.0, 60.0]),
            place=person,
            skills={"insulin": 1} if insulin else {"care": 1 + (draw.random() < 0.15)},
            window_is_hard=insulin,
            priority=draw.choice([1.0, 1.0, 2.0]),
            must=insulin,
            wishes=self.wishes,
            known=self.known,
        )

    def _wishes(self, known: frozenset[str]) -> Wishes:
        draw = self.random.random()
        if draw < 0.1:
            return Wishes(sex="F")
        if draw < 0.15:
            return Wishes(languages=frozenset({"uk"}))
        if draw < 0.3:
            return Wishes(carers=frozenset(sorted(known)[:1]))
        return Wishes()

    def _place(self, name: str) -> str:
        """On one of twelve streets that lead from the square, up to 4 km out."""
        street, km = self.random.randrange(12), min(4.0, self.random.expovariate(1 / 1.3))
        angle = radians(30 * street + self.random.uniform(-6, 6))
        north, east = km * cos(angle), km * cos(angle - radians(90))
        self.points[name] = SQUARE[0] + north / 111.2, SQUARE[1] + east / (111.2 * cos(radians(SQUARE[0])))
        return name
