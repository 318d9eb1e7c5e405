from dataclasses import replace

import pytest

from cus.rota.checks import Rule, violations
from cus.rota.problem import Absence, Gap, Pair
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.tests.factories import a_break, a_carer, a_problem, a_rota, a_visit


def broken(problem, rota) -> set[str]:
    return {violation.code for violation in violations(problem, rota)}


def moved(rota: Rota, visit: str, minutes: float) -> Rota:
    """The same rota with one visit begun and ended so many minutes later."""
    routes = []
    for route in rota.routes:
        calls = [
            replace(call, start=call.start + minutes, end=call.end + minutes) if call.visit == visit else call
            for call in route.calls
        ]
        routes.append(replace(route, calls=tuple(calls)))
    return Rota(tuple(routes), rota.unserved)


def test_a_rota_with_the_earliest_times_is_valid():
    problem = a_problem(a_visit("a"), a_visit("b", place="20"))

    assert violations(problem, a_rota(problem, Ewa=["a", "b"])) == ()


def test_a_visit_must_be_made_or_listed_as_left_out():
    problem = a_problem(a_visit("a"), a_visit("b"))
    rota = a_rota(problem, Ewa=["a"])

    assert broken(problem, rota) == {Rule.SERVED}
    assert broken(problem, Rota(rota.routes, (Unserved("b", Reason.NO_TIME),))) == set()


def test_a_visit_nobody_asked_for_is_told():
    problem = a_problem(a_visit("a"))
    rota = a_rota(problem, Ewa=["a"])
    strange = replace(rota.routes[0].calls[0], visit="z")

    (violation,) = violations(problem, Rota((replace(rota.routes[0], calls=(*rota.routes[0].calls, strange)),)))

    assert str(violation) == "SERVED: visit 'z': nobody asked for it"


def test_a_visit_is_made_once():
    problem = a_problem(a_visit("a"), carers=[a_carer("Ewa"), a_carer("Jan")])
    (route,) = a_rota(problem, Ewa=["a"]).routes

    assert broken(problem, Rota((route, replace(route, carer="Jan")))) == {Rule.SERVED}


@pytest.mark.parametrize(
    ("visit", "rule"),
    [
        ({"skills": {"care": 2}}, Rule.SKILL),
        ({"forbidden": frozenset({"Ewa"})}, Rule.FORBIDDEN),
        ({"area": "north"}, Rule.AREA),
        ({"latest": 425.0, "window_is_hard": True}, Rule.LATEST),
        ({"duration": 470.0}, Rule.HOURS),
    ],
)
def test_what_the_carer_may_not_do(visit, rule):
    problem = a_problem(a_visit("a", **visit), carers=[a_carer(area=frozenset({"south"}))])

    assert broken(problem, a_rota(problem, Ewa=["a"])) == {rule}


def test_a_soft_window_may_be_missed():
    problem = a_problem(a_visit("a", latest=425.0))

    assert violations(problem, a_rota(problem, Ewa=["a"])) == ()


def test_overtime_is_possible_up_to_its_limit():
    problem = a_problem(a_visit("a", duration=470.0), carers=[a_carer(overtime_max=10.0)])

    assert violations(problem, a_rota(problem, Ewa=["a"])) == ()


@pytest.mark.parametrize("carer", ["Nobody", "Ewa"])
def test_a_route_is_a_duty_of_a_carer_that_exists(carer):
    problem = a_problem(a_visit("a"))
    (route,) = a_rota(problem, Ewa=["a"]).routes

    assert Rule.DUTY in broken(problem, Rota((replace(route, carer=carer, shift=int(carer == "Ewa")),)))


def test_nobody_who_is_absent_has_a_duty():
    problem = a_problem(a_visit("a"), carers=[a_carer(absences=(Absence(0),))])
    (route,) = a_rota(a_problem(a_visit("a")), Ewa=["a"]).routes

    assert Rule.DUTY in broken(problem, Rota((route,)))


def test_a_carer_is_back_before_an_absence():
    problem = a_problem(a_visit("a", duration=120.0), carers=[a_carer(absences=(Absence(0, 540, 600),))])

    assert broken(problem, a_rota(problem, Ewa=["a"])) == {Rule.HOURS}


def test_times_must_fit_the_way_the_length_and_the_hour():
    problem = a_problem(a_visit("a", earliest=430.0), a_visit("b", place="20"))
    rota = a_rota(problem, Ewa=["a", "b"])
    first = rota.routes[0].calls[0]
    longer = replace(rota.routes[0], calls=(replace(first, end=first.end + 5), rota.routes[0].calls[1]))

    assert broken(problem, moved(rota, "b", -1)) == {Rule.TRAVEL}
    assert broken(problem, Rota((longer,))) == {Rule.LENGTH, Rule.TRAVEL}
    assert broken(problem, moved(rota, "a", -1)) == {Rule.EARLIEST, Rule.TRAVEL}


def test_the_two_of_a_pair_begin_as_far_apart_as_asked_and_by_two_carers():
    carers = [a_carer("Ewa"), a_carer("Jan")]
    problem = a_problem(a_visit("a"), a_visit("b"), carers=carers, pairs=[Pair("a", "b", 0, 15)])
    alone = a_problem(a_visit("a"), a_visit("b"), carers=carers)

    assert broken(problem, a_rota(problem, Ewa=["a"], Jan=["b"])) == set()
    assert broken(problem, a_rota(alone, Ewa=["a", "b"])) == {Rule.LAG, Rule.OTHER_CARERS}


def test_both_of_a_pair_are_made_or_neither():
    problem = a_problem(a_visit("a"), a_visit("b"), pairs=[Pair("a", "b")])
    half = a_rota(problem, Ewa=["a"])

    assert broken(problem, Rota(half.routes, (Unserved("b", Reason.NO_TIME),))) == {Rule.HALF_A_PAIR}


def test_visits_of_one_person_are_apart():
    visits = a_visit("a", person="Maria"), a_visit("b", person="Maria")
    problem = a_problem(*visits, gaps=[Gap("a", "b", 180)])

    assert broken(problem, a_rota(a_problem(*visits), Ewa=["a", "b"])) == {Rule.GAP}
    assert broken(problem, a_rota(problem, Ewa=["a", "b"])) == set()


def test_a_break_is_owed_to_whoever_works_past_its_latest_hour():
    visits = a_visit("a", duration=200.0), a_visit("b", duration=150.0)
    owing, ending = a_carer(break_=a_break(latest=780.0)), a_carer(break_=a_break(latest=800.0))
    without = a_rota(a_problem(*visits), Ewa=["a", "b"])

    assert broken(a_problem(*visits, carers=[ending]), without) == set()
    assert broken(a_problem(*visits, carers=[owing]), without) == set()  # the last visit ends at exactly 780
    assert broken(a_problem(*visits, carers=[replace_break(owing, 779.0)]), without) == {Rule.BREAK}


def replace_break(carer, latest):
    (shift,) = carer.shifts
    return replace(carer, shifts=(replace(shift, break_=a_break(latest=latest)),))


def test_a_break_may_not_fall_into_a_visit_or_the_way_to_it():
    problem = a_problem(a_visit("a"), carers=[a_carer(break_=a_break())])
    (route,) = a_rota(problem, Ewa=["a"]).routes

    assert broken(problem, Rota((replace(route, breaks=((425, 445),)),))) == {Rule.BREAK}
