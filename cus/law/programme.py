"""Programmes of social services, so far as a plan depends on them."""

from datetime import date

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, cites


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-50",
    sentence_pl="Usługa z programu może odbywać się tylko w dniach, w których program obowiązuje.",
    certainty=Certainty.KNOWLEDGE,
)
def programme_in_force_on(*, in_force_from: date | None, in_force_until: date | None, on: date) -> bool:
    """A service is given under a programme only on days on which the programme is in force.

    `in_force_from` is None while the programme is not yet in force, `in_force_until` when it has no last day.
    """
    if in_force_from is None or on < in_force_from:
        return False
    return in_force_until is None or on <= in_force_until
