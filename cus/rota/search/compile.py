"""A `Problem` as arrays, and a solution of the search as orders of visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from cus.rota.carers import Duty
from cus.rota.cost import unmet_wishes
from cus.rota.problem import Problem
from cus.rota.result import Rota
from cus.rota.search.rows import DUTY, EXTRAS, HARD, MIXED, NEW_CARER, NODE, NORM, TOP, TRAVEL, Array, Facts
from cus.rota.visits import Visit

NEAR = 30  # neighbours of a visit that moves look at
WAIT_PRICE = 0.2  # a minute that must be waited between two visits makes them that much less of neighbours


@dataclass(frozen=True, slots=True)
class Compiled:
    """The arrays, and who is who in them."""

    facts: Facts
    visits: tuple[Visit, ...]
    duties: tuple[Duty, ...]

    def succ_of(self, rota: Rota) -> Array:
        """The rings of a rota; visits it leaves out are in the bank."""
        n = len(self.visits)
        node_of = {visit.id: number for number, visit in enumerate(self.visits)}
        duty_of = {duty.key: number for number, duty in enumerate(self.duties)}
        succ = np.full(n + len(self.duties), -1, np.int64)
        succ[n:] = np.arange(n, n + len(self.duties))
        for route in rota.routes:
            head = here = n + duty_of[route.key]
            for call in route.calls:
                succ[here] = here = node_of[call.visit]
            succ[here] = head
        return succ

    def orders_of(self, succ: Array) -> dict[tuple[str, int, int], tuple[str, ...]]:
        """Which visits each duty makes, in order."""
        orders = {}
        for number, duty in enumerate(self.duties):
            here, visits = succ[len(self.visits) + number], []
            while here < len(self.visits):
                visits.append(self.visits[here].id)
                here = succ[here]
            if visits:
                orders[duty.key] = tuple(visits)
        return orders


def compiled(
    problem: Problem, stays: Mapping[str, tuple[str, float]] | None = None, hours: Mapping[str, float] | None = None
) -> Compiled:
    """`stays` names visits that should stay with a carer, `hours` those that should begin before they are late, and
    what it costs when they do not."""
    duties = tuple(sorted(problem.duties, key=lambda duty: duty.day))
    carers = {carer.id: number for number, carer in enumerate(problem.carers)}
    persons = {person: number for number, person in enumerate(sorted({v.person for v in problem.visits}))}
    modes = {mode: number for number, mode in enumerate(problem.travel.minutes)}
    nodes = _nodes(problem, persons, hours or {})
    rows = _duties(problem, duties, carers, modes)
    pay = _pay(problem, stays or {})
    travel = np.ascontiguousarray(np.stack([problem.travel.minutes[mode] for mode in modes]))
    knows, first_free = _faces(problem, persons, carers)
    return Compiled(
        Facts(
            nodes,
            rows,
            travel,
            pay,
            *_near(nodes, travel.min(axis=0), pay),
            *_rows_of([_fits(nodes[i], pay[i], rows) for i in range(len(nodes))]),
            *_gaps(problem, forward=True),
            *_gaps(problem, forward=False),
            knows,
            first_free,
            np.array([inf if carer.norm is None else carer.norm for carer in problem.carers]),
            _prices(problem, nodes),
        ),
        problem.visits,
        duties,
    )


def _nodes(problem: Problem, persons: Mapping[str, int], hours: Mapping[str, float]) -> Array:
    nodes = np.zeros(len(problem.visits), NODE)
    node_of = {visit.id: number for number, visit in enumerate(problem.visits)}
    for number, visit in enumerate(problem.visits):
        row = nodes[number]
        row["early"], row["late"], row["length"] = visit.earliest, visit.latest, visit.duration
        row["hard"] = visit.latest if visit.window_is_hard else inf
        row["late_once"] = hours.get(visit.id, 0.0)
        row["late_price"] = problem.weights.tardiness
        row["bank_price"] = problem.price_of_missing(visit)
        row["place"], row["day"], row["person"] = problem.travel.index[visit.place], visit.day, persons[visit.person]
        row["mate"] = -1
    for pair in problem.pairs:
        one, other = node_of[pair.first], node_of[pair.second]
        for node, mate, is_first in ((one, other, 1), (other, one, 0)):
            row = nodes[node]
            row["mate"], row["is_first"], row["mates_part"] = mate, is_first, pair.other_carers
            row["lag_min"], row["lag_max"] = pair.lag_min, pair.lag_max
    return nodes


def _duties(problem: Problem, duties: Sequence[Duty], carers: Mapping[str, int], modes: Mapping[str, int]) -> Array:
    rows = np.zeros(len(duties), DUTY)
    for number, duty in enumerate(duties):
        row, carer = rows[number], problem.carer_of[duty.carer]
        row["opens"], row["closes"], row["limit"] = duty.start, duty.end, duty.limit
        row["over_price"] = problem.weights.overtime * carer.overtime_cost
        if duty.break_:
            row["rest"] = duty.break_.length
            row["rest_from"], row["rest_to"] = duty.break_.earliest, duty.break_.latest
        row["mode"], row["carer"], row["day"] = modes[carer.mode], carers[duty.carer], duty.day
        row["start_place"], row["end_place"] = (problem.travel.index[p] for p in (duty.start_place, duty.end_place))
    return rows


def _pay(problem: Problem, stays: Mapping[str, tuple[str, float]]) -> Array:
    """What it costs that a carer makes a visit: unmet wishes, and leaving the carer it should stay with."""
    pay = np.full((len(problem.visits), len(problem.carers)), inf)
    for i, visit in enumerate(problem.visits):
        keeper, price = stays.get(visit.id, ("", 0.0))
        for k, carer in enumerate(problem.carers):
            able = all(carer.skills.get(skill, -1) >= level for skill, level in visit.skills.items())
            there = not visit.area or not carer.area or visit.area in carer.area
            if able and there and carer.id not in visit.forbidden:
                pay[i, k] = problem.weights.wish * unmet_wishes(carer, visit) + price * (carer.id != keeper)
    return pay


def _fits(node: Array, pay: Array, duties: Array) -> Array:
    """The duties that may take a node."""
    hours = (duties["limit"] > node["early"]) & (duties["opens"] < node["hard"])
    return np.flatnonzero((duties["day"] == node["day"]) & np.isfinite(pay[duties["carer"]]) & hours)


def _rows_of(lists: Sequence[Array]) -> tuple[Array, Array]:
    """Lists of different lengths behind each other, and where each begins."""
    begins = np.concatenate([[0], np.cumsum([len(row) for row in lists])]).astype(np.int64)
    return begins, np.concatenate([*lists, np.zeros(0)]).astype(np.int64)


def _gaps(problem: Problem, *, forward: bool) -> tuple[Array, Array, Array]:
    """Gaps by the visit they begin with, or by the one they end with."""
    node_of = {visit.id: number for number, visit in enumerate(problem.visits)}
    found: list[list[tuple[int, float]]] = [[] for _ in problem.visits]
    for gap in problem.gaps:
        one, other = (node_of[gap.first], node_of[gap.second])[:: 1 if forward else -1]
        found[one].append((other, gap.least))
    begins, others = _rows_of([np.array([node for node, _ in row]) for row in found])
    return begins, others, np.array([least for row in found for _, least in row], dtype=np.float64)


def _near(nodes: Array, travel: Array, pay: Array) -> tuple[Array, Array]:
    """For each node those it goes well behind, and those it goes well before: a short way and little waiting or
    lateness between them, of one day, with a carer who may visit both."""
    n, width = len(nodes), max(1, min(NEAR, len(nodes) - 1))
    before, after = (np.tile(np.arange(n)[:, None], (1, width)) for _ in range(2))
    able = np.isfinite(pay).astype(np.float32)
    for day in np.unique(nodes["day"]):
        here = np.flatnonzero(nodes["day"] == day)
        if len(here) < 2:
            continue
        day_nodes = nodes[here]
        way = travel[np.ix_(day_nodes["place"], day_nodes["place"])]
        soonest = (day_nodes["early"] + day_nodes["length"])[:, None] + way
        last = (day_nodes["late"] + day_nodes["length"])[:, None] + way
        score = (
            way + WAIT_PRICE * np.maximum(0, day_nodes["early"] - last) + np.maximum(0, soonest - day_nodes["late"])
        )
        score = np.where(able[here] @ able[here].T > 0, score, 1e9 + score)
        np.fill_diagonal(score, 1e12)
        fill = np.arange(width) % (len(here) - 1)  # repeats the neighbours of a day with few visits
        after[here] = here[np.argsort(score, axis=1, kind="stable")[:, fill]]
        before[here] = here[np.argsort(score.T, axis=1, kind="stable")[:, fill]]
    return before.astype(np.int64), after.astype(np.int64)


def _faces(problem: Problem, persons: Mapping[str, int], carers: Mapping[str, int]) -> tuple[Array, Array]:
    knows = np.zeros((max(1, len(persons)), max(1, len(carers))), np.int64)
    for visit in problem.visits:
        for carer in visit.known & carers.keys():
            knows[persons[visit.person], carers[carer]] = 1
    have_met = {visit.person for visit in problem.visits if visit.known}
    return knows, np.array([int(person not in have_met) for person in persons] or [0], np.int64)


def _prices(problem: Problem, nodes: Array) -> Array:
    weights, price = problem.weights, np.zeros(7)
    price[TRAVEL], price[TOP] = weights.travel, weights.max_tardiness
    price[HARD] = 1_000 + 10 * max(nodes["bank_price"], default=0)  # dearer than anything that is allowed
    price[NEW_CARER] = weights.new_carer
    has_norm = weights.norm > 0 and any(carer.norm is not None for carer in problem.carers)
    price[NORM] = weights.norm if has_norm else 0.0
    price[EXTRAS] = float(has_norm or weights.new_carer > 0)
    ends = {(problem.carer_of[duty.carer].mode, duty.end_place, duty.break_) for duty in problem.duties}
    price[MIXED] = float(len(ends) > 1)
    return price
