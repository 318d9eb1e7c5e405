"""The second legal track: services under the social assistance act, by an interview at home and a decision."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from cus.law.certainty import Certainty
from cus.law.citations import SOCIAL_ASSISTANCE_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated
from cus.law.fees_of_programme import GrantedUnder

INTERVIEW = Dated({ACT_IN_FORCE: timedelta(days=14)})
DECISION_MONTHS = Dated({ACT_IN_FORCE: 1})
RENEWAL = Dated({ACT_IN_FORCE: timedelta(days=30)})


class Over(StrEnum):
    """Over what time an amount counts."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    WHOLE = "WHOLE"


# How many of each fit into 52 weeks: enough to compare amounts that count over different times.
A_YEAR = {Over.DAY: 364, Over.WEEK: 52, Over.MONTH: 12}


# That help under another act keeps its own decisions is our knowledge [K]. The house is stricter than a rule that only
# warns: nobody is qualified for such a service the way of a programme, since that would leave them without a decision.
@cites(
    SOCIAL_ASSISTANCE_ACT,
    TO_VERIFY,
    rule="RULE-69",
    sentence_pl=(
        "Usługę z ustawy o pomocy społecznej przyznaje się decyzją, po wywiadzie środowiskowym. "
        "Nie kwalifikuje się do niej w trybie programu."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def granted_by_decision(*, granted_under: GrantedUnder) -> bool:
    """A service under the social assistance act is granted by a decision, never by qualifying for a programme."""
    return granted_under is GrantedUnder.ANOTHER_ACT


@applies(granted_by_decision)
def interview_comes_first(*, interview_signed_on: date | None, on: date) -> bool:
    """The interview at home is held and signed before the decision."""
    return interview_signed_on is not None and interview_signed_on <= on


@cites(
    SOCIAL_ASSISTANCE_ACT,
    TO_VERIFY,
    rule="RULE-70",
    sentence_pl="Wywiad środowiskowy przeprowadza się w ciągu 14 dni od dnia, w którym wpłynęła sprawa.",
    certainty=Certainty.KNOWLEDGE,
)
def interview_due_on(*, ordered_on: date) -> date:
    """The interview at home is held no later than 14 days after the matter came in."""
    return ordered_on + INTERVIEW.on(ordered_on)


@cites(
    SOCIAL_ASSISTANCE_ACT,
    TO_VERIFY,
    rule="RULE-71",
    sentence_pl="Decyzję o pomocy wydaje się w ciągu miesiąca od dnia, w którym wpłynęła sprawa.",
    certainty=Certainty.KNOWLEDGE,
)
def decision_due_on(*, ordered_on: date) -> date:
    """The decision is made within a month after the matter came in; in a shorter month on its last day."""
    year, month = divmod(ordered_on.year * 12 + ordered_on.month - 1 + DECISION_MONTHS.on(ordered_on), 12)
    return date(year, month + 1, min(ordered_on.day, monthrange(year, month + 1)[1]))


# Thirty days are a guess from practice, no provision: long enough for the interview and the decision after it.
@cites(
    SOCIAL_ASSISTANCE_ACT,
    TO_VERIFY,
    rule="RULE-72",
    sentence_pl=(
        "Następną decyzję przygotowuje się najpóźniej 30 dni przed końcem obecnej, po aktualizacji wywiadu, "
        "żeby pomoc się nie przerwała."
    ),
    certainty=Certainty.UNSURE,
)
def renewal_due_on(*, ends_on: date) -> date:
    """A renewal is begun 30 days before the last day of the decision at the latest, so that help goes on."""
    return ends_on - RENEWAL.on(ends_on)


@cites(
    SOCIAL_ASSISTANCE_ACT,
    TO_VERIFY,
    rule="RULE-73",
    sentence_pl="Plan nie daje usłudze z decyzji więcej godzin ani innych dni, niż przyznaje decyzja.",
    certainty=Certainty.KNOWLEDGE,
)
def within_decision(*, planned: Decimal, planned_over: str, granted: Decimal, granted_over: str) -> bool:
    """A plan gives a service no more hours than its decision grants; times are compared over a whole year."""
    if planned_over == granted_over:
        return planned <= granted
    if planned_over == Over.WHOLE:
        return True  # not known over how long: nothing to hold against it
    return planned * A_YEAR[Over(planned_over)] <= granted * A_YEAR[Over(granted_over)]


@applies(within_decision)
def days_within_decision(*, starts_on: date, ends_on: date, granted_from: date, granted_until: date) -> bool:
    """The days of a row lie within those on which the decision gives help."""
    return granted_from <= starts_on and ends_on <= granted_until
