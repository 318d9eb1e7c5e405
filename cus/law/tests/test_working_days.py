from datetime import date

import pytest

from cus.law.working_days import (
    is_working_day,
    last_working_day,
    next_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),  # a Monday
        (date(2026, 3, 7), False),  # a Saturday
        (date(2026, 3, 8), False),  # a Sunday
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 6, 4), False),  # Corpus Christi
        (date(2027, 11, 1), False),  # All Saints, a Monday
        (date(2026, 11, 11), False),
        (date(2027, 1, 1), False),
        (date(2026, 1, 6), False),
    ],
)
def test_saturdays_sundays_and_public_holidays_are_no_working_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(("year", "works"), [(2019, True), (2024, True), (2025, False), (2026, False)])
def test_christmas_eve_is_free_from_2025_on_and_not_before(year, works):
    assert is_working_day(date(year, 12, 24)) is works


def test_epiphany_is_free_from_2011_on():
    assert is_working_day(date(2010, 1, 6))
    assert not is_working_day(date(2011, 1, 6))


def test_the_next_working_day_after_christmas_2026():
    assert next_working_day(date(2026, 12, 23)) == date(2026, 12, 23)
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_the_last_working_day_before_easter_monday_is_good_friday():
    assert last_working_day(date(2026, 4, 6)) == date(2026, 4, 3)
    assert last_working_day(date(2026, 4, 3)) == date(2026, 4, 3)


def test_working_days_between_leave_out_the_first_day_and_count_the_last():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 3)) == 1
    assert working_days_between(date(2026, 3, 6), date(2026, 3, 9)) == 1
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 28)) == 1
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 6)) == -1
