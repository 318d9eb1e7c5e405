"""For whom a service is, in the words of the catalogue's filter, from what the list says about its recipients.

A stem stands at the beginning of a word, without diacritics; a row of the table needs all its stems, in any order.
"""

import re

from cus.kit.polish import fold
from cus.offer.models import Audience

STEMS: tuple[tuple[Audience, tuple[str, ...]], ...] = (
    (Audience.SENIORS, ("senior",)),
    (Audience.SENIORS, ("starsz",)),
    (Audience.SENIORS, ("wiek", "powodu")),
    (Audience.SENIORS, ("emeryt",)),
    (Audience.SENIORS, ("niesamodzieln",)),
    (Audience.DISABILITY, ("niepelnosprawn",)),
    (Audience.DISABILITY, ("glu", "osob")),
    (Audience.DISABILITY, ("orzeczeni",)),
    (Audience.DISABILITY, ("stopni",)),
    (Audience.DISABILITY, ("niesamodzieln",)),
    (Audience.DISABILITY, ("porusza",)),
    (Audience.DISABILITY, ("ruch",)),
    (Audience.DISABILITY, ("pkt",)),
    (Audience.ILLNESS, ("chor",)),
    (Audience.ILLNESS, ("schorze",)),
    (Audience.ILLNESS, ("zaburze",)),
    (Audience.ILLNESS, ("udar",)),
    (Audience.ILLNESS, ("uraz",)),
    (Audience.ILLNESS, ("skierowan",)),
    (Audience.ILLNESS, ("demencj",)),
    (Audience.ILLNESS, ("odbior", "wypozyczal")),
    (Audience.ILLNESS, ("gotowac",)),
    (Audience.CARERS, ("opiekun",)),
    (Audience.FAMILIES, ("rodzin",)),
    (Audience.FAMILIES, ("rodzic",)),
    (Audience.FAMILIES, ("par",)),
    (Audience.CHILDREN, ("dziec",)),
    (Audience.CHILDREN, ("mlodziez",)),
    (Audience.CHILDREN, ("uczni",)),
    (Audience.CHILDREN, ("uczen",)),
    (Audience.CHILDREN, ("wychowank",)),
    (Audience.CRISIS, ("kryzys",)),
    (Audience.CRISIS, ("bezdomn",)),
    (Audience.CRISIS, ("wyklucz",)),
    (Audience.CRISIS, ("zadluz",)),
    (Audience.CRISIS, ("spor",)),
    (Audience.CRISIS, ("wsparci", "wymaga")),
    (Audience.WORK, ("bezrobot",)),
    (Audience.WORK, ("bierne", "zawodow")),
    (Audience.WORK, ("40",)),
    (Audience.WORK, ("wyklucz",)),
    (Audience.EVERYONE, ("mieszkanc",)),
    (Audience.EVERYONE, ("wszys",)),
    (Audience.EVERYONE, ("wlascicie", "dom")),
)
SENIOR_AGE = 60
AGES = re.compile(r"\b(\d{1,2})\s*[-–]\s*(\d{1,2}) (?:lat|lata|rok)\b")
OF_SOMEBODY = ("rodzic", "opiekun", "rodzin")
UP_TO = re.compile(r"\bdo (\d{1,2}) lat\b")
AGE = re.compile(r"\b(\d{2})\+")


def audiences_of(recipients: str) -> list[str]:
    """The audiences the text names, in the order of the filter; every resident when it names none."""
    plain = fold(recipients)
    words = re.findall(r"\w+", plain)
    named = {audience for audience, stems in STEMS if all(_starts_a_word(stem, words) for stem in stems)}
    if any(int(age) >= SENIOR_AGE for age in AGE.findall(plain)):
        named.add(Audience.SENIORS)
    return [audience.value for audience in Audience if audience in named] or [Audience.EVERYONE.value]


def ages_of(recipients: str) -> tuple[int | None, int | None]:
    """From which age and to which: "60+", "6–18 lat" and "do 3 lat" say it; years of school do not, and the age of
    somebody's child is not the age of who comes."""
    plain = fold(recipients)
    if any(stem in plain for stem in OF_SOMEBODY):
        return None, None
    if span := AGES.search(plain):
        return int(span[1]), int(span[2])
    youngest = [int(age) for age in AGE.findall(plain)]
    oldest = UP_TO.search(plain)
    return (min(youngest) if youngest else None), (int(oldest[1]) if oldest and not youngest else None)


def _starts_a_word(stem: str, words: list[str]) -> bool:
    return any(word.startswith(stem) for word in words)
