from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.closing import ClosingPart, description_is_written, missing_before_closing, talk_is_settled

TALKED = date(2026, 12, 20)


@pytest.mark.rule("RULE-52")
@pytest.mark.parametrize(
    ("talked_on", "reason", "settled"),
    [
        (TALKED, "", True),
        (None, "Zmarł 3 grudnia.", True),
        (None, "", False),
        (None, "   \n", False),  # an empty line is no reason
    ],
)
def test_plan_is_closed_after_a_talk_or_with_the_reason_why_there_was_none(talked_on, reason, settled):
    assert talk_is_settled(talked_on=talked_on, reason_for_no_talk=reason) is settled


@pytest.mark.rule("RULE-53")
@pytest.mark.parametrize(
    ("description", "written"), [("Pani Anna znów wychodzi z domu.", True), ("", False), (" \t\n", False)]
)
def test_plan_is_closed_only_with_a_description_of_course_and_results(description, written):
    assert description_is_written(description=description) is written


@pytest.mark.rule("RULE-52", "RULE-53")
@pytest.mark.parametrize(
    ("talked_on", "description", "missing"),
    [
        (TALKED, "Opis.", ()),
        (None, "Opis.", (ClosingPart.SUMMARY_TALK,)),
        (TALKED, "", (ClosingPart.DESCRIPTION,)),
        (None, "", (ClosingPart.SUMMARY_TALK, ClosingPart.DESCRIPTION)),
    ],
)
def test_everything_missing_before_closing_is_named_at_once(talked_on, description, missing):
    assert missing_before_closing(talked_on=talked_on, description=description) == missing


@pytest.mark.rule("RULE-52")
def test_plan_without_talk_and_reason_cannot_be_closed():
    assert effect_of(talk_is_settled) is Effect.BLOCKS
