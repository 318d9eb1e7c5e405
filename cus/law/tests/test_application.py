import pytest

from cus.law.application import Applicant, Filing, filed_as


@pytest.mark.rule("RULE-34")
@pytest.mark.parametrize(
    ("applicant", "filing"),
    [
        (Applicant.PERSON, Filing.APPLICATION),
        ("PERSON", Filing.APPLICATION),  # as a room above stores it
        (Applicant.STATUTORY_REPRESENTATIVE, Filing.APPLICATION),
        (Applicant.ACTUAL_CARER, Filing.APPLICATION),
        ("NEIGHBOUR", Filing.SIGNAL),
        ("HOSPITAL", Filing.SIGNAL),
        ("", Filing.SIGNAL),
    ],
)
def test_person_representative_or_carer_applies_and_anyone_else_gives_a_signal(applicant, filing):
    assert filed_as(applicant=applicant) is filing
