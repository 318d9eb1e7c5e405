from datetime import date

import pytest

from cus.law.approval import is_not_the_author, may_approve, may_be_approved
from cus.law.certainty import Certainty, Effect
from cus.law.citations import effect_of, rule_of

TODAY = date(2026, 1, 15)


@pytest.mark.rule("RULE-47")
@pytest.mark.parametrize(
    ("agreed_on", "ripe"),
    [
        (None, False),
        (date(2026, 1, 14), True),
        (date(2026, 1, 15), True),
        (date(2026, 1, 16), False),  # an agreement that is still to come
    ],
)
def test_plan_is_approved_only_after_the_person_agreed(agreed_on, ripe):
    assert may_be_approved(agreed_on=agreed_on, on=TODAY) is ripe


@pytest.mark.rule("RULE-48")
@pytest.mark.parametrize(
    ("is_director", "is_organiser", "authorised_that_day", "may"),
    [
        (True, False, False, True),
        (True, True, False, True),
        (False, True, True, True),
        (False, True, False, False),
        (False, False, True, False),  # an authorisation in the hands of anyone else
        (False, False, False, False),
    ],
)
def test_director_or_an_organiser_authorised_that_day_approves_a_plan(
    is_director, is_organiser, authorised_that_day, may
):
    approves = may_approve(is_director=is_director, is_organiser=is_organiser, authorised_that_day=authorised_that_day)

    assert approves is may


@pytest.mark.rule("RULE-49")
def test_nobody_approves_a_plan_they_wrote():
    assert not is_not_the_author(approver=7, authors={7})
    assert not is_not_the_author(approver=7, authors={3, 7})
    assert is_not_the_author(approver=8, authors={3, 7})


@pytest.mark.rule("RULE-49")
def test_separation_of_duties_is_our_knowledge_and_a_centre_may_switch_it_off():
    assert rule_of(is_not_the_author).certainty is Certainty.KNOWLEDGE
    assert effect_of(is_not_the_author) is Effect.WARNS
    assert effect_of(is_not_the_author, switched_off=["RULE-49"]) is Effect.SILENT
