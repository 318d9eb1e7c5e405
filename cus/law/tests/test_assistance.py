from datetime import date
from decimal import Decimal

import pytest

from cus.law.assistance import (
    days_within_decision,
    decision_due_on,
    granted_by_decision,
    interview_comes_first,
    interview_due_on,
    renewal_due_on,
    within_decision,
)
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.fees_of_programme import GrantedUnder


@pytest.mark.rule("RULE-69")
def test_a_service_of_the_social_assistance_act_needs_a_decision_and_one_of_a_programme_does_not():
    assert granted_by_decision(granted_under=GrantedUnder.ANOTHER_ACT)
    assert not granted_by_decision(granted_under=GrantedUnder.CUS_ACT)


@pytest.mark.rule("RULE-69")
@pytest.mark.parametrize(
    ("signed_on", "comes_first"), [(date(2026, 1, 10), True), (date(2026, 1, 11), False), (None, False)]
)
def test_the_interview_is_signed_by_the_day_of_the_decision(signed_on, comes_first):
    assert interview_comes_first(interview_signed_on=signed_on, on=date(2026, 1, 10)) is comes_first


@pytest.mark.rule("RULE-70")
def test_the_interview_is_held_within_fourteen_days():
    assert interview_due_on(ordered_on=date(2026, 1, 2)) == date(2026, 1, 16)
    assert interview_due_on(ordered_on=date(2028, 2, 20)) == date(2028, 3, 5)


@pytest.mark.rule("RULE-71")
@pytest.mark.parametrize(
    ("ordered_on", "due_on"),
    [
        (date(2026, 1, 2), date(2026, 2, 2)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_the_decision_is_made_within_a_month(ordered_on, due_on):
    assert decision_due_on(ordered_on=ordered_on) == due_on


@pytest.mark.rule("RULE-72")
def test_a_renewal_is_begun_thirty_days_before_the_end():
    assert renewal_due_on(ends_on=date(2026, 3, 31)) == date(2026, 3, 1)


@pytest.mark.rule("RULE-73")
@pytest.mark.parametrize(
    ("planned", "planned_over", "granted", "granted_over", "fits"),
    [
        ("20", "MONTH", "20", "MONTH", True),
        ("20.25", "MONTH", "20", "MONTH", False),
        ("1", "DAY", "7", "WEEK", True),
        ("1", "DAY", "6.5", "WEEK", False),
        ("1", "DAY", "31", "MONTH", True),
        ("1", "DAY", "30", "MONTH", False),
        ("5", "WEEK", "22", "MONTH", True),
        ("5", "WEEK", "21", "MONTH", False),
        ("300", "WHOLE", "20", "MONTH", True),
    ],
)
def test_a_plan_gives_no_more_hours_than_the_decision(planned, planned_over, granted, granted_over, fits):
    amounts = {"planned": Decimal(planned), "granted": Decimal(granted)}

    assert within_decision(**amounts, planned_over=planned_over, granted_over=granted_over) is fits


@pytest.mark.rule("RULE-73")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), True),
        (date(2025, 12, 31), date(2026, 6, 30), False),
        (date(2026, 1, 1), date(2026, 7, 1), False),
    ],
)
def test_a_plan_gives_help_only_on_the_days_of_the_decision(starts_on, ends_on, fits):
    days = {"granted_from": date(2026, 1, 1), "granted_until": date(2026, 6, 30)}

    assert days_within_decision(starts_on=starts_on, ends_on=ends_on, **days) is fits


@pytest.mark.parametrize("rule", [granted_by_decision, interview_due_on, decision_due_on, renewal_due_on])
def test_what_nobody_has_read_in_the_act_only_warns_and_may_be_switched_off(rule):
    assert effect_of(rule) is Effect.WARNS
    assert effect_of(rule, switched_off=[rule.rule.id]) is Effect.SILENT
