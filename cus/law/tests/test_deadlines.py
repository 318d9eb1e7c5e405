from datetime import date

import pytest

from cus.law.deadlines import days_left, filing_date_is_kept, is_overdue, plan_due_on, was_made_late

FILED = date(2026, 1, 15)


@pytest.mark.rule("RULE-35")
@pytest.mark.parametrize(
    ("applied_on", "due_on"),
    [
        (date(2026, 1, 15), date(2026, 2, 14)),
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2028, 1, 31), date(2028, 3, 1)),  # through a leap day
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 12, 2), date(2027, 1, 1)),  # a day off does not move the day by which the centre must be ready
    ],
)
def test_plan_is_due_thirty_days_after_the_application(applied_on, due_on):
    assert plan_due_on(applied_on=applied_on) == due_on


@pytest.mark.rule("RULE-35")
@pytest.mark.parametrize(
    ("filed_on", "proposed", "kept"),
    [
        (None, date(2026, 1, 15), True),  # set for the first time
        (date(2026, 1, 15), date(2026, 1, 15), True),
        (date(2026, 1, 15), date(2026, 1, 14), False),
        (date(2026, 1, 15), date(2026, 1, 16), False),
    ],
)
def test_filing_date_never_changes(filed_on, proposed, kept):
    assert filing_date_is_kept(filed_on=filed_on, proposed=proposed) is kept


@pytest.mark.rule("RULE-35")
@pytest.mark.parametrize(
    ("on", "left"),
    [(date(2026, 1, 15), 30), (date(2026, 2, 13), 1), (date(2026, 2, 14), 0), (date(2026, 2, 15), -1)],
)
def test_days_left_count_down_to_the_last_day(on, left):
    assert days_left(applied_on=FILED, on=on) == left


@pytest.mark.rule("RULE-44")
@pytest.mark.parametrize(
    ("on", "overdue"),
    [
        (date(2026, 1, 15), False),
        (date(2026, 2, 14), False),  # day 30
        (date(2026, 2, 15), True),  # day 31
    ],
)
def test_missing_plan_is_overdue_on_day_thirty_one(on, overdue):
    assert is_overdue(applied_on=FILED, made_on=None, on=on) is overdue


@pytest.mark.rule("RULE-44")
def test_plan_that_exists_is_not_overdue():
    assert not is_overdue(applied_on=FILED, made_on=date(2026, 2, 20), on=date(2026, 2, 20))


@pytest.mark.rule("RULE-44")
def test_plan_was_overdue_on_the_days_before_it_was_made():
    assert is_overdue(applied_on=FILED, made_on=date(2026, 2, 20), on=date(2026, 2, 19))


@pytest.mark.rule("RULE-44", "RULE-45")
def test_plan_that_is_not_required_is_never_overdue():
    assert not is_overdue(applied_on=FILED, made_on=None, on=date(2026, 12, 31), plan_required=False)


@pytest.mark.rule("RULE-44")
@pytest.mark.parametrize(("made_on", "late"), [(date(2026, 2, 14), False), (date(2026, 2, 15), True)])
def test_plan_made_after_its_last_day_was_made_late(made_on, late):
    assert was_made_late(applied_on=FILED, made_on=made_on) is late
