"""What holds after a carer falls ill, a visit is added, a visit runs late."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cus.rota.checks import violations
from cus.rota.cost import cost_of
from cus.rota.example import a_town
from cus.rota.problem import Absence, Pair
from cus.rota.repair import CarerIll, InvalidEvent, Risk, VisitAdded, VisitLate, repair
from cus.rota.result import Rota
from cus.rota.solve import solve
from cus.rota.stop import MaxRounds
from cus.rota.tests.factories import a_break, a_carer, a_line, a_problem, a_rota, a_visit
from cus.rota.tests.strategies import problems

few = settings(max_examples=25, deadline=None)
QUICK = 0.1
TEN = 600.0


def who(rota: Rota) -> dict[str, str]:
    return {call.visit: route.carer for route in rota.routes for call in route.calls}


def starts(rota: Rota) -> dict[str, float]:
    return {call.visit: call.start for route in rota.routes for call in route.calls}


def begun(rota: Rota, day: int, moment: float) -> dict[str, tuple[str, float]]:
    return {
        call.visit: (route.carer, call.start)
        for route in rota.routes
        for call in route.calls
        if (route.day, call.start) < (day, moment)
    }


@few
@given(problems(most_visits=8, most_carers=4, days=2), st.data())
def test_a_repair_breaks_no_hard_rule_and_leaves_what_has_begun(problem, data):
    rota = solve(problem, MaxRounds(20)).rota
    carer = data.draw(st.sampled_from(problem.carers)).id
    day, moment = data.draw(st.integers(0, 1)), float(data.draw(st.integers(360, 900)))

    mended = repair(problem, rota, CarerIll(carer, day, moment), seconds=QUICK)

    assert violations(mended.problem, mended.rota) == ()
    past = begun(rota, day, moment)
    assert {name: (who(mended.rota)[name], starts(mended.rota)[name]) for name in past} == past
    new = [name for name, start in starts(mended.rota).items() if name not in past and day_of(problem, name) == day]
    assert all(starts(mended.rota)[name] >= moment for name in new)
    assert mended.cost == cost_of(mended.problem, mended.rota)


def day_of(problem, visit: str) -> int:
    return problem.visit_of[visit].day


@few
@given(problems(most_visits=8, most_carers=4), st.data())
def test_a_visit_that_runs_late_breaks_no_hard_rule(problem, data):
    rota = solve(problem, MaxRounds(20)).rota
    calls = [call for route in rota.routes for call in route.calls]
    assume(calls)
    call = data.draw(st.sampled_from(calls))

    mended = repair(problem, rota, VisitLate(call.visit, 0, call.end + data.draw(st.integers(1, 200))), seconds=QUICK)

    assert violations(mended.problem, mended.rota) == ()
    past = begun(rota, 0, call.end)
    assert {name: (who(mended.rota)[name], starts(mended.rota)[name]) for name in past} == past


def test_another_carer_goes_where_the_ill_one_would_have_gone():
    problem = a_problem(a_visit("a"), a_visit("b", place="20"), carers=[a_carer("Ewa"), a_carer("Jan")])
    rota = a_rota(problem, Ewa=["a"], Jan=["b"])

    mended = repair(problem, rota, CarerIll("Ewa", 0), seconds=QUICK)

    assert who(mended.rota) == {"a": "Jan", "b": "Jan"}
    assert [affected.visit for affected in mended.affected] == ["a"]
    assert mended.unaffected == mended.same_carer == 1


def test_who_is_with_somebody_finishes_there_and_goes_home():
    problem = a_problem(a_visit("a", duration=60.0), a_visit("b"), carers=[a_carer("Ewa"), a_carer("Jan")])
    rota = a_rota(problem, Ewa=["a", "b"])

    mended = repair(problem, rota, CarerIll("Ewa", 0, 450.0), seconds=QUICK)

    assert who(mended.rota) == {"a": "Ewa", "b": "Jan"}
    assert starts(mended.rota) == {"a": 430.0, "b": 460.0}  # Jan leaves the office when it is known


def test_who_is_on_the_way_cannot_be_elsewhere_at_once():
    visits = a_visit("far", place="100"), a_visit("near", place="10")
    problem = a_problem(*visits, carers=[a_carer("Ewa"), a_carer("Jan")], travel=a_line(10, 100))
    rota = a_rota(problem, Ewa=["near"], Jan=["far"])  # Ewa is there at 430; Jan has gone for 9 minutes at 429

    mended = repair(problem, rota, CarerIll("Ewa", 0, 429.0), seconds=QUICK)

    assert who(mended.rota)["near"] == "Jan"
    assert starts(mended.rota)["near"] in (429.0 + 9 + 10, 520.0 + 30 + 90)


def test_the_gravest_risk_is_told_first():
    visits = [
        a_visit("plain", person="Adam"),
        a_visit("again", person="Adam"),
        a_visit("alone", person="Zofia"),
        a_visit("urgent", priority=2.0),
        a_visit("insulin", must=True),
        a_visit("two", person="Maria"),
        a_visit("hands", person="Maria"),
    ]
    carers = [a_carer("Ewa"), a_carer("Jan"), a_carer("Ola")]
    problem = a_problem(*visits, carers=carers, pairs=[Pair("two", "hands")])
    rota = a_rota(problem, Ewa=["plain", "again", "alone", "urgent", "insulin", "two"], Jan=["hands"])

    told = repair(problem, rota, CarerIll("Ewa", 0), seconds=QUICK).affected

    assert [(one.visit, one.risk) for one in told] == [
        ("insulin", Risk.MUST),
        ("hands", Risk.PAIR),
        ("two", Risk.PAIR),
        ("urgent", Risk.PRIORITY),
        ("alone", Risk.ONLY_VISIT),
        ("plain", Risk.OTHER),
        ("again", Risk.OTHER),
    ]
    assert told[0].text.startswith("Must not be missed. ")


def test_a_must_visit_is_made_though_others_were_told_another_hour():
    given = {"duration": 60.0, "window_is_hard": True}
    calm = a_visit("calm", latest=700.0, **given)
    problem = a_problem(calm, carers=[a_carer("Ewa", end=600.0)])
    rota = a_rota(problem, Ewa=["calm"])
    insulin = a_visit("insulin", must=True, earliest=420.0, latest=440.0, **given)

    mended = repair(problem, rota, VisitAdded(insulin), seconds=QUICK)

    assert starts(mended.rota) == {"insulin": 430.0, "calm": 490.0}


def test_somebody_else_comes_a_longer_way_so_that_hours_told_are_kept():
    added = a_visit("added", latest=450.0, duration=8.0, window_is_hard=True)
    calm = [a_visit(name) for name in ("first", "second", "third")]
    problem = a_problem(*calm, carers=[a_carer("Ewa"), a_carer("Jan")])
    rota = a_rota(problem, Ewa=["first", "second", "third"])

    mended = repair(problem, rota, VisitAdded(added), seconds=QUICK)

    assert starts(mended.rota) == {"first": 430.0, "second": 460.0, "third": 490.0, "added": 430.0}
    assert who(mended.rota)["added"] == "Jan"  # 20 minutes of travel; with Ewa three people would wait 8 minutes


def test_where_one_hour_must_be_let_go_the_others_are_kept():
    calm = a_visit("calm", duration=60.0, skills={"insulin": 1})
    other = a_visit("other")
    carers = [a_carer("Ewa", end=700.0, skills={"care": 1, "insulin": 1}), a_carer("Jan")]
    told = a_problem(replace(calm, earliest=600.0), replace(other, earliest=500.0), carers=carers)
    rota = a_rota(told, Ewa=["calm"], Jan=["other"])
    added = replace(calm, id="added", person="added", earliest=600.0, latest=610.0, window_is_hard=True)

    mended = repair(replace(told, visits=(calm, other)), rota, VisitAdded(added), seconds=QUICK)

    assert who(mended.rota) == {"calm": "Ewa", "added": "Ewa", "other": "Jan"}
    assert starts(mended.rota) == {"calm": 430.0, "added": 600.0, "other": 495.0}
    assert (mended.unaffected, mended.same_time) == (2, 1)


def test_what_is_lost_is_told():
    problem = a_problem(a_visit("a"))

    mended = repair(problem, a_rota(problem, Ewa=["a"]), CarerIll("Ewa", 0), seconds=QUICK)

    assert [one.text for one in mended.affected] == ["The only visit to a that day. Nobody can come."]
    assert [(change.visit, change.after) for change in mended.changed] == [("a", None)]


def test_a_late_visit_moves_the_next_one_or_gives_it_to_somebody_else():
    problem = a_problem(
        a_visit("a"), a_visit("b", latest=470.0, window_is_hard=True), carers=[a_carer(), a_carer("Jan")]
    )
    rota = a_rota(problem, Ewa=["a", "b"])

    mended = repair(problem, rota, VisitLate("a", 0, 500.0), now=(0, 450.0), seconds=QUICK)

    assert who(mended.rota) == {"a": "Ewa", "b": "Jan"}
    assert mended.rota.routes[0].calls[0].end == 500.0


def test_a_late_visit_may_push_the_break_and_the_end_of_the_shift():
    carer = a_carer(end=840.0, break_=a_break())
    problem = a_problem(a_visit("a", earliest=590.0), carers=[carer])
    rota = a_rota(problem, Ewa=["a"])

    mended = repair(problem, rota, VisitLate("a", 0, 850.0), seconds=QUICK)

    assert violations(mended.problem, mended.rota) == ()
    assert mended.rota.routes[0].returns == 860.0


def test_a_late_visit_calls_for_no_break_in_the_past():
    away = Absence(0, 700.0, 760.0)  # as long as the break, and in its hours: it is the break
    carer = a_carer(break_=a_break(latest=720.0), absences=(away,))
    problem = a_problem(a_visit("a", earliest=580.0), a_visit("b"), carers=[carer])
    rota = a_rota(problem, Ewa=["a", "b"])

    mended = repair(problem, rota, VisitLate("b", 0, 730.0), seconds=QUICK)

    assert starts(mended.rota) == {"a": 580.0, "b": 610.0}
    assert violations(mended.problem, mended.rota) == ()


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (CarerIll("Nobody", 0), "There is no carer 'Nobody'."),
        (CarerIll("Ewa", 7), "The days 7 to None are not in the horizon of 1 days."),
        (VisitLate("b", 0, 600.0), "Nobody makes the visit 'b' on day 0, so it cannot run late."),
    ],
)
def test_what_cannot_have_happened_is_refused(event, text):
    problem = a_problem(a_visit("a"))

    with pytest.raises(InvalidEvent, match=text):
        repair(problem, a_rota(problem, Ewa=["a"]), event, seconds=QUICK)


def test_other_days_stay_as_they_were():
    problem = a_town(visits=12, days=3)
    rota = solve(problem, MaxRounds(200)).rota
    carer = next(route.carer for route in rota.routes if route.day == 1)

    mended = repair(problem, rota, CarerIll(carer, 1), seconds=QUICK)

    assert [route for route in mended.rota.routes if route.day != 1] == [r for r in rota.routes if r.day != 1]
    assert violations(mended.problem, mended.rota) == ()


def test_a_day_of_150_visits_stays_nearly_as_it_was():
    problem = a_town(visits=150)
    rota = solve(problem, MaxRounds(500)).rota
    busiest = max(rota.routes, key=lambda route: len(route.calls))

    mended = repair(problem, rota, CarerIll(busiest.carer, 0))

    assert mended.unaffected > 100
    assert mended.same_carer >= mended.same_time >= 0.9 * mended.unaffected
    assert violations(mended.problem, mended.rota) == ()


def test_a_pair_is_replaced_as_one():
    visits = a_visit("one", person="Maria"), a_visit("other", person="Maria")
    carers = [a_carer("Ewa"), a_carer("Jan"), replace(a_carer("Ola"), shifts=a_carer("Ola", start=600.0).shifts)]
    problem = a_problem(*visits, carers=carers, pairs=[Pair("one", "other")])
    rota = a_rota(problem, Ewa=["one"], Jan=["other"])

    mended = repair(problem, rota, CarerIll("Ewa", 0), seconds=QUICK)

    assert set(who(mended.rota).values()) == {"Jan", "Ola"}
    assert starts(mended.rota) == {"one": 610.0, "other": 610.0}
