"""Refusing a service: always a decision, delivered, with the way to appeal."""

from datetime import date, timedelta
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import ADMINISTRATIVE_PROCEDURE, CUS_ACT, TO_VERIFY, Citation, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated
from cus.law.procedure import end_of_term

APPEAL = Dated({ACT_IN_FORCE: timedelta(days=14)})


class RefusalPart(StrEnum):
    """What a complete refusal consists of."""

    DECISION = "DECISION"
    APPEAL_INSTRUCTION = "APPEAL_INSTRUCTION"
    DELIVERY_DATE = "DELIVERY_DATE"


# That a refusal is a decision is seen in a source [S]: without one there is no refusal, so this blocks. Its elements
# (delivery, appeal instruction) come from our knowledge of the procedure [K] and warn: see `missing_from_refusal`.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-39",
    sentence_pl="Odmowa wymaga decyzji administracyjnej z pouczeniem o odwołaniu i zapisania daty jej doręczenia.",
    certainty=Certainty.CONFIRMED,
    also=Certainty.KNOWLEDGE,
)
def may_be_refused(*, has_decision: bool) -> bool:
    """A refusal is given by an administrative decision, with an appeal instruction and a delivery date."""
    return has_decision


@applies(may_be_refused, certainty=Certainty.KNOWLEDGE)
def missing_from_refusal(
    *, has_decision: bool, has_appeal_instruction: bool, delivered_on: date | None
) -> tuple[RefusalPart, ...]:
    """The parts still missing, in the order in which the office makes them."""
    present = {
        RefusalPart.DECISION: has_decision,
        RefusalPart.APPEAL_INSTRUCTION: has_appeal_instruction,
        RefusalPart.DELIVERY_DATE: delivered_on is not None,
    }
    return tuple(part for part, is_there in present.items() if not is_there)


@applies(may_be_refused, certainty=Certainty.KNOWLEDGE)
def refusal_is_complete(*, has_decision: bool, has_appeal_instruction: bool, delivered_on: date | None) -> bool:
    """Whether decision, appeal instruction and delivery date are all there."""
    return not missing_from_refusal(
        has_decision=has_decision, has_appeal_instruction=has_appeal_instruction, delivered_on=delivered_on
    )


@applies(
    may_be_refused,
    certainty=Certainty.KNOWLEDGE,
    citation=Citation(ADMINISTRATIVE_PROCEDURE, "art. 57 i 127–129"),
)
def appeal_ends_on(*, delivered_on: date) -> date:
    """The last day to appeal: 14 days after delivery, moved to the next working day from a Saturday or a day off."""
    return end_of_term(last_day=delivered_on + APPEAL.on(delivered_on))


@applies(appeal_ends_on)
def may_still_appeal(*, delivered_on: date | None, on: date) -> bool:
    """The time to appeal does not start to run before the decision is delivered."""
    return delivered_on is None or on <= appeal_ends_on(delivered_on=delivered_on)
