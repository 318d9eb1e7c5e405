"""What holds for any problem, whatever is in it; `test_solving.py` has what holds for what the search finds."""

import json
import pickle
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from cus.rota.checks import Rule, violations
from cus.rota.cost import cost_of
from cus.rota.formats import own
from cus.rota.problem import Problem
from cus.rota.result import Rota
from cus.rota.tests.strategies import orders, problems
from cus.rota.timing import CyclicRota, retimed, schedule

OF_TIMES = {Rule.DUTY, Rule.LENGTH, Rule.EARLIEST, Rule.TRAVEL, Rule.LAG, Rule.GAP}
"""What earliest times cannot break, whoever is sent where."""


def timed(problem: Problem, order: dict) -> Rota:
    try:
        return Rota(schedule(problem, order))
    except CyclicRota:
        assume(False)
        raise


def starts(rota: Rota) -> dict[str, float]:
    return {call.visit: call.start for route in rota.routes for call in route.calls}


@given(st.data())
def test_the_earliest_times_keep_every_rule_of_times(data):
    problem = data.draw(problems(most_visits=8))
    rota = timed(problem, data.draw(orders(problem)))

    assert not OF_TIMES & {violation.code for violation in violations(problem, rota)}


@given(st.data())
def test_a_break_taken_lies_where_the_carer_is_free(data):
    problem = data.draw(problems(most_visits=8))
    rota = timed(problem, data.draw(orders(problem)))

    broken = [str(violation) for violation in violations(problem, rota) if violation.code is Rule.BREAK]

    assert not [text for text in broken if "not free" in text]


@given(st.data())
def test_no_visit_could_begin_any_earlier(data):
    """Without breaks: begun a minute sooner, every visit would break a rule of times."""
    problem = without_breaks(data.draw(problems(most_visits=6)))
    rota = timed(problem, data.draw(orders(problem)))
    served = sorted(starts(rota))
    assume(served)
    visit = data.draw(st.sampled_from(served))

    sooner = {name: start - (name == visit) for name, start in starts(rota).items()}

    assert OF_TIMES & {violation.code for violation in violations(problem, begun(rota, sooner))}


def without_breaks(problem: Problem) -> Problem:
    carers = [
        replace(carer, shifts=tuple(replace(shift, break_=None) for shift in carer.shifts)) for carer in problem.carers
    ]
    return replace(problem, carers=tuple(carers))


def begun(rota: Rota, at: dict[str, float]) -> Rota:
    """The same rota with other starts; whoever has to be there sooner is."""
    routes = []
    for route in rota.routes:
        calls = tuple(
            replace(call, start=at[call.visit], end=call.end - call.start + at[call.visit]) for call in route.calls
        )
        routes.append(replace(route, calls=calls))
    return Rota(tuple(routes))


@given(st.data())
def test_times_do_not_depend_on_the_order_of_rows(data):
    problem = data.draw(problems(most_visits=8))
    order = data.draw(orders(problem))
    other = replace(
        problem,
        carers=tuple(data.draw(st.permutations(problem.carers))),
        visits=tuple(data.draw(st.permutations(problem.visits))),
        pairs=tuple(data.draw(st.permutations(problem.pairs))),
    )
    rota = timed(problem, order)

    again = timed(other, dict(data.draw(st.permutations(list(order.items())))))

    assert starts(again) == starts(rota)
    assert cost_of(other, again) == cost_of(problem, rota)


@given(st.data())
def test_times_taken_again_are_the_same(data):
    problem = data.draw(problems(most_visits=8))
    rota = timed(problem, data.draw(orders(problem)))

    assert retimed(problem, rota) == rota


@given(problems(days=3))
def test_our_format_keeps_any_problem(problem):
    assert own.problem_from(json.loads(json.dumps(own.problem_to(problem), allow_nan=False))) == problem


@given(problems())
def test_a_problem_goes_to_another_process(problem):
    assert pickle.loads(pickle.dumps(problem)) == problem


@given(problems())
def test_leaving_out_every_visit_costs_their_prices(problem):
    assert cost_of(problem, Rota(())).total == sum(problem.price_of_missing(visit) for visit in problem.visits)
