from datetime import date

import pytest

from cus.law.contest import first_day_to_close


@pytest.mark.rule("RULE-68")
@pytest.mark.parametrize(
    ("announced_on", "first_day"),
    [(date(2026, 3, 2), date(2026, 3, 23)), (date(2028, 2, 20), date(2028, 3, 12))],  # over a leap day
)
def test_organisations_have_21_days_to_file_offers(announced_on, first_day):
    assert first_day_to_close(announced_on=announced_on) == first_day
