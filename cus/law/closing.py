"""Closing a plan that has ended: the talk and the description."""

from datetime import date
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites


class ClosingPart(StrEnum):
    """What stands between an ended plan and a closed one."""

    SUMMARY_TALK = "SUMMARY_TALK"
    DESCRIPTION = "DESCRIPTION"


# The talk is seen in a source [S]. The way out by a recorded reason (death, unwillingness) is our knowledge [K], but
# it only loosens the rule: where both are missing the confirmed part is broken, so this blocks.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-52",
    sentence_pl="Plan można zamknąć po rozmowie podsumowującej albo po zapisaniu, dlaczego jej nie było.",
    certainty=Certainty.CONFIRMED,
    also=Certainty.KNOWLEDGE,
)
def talk_is_settled(*, talked_on: date | None, reason_for_no_talk: str = "") -> bool:
    """An ended plan is closed after a summary talk, or with the reason why there was none."""
    return talked_on is not None or bool(reason_for_no_talk.strip())


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-53",
    sentence_pl="Plan można zamknąć dopiero wtedy, gdy jest opis jego przebiegu i rezultatów.",
    certainty=Certainty.CONFIRMED,
)
def description_is_written(*, description: str) -> bool:
    """An ended plan is closed only with a description of its course and results."""
    return bool(description.strip())


@applies(description_is_written)
def missing_before_closing(
    *, talked_on: date | None, reason_for_no_talk: str = "", description: str
) -> tuple[ClosingPart, ...]:
    """Everything RULE-52 and RULE-53 still ask for, so that a page can name it all at once."""
    present = {
        ClosingPart.SUMMARY_TALK: talk_is_settled(talked_on=talked_on, reason_for_no_talk=reason_for_no_talk),
        ClosingPart.DESCRIPTION: description_is_written(description=description),
    }
    return tuple(part for part, is_there in present.items() if not is_there)
