"""The one coordinator who answers for a plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites


@dataclass(frozen=True)
class Term:
    """The days, both included, on which one person was the responsible coordinator; open until someone follows."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-55",
    sentence_pl="Za trwający plan każdego dnia odpowiada dokładnie jeden koordynator.",
    certainty=Certainty.KNOWLEDGE,
)
def has_one_coordinator(*, terms: Collection[Term], on: date) -> bool:
    """An active plan has exactly one responsible coordinator at any time."""
    return sum(term.covers(on) for term in terms) == 1


@applies(has_one_coordinator)
def has_one_coordinator_throughout(*, terms: Collection[Term], starts_on: date, ends_on: date) -> bool:
    """Whether the history holds neither a gap nor an overlap between these days, both included."""
    # The number of coordinators changes only where a term begins or has just ended: these days speak for all.
    turning_days = {starts_on} | {term.starts_on for term in terms}
    turning_days |= {term.ends_on + timedelta(days=1) for term in terms if term.ends_on is not None}
    return all(has_one_coordinator(terms=terms, on=day) for day in turning_days if starts_on <= day <= ends_on)
