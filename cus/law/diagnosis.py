"""The diagnosis of needs and potential: how long it serves, and what must be asked of residents first."""

from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated

VALIDITY = Dated({ACT_IN_FORCE: relativedelta(years=5)})
# A new diagnosis takes most of a year: work, consultation, report. Our own term.
REMINDER_BEFORE = Dated({ACT_IN_FORCE: relativedelta(months=9)})


class Renewal(StrEnum):
    """How urgent the next diagnosis is."""

    NOT_YET = "NOT_YET"
    SOON = "SOON"
    OVERDUE = "OVERDUE"


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-18",
    sentence_pl="Diagnozę robi się raz na pięć lat: wcześniej przypominamy, po terminie alarmujemy.",
    certainty=Certainty.CONFIRMED,
)
def valid_until(*, made_on: date) -> date:
    """A diagnosis serves for five years: a reminder comes before, an alarm after."""
    return made_on + VALIDITY.on(made_on)


@applies(valid_until)
def is_current(*, made_on: date, on: date) -> bool:
    """Whether the diagnosis is not older than five years that day."""
    return on <= valid_until(made_on=made_on)


@applies(valid_until)
def renewal_on(*, made_on: date | None, on: date) -> Renewal:
    """What the calendar says of the next diagnosis; a centre without any is overdue."""
    if made_on is None or not is_current(made_on=made_on, on=on):
        return Renewal.OVERDUE
    return Renewal.SOON if on >= valid_until(made_on=made_on) - REMINDER_BEFORE.on(on) else Renewal.NOT_YET


@cites(
    CUS_ACT,
    "art. 21 ust. 5",
    rule="RULE-19",
    sentence_pl="Projekt diagnozy trzeba skonsultować z mieszkańcami, zanim stanie się ostateczna.",
    certainty=Certainty.CONFIRMED,
)
def may_be_final(*, consultation_ended_on: date | None, on: date) -> bool:
    """A diagnosis is final only after residents have been consulted on its draft."""
    return consultation_ended_on is not None and consultation_ended_on < on


# That gminas record these is seen in examples [S]; that all of it is required nobody has read [?].
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-20",
    sentence_pl="Konsultacje mają początek, koniec, sposoby udziału i raport z wyników. Długość ustala gmina.",
    certainty=Certainty.UNSURE,
    also=Certainty.CONFIRMED,
)
def consultation_is_complete(*, starts_on: date | None, ends_on: date | None, channels: str, report: str) -> bool:
    """A consultation has a start, an end, channels and a report on its results; its length is a local matter."""
    return None not in (starts_on, ends_on) and bool(channels.strip()) and bool(report.strip())
