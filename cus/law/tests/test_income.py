from datetime import date

import pytest

from cus.law.income import criterion_for


@pytest.mark.parametrize(
    ("people", "on", "grosze"),
    [
        (1, date(2021, 12, 31), 70_100),
        (1, date(2022, 1, 1), 77_600),
        (2, date(2024, 12, 31), 60_000),
        (1, date(2025, 1, 1), 101_000),
        (5, date(2026, 1, 1), 82_300),
    ],
)
def test_the_criterion_is_that_of_the_day_and_of_the_household(people, on, grosze):
    assert criterion_for(people=people, on=on) == grosze
