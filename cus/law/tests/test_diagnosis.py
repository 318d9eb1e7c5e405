from datetime import date

import pytest

from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.diagnosis import (
    Renewal,
    consultation_is_complete,
    is_current,
    may_be_final,
    renewal_on,
    valid_until,
)


@pytest.mark.rule("RULE-18")
def test_a_diagnosis_serves_for_five_years():
    assert valid_until(made_on=date(2021, 11, 22)) == date(2026, 11, 22)
    assert is_current(made_on=date(2021, 11, 22), on=date(2026, 11, 22))
    assert not is_current(made_on=date(2021, 11, 22), on=date(2026, 11, 23))


@pytest.mark.rule("RULE-18")
@pytest.mark.parametrize(
    ("on", "renewal"),
    [
        (date(2026, 2, 21), Renewal.NOT_YET),
        (date(2026, 2, 22), Renewal.SOON),
        (date(2026, 11, 22), Renewal.SOON),
        (date(2026, 11, 23), Renewal.OVERDUE),
    ],
)
def test_the_reminder_comes_before_the_alarm(on, renewal):
    assert renewal_on(made_on=date(2021, 11, 22), on=on) is renewal


@pytest.mark.rule("RULE-18")
def test_a_centre_without_any_diagnosis_is_overdue():
    assert renewal_on(made_on=None, on=date(2026, 1, 1)) is Renewal.OVERDUE


@pytest.mark.rule("RULE-19")
def test_a_diagnosis_nobody_was_asked_about_is_never_final():
    assert not may_be_final(consultation_ended_on=None, on=date(2026, 5, 1))


@pytest.mark.rule("RULE-19")
@pytest.mark.parametrize(("on", "final"), [(date(2026, 5, 14), False), (date(2026, 5, 15), True)])
def test_a_diagnosis_is_final_only_after_the_last_day_of_its_consultation(on, final):
    assert may_be_final(consultation_ended_on=date(2026, 5, 14), on=on) is final


@pytest.mark.rule("RULE-19")
def test_the_missing_consultation_blocks():
    assert effect_of(may_be_final) is Effect.BLOCKS


GIVEN = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 14), "channels": "ankieta", "report": "Raport"}


@pytest.mark.rule("RULE-20")
@pytest.mark.parametrize(
    ("missing", "complete"),
    [({}, True), ({"ends_on": None}, False), ({"channels": " "}, False), ({"report": ""}, False)],
)
def test_a_consultation_has_days_channels_and_a_report(missing, complete):
    assert consultation_is_complete(**GIVEN | missing) is complete


@pytest.mark.rule("RULE-20")
def test_a_consultation_of_one_day_is_complete_because_its_length_is_a_local_matter():
    assert consultation_is_complete(**GIVEN | {"ends_on": date(2026, 5, 1)})


@pytest.mark.rule("RULE-20")
def test_an_incomplete_consultation_warns_and_can_be_switched_off():
    assert effect_of(consultation_is_complete) is Effect.WARNS
    assert effect_of(consultation_is_complete, switched_off=["RULE-20"]) is Effect.SILENT
