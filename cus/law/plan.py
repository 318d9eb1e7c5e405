"""Individual service plans: when one is needed, how long it may run, what a change makes, what may cost money."""

from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated

SHORTEST_COORDINATION = Dated({ACT_IN_FORCE: relativedelta(months=3)})
LONGEST_PLAN = Dated({ACT_IN_FORCE: relativedelta(years=1)})


class PlanRowKind(StrEnum):
    """The two threads of a plan: what the gmina gives, and what people give each other."""

    SERVICE = "SERVICE"
    SUPPORTING_ACTIVITY = "SUPPORTING_ACTIVITY"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-45",
    sentence_pl=(
        "Plan jest potrzebny, gdy usługi trzeba koordynować co najmniej trzy miesiące. "
        "Gdy krócej, usługa może trwać bez planu."
    ),
    certainty=Certainty.CONFIRMED,
)
def is_plan_required(*, coordination_starts_on: date, coordination_ends_on: date | None) -> bool:
    """A plan is drawn up when services must be coordinated for three months or longer; below that none is needed.

    `coordination_ends_on` is None when no end is in sight.
    """
    if coordination_ends_on is None:
        return True
    three_months = SHORTEST_COORDINATION.on(coordination_starts_on)
    return coordination_ends_on + timedelta(days=1) >= coordination_starts_on + three_months


# From 29 February a year is counted to 28 February, so its last day is the 27th: of two readings the shorter one.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-46",
    sentence_pl="Plan może trwać najwyżej rok.",
    certainty=Certainty.CONFIRMED,
)
def last_day_allowed(*, starts_on: date) -> date:
    """A plan covers a year at most."""
    return starts_on + LONGEST_PLAN.on(starts_on) - timedelta(days=1)


@applies(last_day_allowed)
def length_is_allowed(*, starts_on: date, ends_on: date) -> bool:
    """Whether a plan for these days, both included, stays within the year."""
    return ends_on <= last_day_allowed(starts_on=starts_on)


# That a plan may be updated is seen in a source [S]; that the year still counts from the first start is our cautious
# reading [?]: it warns. The length of each version by itself is RULE-46 and blocks.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-51",
    sentence_pl=(
        "Zmiana zatwierdzonego planu tworzy nową wersję, a poprzednia zostaje. "
        "Każda wersja kończy się najpóźniej po roku od początku pierwszej."
    ),
    certainty=Certainty.UNSURE,
    also=Certainty.CONFIRMED,
)
def last_day_of_version(*, first_starts_on: date) -> date:
    """A change makes a new version and keeps the old one; no version runs longer than a year from the first start."""
    return last_day_allowed(starts_on=first_starts_on)


@applies(last_day_of_version, certainty=Certainty.CONFIRMED)
def change_makes_new_version(*, approved_on: date | None) -> bool:
    """An approved plan is never overwritten; one not yet approved is simply edited."""
    return approved_on is not None


# That a supporting activity is not a social service is seen in sources [S]; that it is free is our inference [K].
@cites(
    CUS_ACT,
    "art. 13 ust. 1 pkt 6",
    rule="RULE-54",
    sentence_pl="Pomoc sąsiadów i wolontariuszy zapisujemy w planie osobno od usług. Jest bezpłatna.",
    certainty=Certainty.KNOWLEDGE,
    also=Certainty.CONFIRMED,
)
def may_have_fee(*, kind: PlanRowKind) -> bool:
    """A supporting activity stands apart from social services in the plan and has no fee."""
    return kind is PlanRowKind.SERVICE
