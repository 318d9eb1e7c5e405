"""Random small problems, all of them sound: what `Problem` accepts, with every feature now and then."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from cus.rota.problem import Absence, Break, Carer, Gap, Pair, Problem, Shift, Travel, Visit, Weights, Wishes

PLACES = ("office", "north", "south", "east")
SKILLS = ("care", "insulin")
LANGUAGES = ("pl", "uk")
AREAS = ("hill", "valley")
minutes = st.integers(0, 60).map(float)


@st.composite
def problems(draw: Any, most_visits: int = 6, most_carers: int = 3, days: int = 1) -> Problem:
    """Whole minutes throughout, so that sums are exact. Hours may well not suffice."""
    names = [f"K{number}" for number in range(draw(st.integers(1, most_carers)))]
    carers = [draw(_carers(name, days)) for name in names]
    carers[0] = replace(carers[0], skills={skill: 2 for skill in SKILLS})
    count = draw(st.integers(0, most_visits))
    visits = [draw(_visits(f"V{number}", names, days)) for number in range(count)]
    pairs, gaps = draw(_ties(visits))
    return Problem(tuple(carers), tuple(visits), draw(_travel()), pairs, gaps, draw(_weights()), days)


@st.composite
def _travel(draw: Any) -> Travel:
    """Not symmetric, and no shorter way is known: both are allowed."""
    size = len(PLACES)
    rows = [[0.0 if a == b else draw(minutes) for b in range(size)] for a in range(size)]
    return Travel(PLACES, {"car": rows, "walk": [[3 * value for value in row] for row in rows]})


@st.composite
def _weights(draw: Any) -> Weights:
    prices = st.integers(0, 20).map(float)
    return Weights(
        travel=draw(st.sampled_from([0.0, 1.0, 2.0])),
        tardiness=draw(prices),
        max_tardiness=draw(prices),
        overtime=draw(prices),
        wish=draw(prices),
        new_carer=draw(prices),
        norm=draw(prices),
    )


@st.composite
def _carers(draw: Any, name: str, days: int) -> Carer:
    shifts = []
    for day in range(days):
        start = float(draw(st.integers(360, 600)))
        rest = draw(st.none() | st.builds(Break, st.sampled_from([15.0, 30.0]), st.just(600.0), st.just(720.0)))
        places = draw(st.sampled_from(PLACES)), draw(st.sampled_from(PLACES))
        shifts.append(Shift(day, start, start + draw(st.integers(60, 480)), *places, rest))
    return Carer(
        id=name,
        shifts=tuple(shifts),
        skills={skill: draw(st.integers(1, 2)) for skill in draw(st.sets(st.sampled_from(SKILLS)))},
        norm=draw(st.none() | st.sampled_from([60.0, 240.0])),
        overtime_max=draw(st.sampled_from([0.0, 60.0])),
        overtime_cost=draw(st.sampled_from([1.0, 2.0])),
        mode=draw(st.sampled_from(["car", "car", "walk"])),
        languages=frozenset(draw(st.sets(st.sampled_from(LANGUAGES)))),
        sex=draw(st.sampled_from(["", "F", "M"])),
        area=frozenset(draw(st.sets(st.sampled_from(AREAS)))),
        absences=tuple(draw(st.lists(_absences(days), max_size=1))),
    )


@st.composite
def _absences(draw: Any, days: int) -> Absence:
    start = float(draw(st.integers(360, 900)))
    return Absence(draw(st.integers(0, days - 1)), start, start + draw(st.integers(15, 120)))


@st.composite
def _visits(draw: Any, name: str, carers: list[str], days: int) -> Visit:
    earliest = float(draw(st.integers(360, 780)))
    some_carers = st.sets(st.sampled_from(carers)).map(frozenset)
    return Visit(
        id=name,
        person=draw(st.sampled_from(["Maria", "Adam", "Zofia"])),
        day=draw(st.integers(0, days - 1)),
        earliest=earliest,
        latest=earliest + draw(st.sampled_from([0, 30, 120, 480])),
        duration=float(draw(st.integers(1, 60))),
        place=draw(st.sampled_from(PLACES)),
        skills={skill: draw(st.integers(1, 2)) for skill in draw(st.sets(st.sampled_from(SKILLS), max_size=1))},
        window_is_hard=draw(st.booleans()),
        priority=draw(st.sampled_from([1.0, 2.0])),
        must=draw(st.booleans()),
        wishes=Wishes(
            draw(st.sampled_from(["", "F"])),
            frozenset(draw(st.sets(st.sampled_from(LANGUAGES)))),
            draw(some_carers),
        ),
        known=draw(some_carers),
        forbidden=draw(some_carers) if draw(st.integers(0, 3)) == 0 else frozenset(),
        area=draw(st.sampled_from(["", "", *AREAS])),
    )


@st.composite
def _ties(draw: Any, visits: list[Visit]) -> tuple[tuple[Pair, ...], tuple[Gap, ...]]:
    """Neighbours in the list that may be tied are tied now and then."""
    pairs: list[Pair] = []
    gaps: list[Gap] = []
    for one, other in zip(visits[::2], visits[1::2], strict=False):
        how = draw(st.sampled_from(["apart", "pair", "gap"])) if one.day == other.day else "apart"
        if how == "pair":
            least = float(draw(st.sampled_from([0, 0, 30])))
            most = least + draw(st.sampled_from([0, 0, 30]))
            pairs.append(Pair(one.id, other.id, least, most, draw(st.sampled_from([True, True, False]))))
        elif how == "gap" and one.person == other.person:
            gaps.append(Gap(one.id, other.id, float(draw(st.integers(0, 180)))))
    return tuple(pairs), tuple(gaps)


@st.composite
def orders(draw: Any, problem: Problem) -> dict[tuple[str, int, int], tuple[str, ...]]:
    """Visits given out to duties of their day at random, skills and hours not looked at."""
    found: dict[tuple[str, int, int], list[str]] = {}
    for visit in draw(st.permutations(problem.visits)):
        duties = [duty for duty in problem.duties if duty.day == visit.day]
        chosen = draw(st.none() | st.sampled_from(duties)) if duties else None
        if chosen:
            found.setdefault(chosen.key, []).append(visit.id)
    return {key: tuple(visits) for key, visits in found.items()}
