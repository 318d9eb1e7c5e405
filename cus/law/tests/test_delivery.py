from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.delivery import counts_as_delivered_on, may_go_on_paper


@pytest.mark.rule("RULE-66")
@pytest.mark.parametrize(
    ("sent_on", "asked", "has_address", "may"),
    [
        (date(2025, 12, 31), False, False, True),
        (date(2026, 1, 1), False, False, False),
        (date(2026, 1, 1), True, False, True),
        (date(2026, 1, 1), True, True, False),
    ],
)
def test_from_2026_a_decision_goes_on_paper_only_where_the_base_knows_no_address(sent_on, asked, has_address, may):
    assert may_go_on_paper(sent_on=sent_on, base_was_asked=asked, has_electronic_address=has_address) is may


@pytest.mark.rule("RULE-90")
def test_a_letter_nobody_collects_counts_from_the_fourteenth_day_after_the_first_notice():
    counted = counts_as_delivered_on(first_notice_on=date(2026, 3, 2), second_notice_on=date(2026, 3, 10))

    assert counted == date(2026, 3, 16)


@pytest.mark.rule("RULE-90")
@pytest.mark.parametrize(
    ("first", "second"), [(None, date(2026, 3, 10)), (date(2026, 3, 2), None), (date(2026, 3, 10), date(2026, 3, 2))]
)
def test_without_two_notices_in_their_order_nothing_counts_as_delivered(first, second):
    assert counts_as_delivered_on(first_notice_on=first, second_notice_on=second) is None


def test_both_rules_only_warn_and_can_be_switched_off():
    for rule, number in ((may_go_on_paper, "RULE-66"), (counts_as_delivered_on, "RULE-90")):
        assert effect_of(rule) is Effect.WARNS
        assert effect_of(rule, switched_off=[number]) is Effect.SILENT
