import pytest
from hypothesis import given, settings

from cus.rota.bound import lower_bound
from cus.rota.example import a_town
from cus.rota.search.compile import compiled
from cus.rota.tests.exact import least_cost
from cus.rota.tests.factories import a_carer, a_problem, a_visit
from cus.rota.tests.strategies import problems


@settings(max_examples=40, deadline=None)
@given(problems(most_visits=4, most_carers=2))
def test_no_rota_costs_less_than_the_bound(problem):
    assert lower_bound(compiled(problem).facts) <= least_cost(problem) + 1e-6


def test_a_town_has_a_bound_above_nothing():
    assert lower_bound(compiled(a_town(40)).facts) > 0


def test_a_visit_nobody_can_make_costs_its_price():
    problem = a_problem(a_visit("lonely", forbidden=frozenset({"Ewa"})), carers=[a_carer("Ewa")])

    assert lower_bound(compiled(problem).facts) == pytest.approx(problem.price_of_missing(problem.visits[0]))
