"""The books the search keeps move by move are those one gets from scratch."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cus.rota.cost import cost_of, missing
from cus.rota.example import a_town
from cus.rota.formats.iolab import WEIGHTS
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.search.chain import Chain
from cus.rota.search.compile import compiled
from cus.rota.solve import Params, Progress, solve
from cus.rota.stop import MaxRounds
from cus.rota.tests.factories import a_problem, a_visit
from cus.rota.tests.strategies import problems
from cus.rota.timing import schedule

HEATS = (1.0, 20.0, 300.0)


@settings(max_examples=30, deadline=None)
@given(problems(most_visits=10, most_carers=4, days=2), st.integers(0, 5), st.sampled_from(HEATS), st.booleans())
def test_after_many_moves_the_cost_is_that_of_the_same_orders_from_scratch(problem, seed, heat, keeps_hours):
    rows = compiled(problem, hours={visit.id: 30.0 for visit in problem.visits if keeps_hours})
    chain, fresh = Chain(rows.facts, seed), Chain(rows.facts, seed)
    if chain.size == 0 or not len(rows.duties):
        return
    chain.begin()

    chain.anneal(heat, 3_000)

    fresh.load(orders_of(chain))
    assert chain.cost == pytest.approx(fresh.cost, abs=1e-5)
    assert starts(chain) == pytest.approx(starts(fresh))


def test_the_search_counts_a_town_as_the_reference_does():
    problem = a_town(60, days=3, seed=4)
    rows = compiled(problem)
    chain = Chain(rows.facts, 1)
    chain.begin()

    chain.anneal(20.0, 200_000)

    cost, succ = chain.best
    routes = schedule(problem, rows.orders_of(succ))
    left_out = missing(problem, Rota(routes))
    rota = Rota(routes, tuple(Unserved(visit.id, Reason.NO_TIME) for visit in left_out))
    assert cost == pytest.approx(cost_of(problem, rota).total)


def test_the_largest_tardiness_is_counted_as_the_reference_does():
    problem = replace(a_town(40, carers=4), weights=WEIGHTS)
    rows = compiled(problem)
    chain = Chain(rows.facts, 1)
    chain.begin()

    chain.anneal(30.0, 200_000)

    cost, succ = chain.best
    rota = Rota(schedule(problem, rows.orders_of(succ)))
    assert cost_of(problem, rota).max_tardiness > 0
    assert cost == pytest.approx(cost_of(problem, rota).total)


def test_the_same_seed_and_rounds_give_the_same_rota():
    problem = a_town(30)

    one, same, other = (solve(problem, MaxRounds(300), seed=seed) for seed in (1, 1, 2))

    assert one.rota == same.rota
    assert one.history[0].cost != other.history[0].cost


def test_two_processes_with_the_same_seed_and_rounds_give_the_same_rota():
    problem = a_town(30)

    one, same = (solve(problem, MaxRounds(1_500), Params(processes=2), seed=3) for _ in range(2))

    assert one.rota == same.rota


def test_whoever_cancels_gets_the_best_so_far():
    heard: list[Progress] = []

    result = solve(a_town(30), MaxRounds(10**9), progress=heard.append, cancelled=lambda: len(heard) >= 3)

    assert result.cancelled
    assert len(heard) == 3
    assert result.cost.total == pytest.approx(heard[-1].cost)
    assert len(result.rota.routes) > 0


def test_from_a_given_rota_the_search_does_not_go_far():
    problem = a_town(60)
    rota = solve(problem, MaxRounds(500), seed=1).rota
    stays = {call.visit: (route.carer, 1_000.0) for route in rota.routes for call in route.calls}

    mended = solve(problem, MaxRounds(500), Params(stays=stays), seed=2, start=rota).rota

    assert carer_of(mended) == carer_of(rota)


@pytest.mark.parametrize(("kept", "order"), [("a", ("a", "b")), ("b", ("b", "a"))])
def test_of_two_visits_that_cannot_both_be_in_time_the_one_whose_hour_counts_is(kept, order):
    problem = a_problem(a_visit("a", latest=440.0), a_visit("b", latest=440.0))

    result = solve(problem, MaxRounds(20), Params(hours={kept: 50.0}))

    assert [call.visit for call in result.rota.routes[0].calls] == list(order)
    assert result.cost.tardiness == 20.0  # what the hour is worth is no part of the cost


def orders_of(chain: Chain) -> np.ndarray:
    succ = chain.work.spots["succ"].copy()
    succ[: chain.size][~served(chain)] = -1
    return succ


def starts(chain: Chain) -> np.ndarray:
    return chain.work.spots["start"][: chain.size][served(chain)]


def served(chain: Chain) -> np.ndarray:
    return chain.work.spots["duty"][: chain.size] >= 0


def carer_of(rota: Rota) -> dict[str, str]:
    return {call.visit: route.carer for route in rota.routes for call in route.calls}
