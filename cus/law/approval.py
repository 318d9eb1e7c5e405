"""Approving a plan: when it is ripe, and who may."""

from collections.abc import Collection, Hashable
from datetime import date

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, cites


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-47",
    sentence_pl="Plan można zatwierdzić dopiero po uzgodnieniu go z osobą, dla której powstał.",
    certainty=Certainty.CONFIRMED,
)
def may_be_approved(*, agreed_on: date | None, on: date) -> bool:
    """A plan is approved only after it was agreed with the person."""
    return agreed_on is not None and agreed_on <= on


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-48",
    sentence_pl="Plan zatwierdza dyrektor albo organizator usług społecznych, który ma tego dnia ważne upoważnienie.",
    certainty=Certainty.CONFIRMED,
)
def may_approve(*, is_director: bool, is_organiser: bool, authorised_that_day: bool) -> bool:
    """The director approves a plan, or an organiser of social services authorised to do so on that day."""
    return is_director or (is_organiser and authorised_that_day)


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-49",
    sentence_pl="Nikt nie zatwierdza planu, który sam przygotował.",
    certainty=Certainty.KNOWLEDGE,
)
def is_not_the_author(*, approver: Hashable, authors: Collection[Hashable]) -> bool:
    """Nobody approves a plan they wrote."""
    return approver not in authors
