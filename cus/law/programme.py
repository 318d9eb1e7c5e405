"""Programmes of social services: what they must say, when they come into force, when they are looked at again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cus.law.certainty import Certainty
from cus.law.citations import CUS_ACT, PUBLISHING_ACT, TO_VERIFY, applies, cites
from cus.law.dated import ACT_IN_FORCE, Dated
from cus.law.diagnosis import is_current


@dataclass(frozen=True)
class ContentItem:
    """One thing a programme says, and how sure we are that the law asks for it."""

    key: str
    name_pl: str
    name_en: str
    certainty: Certainty


# The article on the content has not been read. What is confirmed here follows from how other provisions refer to it.
CONTENT = Dated(
    {
        ACT_IN_FORCE: (
            ContentItem("period", "Nazwa i okres realizacji", "Title and period", Certainty.KNOWLEDGE),
            ContentItem("goals", "Cele", "Goals", Certainty.KNOWLEDGE),
            ContentItem("services", "Rodzaje usług", "Kinds of services", Certainty.CONFIRMED),
            ContentItem("addressees", "Adresaci", "Addressees", Certainty.CONFIRMED),
            ContentItem(
                "conditions",
                "Warunki i tryb kwalifikowania",
                "Conditions and mode of qualifying",
                Certainty.CONFIRMED,
            ),
            ContentItem("fees", "Zasady odpłatności", "Rules of payment", Certainty.CONFIRMED),
            ContentItem("limits", "Ograniczenia i limity", "Restrictions and limits", Certainty.CONFIRMED),
            ContentItem(
                "performers", "Realizatorzy i sposób realizacji", "Who delivers, and how", Certainty.KNOWLEDGE
            ),
            ContentItem("financing", "Źródła i wysokość finansowania", "Financing", Certainty.KNOWLEDGE),
            ContentItem("evaluation", "Monitorowanie i ocena", "Monitoring and evaluation", Certainty.CONFIRMED),
            ContentItem("standards", "Standardy jakości", "Quality standards", Certainty.CONFIRMED),
        )
    }
)
# How long after publication local law waits, unless it says a later day itself.
WAITING_TIME = Dated({ACT_IN_FORCE: timedelta(days=14)})
# No provision on the term is known to us; a quarter of a year is what a centre can keep.
EVALUATION_TERM = Dated({ACT_IN_FORCE: relativedelta(months=3)})


@cites(
    CUS_ACT,
    "art. 4",
    rule="RULE-06",
    sentence_pl="Program obowiązuje tylko wtedy, gdy rada przyjęła go uchwałą, która ma numer i datę.",
    certainty=Certainty.CONFIRMED,
)
def is_adopted(*, resolution_number: str, adopted_on: date | None) -> bool:
    """A programme cannot be in force without the number and the date of the council's resolution."""
    return bool(resolution_number.strip()) and adopted_on is not None


@applies(is_adopted)
def adopted_by_every_council(*, municipalities: Collection[int], adopted: Collection[int]) -> bool:
    """A joint programme needs a resolution of the council of each gmina; gminas come as ids."""
    return bool(municipalities) and set(municipalities) <= set(adopted)


@cites(
    CUS_ACT,
    "art. 4",
    rule="RULE-07",
    sentence_pl="W gminie może obowiązywać kilka programów naraz.",
    certainty=Certainty.CONFIRMED,
)
def may_be_in_force_beside(*, other_programmes: int) -> bool:
    """Several programmes may be in force in one gmina at once: others never stand in the way."""
    return other_programmes >= 0


# That the programme is local law is seen in sources [S]; that without publication it cannot be in force is ours [K].
@cites(
    CUS_ACT,
    "art. 4",
    rule="RULE-08",
    sentence_pl=(
        "Program jest aktem prawa miejscowego: obowiązuje dopiero po ogłoszeniu w dzienniku urzędowym województwa."
    ),
    certainty=Certainty.CONFIRMED,
    also=Certainty.KNOWLEDGE,
)
def is_published(*, journal_year: int | None, journal_position: int | None, published_on: date | None) -> bool:
    """A programme is local law: it cannot be in force without its place in the official journal."""
    return None not in (journal_year, journal_position, published_on)


@cites(
    PUBLISHING_ACT,
    TO_VERIFY,
    rule="RULE-09",
    sentence_pl="Program obowiązuje po 14 dniach od ogłoszenia, chyba że uchwała podaje późniejszy dzień.",
    certainty=Certainty.KNOWLEDGE,
)
def in_force_from(*, published_on: date, day_in_resolution: date | None = None) -> date:
    """A programme comes into force 14 days after its publication, unless the resolution names a later day."""
    ordinary = published_on + WAITING_TIME.on(published_on)
    return max(ordinary, day_in_resolution) if day_in_resolution else ordinary


# That the diagnosis is the basis of programmes is seen [S]; what follows when it is missing is our reading [K].
@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-10",
    sentence_pl="Program opiera się na diagnozie potrzeb i potencjału, nie starszej niż pięć lat.",
    certainty=Certainty.KNOWLEDGE,
    also=Certainty.CONFIRMED,
)
def rests_on_diagnosis(*, diagnosis_made_on: date | None, on: date) -> bool:
    """A programme rests on a diagnosis that is not older than five years."""
    return diagnosis_made_on is not None and is_current(made_on=diagnosis_made_on, on=on)


@applies(rests_on_diagnosis)
def outlives_its_diagnosis(*, starts_on: date, ends_on: date) -> bool:
    """A programme of more than five years is longer than any diagnosis under it."""
    return not is_current(made_on=starts_on, on=ends_on)


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-11",
    sentence_pl="Program z usługą odpłatną określa zasady odpłatności.",
    certainty=Certainty.UNSURE,
    also=Certainty.CONFIRMED,
)
def says_who_pays(*, payable: Collection[str], with_fee_rule: Collection[str]) -> bool:
    """A programme with a payable service has the rules of payment for each such service."""
    return set(payable) <= set(with_fee_rule)


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-12",
    sentence_pl="Program określa warunki i tryb kwalifikowania do usług.",
    certainty=Certainty.UNSURE,
)
def says_who_qualifies(*, conditions: str) -> bool:
    """A programme says on what conditions, and how, people qualify."""
    return bool(conditions.strip())


@applies(says_who_qualifies)
def items_not_written(*, content: Mapping[str, str], on: date) -> tuple[ContentItem, ...]:
    """The items of the checklist that have no text yet; the title and period stand outside the text."""
    return tuple(item for item in CONTENT.on(on) if item.key != "period" and not content.get(item.key, "").strip())


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-15",
    sentence_pl="Program nie może się skończyć, zanim się zacznie.",
    certainty=Certainty.KNOWLEDGE,
)
def period_is_in_order(*, starts_on: date, ends_on: date) -> bool:
    """A programme does not end before it starts."""
    return ends_on >= starts_on


# That evaluation is part of the task is seen [S]; by when, nobody has read [?].
@cites(
    CUS_ACT,
    "art. 4",
    rule="RULE-17",
    sentence_pl="Zakończony program trzeba ocenić.",
    certainty=Certainty.UNSURE,
    also=Certainty.CONFIRMED,
)
def evaluation_due_on(*, ended_on: date) -> date:
    """A programme that has ended is evaluated; until it is, the task shows, and past its term it is overdue."""
    return ended_on + EVALUATION_TERM.on(ended_on)


@cites(
    CUS_ACT,
    TO_VERIFY,
    rule="RULE-50",
    sentence_pl="Usługa z programu może odbywać się tylko w dniach, w których program obowiązuje.",
    certainty=Certainty.KNOWLEDGE,
)
def programme_in_force_on(*, in_force_from: date | None, in_force_until: date | None, on: date) -> bool:
    """A service is given under a programme only on days on which the programme is in force.

    `in_force_from` is None while the programme is not yet in force, `in_force_until` when it has no last day.
    """
    if in_force_from is None or on < in_force_from:
        return False
    return in_force_until is None or on <= in_force_until
