"""What holds for what the search finds, for any problem."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cus.rota.checks import violations
from cus.rota.cost import cost_of
from cus.rota.example import a_town
from cus.rota.result import Reason
from cus.rota.solve import solve
from cus.rota.stop import MaxRounds, MaxSeconds
from cus.rota.tests.exact import least_cost
from cus.rota.tests.factories import a_carer, a_problem, a_visit
from cus.rota.tests.strategies import problems
from cus.rota.timing import retimed

few = settings(max_examples=25, deadline=None)
SHORT = MaxRounds(150)  # rounds, not seconds: a slow machine finds the same


@few
@given(problems(most_visits=10, most_carers=4))
def test_hard_rules_hold(problem):
    result = solve(problem, SHORT)

    assert violations(problem, result.rota) == ()


@few
@given(problems(most_visits=10, most_carers=4, days=2))
def test_hard_rules_hold_over_several_days(problem):
    result = solve(problem, SHORT)

    assert violations(problem, result.rota) == ()


@few
@given(problems(most_visits=10, most_carers=4))
def test_the_cost_computed_from_scratch_is_the_cost_reported(problem):
    result = solve(problem, SHORT)

    assert cost_of(problem, result.rota).terms == pytest.approx(result.cost.terms, abs=1e-6)


@few
@given(problems(most_visits=10, most_carers=4))
def test_times_are_the_earliest(problem):
    rota = solve(problem, SHORT).rota

    assert cost_of(problem, retimed(problem, rota)).total == pytest.approx(cost_of(problem, rota).total)


@few
@given(problems(most_visits=4, most_carers=2))
def test_the_best_rota_of_a_very_small_problem_is_found(problem):
    result = solve(problem, MaxRounds(1_000))

    assert result.cost.total == pytest.approx(least_cost(problem), abs=1e-6)


@few
@given(st.data())
def test_the_order_of_rows_does_not_change_the_cost(data):
    problem = data.draw(problems(most_visits=4, most_carers=2))
    other = replace(
        problem,
        carers=tuple(data.draw(st.permutations(problem.carers))),
        visits=tuple(data.draw(st.permutations(problem.visits))),
    )

    assert solve(other, SHORT).cost.total == pytest.approx(solve(problem, SHORT).cost.total)


@few
@given(problems(most_visits=10, most_carers=4))
def test_a_bound_is_never_above_what_was_found(problem):
    result = solve(problem, SHORT)

    assert result.bound is not None
    assert result.bound <= result.cost.total + 1e-6


def test_the_same_seed_gives_the_same_rota():
    town = a_town(visits=60, seed=2)

    assert solve(town, MaxRounds(2_000), seed=7).rota == solve(town, MaxRounds(2_000), seed=7).rota


def test_a_town_is_planned_with_every_visit_that_must_not_be_missed():
    town = a_town(visits=150, seed=1)

    result = solve(town, MaxRounds(1_500))

    assert violations(town, result.rota) == ()
    assert not [left for left in result.rota.unserved if town.visit_of[left.visit].must]


def test_a_search_may_be_called_off():
    result = solve(a_town(visits=60), MaxSeconds(30), cancelled=lambda: True)

    assert result.cancelled
    assert result.seconds < 15


def test_a_visit_nobody_may_make_says_why():
    visits = a_visit("a", skills={"care": 3}), a_visit("b", forbidden=frozenset({"Ewa"})), a_visit("c", duration=600.0)
    problem = a_problem(*visits, carers=[a_carer(skills={"care": 1})])

    left = {one.visit: one.reason for one in solve(problem, SHORT).rota.unserved}

    assert left == {"a": Reason.NO_SKILL, "b": Reason.FORBIDDEN, "c": Reason.NO_TIME}


def test_nothing_to_do_is_done_at_once():
    result = solve(a_problem(), MaxSeconds(5))

    assert (result.rota.routes, result.rota.unserved, result.cost.total) == ((), (), 0)
