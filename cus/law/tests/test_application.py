import pytest

from cus.law.application import Applicant, Filing, filed_as


@pytest.mark.rule("RULE-34")
@pytest.mark.parametrize(
    ("applicant", "filing"),
    [
        (Applicant.PERSON, Filing.APPLICATION),
        (Applicant.STATUTORY_REPRESENTATIVE, Filing.APPLICATION),
        (Applicant.ACTUAL_CARER, Filing.APPLICATION),
        (Applicant.SOMEONE_ELSE, Filing.SIGNAL),
    ],
)
def test_person_representative_or_carer_applies_and_anyone_else_gives_a_signal(applicant, filing):
    assert filed_as(applicant=applicant) is filing
