"""Why this carer and not that one, and what would make a visit possible."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cus.rota.checks import violations
from cus.rota.cost import cost_of, missing
from cus.rota.example import a_town
from cus.rota.explain import Explanation, explain
from cus.rota.problem import Absence, Pair, Problem, Travel, Wishes
from cus.rota.result import Reason, Rota, Unserved
from cus.rota.solve import solve
from cus.rota.stop import MaxRounds
from cus.rota.tests.factories import a_carer, a_problem, a_rota, a_shift, a_visit
from cus.rota.tests.strategies import problems
from cus.rota.timing import CyclicRota, orders_of, retimed, schedule

few = settings(max_examples=40, deadline=None)


def listed(problem, routes) -> Rota:
    """With what is missing listed as unserved."""
    left = missing(problem, Rota(routes))
    return Rota(routes, tuple(Unserved(visit.id, Reason.NO_TIME) for visit in left))


def alternative(explanation: Explanation, carer: str):
    return next(other for other in explanation.others if other.carer == carer)


def really_moved(problem, rota: Rota, visit: str, carer: str) -> list[tuple[float, bool]]:
    """Every way of giving the visit to the carer, all other orders as they are: its cost, and whether it is valid."""
    rest = {key: tuple(v for v in row if v != visit) for key, row in orders_of(rota).items()}
    found = []
    for duty in problem.duties:
        if duty.carer != carer or duty.day != problem.visit_of[visit].day:
            continue
        row = rest.get(duty.key, ())
        for behind in range(len(row) + 1):
            try:
                routes = schedule(problem, rest | {duty.key: (*row[:behind], visit, *row[behind:])})
            except CyclicRota:
                continue
            moved = listed(problem, routes)
            found.append((cost_of(problem, moved).total, not violations(problem, moved)))
    return found


@few
@given(problems(most_visits=7, most_carers=4), st.data())
def test_the_difference_told_is_that_of_really_moving_the_visit(problem, data):
    rota = solve(problem, MaxRounds(20)).rota
    served = [call.visit for route in rota.routes for call in route.calls]
    assume(served)
    visit = data.draw(st.sampled_from(served))
    now = cost_of(problem, retimed(problem, rota)).total

    for other in explain(problem, rota, visit).others:
        valid = [cost for cost, is_valid in really_moved(problem, rota, visit, other.carer) if is_valid]
        assert other.is_possible == bool(valid)
        if valid:
            assert other.difference == pytest.approx(min(valid) - now, abs=1e-6)
            assert sum(other.terms.values()) == pytest.approx(other.difference, abs=1e-6)


@few
@given(problems(most_visits=7, most_carers=3))
def test_what_is_told_to_make_a_visit_possible_does(problem):
    rota = solve(problem, MaxRounds(20)).rota

    for left in rota.unserved:
        for way in explain(problem, rota, left.visit).ways:
            made = listed(way.problem, schedule(way.problem, way.orders))
            assert violations(way.problem, made) == ()
            assert left.visit in {call.visit for route in made.routes for call in route.calls}


def test_each_hard_rule_that_forbids_is_told():
    visit = a_visit("a", skills={"care": 2}, forbidden=frozenset({"Jan"}), area="north", person="Maria")
    carers = [
        a_carer("Ewa", skills={"care": 2}),
        a_carer("Jan", area=frozenset({"south"})),
        a_carer("Ola", skills={"cooking": 1}, absences=(Absence(0),)),
        a_carer("Ida", skills={"care": 2}, shifts=()),
    ]
    problem = a_problem(visit, carers=carers)

    told = explain(problem, a_rota(problem, Ewa=["a"]), "a")

    assert alternative(told, "Jan").text == (
        "Jan has level 1 of the skill care; level 2 is needed. Jan may not visit Maria. Jan does not work in north."
    )
    assert alternative(told, "Ola").text == "Ola does not have the skill care. Ola is absent that day."
    assert alternative(told, "Ida").text == "Ida does not work that day."
    assert told.verdict.text == "Nobody but Ewa can make this visit as things are."


def test_hours_that_do_not_suffice_are_told():
    problem = a_problem(a_visit("a", duration=60.0), carers=[a_carer("Ewa"), a_carer("Jan", end=470.0)])

    told = explain(problem, a_rota(problem, Ewa=["a"]), "a")

    assert alternative(told, "Jan").text == "With Jan the hours of the shift would not suffice."


def a_short_cut(direct: float) -> Travel:
    """From the office to "b", and from "a" to "c", `direct` minutes; by way of what lies between them 10."""
    ways = {("0", "a"): 5.0, ("a", "b"): 5.0, ("b", "c"): 5.0, ("0", "b"): direct, ("a", "c"): direct}
    places = ("0", "a", "b", "c")
    return Travel(places, {"car": [[ways.get((one, other), 0.0) for other in places] for one in places]})


def test_who_can_only_come_where_the_way_of_another_becomes_too_long_is_not_possible():
    visits = a_visit("a", place="a"), a_visit("b", place="b")
    carers = [a_carer("Ewa", end=540.0), a_carer("Jan")]
    problem = a_problem(*visits, carers=carers, travel=a_short_cut(180.0))

    told = explain(problem, a_rota(problem, Ewa=["a", "b"]), "a")

    assert alternative(told, "Jan").text == "With Jan the hours of the shift would not suffice."
    assert told.verdict.text == "Nobody but Ewa can make this visit as things are."


def test_in_a_rota_with_somebody_back_too_late_others_are_still_possible():
    """As after a delay: what is broken anyway forbids nothing more."""
    visits = a_visit("a"), a_visit("b"), a_visit("c")
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan"), a_carer("Ola", end=460.0)])
    rota = a_rota(problem, Ewa=["a"], Ola=["b", "c"])
    assert violations(problem, rota)

    told = explain(problem, rota, "a")

    assert alternative(told, "Jan").is_possible
    assert alternative(told, "Ola").text == "With Ola the hours of the shift would not suffice."


def a_pair_with_a_visit_on_the_way() -> Problem:
    """From a to c within 90 minutes goes only by b; "late" would be dearer to miss than b."""
    visits = a_visit("a", place="a"), a_visit("b", place="b"), a_visit("c", place="c")
    late = a_visit("late", place="b", earliest=420.0, latest=430.0, window_is_hard=True, priority=2.0)
    carers = [a_carer("Ewa"), a_carer("Jan", start=600.0)]
    together = Pair("a", "c", 0.0, 90.0, other_carers=False)
    return a_problem(*visits, late, carers=carers, pairs=[together], travel=a_short_cut(120.0))


def test_without_a_visit_on_their_way_two_that_belong_together_cannot_be_made():
    problem = a_pair_with_a_visit_on_the_way()

    told = explain(problem, a_rota(problem, Ewa=["a", "b", "c"]), "b")

    assert alternative(told, "Jan").text == "With Jan visits would wait for each other."


def test_a_visit_is_not_told_to_be_dropped_where_others_need_it_on_their_way():
    problem = a_pair_with_a_visit_on_the_way()

    told = explain(problem, a_rota(problem, Ewa=["a", "b", "c"]), "late")

    assert "dropped" not in {way.kind for way in told.ways}


def test_the_two_of_a_pair_need_two_carers():
    carers = [a_carer("Ewa"), a_carer("Jan")]
    problem = a_problem(a_visit("a"), a_visit("b"), carers=carers, pairs=[Pair("a", "b")])

    told = explain(problem, a_rota(problem, Ewa=["a"], Jan=["b"]), "a")

    assert alternative(told, "Jan").text == "Jan makes the visit b, which belongs to this one and needs another carer."


def test_another_carer_costs_more_term_by_term():
    visits = a_visit("a", wishes=Wishes(carers=frozenset({"Ewa"}))), a_visit("b")
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan")])

    told = explain(problem, a_rota(problem, Ewa=["b", "a"]), "a")

    assert alternative(told, "Jan").terms == {"travel": 20.0, "wishes": 10.0}
    assert alternative(told, "Jan").text == (
        "With Jan at 07:10 the rota would cost 30 more: travel +20.0, wishes +10.0."
    )
    assert told.verdict.text == "Ewa makes it at the least cost; the next best is Jan, at 30 more."


def test_a_cheaper_carer_is_told():
    problem = a_problem(a_visit("a", place="20"), a_visit("b", place="20"), carers=[a_carer("Ewa"), a_carer("Jan")])

    told = explain(problem, a_rota(problem, Ewa=["a"], Jan=["b"]), "a")

    assert told.verdict.text == "Jan could make it for 40 less than Ewa."


def test_a_better_rota_in_an_exchange_is_told():
    wish = {name: Wishes(carers=frozenset({name})) for name in ("Ewa", "Jan")}
    hours = {"latest": 430.0, "window_is_hard": True}
    visits = a_visit("a", wishes=wish["Jan"], **hours), a_visit("b", wishes=wish["Ewa"], **hours)
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan")])

    told = explain(problem, a_rota(problem, Ewa=["a"], Jan=["b"]), "a")

    assert told.verdict.text == "Jan could make it if Ewa made b instead: 20 less in all."


def unserved(problem, *names: str, **orders: list[str]) -> Rota:
    return Rota(a_rota(problem, **orders).routes, tuple(Unserved(name, Reason.NO_TIME) for name in names))


def test_a_visit_that_could_be_made_is_told_with_its_price():
    problem = a_problem(a_visit("a"))

    (way,) = explain(problem, unserved(problem, "a"), "a").ways

    assert way.said.text == "Ewa could make it at 07:10 as things are: 980 less than leaving it out."


def test_the_smallest_changes_that_suffice_are_told():
    hard = {"window_is_hard": True, "skills": {"care": 1}}
    visits = [
        a_visit("long", earliest=430.0, latest=430.0, duration=60.0, **hard),
        a_visit("a", earliest=440.0, latest=470.0, duration=30.0, priority=2.0, **hard),
    ]
    carers = [a_carer("Ewa", end=530.0), a_carer("Jan", skills={})]
    problem = a_problem(*visits, carers=carers)

    told = explain(problem, unserved(problem, "a", Ewa=["long"]), "a")

    assert {way.kind: way.said.text for way in told.ways} == {
        "later": "If it might begin 20 minutes later, Ewa could come at 08:10.",
        "skill": "If Jan had the skill care at level 1, Jan could come at 07:20.",
        "dropped": "If the visit long to long (priority 1) were left out, Ewa could come at 07:20.",
    }


def test_overtime_that_would_suffice_is_told():
    problem = a_problem(a_visit("a", duration=30.0), a_visit("b", duration=30.0), carers=[a_carer("Ewa", end=480.0)])

    told = explain(problem, unserved(problem, "b", Ewa=["a"]), "b")

    assert [way.said.text for way in told.ways] == ["With 20 minutes more of overtime, Ewa could come at 07:40."]


def test_an_earlier_hour_that_would_suffice_is_told():
    visit = a_visit("a", earliest=460.0, latest=600.0)
    problem = a_problem(visit, carers=[a_carer("Ewa", end=490.0)])

    told = explain(problem, unserved(problem, "a"), "a")

    assert "If it might begin 10 minutes earlier, Ewa could come at 07:30." in [way.said.text for way in told.ways]


def test_a_visit_of_a_month_is_explained_by_its_day():
    problem = a_problem(
        a_visit("a"),
        a_visit("b", day=1),
        carers=[a_carer("Ewa", shifts=(a_shift(), a_shift(day=1)), norm=60.0)],
        days=2,
    )
    carer = a_carer("Jan", shifts=(a_shift(day=1),))
    problem = a_problem(*problem.visits, carers=[*problem.carers, carer], days=2)
    routes = schedule(problem, {("Ewa", 0, 0): ("a",), ("Ewa", 1, 0): ("b",)})

    told = alternative(explain(problem, Rota(routes), "b"), "Jan")

    assert told.terms == {"norm": -40.0}  # both days are 100 minutes for Ewa, 60 are her norm


def test_every_visit_of_a_town_is_explained():
    problem = a_town(visits=24)
    rota = solve(problem, MaxRounds(100)).rota

    for visit in problem.visits:
        told = explain(problem, rota, visit.id)
        assert told.text
        assert len(told.others) == len(problem.carers) - 1
