"""A file with anything at all in one place is either read or refused in words; nothing else happens."""

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cus.rota.checks import understood, violations
from cus.rota.cost import cost_of
from cus.rota.example import a_town
from cus.rota.formats import iolab, own
from cus.rota.formats.unreadable import Unreadable
from cus.rota.problem import InvalidProblem
from cus.rota.tests.factories import a_carer, a_problem, a_rota, a_visit

DATA = Path(__file__).parent / "data"
TOY = json.loads((DATA / "toy.json").read_text())
BEST = json.loads((DATA / "toy-best.json").read_text())
TOWN = json.loads(json.dumps(own.problem_to(a_town(visits=6, carers=3))))
PROBLEM = a_problem(a_visit("a"), a_visit("b"), carers=[a_carer("Ewa")])
ROTA = json.loads(json.dumps(own.rota_to(a_rota(PROBLEM, Ewa=["a", "b"]))))

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 5),
    st.floats(),
    st.text(max_size=3),
    st.just([]),
    st.just({}),
    st.just([7]),
)
many = settings(max_examples=300, deadline=None)


@st.composite
def torn(draw: Any, whole: Any) -> Any:
    """A copy with junk, or nothing, in one place somewhere inside."""
    copy = deepcopy(whole)
    at = copy
    while True:
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not at[key] or not isinstance(at[key], dict | list) or draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    if draw(st.booleans()):
        at[key] = draw(junk)
    else:
        del at[key]
    return copy


@many
@given(torn(TOY))
def test_an_instance_of_the_benchmark(data):
    with suppress(Unreadable, InvalidProblem):
        iolab.problem_from(data)


@many
@given(torn(BEST))
def test_a_solution_of_the_benchmark(data):
    problem = iolab.problem_from(TOY)
    with suppress(Unreadable):
        rota = iolab.rota_from(data, problem)
        violations(problem, rota)
        cost_of(problem, understood(problem, rota))


@many
@given(torn(TOWN))
def test_a_problem_of_ours(data):
    with suppress(Unreadable, InvalidProblem):
        own.problem_from(data)


@many
@given(torn(ROTA))
def test_a_rota_of_ours(data):
    with suppress(Unreadable):
        rota = own.rota_from(data)
        violations(PROBLEM, rota)
        cost_of(PROBLEM, understood(PROBLEM, rota))
