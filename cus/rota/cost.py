"""What a rota costs, computed from scratch from its times, term by term; docs/rota.md has the formula."""

from collections import defaultdict

from cus.rota.carers import Carer
from cus.rota.problem import Problem
from cus.rota.result import Cost, Metrics, Rota, Route
from cus.rota.visits import Visit


def cost_of(problem: Problem, rota: Rota) -> Cost:
    """Each term times its weight. Visits on no route count as unserved, listed or not."""
    weights, metrics = problem.weights, metrics_of(problem, rota)
    return Cost(
        travel=weights.travel * metrics.travel,
        tardiness=weights.tardiness * metrics.tardiness,
        max_tardiness=weights.max_tardiness * metrics.max_tardiness,
        overtime=weights.overtime * sum(_overtime(problem, r) * _carer(problem, r).overtime_cost for r in rota.routes),
        wishes=weights.wish * metrics.unmet_wishes,
        new_carers=weights.new_carer * sum(new_carers(problem, rota).values()),
        norm=weights.norm * metrics.over_norm,
        unserved=sum(problem.price_of_missing(visit) for visit in missing(problem, rota)),
    )


def metrics_of(problem: Problem, rota: Rota) -> Metrics:
    calls = [call for route in rota.routes for call in route.calls]
    tardiness = [max(0.0, call.start - problem.visit_of[call.visit].latest) for call in calls]
    left_out = missing(problem, rota)
    seen = _carers_seen(problem, rota)
    return Metrics(
        travel=sum(travel_of(problem, route) for route in rota.routes),
        waiting=sum(_waiting(route) for route in rota.routes),
        overtime=sum(_overtime(problem, route) for route in rota.routes),
        over_norm=sum(_over_norm(problem, rota).values()),
        tardiness=sum(tardiness),
        max_tardiness=max(tardiness, default=0.0),
        tardy_visits=sum(minutes > 0 for minutes in tardiness),
        served=len(problem.visits) - len(left_out),
        unserved=len(left_out),
        unserved_must=sum(visit.must for visit in left_out),
        unmet_wishes=sum(
            unmet_wishes(_carer(problem, route), problem.visit_of[call.visit])
            for route in rota.routes
            for call in route.calls
        ),
        carers_per_person=sum(map(len, seen.values())) / len(seen) if seen else 0.0,
    )


def travel_of(problem: Problem, route: Route) -> float:
    """Minutes on the way from the start place to the end place; nobody sets out without a visit to make."""
    if not route.calls:
        return 0.0
    duty, mode = problem.duty_of[route.key], _carer(problem, route).mode
    places = [duty.start_place, *(problem.visit_of[call.visit].place for call in route.calls), duty.end_place]
    return sum(problem.travel.between(mode, here, there) for here, there in zip(places, places[1:], strict=False))


def unmet_wishes(carer: Carer, visit: Visit) -> int:
    """How many of the three wishes for who comes (sex, a language, one of some carers) this carer does not meet."""
    wishes = visit.wishes
    other_sex = bool(wishes.sex) and carer.sex != wishes.sex
    no_language = bool(wishes.languages) and not wishes.languages & carer.languages
    other_carer = bool(wishes.carers) and carer.id not in wishes.carers
    return other_sex + no_language + other_carer


def new_carers(problem: Problem, rota: Rota) -> dict[str, int]:
    """For each person, how many carers they have to get to know; whoever knows none gets the first for nothing."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for visit in problem.visits:
        known[visit.person] |= visit.known
    return {
        person: max(0, len(carers - known[person]) - (not known[person]))
        for person, carers in _carers_seen(problem, rota).items()
    }


def missing(problem: Problem, rota: Rota) -> list[Visit]:
    served = {call.visit for route in rota.routes for call in route.calls}
    return [visit for visit in problem.visits if visit.id not in served]


def worked(problem: Problem, rota: Rota) -> dict[str, float]:
    """Minutes of visits and travel of each carer over the horizon."""
    minutes = dict.fromkeys(problem.carer_of, 0.0)
    for route in rota.routes:
        visits = sum(problem.visit_of[call.visit].duration for call in route.calls)
        minutes[route.carer] += visits + travel_of(problem, route)
    return minutes


def _over_norm(problem: Problem, rota: Rota) -> dict[str, float]:
    norms = {carer.id: carer.norm for carer in problem.carers if carer.norm is not None}
    minutes = worked(problem, rota)
    return {carer: max(0.0, minutes[carer] - norm) for carer, norm in norms.items()}


def _carers_seen(problem: Problem, rota: Rota) -> dict[str, set[str]]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for route in rota.routes:
        for call in route.calls:
            seen[problem.visit_of[call.visit].person].add(route.carer)
    return seen


def _overtime(problem: Problem, route: Route) -> float:
    return max(0.0, route.returns - problem.duty_of[route.key].end) if route.calls else 0.0


def _waiting(route: Route) -> float:
    """From being there to beginning, less a break taken meanwhile."""
    waits = [(call.arrive, call.start) for call in route.calls]
    rests = [min(end, b) - max(start, a) for a, b in waits for start, end in route.breaks]
    return sum(b - a for a, b in waits) - sum(rest for rest in rests if rest > 0)


def _carer(problem: Problem, route: Route) -> Carer:
    return problem.carer_of[route.carer]
