"""Our own JSON of a problem and of a rota; docs/rota.md describes it.

The rows are those of `problem.py` and `result.py` with the same names (`break` for `break_`); what has its default may
be left out. Sets are lists. `null` stands for "without end" where a number may be infinite.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from math import inf, isfinite, isinf
from typing import Any, TypeVar

from cus.rota.formats.unreadable import Unreadable, reading
from cus.rota.problem import Absence, Break, Carer, Gap, Pair, Problem, Shift, Travel, Visit, Weights, Wishes
from cus.rota.result import Call, Cost, Reason, Rota, Route, Unserved

PROBLEM = "otwarty-cus-rota-problem"
ROTA = "otwarty-cus-rota"
VERSION = 1

Json = Mapping[str, Any]
Row = TypeVar("Row")
Reader = Callable[[Any, str], Any]
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
        travel, days = _travel(data["travel"]), READERS[int](data.get("days", 1), "problem, days")
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
    places = tuple(READERS[str](place, "travel, places") for place in data["places"])
    return Travel(places, data["minutes"])


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
            endless = value is None and name in ENDLESS
            given[names[name].name] = inf if endless else READERS[names[name].type](value, f"{where}, {name}")
    return kind(**given)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _plain(kind: type, what: str) -> Reader:
    def read(value: Any, where: str) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise Unreadable(f"{where}: must be {what}, not {value!r}")
        return value

    return read


def _number(value: Any, where: str) -> Any:
    if not _is_number(value):
        raise Unreadable(f"{where}: must be a number, not {value!r}")
    return float(value)


def _set(value: Any, where: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Unreadable(f"{where}: must be a list of texts, not {value!r}")
    return frozenset(value)


def _levels(value: Any, where: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise Unreadable(f'{where}: must be an object such as {{"care": 1}}, not {value!r}')
    return dict(value)


def _breaks(value: Any, where: str) -> tuple[tuple[float, float], ...]:
    return tuple((_number(begin, where), _number(end, where)) for begin, end in value)


def _one(kind: type[Any]) -> Reader:
    return lambda value, where: _row(kind, value, where)


def _many(kind: type[Any]) -> Reader:
    return lambda value, where: tuple(_row(kind, row, f"{where} {number}") for number, row in enumerate(value))


def _or_none(read: Reader) -> Reader:
    return lambda value, where: None if value is None else read(value, where)


READERS: dict[Any, Reader] = {
    int: _plain(int, "a whole number"),
    str: _plain(str, "a text"),
    bool: _plain(bool, "true or false"),
    float: _number,
    float | None: _or_none(_number),
    frozenset[str]: _set,
    Mapping[str, int]: _levels,
    Break | None: _or_none(_one(Break)),
    Wishes: _one(Wishes),
    tuple[Shift, ...]: _many(Shift),
    tuple[Absence, ...]: _many(Absence),
    tuple[Call, ...]: _many(Call),
    tuple[tuple[float, float], ...]: _breaks,
    Reason: lambda value, where: Reason(value),
}
"""How a field is read, by its type."""
