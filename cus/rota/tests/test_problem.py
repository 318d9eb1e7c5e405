import pytest

from cus.rota.problem import Absence, Carer, Gap, InvalidProblem, Pair, Problem, Travel, Visit, Weights
from cus.rota.tests.factories import a_break, a_carer, a_line, a_problem, a_shift, a_visit


def faults(**given) -> list[str]:
    parts = {"carers": (a_carer(),), "visits": (a_visit("a"), a_visit("b")), "travel": a_line(10)} | given
    with pytest.raises(InvalidProblem) as raised:
        Problem(**parts)
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        ({"latest": 400.0}, "visit 'a', latest: 400 is before earliest, 420; turn them round"),
        ({"duration": -5}, "visit 'a', duration: is -5; give a number, 0 or more"),
        ({"duration": float("nan")}, "visit 'a', duration: is nan; give a number, 0 or more"),
        ({"earliest": float("inf")}, "visit 'a', earliest: is inf; give a number, 0 or more"),
        ({"day": 1}, "visit 'a', day: is 1; days are counted from 0 and the horizon has 1"),
        ({"place": "99"}, "visit 'a', place: '99' is not among the places of travel; add it to the matrix"),
        ({"skills": {"insulin": 1}}, "visit 'a', skills: needs skill 'insulin', which no carer has at any level"),
    ],
)
def test_what_is_wrong_with_a_visit_is_told_by_row_and_field(visit, told):
    found = faults(visits=(a_visit("a", **visit),))

    assert any(line.startswith(told) for line in found), found


@pytest.mark.parametrize(
    ("carer", "told"),
    [
        ({"mode": "boat"}, "carer 'Ewa', mode: 'boat' is no way of travel here ('car')"),
        ({"norm": -1.0}, "carer 'Ewa', norm: is -1.0; give a number, 0 or more"),
        ({"end": 420.0}, "carer 'Ewa', shift 0, end: 420 is not after start, 420; past midnight count on"),
        ({"skills": {"care": "high"}}, "carer 'Ewa', skills: 'care' has the level 'high'; give a whole number"),
        ({"break_": a_break(latest=500.0)}, "carer 'Ewa', shift 0, break latest: 500 is before earliest, 600"),
        ({"shifts": (a_shift(), a_shift(start=800.0))}, "carer 'Ewa', shifts: shifts 0 and 1 overlap"),
        ({"shifts": (a_shift(end_place="moon"),)}, "carer 'Ewa', shift 0, end_place: 'moon' is not among the places"),
    ],
)
def test_what_is_wrong_with_a_carer_is_told_by_row_and_field(carer, told):
    found = faults(carers=(a_carer(**carer),))

    assert any(line.startswith(told) for line in found), found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"days": 32}, "problem, days: is 32; give a whole number from 1 to 31"),
        ({"weights": Weights(travel=-1)}, "weights, travel: is -1; give a number, 0 or more"),
        ({"carers": (a_carer(), a_carer())}, "carers, id: 'Ewa' stands there 2 times; give each its own"),
        ({"pairs": (Pair("a", "x"),)}, "pair 0 ('a', 'x'), second: there is no visit 'x'"),
        ({"pairs": (Pair("a", "a"),)}, "pair 0 ('a', 'a'), second: is the same visit as the first; name two"),
        ({"pairs": (Pair("a", "b", 9, 5),)}, "pair 0 ('a', 'b'), lag_max: 5 is less than lag_min, 9; turn them round"),
        ({"pairs": (Pair("a", "b"), Pair("b", "a"))}, "visit 'a', pairs: is in 2 pairs; a visit may be in one"),
        ({"gaps": (Gap("a", "b", 60),)}, "gap 0 ('a', 'b'), second: is at 'b', first at 'a'; a gap is for one person"),
        ({"gaps": (Gap("a", "b", 1), Gap("b", "a", 1))}, "gaps, first: go in a circle among 'a', 'b'"),
        ({"travel": Travel(("0", "10"), {"car": [[0, 1]]})}, "travel, minutes of 'car': has the shape (1, 2)"),
        ({"travel": Travel(("0", "10"), {"car": [[0, 1], [-1, 0]]})}, "travel, minutes of 'car': from '10' to '0'"),
    ],
)
def test_what_is_wrong_with_the_whole_is_told(given, told):
    found = faults(**given)

    assert any(line.startswith(told) for line in found), found


def test_all_faults_are_told_at_once():
    visits = a_visit("a", day=7, duration=-1), a_visit("b", place="99")

    assert len(faults(visits=visits, weights=Weights(wish=-1))) == 4


def test_a_fault_is_data_too():
    with pytest.raises(InvalidProblem) as raised:
        a_problem(a_visit("a", day=3))

    assert [(fault.row, fault.field) for fault in raised.value.faults] == [("visit 'a'", "day")]


def spans(carer: Carer) -> list[tuple[float, float, int]]:
    return [(duty.start, duty.limit, duty.part) for duty in carer.duties]


def test_an_absence_cuts_a_shift_in_two():
    assert spans(a_carer(overtime_max=30.0, absences=(Absence(0, 600, 660),))) == [(420, 600, 0), (660, 930, 1)]


def test_a_day_of_absence_leaves_nothing_of_the_shift():
    assert spans(a_carer(absences=(Absence(0),))) == []


def test_the_absence_of_the_next_day_ends_a_night_shift_at_midnight():
    night = a_carer(start=1320.0, end=1800.0, absences=(Absence(1),))

    assert spans(night) == [(1320, 1440, 0)]


def test_overtime_does_not_run_into_the_next_shift():
    carer = a_carer(shifts=(a_shift(), a_shift(start=920.0, end=1000.0)), overtime_max=60.0)

    assert spans(carer) == [(420, 920, 0), (920, 1060, 0)]


def test_an_absence_long_enough_is_the_break():
    carer = a_carer(break_=a_break(), absences=(Absence(0, 700, 730),))

    assert [duty.break_ for duty in carer.duties] == [None, None]


def test_minutes_follow_from_coordinates_speed_and_detour():
    one_degree_north = Travel.from_coordinates({"a": (52.0, 20.0), "b": (53.0, 20.0)}, {"car": 60.0}, detour=1.0)

    assert one_degree_north.between("car", "a", "b") == pytest.approx(111.195, abs=0.01)


def test_visits_need_not_be_given_as_a_tuple():
    visits: list[Visit] = [a_visit("a")]

    assert Problem([a_carer()], visits, a_line(10)).visits == tuple(visits)
