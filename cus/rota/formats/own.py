"""Our own JSON of a problem and of a rota; docs/rota.md describes it.

The rows are those of `problem.py` and `result.py` with the same names (`break` for `break_`); what has its default may
be left out. Sets are lists. `null` stands for "without end" where a number may be infinite.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from math import inf, isinf
from typing import Any, TypeVar

from cus.rota.formats.unreadable import Unreadable, reading
from cus.rota.problem import Absence, Break, Carer, Gap, Pair, Problem, Shift, Travel, Visit, Weights, Wishes
from cus.rota.result import Call, Cost, Reason, Rota, Route, Unserved

PROBLEM = "otwarty-cus-rota-problem"
ROTA = "otwarty-cus-rota"
VERSION = 1

Json = Mapping[str, Any]
Row = TypeVar("Row")
ENDLESS = {"end", "latest", "lag_max"}
"""Fields that may be infinite."""


def problem_to(problem: Problem) -> dict[str, Any]:
    travel = {"places": list(problem.travel.places)}
    minutes = {mode: matrix.tolist() for mode, matrix in problem.travel.minutes.items()}
    return {
        "format": PROBLEM,
        "version": VERSION,
        "days": problem.days,
        "weights": _written(problem.weights),
        "travel": travel | {"minutes": minutes},
        "carers": [_written(carer) for carer in problem.carers],
        "visits": [_written(visit) for visit in problem.visits],
        "pairs": [_written(pair) for pair in problem.pairs],
        "gaps": [_written(gap) for gap in problem.gaps],
    }


def problem_from(data: Json) -> Problem:
    """Raises `Unreadable`, or `InvalidProblem` when what is read makes no sense."""
    _must_be(data, PROBLEM)
    with reading("problem"):
        travel, days = _travel(data["travel"]), data.get("days", 1)
        lists = {name: list(data.get(name, [])) for name in ("carers", "visits", "pairs", "gaps")}
    return Problem(
        carers=tuple(_row(Carer, row, _named("carer", row, n)) for n, row in enumerate(lists["carers"])),
        visits=tuple(_row(Visit, row, _named("visit", row, n)) for n, row in enumerate(lists["visits"])),
        travel=travel,
        pairs=tuple(_row(Pair, row, f"pair {n}") for n, row in enumerate(lists["pairs"])),
        gaps=tuple(_row(Gap, row, f"gap {n}") for n, row in enumerate(lists["gaps"])),
        weights=_row(Weights, data.get("weights", {}), "weights"),
        days=days,
    )


def rota_to(rota: Rota, cost: Cost | None = None) -> dict[str, Any]:
    costs = {"cost": cost.terms | {"total": cost.total}} if cost else {}
    routes = [_written(route) for route in rota.routes]
    unserved = [_written(left) for left in rota.unserved]
    return {"format": ROTA, "version": VERSION, **costs, "routes": routes, "unserved": unserved}


def rota_from(data: Json) -> Rota:
    _must_be(data, ROTA)
    with reading("rota"):
        routes, unserved = list(data["routes"]), list(data.get("unserved", []))
    return Rota(
        tuple(_row(Route, row, f"route {number}") for number, row in enumerate(routes)),
        tuple(_row(Unserved, row, f"unserved {number}") for number, row in enumerate(unserved)),
    )


def _must_be(data: Json, format: str) -> None:
    if data.get("format") != format or data.get("version") != VERSION:
        raise Unreadable(f'the file must say "format": "{format}" and "version": {VERSION}')


def _named(what: str, row: Any, number: int) -> str:
    return f"{what} {row['id']!r}" if isinstance(row, Mapping) and "id" in row else f"{what} number {number}"


def _travel(data: Json) -> Travel:
    if "points" in data:
        points = {name: (float(lat), float(lon)) for name, (lat, lon) in data["points"].items()}
        return Travel.from_coordinates(points, data["speeds"], data.get("detour", 1.3))
    return Travel(tuple(data["places"]), data["minutes"])


def _written(row: Any) -> dict[str, Any]:
    """A row without what has its default."""
    written = {}
    for part in fields(row):
        value = getattr(row, part.name)
        default = part.default_factory() if part.default_factory is not MISSING else part.default
        if value != default:
            written[part.name.rstrip("_")] = _value(value)
    return written


def _value(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return _written(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return None if isinstance(value, float) and isinf(value) else value


def _row(kind: type[Row], data: Any, where: str) -> Row:
    if not isinstance(data, Mapping):
        raise Unreadable(f"{where}: must be an object with named fields, not {data!r}")
    names = {part.name.rstrip("_"): part for part in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(data) - set(names)):
        raise Unreadable(f"{where}: has no field {unknown[0]!r}; known are {', '.join(names)}")
    for name, part in names.items():
        if name not in data and part.default is MISSING and part.default_factory is MISSING:
            raise Unreadable(f"{where}: {name!r} is missing")
    given = {}
    for name, value in data.items():
        with reading(f"{where}, {name}"):
            given[names[name].name] = _read(name, value, f"{where}, {name}")
    return kind(**given)


def _read(name: str, value: Any, where: str) -> Any:
    if value is None and name in ENDLESS:
        return inf
    if name in ROWS and value is not None:
        return _row(ROWS[name], value, where)
    if name in LISTS:
        return tuple(_row(LISTS[name], row, f"{where} {number}") for number, row in enumerate(value))
    if name in OTHERS:
        return OTHERS[name](value)
    return value


def _set(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        raise TypeError(f"must be a list, not the text {value!r}")
    return frozenset(value)


ROWS: dict[str, type[Any]] = {"break": Break, "wishes": Wishes}
LISTS: dict[str, type[Any]] = {"shifts": Shift, "absences": Absence, "calls": Call}
OTHERS: dict[str, Callable[[Any], Any]] = {
    "languages": _set,
    "carers": _set,
    "known": _set,
    "forbidden": _set,
    "area": lambda value: value if isinstance(value, str) else frozenset(value),
    "breaks": lambda value: tuple((begin, end) for begin, end in value),
    "reason": Reason,
}
