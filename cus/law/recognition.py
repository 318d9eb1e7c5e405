"""Recognising what a person needs: where and by whom."""

from collections.abc import Collection
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.posts import Post


class RecognitionPlace(StrEnum):
    CENTRE_SEAT = "CENTRE_SEAT"
    WHERE_THE_PERSON_STAYS = "WHERE_THE_PERSON_STAYS"
    ELSEWHERE = "ELSEWHERE"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-43",
    sentence_pl="Potrzeby rozpoznaje koordynator: w siedzibie centrum albo tam, gdzie osoba przebywa.",
    certainty=Certainty.CONFIRMED,
)
def recognition_place_is_allowed(*, place: RecognitionPlace) -> bool:
    """Needs are recognised by a coordinator, at the centre's seat or where the person stays."""
    return place is not RecognitionPlace.ELSEWHERE


@applies(recognition_place_is_allowed)
def may_recognise_needs(*, posts: Collection[Post]) -> bool:
    """Whether someone holding these posts that day is the right author of a recognition."""
    return Post.COORDINATOR in posts
