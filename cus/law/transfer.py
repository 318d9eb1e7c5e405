"""Passing an application on, wholly or partly, to whoever provides the wanted service."""

from collections.abc import Collection, Hashable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites

Requested = TypeVar("Requested", bound=Hashable)


class TransferTarget(StrEnum):
    """Who may receive an application. A team of the centre is its social assistance team or any other."""

    CUS_TEAM = "CUS_TEAM"
    MUNICIPAL_OFFICE = "MUNICIPAL_OFFICE"
    MUNICIPAL_UNIT = "MUNICIPAL_UNIT"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-40",
    sentence_pl="Wniosek można przekazać dalej tylko za zgodą osoby, która go złożyła.",
    certainty=Certainty.CONFIRMED,
)
def transfer_allowed(*, consented_on: date | None, on: date) -> bool:
    """An application is passed on only with the applicant's consent, given by the day of the transfer."""
    return consented_on is not None and consented_on <= on


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-41",
    sentence_pl="Gdy przekazujemy tylko część wniosku, reszta zostaje otwarta w centrum.",
    certainty=Certainty.CONFIRMED,
)
def left_after_transfer(
    *, requested: Collection[Requested], transferred: Collection[Requested]
) -> frozenset[Requested]:
    """After a partial transfer the rest of the application stays open in the centre."""
    never_requested = set(transferred) - set(requested)
    if never_requested:
        raise ValueError(f"Transferred without having been requested: {never_requested}.")
    return frozenset(requested) - frozenset(transferred)


@applies(left_after_transfer)
def stays_open_after_transfer(*, requested: Collection[Requested], transferred: Collection[Requested]) -> bool:
    """Whether anything of the application is left to the centre."""
    return bool(left_after_transfer(requested=requested, transferred=transferred))


# The receivers are seen in a source [S]; that nobody else may receive an application is our reading [K]: it warns.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-42",
    sentence_pl=(
        "Wniosek można przekazać zespołowi centrum, urzędowi gminy albo jednostce gminy. "
        "O pomocy w innych miejscach tylko informujemy."
    ),
    certainty=Certainty.KNOWLEDGE,
    also=Certainty.CONFIRMED,
)
def transfer_target_is_allowed(*, target: str) -> bool:
    """An application goes to a team of the centre, the gmina office or a gmina unit; elsewhere one only refers."""
    return target in set(TransferTarget)
