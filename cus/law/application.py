"""Who may apply, and what a message from anyone else is."""

from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, cites


class Applicant(StrEnum):
    """Who turned to the centre, in relation to the person the services are for."""

    PERSON = "PERSON"
    STATUTORY_REPRESENTATIVE = "STATUTORY_REPRESENTATIVE"
    ACTUAL_CARER = "ACTUAL_CARER"
    SOMEONE_ELSE = "SOMEONE_ELSE"


class Filing(StrEnum):
    APPLICATION = "APPLICATION"
    SIGNAL = "SIGNAL"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-34",
    sentence_pl=(
        "Wniosek składa osoba zainteresowana, jej przedstawiciel ustawowy albo opiekun faktyczny. "
        "Wiadomość od kogoś innego to sygnał, a nie wniosek."
    ),
    certainty=Certainty.CONFIRMED,
)
def filed_as(*, applicant: Applicant) -> Filing:
    """The person, their statutory representative or actual carer applies; anyone else gives a signal."""
    return Filing.SIGNAL if applicant is Applicant.SOMEONE_ELSE else Filing.APPLICATION
