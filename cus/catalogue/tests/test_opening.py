from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from cus.catalogue.opening import spans_of, state_at, week_of

WARSAW = ZoneInfo("Europe/Warsaw")
DAY = 24 * 60
WEEKDAYS_8_16 = [(day * DAY + 8 * 60, day * DAY + 16 * 60) for day in range(5)]
ALL_WEEK = [(0, 7 * DAY)]
NIGHTS = (
    [(0, 6 * 60)] + [(day * DAY + 22 * 60, (day + 1) * DAY + 6 * 60) for day in range(6)] + [(7 * DAY - 120, 7 * DAY)]
)


def at(day, hour, minute=0, month=1, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW)


def test_ranges_that_touch_are_one():
    ranges = [NumericRange(540, 720), NumericRange(480, 540), NumericRange(900, 960)]

    assert spans_of(ranges) == [(480, 720), (900, 960)]


def test_the_week_has_seven_days_and_says_which_are_closed():
    week = week_of(WEEKDAYS_8_16)

    assert [day.hours for day in week] == [["8:00–16:00"]] * 5 + [[], []]
    assert week_of([]) == []


def test_a_night_is_told_on_both_of_its_days():
    assert week_of(NIGHTS)[1].hours == ["0:00–6:00", "22:00–24:00"]


def test_open_until_the_end_of_the_hours():
    """15 January 2026 is a Thursday."""
    state = state_at(WEEKDAYS_8_16, at(15, 10))

    assert (state.is_open, state.until) == (True, at(15, 16))
    assert state_at(NIGHTS, at(15, 23)).until == at(16, 6)
    assert state_at(NIGHTS, at(18, 23)).until == at(19, 6)
    assert state_at(ALL_WEEK, at(15, 10)).until is None


@pytest.mark.parametrize(
    ("now", "opens", "in_days"),
    [
        (at(15, 7), at(15, 8), 0),
        (at(15, 16), at(16, 8), 1),
        (at(16, 17), at(19, 8), 3),
        (at(24, 17, month=12), at(28, 8, month=12), 4),
    ],
)
def test_closed_tells_when_it_opens_next(now, opens, in_days):
    """Christmas Eve of 2026 is a Thursday and a holiday, as are Friday and Saturday; Monday the 28th is not."""
    state = state_at(WEEKDAYS_8_16, now)

    assert (state.is_open, state.opens_at, state.opens_in_days) == (False, opens, in_days)


def test_on_a_public_holiday_only_who_is_there_day_and_night_is_open():
    epiphany = at(6, 10)

    assert (state_at(WEEKDAYS_8_16, epiphany).is_open, state_at(WEEKDAYS_8_16, epiphany).is_holiday) == (False, True)
    assert state_at(ALL_WEEK, epiphany).is_open


def test_nothing_is_said_where_no_hours_are_known():
    assert state_at([], at(15, 10)) is None
