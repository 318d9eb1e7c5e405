from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.fees_of_programme import GrantedUnder, fee_needs_decision, fee_rule_applies, programme_fees_apply


@pytest.mark.rule("RULE-13")
@pytest.mark.parametrize(
    ("service_on", "applies"),
    [
        (date(2023, 8, 31), False),  # the fee was voted from 1 September
        (date(2023, 9, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
    ],
)
def test_a_fee_rule_applies_on_the_days_its_version_is_in_force(service_on, applies):
    first, last = date(2023, 9, 1), date(2024, 12, 31)

    assert fee_rule_applies(in_force_from=first, in_force_until=last, service_on=service_on) is applies


@pytest.mark.rule("RULE-13")
def test_a_version_not_yet_in_force_sets_no_fee():
    assert not fee_rule_applies(in_force_from=None, in_force_until=None, service_on=date(2026, 1, 1))


@pytest.mark.rule("RULE-13")
def test_no_decision_is_made_on_the_fee_of_a_programme():
    assert not fee_needs_decision(granted_under=GrantedUnder.CUS_ACT)
    assert fee_needs_decision(granted_under=GrantedUnder.ANOTHER_ACT)


@pytest.mark.rule("RULE-14")
def test_fees_of_a_programme_do_not_apply_to_a_service_of_another_act():
    assert programme_fees_apply(granted_under=GrantedUnder.CUS_ACT)
    assert not programme_fees_apply(granted_under=GrantedUnder.ANOTHER_ACT)


@pytest.mark.rule("RULE-14")
def test_the_other_act_only_warns_until_the_text_has_been_read():
    assert effect_of(programme_fees_apply) is Effect.WARNS
    assert effect_of(programme_fees_apply, switched_off=["RULE-14"]) is Effect.SILENT
