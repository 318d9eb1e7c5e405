import pytest

from cus.rota.problem import Gap, Pair
from cus.rota.result import Route
from cus.rota.tests.factories import SEVEN, a_break, a_carer, a_problem, a_rota, a_visit
from cus.rota.timing import CyclicRota


def the_route(problem, **orders) -> Route:
    (route,) = a_rota(problem, **orders).routes
    return route


def starts(rota) -> dict[str, float]:
    return {call.visit: call.start for route in rota.routes for call in route.calls}


def test_a_carer_leaves_at_the_start_of_the_shift_and_comes_back():
    problem = a_problem(a_visit("a", place="10"), a_visit("b", place="25"))

    route = the_route(problem, Ewa=["a", "b"])

    assert [(call.arrive, call.start, call.end) for call in route.calls] == [(430, 430, 460), (475, 475, 505)]
    assert (route.leaves, route.returns) == (420, 530)


def test_who_comes_early_waits():
    problem = a_problem(a_visit("a", earliest=500.0))

    (call,) = the_route(problem, Ewa=["a"]).calls

    assert (call.arrive, call.start) == (430, 500)


def test_two_at_once_begin_when_the_later_one_is_there():
    problem = a_problem(
        a_visit("a", place="10"),
        a_visit("b", place="40"),
        carers=[a_carer("Ewa"), a_carer("Jan")],
        pairs=[Pair("a", "b")],
    )

    assert starts(a_rota(problem, Ewa=["a"], Jan=["b"])) == {"a": 460, "b": 460}


def test_the_first_of_a_pair_is_put_off_rather_than_the_second_be_too_late():
    problem = a_problem(
        a_visit("a", place="10"),
        a_visit("b", place="10", earliest=600.0),
        carers=[a_carer("Ewa"), a_carer("Jan")],
        pairs=[Pair("a", "b", 30, 60)],
    )

    assert starts(a_rota(problem, Ewa=["a"], Jan=["b"])) == {"a": 540, "b": 600}


def test_one_carer_may_make_both_of_a_pair_one_after_the_other():
    pair = Pair("a", "b", 60, 120, other_carers=False)
    problem = a_problem(a_visit("a"), a_visit("c", duration=50.0), a_visit("b"), pairs=[pair])

    assert starts(a_rota(problem, Ewa=["a", "c", "b"])) == {"a": 430, "c": 460, "b": 510}


def test_a_pair_may_be_reached_over_the_road_of_its_other_half():
    """Ewa makes a, then c with Jan; Jan goes on to b, which may be up to two hours after a."""
    problem = a_problem(
        *(a_visit(name) for name in "abcd"),
        carers=[a_carer("Ewa"), a_carer("Jan")],
        pairs=[Pair("a", "b", 0, 120), Pair("c", "d")],
    )

    assert starts(a_rota(problem, Ewa=["a", "c"], Jan=["d", "b"])) == {"a": 430, "c": 460, "d": 460, "b": 490}


def test_carers_who_wait_for_each_other_are_named():
    problem = a_problem(
        *(a_visit(name) for name in "abcd"),
        carers=[a_carer("Ewa"), a_carer("Jan")],
        pairs=[Pair("a", "b"), Pair("c", "d")],
    )

    with pytest.raises(CyclicRota, match="wait for each other"):
        a_rota(problem, Ewa=["a", "c"], Jan=["d", "b"])


def test_visits_of_one_person_are_apart_from_start_to_start():
    problem = a_problem(a_visit("a", person="Maria"), a_visit("b", person="Maria"), gaps=[Gap("a", "b", 240)])

    assert starts(a_rota(problem, Ewa=["a", "b"])) == {"a": 430, "b": 670}


def test_a_break_is_taken_on_finishing_a_visit_once_its_hour_has_come():
    problem = a_problem(
        a_visit("a", earliest=600.0), a_visit("b", place="20"), carers=[a_carer(break_=a_break(earliest=600.0))]
    )

    route = the_route(problem, Ewa=["a", "b"])

    assert route.breaks == ((630, 650),)
    assert route.calls[1].start == 660


def test_a_break_is_taken_while_waiting_when_there_is_time():
    problem = a_problem(a_visit("a", duration=60.0), a_visit("b", earliest=640.0), carers=[a_carer(break_=a_break())])

    route = the_route(problem, Ewa=["a", "b"])

    assert route.breaks == ((600, 620),)
    assert route.calls[1].start == 640


def test_a_visit_waits_for_the_break_that_would_otherwise_begin_too_late():
    problem = a_problem(a_visit("a"), a_visit("b", duration=400.0), carers=[a_carer(break_=a_break(earliest=440.0))])

    route = the_route(problem, Ewa=["b", "a"])

    assert route.breaks == ((440, 460),)
    assert route.calls[0].start == 460


def test_nobody_rests_after_the_last_visit():
    problem = a_problem(a_visit("a", duration=200.0), carers=[a_carer(break_=a_break(earliest=600.0))])

    route = the_route(problem, Ewa=["a"])

    assert (route.breaks, route.returns) == ((), 640)


def test_a_break_of_one_delays_both_of_two_at_once():
    problem = a_problem(
        a_visit("c", duration=180.0),
        a_visit("a"),
        a_visit("b"),
        carers=[a_carer("Ewa", break_=a_break(earliest=600.0)), a_carer("Jan")],
        pairs=[Pair("a", "b")],
    )

    rota = a_rota(problem, Ewa=["c", "a"], Jan=["b"])

    assert starts(rota) == {"c": SEVEN + 10, "a": 630, "b": 630}
