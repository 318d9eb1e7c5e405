"""Known solvers given the same work in the same time: plain OR-tools routing, and PyVRP where nobody must meet."""

import time
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import pyvrp
from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from pyvrp.stop import MaxRuntime

from cus.rota.cost import cost_of
from cus.rota.problem import Problem
from cus.rota.result import Rota
from cus.rota.timing import CyclicRota, schedule

SCALE = 100
"""OR-tools counts in whole numbers: hundredths of a minute."""
LONG = 10_000 * SCALE
NO_CAPACITY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Theirs:
    cost: float | None
    seconds: float


def with_ortools(problem: Problem, seconds: float) -> Theirs:
    """A plain model, as its manual shows: a time dimension, soft upper bounds, pairs as constraints between times.

    The largest tardiness has no counterpart there and is left out of what it minimises; the rota it finds is then
    given the earliest times and costed by us, like ours.
    """
    began = time.monotonic()
    model = _Model(problem)
    orders = model.solve(seconds)
    spent = time.monotonic() - began
    if orders is None:
        return Theirs(None, spent)
    try:
        return Theirs(cost_of(problem, Rota(schedule(problem, orders))).total, spent)
    except CyclicRota:
        return Theirs(None, spent)


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.number = {visit.id: n for n, visit in enumerate(problem.visits)}
        offices = sorted({duty.start_place for duty in problem.duties} | {duty.end_place for duty in problem.duties})
        self.places = [visit.place for visit in problem.visits] + offices
        node = {office: len(problem.visits) + n for n, office in enumerate(offices)}
        starts, ends = ([node[getattr(duty, end)] for duty in problem.duties] for end in ("start_place", "end_place"))
        self.manager = pywrapcp.RoutingIndexManager(len(self.places), len(problem.duties), starts, ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._add_way()
        self._add_times()
        for visit in problem.visits:
            self._add_visit(visit)
        for pair in problem.pairs:
            self._add_pair(pair)

    def index(self, visit: str) -> int:
        return self.manager.NodeToIndex(self.number[visit])

    def _matrix(self, *, with_visits: bool) -> list[list[int]]:
        travel = self.problem.travel
        rows = [[round(SCALE * travel.between("car", a, b)) for b in self.places] for a in self.places]
        lasting = [round(SCALE * visit.duration) for visit in self.problem.visits] if with_visits else []
        return [[minutes + (lasting[n] if n < len(lasting) else 0) for minutes in row] for n, row in enumerate(rows)]

    def _add_way(self) -> None:
        way = self.routing.RegisterTransitMatrix(self._matrix(with_visits=False))
        self.routing.SetArcCostEvaluatorOfAllVehicles(way)

    def _add_times(self) -> None:
        transit = self.routing.RegisterTransitMatrix(self._matrix(with_visits=True))
        self.routing.AddDimension(transit, LONG, LONG, False, "time")
        self.times = self.routing.GetDimensionOrDie("time")
        for number, duty in enumerate(self.problem.duties):
            self.times.CumulVar(self.routing.Start(number)).SetValue(round(SCALE * duty.start))
            if isfinite(duty.limit):
                self.times.CumulVar(self.routing.End(number)).SetMax(round(SCALE * duty.limit))

    def _add_visit(self, visit) -> None:
        index = self.index(visit.id)
        self.times.CumulVar(index).SetMin(round(SCALE * visit.earliest))
        if visit.window_is_hard:
            self.times.CumulVar(index).SetMax(round(SCALE * visit.latest))
        elif isfinite(visit.latest):
            self.times.SetCumulVarSoftUpperBound(index, round(SCALE * visit.latest), 1)
        able = [n for n, duty in enumerate(self.problem.duties) if _may(self.problem.carer_of[duty.carer], visit)]
        self.routing.VehicleVar(index).SetValues(able)

    def _add_pair(self, pair) -> None:
        first, second = self.index(pair.first), self.index(pair.second)
        solver = self.routing.solver()
        lag = self.times.CumulVar(second) - self.times.CumulVar(first)
        solver.Add(lag >= round(SCALE * pair.lag_min))
        solver.Add(lag <= round(SCALE * pair.lag_max))
        if pair.other_carers:
            solver.Add(self.routing.VehicleVar(first) != self.routing.VehicleVar(second))

    def solve(self, seconds: float) -> dict[tuple[str, int, int], tuple[str, ...]] | None:
        how = pywrapcp.DefaultRoutingSearchParameters()
        how.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        how.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        how.time_limit.FromMilliseconds(round(seconds * 1000))
        found = self.routing.SolveWithParameters(how)
        return {duty.key: self._visits(found, n) for n, duty in enumerate(self.problem.duties)} if found else None

    def _visits(self, found, vehicle: int) -> tuple[str, ...]:
        visits, index = [], found.Value(self.routing.NextVar(self.routing.Start(vehicle)))
        while not self.routing.IsEnd(index):
            visits.append(self.problem.visits[self.manager.IndexToNode(index)].id)
            index = found.Value(self.routing.NextVar(index))
        return tuple(visits)


def _may(carer, visit) -> bool:
    able = all(carer.skills.get(skill, -1) >= level for skill, level in visit.skills.items())
    return able and carer.id not in visit.forbidden


def with_pyvrp(path: Path, seconds: float, seed: int) -> Theirs:
    """The same file with the same distances (one decimal), without capacities, which home visits do not have."""
    data = pyvrp.read(path, round_func="dimacs")
    unladen = [vehicle.replace(capacity=[NO_CAPACITY]) for vehicle in data.vehicle_types()]
    began = time.monotonic()
    result = pyvrp.solve(data.replace(vehicle_types=unladen), MaxRuntime(seconds), seed=seed, collect_stats=False)
    return Theirs(result.cost() / 10 if result.is_feasible() else None, time.monotonic() - began)
