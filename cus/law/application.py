"""Who may apply, and what a message from anyone else is."""

from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, cites


class Applicant(StrEnum):
    """Who may apply for a person."""

    PERSON = "PERSON"
    STATUTORY_REPRESENTATIVE = "STATUTORY_REPRESENTATIVE"
    ACTUAL_CARER = "ACTUAL_CARER"


class Filing(StrEnum):
    APPLICATION = "APPLICATION"
    SIGNAL = "SIGNAL"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-34",
    sentence_pl=(
        "Wniosek składa osoba zainteresowana, jej przedstawiciel ustawowy albo opiekun faktyczny. "
        "Wiadomość od kogoś innego to zgłoszenie, a nie wniosek."
    ),
    certainty=Certainty.CONFIRMED,
)
def filed_as(*, applicant: str) -> Filing:
    """The person, their statutory representative or actual carer applies; anyone else gives a signal."""
    return Filing.APPLICATION if applicant in set(Applicant) else Filing.SIGNAL
