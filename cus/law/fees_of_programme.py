"""When the fee rules of a programme apply. The amounts themselves are reckoned where fees are."""

from datetime import date
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.programme import programme_in_force_on


class GrantedUnder(StrEnum):
    """The act under which a person gets a service."""

    CUS_ACT = "CUS_ACT"
    ANOTHER_ACT = "ANOTHER_ACT"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-13",
    sentence_pl=(
        "Opłata wynika z zasad odpłatności tej wersji programu, która obowiązuje w dniu usługi. "
        "Nie wydaje się w tej sprawie decyzji."
    ),
    certainty=Certainty.CONFIRMED,
)
def fee_rule_applies(*, in_force_from: date | None, in_force_until: date | None, service_on: date) -> bool:
    """A fee follows from a fee rule of the programme version in force on the day of the service, without a decision.

    The days are those of the version the fee rule belongs to.
    """
    return programme_in_force_on(in_force_from=in_force_from, in_force_until=in_force_until, on=service_on)


@applies(fee_rule_applies)
def fee_needs_decision(*, granted_under: GrantedUnder) -> bool:
    """No decision is made on the fee of a programme's service; under another act that act decides."""
    return granted_under is GrantedUnder.ANOTHER_ACT


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-14",
    sentence_pl=(
        "Do usługi przyznanej na podstawie innej ustawy nie stosuje się zasad odpłatności programu: "
        "obowiązują opłaty, kryteria i decyzje z tamtej ustawy."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def programme_fees_apply(*, granted_under: GrantedUnder) -> bool:
    """The fee rules of a programme are not applied to a service granted under another act."""
    return granted_under is GrantedUnder.CUS_ACT
