"""Qualifying: in which order, within which places, and which outcome needs a decision."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites

OrderKey = tuple[int, date, int]


class Outcome(StrEnum):
    """What becomes of one requested service."""

    QUALIFIED = "QUALIFIED"
    WAITING = "WAITING"
    TRANSFERRED = "TRANSFERRED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


# One centre's page shows the order of filing [S]; whether it has statutory force is open [?]. Passing someone over
# therefore warns, and the reason is recorded, until the Act has been read.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-36",
    sentence_pl=(
        "O wolnym miejscu decyduje kolejność złożenia kompletnych wniosków, chyba że program ustala inne kryterium."
    ),
    certainty=Certainty.UNSURE,
    also=Certainty.CONFIRMED,
)
def order_key(*, filed_on: date, number: int, criterion: int = 0) -> OrderKey:
    """Of two complete applications the one filed earlier comes first, unless the programme sets another criterion.

    `number` is the running number of the application: it orders those filed on one day. `criterion` is the
    programme's own order, lower first; it stays 0 for all where the programme sets none.
    """
    return (criterion, filed_on, number)


@applies(order_key)
def is_next(*, key: OrderKey, waiting: Iterable[OrderKey]) -> bool:
    """Whether nobody who waits for the same service stands before this application."""
    return all(key <= other for other in waiting)


# The limit is seen in a source [S] and blocks. Whether a used-up limit amounts to a refusal is open [?], so a person
# decides: see `may_be_automatic`.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-37",
    sentence_pl=(
        "Gdy wszystkie miejsca są zajęte, nie można zakwalifikować kolejnej osoby. "
        "System nigdy sam nie odmawia: decyduje człowiek."
    ),
    certainty=Certainty.CONFIRMED,
    also=Certainty.UNSURE,
)
def may_qualify(*, places: int | None, taken: int) -> bool:
    """Nobody is qualified beyond the limit of places, and a used-up limit never refuses anybody by itself.

    `places` is None for a service without a limit.
    """
    return places is None or taken < places


@applies(may_qualify)
def may_be_automatic(*, outcome: str) -> bool:
    """Whether the system may record this outcome without a person deciding. A refusal: never."""
    return outcome != Outcome.REFUSED


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-38",
    sentence_pl="Zakwalifikowanie do usługi odbywa się bez decyzji administracyjnej.",
    certainty=Certainty.CONFIRMED,
)
def needs_decision(*, outcome: str) -> bool:
    """Qualification is granted without an administrative decision; of all outcomes only a refusal needs one."""
    return outcome == Outcome.REFUSED
