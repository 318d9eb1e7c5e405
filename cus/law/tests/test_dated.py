from datetime import date

import pytest

from cus.law.dated import ACT_IN_FORCE, Dated


def test_act_is_in_force_from_the_first_of_january_2020():
    assert date(2020, 1, 1) == ACT_IN_FORCE


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2020, 1, 1), "old"),
        (date(2026, 12, 31), "old"),
        (date(2027, 1, 1), "new"),
        (date(2040, 1, 1), "new"),
    ],
)
def test_value_of_a_day_is_the_one_in_force_that_day(day, value):
    assert Dated({date(2027, 1, 1): "new", date(2020, 1, 1): "old"}).on(day) == value


def test_day_before_the_first_value_has_none():
    with pytest.raises(LookupError, match="2019-12-31"):
        Dated({date(2020, 1, 1): "first"}).on(date(2019, 12, 31))


def test_value_without_any_day_is_a_mistake():
    with pytest.raises(ValueError, match="at least one day"):
        Dated({})


def test_nobody_changes_the_law_while_the_program_runs():
    written = {date(2020, 1, 1): "first"}
    dated = Dated(written)

    written[date(2020, 1, 1)] = "changed"

    assert dated.on(date(2020, 1, 1)) == "first"
    with pytest.raises(TypeError):
        dated.since[date(2020, 1, 1)] = "changed"
