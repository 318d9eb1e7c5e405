import pytest

from cus.rota.problem import Absence
from cus.rota.reasons import hindrance, why_nobody
from cus.rota.result import Reason
from cus.rota.tests.factories import a_carer, a_problem, a_visit


def reason(visit, **carer) -> Reason | None:
    problem = a_problem(a_visit("a", **visit), carers=[a_carer(**carer)])
    return why_nobody(problem, problem.visits[0])


@pytest.mark.parametrize(
    ("visit", "carer", "told"),
    [
        ({}, {}, None),
        ({"skills": {"care": 2}}, {}, Reason.NO_SKILL),
        ({"forbidden": frozenset({"Ewa"})}, {}, Reason.FORBIDDEN),
        ({"area": "north"}, {"area": frozenset({"south"})}, Reason.NO_AREA),
        ({}, {"absences": (Absence(0),)}, Reason.NO_CARER_THAT_DAY),
        ({"duration": 461.0}, {}, Reason.NO_TIME),
        ({"duration": 460.0}, {}, None),
        ({"latest": 429.0, "window_is_hard": True}, {}, Reason.NO_TIME),
        ({"latest": 429.0}, {}, None),
    ],
)
def test_why_nobody_can_come(visit, carer, told):
    assert reason(visit, **carer) is told


def test_the_reason_is_the_last_gate_nobody_passed():
    """Ewa cannot do it, Jan could but may not come: it is not for want of skill."""
    visit = a_visit("a", skills={"care": 2}, forbidden=frozenset({"Jan"}))
    problem = a_problem(visit, carers=[a_carer("Ewa"), a_carer("Jan", skills={"care": 2})])

    assert why_nobody(problem, visit) is Reason.FORBIDDEN


def test_a_higher_level_can_do_what_a_lower_one_can():
    assert hindrance(a_carer(skills={"care": 3}), a_visit("a", skills={"care": 2})) is None


def test_every_reason_is_a_sentence():
    assert all(reason.text.endswith(".") for reason in Reason)
