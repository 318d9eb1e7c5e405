"""Recognising what a person needs: where and by whom."""

from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites


class RecognitionPlace(StrEnum):
    """The centre's seat, or where the person stays. There is no third."""

    CENTRE = "CENTRE"
    STAY = "STAY"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-43",
    sentence_pl="Potrzeby rozpoznaje koordynator: w siedzibie centrum albo tam, gdzie osoba przebywa.",
    certainty=Certainty.CONFIRMED,
)
def recognition_is_allowed(*, place: str, by_coordinator: bool) -> bool:
    """Needs are recognised by a coordinator, at the centre's seat or where the person stays."""
    return by_coordinator and recognition_place_is_allowed(place=place)


@applies(recognition_is_allowed)
def recognition_place_is_allowed(*, place: str) -> bool:
    """Whether a recognition may be held at this place, whoever holds it."""
    return place in set(RecognitionPlace)
