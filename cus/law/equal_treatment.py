"""Conditions that look at what a person is, not at what they need."""

from collections.abc import Iterable
from dataclasses import dataclass

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, cites
from cus.law.eligibility import PROTECTED, Condition, Node, conditions_in


@dataclass(frozen=True)
class Reason:
    """Why a criterion of order looks at a protected trait, if it does."""

    uses_protected_trait: bool
    justification: str = ""


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-16",
    sentence_pl=(
        "Warunek, który zależy od płci, pochodzenia etnicznego, religii lub światopoglądu, wymaga zapisanego "
        "uzasadnienia."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def without_justification(*, conditions: Node | None, order: Iterable[Reason] = ()) -> tuple[Condition | Reason, ...]:
    """A criterion that uses sex, ethnicity, religion or belief needs a recorded justification.

    Returns the conditions, and the criteria of order, that lack one.
    """
    asked = conditions_in(conditions) if conditions else ()
    bare = [one for one in asked if one.kind in PROTECTED and not one.justification.strip()]
    unreasoned = [one for one in order if one.uses_protected_trait and not one.justification.strip()]
    return (*bare, *unreasoned)
