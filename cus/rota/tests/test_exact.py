"""The best there is never becomes dearer when a rule is loosened, nor by writing the rows in another order."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cus.rota.problem import Pair, Problem
from cus.rota.tests.exact import best_rota, least_cost
from cus.rota.tests.factories import a_carer, a_problem, a_visit
from cus.rota.tests.strategies import problems
from cus.rota.tests.test_properties import without_breaks

small = problems(most_visits=4, most_carers=2)
few = settings(max_examples=30, deadline=None)


def test_the_best_way_along_a_street_is_out_and_back():
    problem = a_problem(*(a_visit(name, place=place) for name, place in [("a", "30"), ("b", "10"), ("c", "20")]))

    assert least_cost(problem) == 60


def test_the_best_rota_leaves_out_what_costs_more_than_it_is_worth():
    problem = a_problem(a_visit("a", place="10"), a_visit("far", place="600"))

    cost, rota = best_rota(problem)

    assert (cost, [left.visit for left in rota.unserved]) == (1020, ["far"])


def test_two_at_once_are_left_out_together_when_only_one_can_come():
    problem = a_problem(a_visit("a"), a_visit("b"), carers=[a_carer()], pairs=[Pair("a", "b")])

    assert least_cost(problem) == 2000


@few
@given(small)
def test_later_hours_never_cost_more(problem):
    visits = tuple(replace(visit, latest=visit.latest + 60) for visit in problem.visits)

    assert least_cost(replace(problem, visits=visits)) <= least_cost(problem)


@few
@given(small.map(without_breaks))
def test_earlier_hours_never_cost_more(problem: Problem):
    """Where nobody has a break: a visit begun sooner may leave no time to rest while waiting for it."""
    visits = tuple(replace(visit, earliest=visit.earliest - 60) for visit in problem.visits)

    assert least_cost(replace(problem, visits=visits)) <= least_cost(problem)


@few
@given(small)
def test_more_skill_never_costs_more(problem):
    carers = tuple(replace(carer, skills={"care": 2, "insulin": 2}) for carer in problem.carers)

    assert least_cost(replace(problem, carers=carers)) <= least_cost(problem)


@few
@given(small)
def test_fewer_rules_never_cost_more(problem):
    visits = tuple(replace(v, forbidden=frozenset(), area="", window_is_hard=False) for v in problem.visits)

    assert least_cost(replace(problem, visits=visits)) <= least_cost(problem)


@few
@given(st.data())
def test_the_order_of_rows_does_not_change_the_least_cost(data):
    problem = data.draw(small)
    other = replace(
        problem,
        carers=tuple(data.draw(st.permutations(problem.carers))),
        visits=tuple(data.draw(st.permutations(problem.visits))),
        pairs=tuple(data.draw(st.permutations(problem.pairs))),
        gaps=tuple(data.draw(st.permutations(problem.gaps))),
    )

    assert least_cost(other) == least_cost(problem)
