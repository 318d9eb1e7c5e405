"""The best rota of a very small problem by trying every way there is: an oracle, slow and simple."""

from collections.abc import Iterator
from itertools import permutations, product
from math import inf

from cus.rota.checks import violations
from cus.rota.cost import cost_of
from cus.rota.problem import Duty, Problem, Visit
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.timing import CyclicRota, Key, schedule


def best_rota(problem: Problem) -> tuple[float, Rota]:
    """The least cost of a valid rota, and one that costs it."""
    best = inf, Rota(())
    for orders in every_way(problem):
        rota = timed(problem, orders)
        if rota is None or violations(problem, rota):
            continue
        cost = cost_of(problem, rota).total
        if cost < best[0]:
            best = cost, rota
    return best


def least_cost(problem: Problem) -> float:
    return best_rota(problem)[0]


def timed(problem: Problem, orders: dict[Key, tuple[str, ...]]) -> Rota | None:
    served = {visit for visits in orders.values() for visit in visits}
    left_out = tuple(Unserved(visit.id, Reason.TOO_DEAR) for visit in problem.visits if visit.id not in served)
    try:
        return Rota(schedule(problem, orders), left_out)
    except CyclicRota:
        return None


def every_way(problem: Problem) -> Iterator[dict[Key, tuple[str, ...]]]:
    """Each visit to a duty that might make it, or to none; each duty's visits in every order."""
    choices = [[None, *(duty.key for duty in problem.duties if might(problem, duty, v))] for v in problem.visits]
    for chosen in product(*choices):
        given: dict[Key, list[str]] = {}
        for visit, key in zip(problem.visits, chosen, strict=True):
            if key:
                given.setdefault(key, []).append(visit.id)
        for orders in product(*(permutations(visits) for visits in given.values())):
            yield dict(zip(given, orders, strict=True))


def might(problem: Problem, duty: Duty, visit: Visit) -> bool:
    carer = problem.carer_of[duty.carer]
    able = all(carer.skills.get(skill, -1) >= level for skill, level in visit.skills.items())
    here = not visit.area or not carer.area or visit.area in carer.area
    return duty.day == visit.day and able and here and carer.id not in visit.forbidden
