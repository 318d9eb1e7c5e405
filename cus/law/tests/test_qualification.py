from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.qualification import Outcome, is_next, may_be_automatic, may_qualify, needs_decision, order_key


@pytest.mark.rule("RULE-36")
def test_earlier_filed_application_comes_first():
    earlier = order_key(filed_on=date(2026, 1, 14), number=9)
    later = order_key(filed_on=date(2026, 1, 15), number=2)

    assert sorted([later, earlier]) == [earlier, later]


@pytest.mark.rule("RULE-36")
def test_applications_of_one_day_come_in_the_order_of_their_numbers():
    first = order_key(filed_on=date(2026, 1, 15), number=9)
    second = order_key(filed_on=date(2026, 1, 15), number=10)

    assert sorted([second, first]) == [first, second]


@pytest.mark.rule("RULE-36")
def test_criterion_of_the_programme_comes_before_the_day_of_filing():
    preferred = order_key(filed_on=date(2026, 6, 1), number=70, criterion=1)
    earlier = order_key(filed_on=date(2026, 1, 15), number=9, criterion=2)

    assert sorted([earlier, preferred]) == [preferred, earlier]


@pytest.mark.rule("RULE-36")
def test_nobody_stands_before_the_next_one():
    first = order_key(filed_on=date(2026, 1, 14), number=1)
    second = order_key(filed_on=date(2026, 1, 15), number=2)

    assert is_next(key=first, waiting=[first, second])
    assert not is_next(key=second, waiting=[first, second])
    assert is_next(key=second, waiting=[])


@pytest.mark.rule("RULE-36")
def test_passing_someone_over_warns_until_the_act_has_been_read():
    assert effect_of(order_key) is Effect.WARNS
    assert effect_of(is_next, switched_off=["RULE-36"]) is Effect.SILENT


@pytest.mark.rule("RULE-37")
@pytest.mark.parametrize(
    ("places", "taken", "allowed"),
    [
        (5, 0, True),
        (5, 4, True),  # the last place
        (5, 5, False),
        (5, 6, False),
        (0, 0, False),
        (None, 400, True),  # no limit
    ],
)
def test_nobody_is_qualified_beyond_the_limit_of_places(places, taken, allowed):
    assert may_qualify(places=places, taken=taken) is allowed


@pytest.mark.rule("RULE-37")
def test_system_never_refuses_by_itself():
    assert not may_be_automatic(outcome=Outcome.REFUSED)
    assert not may_be_automatic(outcome="REFUSED")
    assert may_be_automatic(outcome=Outcome.WAITING)


@pytest.mark.rule("RULE-38")
@pytest.mark.parametrize(
    ("outcome", "needed"),
    [
        (Outcome.QUALIFIED, False),
        (Outcome.WAITING, False),
        (Outcome.TRANSFERRED, False),
        (Outcome.WITHDRAWN, False),
        (Outcome.REFUSED, True),
        ("REFUSED", True),  # as a room above stores it
    ],
)
def test_only_a_refusal_needs_an_administrative_decision(outcome, needed):
    assert needs_decision(outcome=outcome) is needed
