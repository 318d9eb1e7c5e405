"""Among equals nobody is first every day, whoever they are and whichever of them a filter leaves."""

from collections import Counter
from datetime import date, timedelta

import numpy
import pytest

from cus.catalogue.search.turns import turns_of

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(3000)]


@pytest.mark.parametrize("ids", [(1, 2, 3), (649, 650, 651), (7, 8, 90_000), (1_000, 2_000, 3_000)])
def test_each_of_three_is_first_on_a_third_of_the_days(ids):
    first = Counter(min(zip(turns_of(numpy.array(ids), day).tolist(), ids, strict=True))[1] for day in DAYS)

    assert set(first) == set(ids)
    assert all(900 <= days <= 1100 for days in first.values())


def test_each_of_three_is_last_and_in_the_middle_as_often():
    orders = Counter(tuple(turns_of(numpy.array([649, 650, 651]), day).argsort().tolist()) for day in DAYS)

    assert len(orders) == 6
    assert all(420 <= days <= 580 for days in orders.values())


def test_two_that_stand_in_the_same_order_today_need_not_tomorrow():
    ids = numpy.array([649, 650])
    whose = [bool(numpy.diff(turns_of(ids, day).astype(object))[0] > 0) for day in DAYS]
    changes = sum(one != other for one, other in zip(whose, whose[1:], strict=False))

    assert 1400 <= changes <= 1600


@pytest.mark.parametrize("day", [None, date(2026, 1, 15)])
def test_no_two_of_a_hundred_thousand_have_the_same_turn(day):
    ids = numpy.arange(1, 100_001)

    assert len(numpy.unique(turns_of(ids, day))) == 100_000


def test_the_turn_of_an_entry_does_not_hang_on_who_else_is_there():
    alone, among = turns_of(numpy.array([650]), DAYS[0]), turns_of(numpy.array([1, 650, 3]), DAYS[0])

    assert alone[0] == among[1]
