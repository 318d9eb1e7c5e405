"""The 30-day clock that runs from the filing of an application."""

from datetime import date, timedelta

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated

PREPARATION = Dated({ACT_IN_FORCE: timedelta(days=30)})


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-35",
    sentence_pl="Data złożenia wniosku nigdy się nie zmienia. Od tego dnia jest 30 dni na przygotowanie planu.",
    certainty=Certainty.CONFIRMED,
)
def plan_due_on(*, applied_on: date) -> date:
    """The filing date never changes and starts the clock: the plan is due no later than 30 days after it."""
    return applied_on + PREPARATION.on(applied_on)


@applies(plan_due_on)
def filing_date_is_kept(*, filed_on: date | None, proposed: date) -> bool:
    """A filing date may be set once; after that only the same day is accepted."""
    return filed_on is None or proposed == filed_on


@applies(plan_due_on)
def days_left(*, applied_on: date, on: date) -> int:
    """Days until the plan is due: 0 on the last day, negative when it has passed."""
    return (plan_due_on(applied_on=applied_on) - on).days


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-44",
    sentence_pl="Jeśli plan jest potrzebny, a 31. dnia po złożeniu wniosku go nie ma, termin został przekroczony.",
    certainty=Certainty.CONFIRMED,
)
def is_overdue(*, applied_on: date, made_on: date | None, on: date, plan_required: bool = True) -> bool:
    """A required plan that is still missing on day 31 after the filing is overdue."""
    is_made = made_on is not None and made_on <= on
    return plan_required and not is_made and days_left(applied_on=applied_on, on=on) < 0


@applies(is_overdue)
def was_made_late(*, applied_on: date, made_on: date) -> bool:
    """Whether a plan that exists was made after its last day."""
    return made_on > plan_due_on(applied_on=applied_on)
