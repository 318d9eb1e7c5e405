"""The JSON of the HHCRSP benchmark (Mankowska, Meisel & Bierwirth 2014), as the iolab-uniud collection writes it.

The benchmark is the model of docs/rota.md with weights 1/3 for travel, tardiness and the largest tardiness, shifts
without an end, and every visit a must. A patient is a person; each of their services is a visit `patient/service`.
"""

from collections.abc import Iterator, Mapping
from math import inf, isfinite
from typing import Any

from cus.rota.carers import Carer, Shift
from cus.rota.formats.unreadable import Unreadable, reading
from cus.rota.problem import Problem
from cus.rota.result import Call, Rota, Route
from cus.rota.travel import Travel
from cus.rota.visits import Pair, Visit
from cus.rota.weights import Weights

THIRD = 1 / 3
WEIGHTS = Weights(THIRD, THIRD, THIRD, overtime=0, wish=0, new_carer=0, norm=0, unserved=0, must=1_000_000)

Json = Mapping[str, Any]


def problem_from(data: Json) -> Problem:
    """An instance. Raises `Unreadable`, or `InvalidProblem` when what is read makes no sense."""
    with reading("instance"):
        offices = data.get("central_offices") or data["departing_points"]
        place_of = dict(_places(offices, data["patients"]))
        matrix = data["distances"]
        travel = Travel(_names(place_of, len(matrix)), {"car": matrix})
        place_named = {name: travel.places[number] for name, number in place_of.items()}
        lengths = {service["id"]: service.get("default_duration") for service in data["services"]}
        visits = tuple(visit for patient in data["patients"] for visit in _visits(patient, lengths, place_named))
        pairs = tuple(pair for patient in data["patients"] for pair in _pairs(patient))
        carers = tuple(_carer(caregiver, place_named, offices[0]["id"]) for caregiver in data["caregivers"])
    return Problem(carers, visits, travel, pairs, (), WEIGHTS)


def rota_from(data: Json, problem: Problem) -> Rota:
    """A solution of an instance; what the instance does not ask for is kept for the checks to find."""
    found: dict[str, list[tuple[str, float, float]]] = {}
    for number, route in enumerate(_part(data, "routes", "solution")):
        with reading(f"solution, route {number}"):
            carer = _id(_either(route, "caregiver_id", "caregiver"))
            found.setdefault(carer, []).extend(_stops(route.get("locations", [])))
    return Rota(tuple(_route(problem, carer, stops) for carer, stops in found.items() if stops))


def rota_to(rota: Rota, problem: Problem) -> dict[str, Any]:
    """A solution as check.py of the benchmark reads it."""
    return {"routes": [_written(route, problem) for route in rota.routes if route.calls]}


def _places(offices: list[Json], patients: list[Json]) -> Iterator[tuple[str, int]]:
    """The row of each in the matrix: offices first, then patients in their order, unless they say another."""
    for number, office in enumerate(offices):
        yield office["id"], office.get("distance_matrix_index", number)
    for number, patient in enumerate(patients, 1):
        yield patient["id"], patient.get("distance_matrix_index", number)


def _names(place_of: Mapping[str, int], size: int) -> tuple[str, ...]:
    names = [f"#{number}" for number in range(size)]
    for name, number in place_of.items():
        names[number] = name
    return tuple(names)


def _visits(patient: Json, lengths: Mapping[str, Any], place_named: Mapping[str, str]) -> Iterator[Visit]:
    with reading(f"patient {patient['id']!r}"):
        earliest, latest = map(float, patient["time_window"])
        asked = [need["service"] for need in patient["required_caregivers"]]
        if len(set(asked)) < len(asked):
            raise Unreadable(f"patient {patient['id']!r} asks for the same service twice; give each its own id")
        for need in patient["required_caregivers"]:
            service = _id(need["service"])
            yield Visit(
                id=_visit_id(patient["id"], service),
                person=_id(patient["id"]),
                day=0,
                earliest=earliest,
                latest=latest,
                duration=float(need["duration"] if "duration" in need else lengths[service]),
                place=place_named[patient["id"]],
                skills={service: 1},
                must=True,
                forbidden=frozenset(patient.get("incompatible_caregivers", ())),
            )


def _pairs(patient: Json) -> Iterator[Pair]:
    how, needs = patient.get("synchronization"), patient["required_caregivers"]
    if not how or len(needs) != 2:
        return
    with reading(f"patient {patient['id']!r}, synchronization"):
        least, most = (0, 0) if how["type"] == "simultaneous" else how["distance"]
        first, second = (_visit_id(patient["id"], need["service"]) for need in needs)
        yield Pair(first, second, float(least), float(most))


def _carer(caregiver: Json, place_named: Mapping[str, str], first_office: str) -> Carer:
    with reading(f"caregiver {caregiver.get('id')!r}"):
        office = place_named[caregiver.get("starting_point_id", first_office)]
        start = float((caregiver.get("working_shift") or [0])[0])
        shift = Shift(0, start, inf, office, office)
        return Carer(_id(caregiver["id"]), (shift,), {_id(service): 1 for service in caregiver["abilities"]})


def _visit_id(patient: str, service: str) -> str:
    return f"{patient}/{service}"


def _part(data: Json, name: str, where: str) -> list[Any]:
    with reading(where):
        return list(data[name])


def _either(row: Json, name: str, other: str) -> Any:
    """Solutions are found with both names."""
    return row[name] if name in row else row[other]


def _id(value: Any) -> str:
    """As the file has it, so that a solution has it too; numbers are found now and then."""
    if not isinstance(value, str | int):
        raise Unreadable(f"{value!r} is no id; give a text")
    return value  # type: ignore[return-value]


def _minute(value: Any) -> float:
    if not isfinite(float(value)):
        raise Unreadable(f"{value!r} is no moment of a day")
    return float(value)


def _stops(locations: list[Json]) -> Iterator[tuple[str, float, float]]:
    for stop in locations:
        visit = _visit_id(_either(stop, "patient", "patient_id"), _either(stop, "service", "service_id"))
        yield visit, _minute(stop["arrival_time"]), _minute(stop["departure_time"])


def _route(problem: Problem, carer: str, stops: list[tuple[str, float, float]]) -> Route:
    """The file says when visits begin and end; when the carer gets there follows from the way."""
    known = problem.carer_of.get(carer)
    if known is None:
        return Route(carer, 0, 0, tuple(Call(visit, begin, begin, end) for visit, begin, end in stops), 0, 0)
    shift = known.shifts[0]
    calls, here, free = [], shift.start_place, shift.start
    for visit, begin, end in stops:
        asked = problem.visit_of.get(visit)
        there = free + problem.travel.between(known.mode, here, asked.place) if asked else begin
        calls.append(Call(visit, there, begin, end))
        here, free = (asked.place, end) if asked else (here, free)
    returns = free + problem.travel.between(known.mode, here, shift.end_place)
    return Route(carer, 0, 0, tuple(calls), shift.start, returns)


def _written(route: Route, problem: Problem) -> dict[str, Any]:
    stops = []
    for call in route.calls:
        visit = problem.visit_of[call.visit]
        (service,) = visit.skills
        stops.append(
            {
                "patient_id": visit.person,
                "service_id": service,
                "arrival_time": call.start,
                "departure_time": call.end,
            }
        )
    return {"caregiver_id": route.carer, "locations": stops}
