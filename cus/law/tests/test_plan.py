from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.plan import (
    PlanRowKind,
    change_makes_new_version,
    is_plan_required,
    last_day_allowed,
    last_day_of_version,
    length_is_allowed,
    may_have_fee,
)


@pytest.mark.rule("RULE-45")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "required"),
    [
        (date(2026, 1, 1), date(2026, 3, 30), False),  # one day short of three months
        (date(2026, 1, 1), date(2026, 3, 31), True),
        (date(2027, 11, 30), date(2028, 2, 27), False),  # there is no 30 February: three months end on the 28th
        (date(2027, 11, 30), date(2028, 2, 28), True),
        (date(2026, 1, 1), date(2026, 1, 1), False),
        (date(2026, 1, 1), None, True),  # no end in sight
    ],
)
def test_plan_is_required_from_three_months_of_coordination(starts_on, ends_on, required):
    assert is_plan_required(coordination_starts_on=starts_on, coordination_ends_on=ends_on) is required


@pytest.mark.rule("RULE-46")
@pytest.mark.parametrize(
    ("starts_on", "last_day"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 3, 15), date(2027, 3, 14)),
        (date(2027, 3, 1), date(2028, 2, 29)),  # ends on a leap day
        (date(2028, 2, 29), date(2029, 2, 27)),  # starts on one
    ],
)
def test_plan_covers_a_year_at_most(starts_on, last_day):
    assert last_day_allowed(starts_on=starts_on) == last_day


@pytest.mark.rule("RULE-46")
@pytest.mark.parametrize(("ends_on", "allowed"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_plan_one_day_longer_than_a_year_is_too_long(ends_on, allowed):
    assert length_is_allowed(starts_on=date(2026, 1, 1), ends_on=ends_on) is allowed


@pytest.mark.rule("RULE-46")
def test_length_of_a_plan_blocks_whatever_the_centre_switched_off():
    assert effect_of(length_is_allowed, switched_off=["RULE-46"]) is Effect.BLOCKS


@pytest.mark.rule("RULE-51")
def test_new_version_ends_within_a_year_from_the_first_start():
    assert last_day_of_version(first_starts_on=date(2026, 2, 1)) == date(2027, 1, 31)


@pytest.mark.rule("RULE-51")
@pytest.mark.parametrize(("approved_on", "new_version"), [(None, False), (date(2026, 2, 1), True)])
def test_approved_plan_is_never_overwritten(approved_on, new_version):
    assert change_makes_new_version(approved_on=approved_on) is new_version


@pytest.mark.rule("RULE-51")
def test_keeping_the_old_version_is_certain_and_the_year_from_the_first_start_is_not():
    assert effect_of(change_makes_new_version) is Effect.BLOCKS
    assert effect_of(last_day_of_version) is Effect.WARNS


@pytest.mark.rule("RULE-54")
def test_supporting_activity_has_no_fee_and_a_service_may_have_one():
    assert not may_have_fee(kind=PlanRowKind.SUPPORTING_ACTIVITY)
    assert may_have_fee(kind=PlanRowKind.SERVICE)


@pytest.mark.rule("RULE-54")
def test_supporting_activity_is_cited_from_the_tasks_of_the_centre():
    assert provision_of(may_have_fee) == "Dz.U. 2019 poz. 1818, art. 13 ust. 1 pkt 6"
