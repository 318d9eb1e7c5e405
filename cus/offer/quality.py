"""How good an entry of the catalogue is, from 0 to 100, and what to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.offer.facts import PublicFacts
from cus.offer.models import ServiceForm
from cus.offer.wording import long_sentences, long_words, office_words, passive_phrases, words_of

FEWEST_WORDS, MOST_WORDS = 8, 120
BEST = 100


class Fault(TextChoices):
    """What to mend, as it is told to staff."""

    NO_CONTACT = "NO_CONTACT", _("Say whom to ask: a telephone number or an e-mail.")
    NOT_CHECKED = "NOT_CHECKED", _("Read the entry, mend it and confirm that it is true.")
    TOO_SHORT = "TOO_SHORT", _("Say more in the description: what happens, who comes, for how long.")
    TOO_LONG = "TOO_LONG", _("Shorten the description to what one needs in order to choose.")
    NO_ADDRESS = "NO_ADDRESS", _("Choose the place where the service is given.")
    NO_HOURS = "NO_HOURS", _("Write down the opening hours.")
    NO_FEE = "NO_FEE", _("Say what it costs.")
    LONG_SENTENCES = "LONG_SENTENCES", _("Cut the long sentences: at most 20 words each.")
    HARD_WORDS = "HARD_WORDS", _("Replace some of the long words with short ones.")
    OFFICE_WORDS = "OFFICE_WORDS", _("Replace the words of offices with words people say.")
    NO_LIMIT = "NO_LIMIT", _("Say how much of it one may have.")
    NO_KEYWORDS = "NO_KEYWORDS", _("Add words residents use for it, so that they find it.")
    PASSIVE = "PASSIVE", _("Say who does it: “the carer comes”, not “the service is provided”.")
    NO_DOCUMENTS = "NO_DOCUMENTS", _("Say what to bring; if nothing, say so.")
    NO_ACCESSIBILITY = "NO_ACCESSIBILITY", _("Say whether one gets in with a wheelchair.")
    NO_COORDINATES = "NO_COORDINATES", _("Put the place on the map.")


POINTS = {
    Fault.NO_CONTACT: 15,
    Fault.NOT_CHECKED: 15,
    Fault.TOO_SHORT: 12,
    Fault.TOO_LONG: 8,
    Fault.NO_ADDRESS: 10,
    Fault.NO_HOURS: 8,
    Fault.NO_FEE: 8,
    Fault.LONG_SENTENCES: 8,
    Fault.HARD_WORDS: 6,
    Fault.OFFICE_WORDS: 6,
    Fault.NO_LIMIT: 6,
    Fault.NO_KEYWORDS: 5,
    Fault.PASSIVE: 4,
    Fault.NO_DOCUMENTS: 4,
    Fault.NO_ACCESSIBILITY: 4,
    Fault.NO_COORDINATES: 3,
}


@dataclass(frozen=True)
class Quality:
    """The score of an entry with its faults, those that cost most first."""

    score: int
    faults: tuple[Fault, ...]


def score_of(facts: PublicFacts) -> Quality:
    faults = tuple(sorted(_faults(facts), key=lambda fault: -POINTS[fault]))
    return Quality(max(0, BEST - sum(POINTS[fault] for fault in faults)), faults)


def needs_checking(*, checked_on: date | None, every_months: int, on: date) -> bool:
    """Nobody has confirmed the entry for as long as it may go without."""
    return checked_on is None or checked_on + relativedelta(months=every_months) <= on


def _faults(facts: PublicFacts) -> Iterator[Fault]:
    service = facts.service
    missing = {
        Fault.NO_CONTACT: not (facts.contact.phone or facts.contact.email),
        Fault.NO_HOURS: not facts.hours,
        Fault.NO_FEE: not (service.is_free or service.fee_text),
        Fault.NO_LIMIT: not service.limit_text,
        Fault.NO_KEYWORDS: not service.keywords.strip(),
        Fault.NO_DOCUMENTS: not service.documents.strip(),
        Fault.NOT_CHECKED: needs_checking(
            checked_on=service.checked_on, every_months=service.check_every_months, on=facts.on
        ),
    }
    yield from (fault for fault, is_so in missing.items() if is_so)
    yield from _faults_of_wording(service.description)
    yield from _faults_of_places(facts)


def _faults_of_wording(text: str) -> Iterator[Fault]:
    words = len(words_of(text))
    found = {
        Fault.TOO_SHORT: words < FEWEST_WORDS,
        Fault.TOO_LONG: words > MOST_WORDS,
        Fault.LONG_SENTENCES: bool(long_sentences(text)),
        Fault.HARD_WORDS: bool(long_words(text)),
        Fault.OFFICE_WORDS: bool(office_words(text)),
        Fault.PASSIVE: bool(passive_phrases(text)),
    }
    return (fault for fault, is_so in found.items() if is_so)


def _faults_of_places(facts: PublicFacts) -> Iterator[Fault]:
    """A service that comes to the person needs no place, and one at a confidential place names none."""
    if not facts.places:
        if facts.service.form != ServiceForm.INDIVIDUAL and not (facts.place_text or facts.has_hidden_place):
            yield Fault.NO_ADDRESS
        return
    if any(place.wheelchair is None for place in facts.places):
        yield Fault.NO_ACCESSIBILITY
    if any(place.latitude is None for place in facts.places):
        yield Fault.NO_COORDINATES
