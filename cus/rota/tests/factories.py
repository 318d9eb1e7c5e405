"""A small town on a line: places named by their minute from the office at 0, a car, carers from 7 to 15."""

from collections.abc import Iterable
from typing import Any

from cus.rota.problem import Break, Carer, Problem, Shift, Travel, Visit
from cus.rota.result import Rota
from cus.rota.timing import schedule

SEVEN, THREE = 420.0, 900.0


def a_line(*minutes: float) -> Travel:
    """Places "0", "10"…: so many minutes along one street."""
    stops = sorted({0.0, *minutes})
    names = tuple(f"{minute:g}" for minute in stops)
    return Travel(names, {"car": [[abs(a - b) for b in stops] for a in stops]})


def a_shift(**given: Any) -> Shift:
    own = {"day": 0, "start": SEVEN, "end": THREE, "start_place": "0", "end_place": "0"} | given
    return Shift(**own)


def a_carer(id: str = "Ewa", **given: Any) -> Carer:
    shift = {name: given.pop(name) for name in ("day", "start", "end", "break_") if name in given}
    return Carer(**({"id": id, "shifts": (a_shift(**shift),), "skills": {"care": 1}} | given))


def a_visit(id: str, **given: Any) -> Visit:
    own = {"person": id, "day": 0, "earliest": SEVEN, "latest": THREE, "duration": 30.0, "place": "10"} | given
    return Visit(**{"id": id, **own})


def a_problem(*visits: Visit, carers: Iterable[Carer] | None = None, **given: Any) -> Problem:
    travel = given.pop("travel", None) or a_line(*(float(visit.place) for visit in visits))
    return Problem(tuple(carers or [a_carer()]), visits, travel, **given)


def a_rota(problem: Problem, **orders: list[str]) -> Rota:
    """First shifts only: `a_rota(problem, Ewa=["a", "b"])`, with the earliest times."""
    return Rota(schedule(problem, {(carer, 0, 0): visits for carer, visits in orders.items()}))


def a_break(**given: Any) -> Break:
    return Break(**({"length": 20.0, "earliest": 600.0, "latest": 780.0} | given))
