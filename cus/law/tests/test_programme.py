from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.programme import programme_in_force_on

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.rule("RULE-50")
@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_programme_is_in_force_from_its_first_to_its_last_day(on, in_force):
    assert programme_in_force_on(in_force_from=FIRST, in_force_until=LAST, on=on) is in_force


@pytest.mark.rule("RULE-50")
def test_programme_without_a_last_day_stays_in_force():
    assert programme_in_force_on(in_force_from=FIRST, in_force_until=None, on=date(2036, 1, 1))


@pytest.mark.rule("RULE-50")
def test_programme_not_yet_in_force_carries_no_service():
    assert not programme_in_force_on(in_force_from=None, in_force_until=LAST, on=date(2026, 6, 1))


@pytest.mark.rule("RULE-50")
def test_service_outside_its_programme_warns():
    assert effect_of(programme_in_force_on) is Effect.WARNS
