from datetime import date

import pytest

from cus.law.transfer import (
    TransferTarget,
    left_after_transfer,
    stays_open_after_transfer,
    transfer_allowed,
    transfer_target_is_allowed,
)

TODAY = date(2026, 1, 15)


@pytest.mark.rule("RULE-40")
@pytest.mark.parametrize(
    ("consented_on", "allowed"),
    [
        (None, False),
        (date(2026, 1, 14), True),
        (date(2026, 1, 15), True),
        (date(2026, 1, 16), False),  # consent dated after the transfer
    ],
)
def test_application_is_passed_on_only_with_consent(consented_on, allowed):
    assert transfer_allowed(consented_on=consented_on, on=TODAY) is allowed


@pytest.mark.rule("RULE-41")
def test_rest_of_a_partly_transferred_application_stays_open():
    left = left_after_transfer(requested=["U001", "U002", "U003"], transferred=["U002"])

    assert left == {"U001", "U003"}
    assert stays_open_after_transfer(requested=["U001", "U002", "U003"], transferred=["U002"])


@pytest.mark.rule("RULE-41")
def test_wholly_transferred_application_leaves_nothing_open():
    assert left_after_transfer(requested=["U001"], transferred=["U001"]) == frozenset()
    assert not stays_open_after_transfer(requested=["U001"], transferred=["U001"])


@pytest.mark.rule("RULE-41")
def test_service_nobody_requested_cannot_be_transferred():
    with pytest.raises(ValueError, match="U009"):
        left_after_transfer(requested=["U001"], transferred=["U009"])


@pytest.mark.rule("RULE-42")
@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        (TransferTarget.CUS_TEAM, True),
        (TransferTarget.MUNICIPAL_OFFICE, True),
        (TransferTarget.MUNICIPAL_UNIT, True),
        ("MUNICIPAL_UNIT", True),  # as a room above stores it
        ("OUTSIDE", False),  # powiat, social insurance, an organisation
        ("", False),
    ],
)
def test_application_goes_to_the_centre_or_the_gmina_and_elsewhere_one_only_refers(target, allowed):
    assert transfer_target_is_allowed(target=target) is allowed
