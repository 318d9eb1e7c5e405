from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.procedure import (
    appeal_passed_on_by,
    decided_by,
    delay_is_to_be_told,
    due_after_standing,
    end_of_term,
    summed_up_by,
    term_is_over,
)

FILED, DUE = date(2026, 3, 2), date(2026, 4, 2)


def due(*standstills, on=date(2026, 12, 31)):
    return due_after_standing(due_on=DUE, runs_from=FILED, standstills=standstills, on=on)


@pytest.mark.rule("RULE-80")
@pytest.mark.parametrize(
    ("last_day", "ends"),
    [
        (date(2026, 4, 3), date(2026, 4, 3)),  # Good Friday is worked
        (date(2026, 4, 4), date(2026, 4, 7)),  # over Easter
        (date(2027, 11, 1), date(2027, 11, 2)),
        (date(2027, 1, 1), date(2027, 1, 4)),  # a Friday
        (date(2024, 12, 24), date(2024, 12, 24)),
        (date(2025, 12, 24), date(2025, 12, 29)),
    ],
)
def test_a_persons_time_ends_on_a_working_day(last_day, ends):
    assert end_of_term(last_day=last_day) == ends


@pytest.mark.rule("RULE-80")
def test_the_time_is_over_the_day_after_its_moved_end():
    assert not term_is_over(last_day=date(2026, 4, 4), on=date(2026, 4, 7))
    assert term_is_over(last_day=date(2026, 4, 4), on=date(2026, 4, 8))


@pytest.mark.rule("RULE-81")
@pytest.mark.parametrize(
    ("filed_on", "complicated", "by"),
    [
        (date(2026, 3, 2), False, date(2026, 4, 2)),
        (date(2026, 3, 2), True, date(2026, 5, 2)),
        (date(2026, 1, 31), False, date(2026, 2, 28)),
        (date(2028, 1, 31), False, date(2028, 2, 29)),
        (date(2026, 12, 31), True, date(2027, 2, 28)),
    ],
)
def test_a_decision_is_made_within_a_month_or_two(filed_on, complicated, by):
    assert decided_by(filed_on=filed_on, is_complicated=complicated) == by


@pytest.mark.rule("RULE-82")
def test_days_that_stood_still_do_not_count():
    assert due() == date(2026, 4, 2)
    assert due((date(2026, 3, 10), date(2026, 3, 20))) == date(2026, 4, 12)


@pytest.mark.rule("RULE-82")
def test_stopped_and_let_go_within_a_day_gains_nothing():
    assert due((date(2026, 3, 10), date(2026, 3, 10))) == date(2026, 4, 2)


@pytest.mark.rule("RULE-82")
def test_days_that_stood_still_twice_count_once():
    waits, hospital = (date(2026, 3, 10), date(2026, 3, 20)), (date(2026, 3, 15), date(2026, 3, 25))

    assert due(waits, hospital) == date(2026, 4, 17)
    assert due(hospital, waits) == date(2026, 4, 17)


@pytest.mark.rule("RULE-82")
def test_a_standstill_that_lasts_moves_the_day_with_every_day():
    assert due((date(2026, 3, 30), None), on=date(2026, 3, 30)) == date(2026, 4, 2)
    assert due((date(2026, 3, 30), None), on=date(2026, 4, 9)) == date(2026, 4, 12)


@pytest.mark.rule("RULE-82")
def test_a_standstill_on_the_last_day_still_helps_and_one_after_it_does_not():
    assert due((date(2026, 4, 2), date(2026, 4, 5))) == date(2026, 4, 5)
    assert due((date(2026, 4, 3), date(2026, 4, 9))) == date(2026, 4, 2)


@pytest.mark.rule("RULE-82")
def test_a_standstill_within_the_time_another_one_gave_counts():
    assert due((date(2026, 3, 10), date(2026, 3, 20)), (date(2026, 4, 11), date(2026, 4, 13))) == date(2026, 4, 14)


@pytest.mark.rule("RULE-82")
def test_days_before_the_term_began_give_no_more_time():
    assert due((date(2026, 2, 1), date(2026, 3, 2))) == date(2026, 4, 2)
    assert due((date(2026, 2, 1), date(2026, 3, 4))) == date(2026, 4, 4)


@pytest.mark.rule("RULE-82")
def test_a_centre_that_reads_the_law_otherwise_switches_it_off():
    assert effect_of(due_after_standing) is Effect.WARNS
    assert effect_of(due_after_standing, switched_off=["RULE-82"]) is Effect.SILENT


@pytest.mark.rule("RULE-83")
def test_a_delay_is_told_from_the_day_after_the_last():
    assert not delay_is_to_be_told(due_on=DUE, on=date(2026, 4, 2))
    assert delay_is_to_be_told(due_on=DUE, on=date(2026, 4, 3))


@pytest.mark.rule("RULE-84")
def test_an_appeal_is_passed_on_within_seven_days():
    assert appeal_passed_on_by(appealed_on=date(2026, 2, 25)) == date(2026, 3, 4)


@pytest.mark.rule("RULE-85")
def test_a_plan_is_summed_up_within_thirty_days_of_its_end():
    assert summed_up_by(ended_on=date(2027, 1, 31)) == date(2027, 3, 2)
