from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.refusal import (
    RefusalPart,
    appeal_ends_on,
    may_be_refused,
    may_still_appeal,
    missing_from_refusal,
    refusal_is_complete,
)

DELIVERED = date(2026, 1, 15)


@pytest.mark.rule("RULE-39")
def test_nobody_is_refused_without_a_decision():
    assert not may_be_refused(has_decision=False)
    assert may_be_refused(has_decision=True)


@pytest.mark.rule("RULE-39")
@pytest.mark.parametrize(
    ("has_decision", "has_appeal_instruction", "delivered_on", "missing"),
    [
        (True, True, DELIVERED, ()),
        (False, True, DELIVERED, (RefusalPart.DECISION,)),
        (True, False, DELIVERED, (RefusalPart.APPEAL_INSTRUCTION,)),
        (True, True, None, (RefusalPart.DELIVERY_DATE,)),
        (False, False, None, (RefusalPart.DECISION, RefusalPart.APPEAL_INSTRUCTION, RefusalPart.DELIVERY_DATE)),
    ],
)
def test_refusal_is_complete_with_decision_instruction_and_delivery(
    has_decision, has_appeal_instruction, delivered_on, missing
):
    given = {
        "has_decision": has_decision,
        "has_appeal_instruction": has_appeal_instruction,
        "delivered_on": delivered_on,
    }

    assert missing_from_refusal(**given) == missing
    assert refusal_is_complete(**given) is (missing == ())


@pytest.mark.rule("RULE-39")
def test_missing_decision_blocks_and_a_missing_element_of_it_warns():
    assert effect_of(may_be_refused) is Effect.BLOCKS
    assert effect_of(missing_from_refusal) is Effect.WARNS
    assert effect_of(refusal_is_complete) is Effect.WARNS


@pytest.mark.rule("RULE-39")
@pytest.mark.parametrize(
    ("delivered_on", "last_day"),
    [
        (date(2026, 1, 15), date(2026, 1, 29)),  # Thursday
        (date(2026, 1, 17), date(2026, 2, 2)),  # the 31st is a Saturday, then a Sunday
        (date(2026, 1, 18), date(2026, 2, 2)),  # a Sunday
        (date(2026, 10, 28), date(2026, 11, 12)),  # 11 November is a day off
        (date(2026, 12, 10), date(2026, 12, 28)),  # 24 to 27 December: three days off and a Sunday
        (date(2024, 12, 10), date(2024, 12, 24)),  # Christmas Eve became a day off only in 2025
        (date(2028, 2, 15), date(2028, 2, 29)),  # the leap day itself
        (date(2028, 2, 16), date(2028, 3, 1)),
    ],
)
def test_appeal_ends_fourteen_days_after_delivery_or_on_the_next_working_day(delivered_on, last_day):
    assert appeal_ends_on(delivered_on=delivered_on) == last_day


@pytest.mark.rule("RULE-39")
@pytest.mark.parametrize(("on", "may"), [(date(2026, 1, 29), True), (date(2026, 1, 30), False)])
def test_one_may_appeal_until_the_last_day(on, may):
    assert may_still_appeal(delivered_on=DELIVERED, on=on) is may


@pytest.mark.rule("RULE-39")
def test_time_to_appeal_does_not_run_before_delivery():
    assert may_still_appeal(delivered_on=None, on=date(2030, 1, 1))


@pytest.mark.rule("RULE-39")
def test_appeal_is_cited_from_administrative_procedure_and_marked_as_knowledge():
    assert provision_of(appeal_ends_on) == "Dz.U. 1960 nr 30 poz. 168, art. 57 i 127–129"
    assert effect_of(appeal_ends_on) is Effect.WARNS
