"""General terms of administrative procedure: until when the office decides, and which days do not count.

The thirty days of RULE-35 are no such term: they run from the filing and nothing here moves them.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cus.law.certainty import Certainty
from cus.law.citations import ADMINISTRATIVE_PROCEDURE, CUS_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated
from cus.law.working_days import next_working_day

MONTHS_TO_DECIDE = Dated({ACT_IN_FORCE: 1})
MONTHS_WHEN_COMPLICATED = Dated({ACT_IN_FORCE: 2})
PASSING_AN_APPEAL_ON = Dated({ACT_IN_FORCE: timedelta(days=7)})
SUMMING_UP = Dated({ACT_IN_FORCE: timedelta(days=30)})

Standstill = tuple[date, date | None]


# Only what a person has time for moves. Whether a term of the office moves too is disputed, so the house keeps to the
# earlier day: it shows the last working day before the term instead.
@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-80",
    sentence_pl=(
        "Jeśli ostatni dzień, który osoba ma na odpowiedź, wypada w sobotę albo w dzień wolny od pracy, "
        "termin mija w następnym dniu roboczym."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def end_of_term(*, last_day: date) -> date:
    """A person's time that would end on a Saturday or a day off ends on the next working day."""
    return next_working_day(last_day)


@applies(end_of_term)
def term_is_over(*, last_day: date, on: date) -> bool:
    """Whether the person's time has passed."""
    return on > end_of_term(last_day=last_day)


@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-81",
    sentence_pl="Decyzję odmowną wydaje się w ciągu miesiąca od złożenia wniosku, w sprawie zawiłej w ciągu dwóch.",
    certainty=Certainty.KNOWLEDGE,
)
def decided_by(*, filed_on: date, is_complicated: bool = False) -> date:
    """A decision is made within a month of the filing, within two where the matter is complicated."""
    months = (MONTHS_WHEN_COMPLICATED if is_complicated else MONTHS_TO_DECIDE).on(filed_on)
    return filed_on + relativedelta(months=months)


@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-82",
    sentence_pl=(
        "Do czasu na wydanie decyzji nie wlicza się dni, przez które sprawa stała nie z winy urzędu: "
        "czekała na dokumenty, na inny organ albo na osobę, która była nieobecna."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def due_after_standing(*, due_on: date, runs_from: date, standstills: Sequence[Standstill], on: date) -> date:
    """Days on which a matter stood still through no fault of the office do not count towards the time to decide it.

    A standstill goes from a day to a day, or still lasts. The day on which it began counts, the day on which it ended
    does not: so a matter stopped and let go within a day gains nothing. Days that stood still twice count once, and
    what begins after the term is over gives no more time.
    """
    reached = runs_from
    for start, end in sorted((start, end or on) for start, end in standstills):
        start, end = max(start, reached), min(end, on)
        if start > due_on:
            break
        if end > start:
            due_on += end - start
            reached = end
    return due_on


@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-83",
    sentence_pl=(
        "Kiedy decyzji nie da się wydać na czas, urząd pisze o tym do osoby, wyjaśnia dlaczego i podaje nowy termin."
    ),
    certainty=Certainty.KNOWLEDGE,
)
def delay_is_to_be_told(*, due_on: date, on: date) -> bool:
    """Where a decision is not made in time, the office tells the person, with the reason and a new day."""
    return on > due_on


@cites(
    ADMINISTRATIVE_PROCEDURE,
    TO_VERIFY,
    rule="RULE-84",
    sentence_pl="Odwołanie razem z aktami przekazuje się organowi odwoławczemu w ciągu 7 dni od jego otrzymania.",
    certainty=Certainty.KNOWLEDGE,
)
def appeal_passed_on_by(*, appealed_on: date) -> date:
    """An appeal goes with the file to the appeal body within seven days after it came."""
    return appealed_on + PASSING_AN_APPEAL_ON.on(appealed_on)


# The talk and the description are in the Act, a time for them was seen nowhere: thirty days are a habit of the house.
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-85",
    sentence_pl="Rozmowę podsumowującą i opis przebiegu i rezultatów robi się w ciągu 30 dni od końca planu.",
    certainty=Certainty.UNSURE,
)
def summed_up_by(*, ended_on: date) -> date:
    """The talk that sums up a plan and its description come within thirty days after the plan ended."""
    return ended_on + SUMMING_UP.on(ended_on)
