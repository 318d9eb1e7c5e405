"""Whose identity a text gives away: names of the centre's people, PESEL, numbers of cases, phones, addresses.

For texts that are kept without identities: supervision, templates of plans. Polish names are found in their cases
(„u Anny Nowak”, „z Kowalskim”), because nobody writes notes in the nominative. It errs on the side of the person:
a word that only looks like a name is reworded more easily than a name is taken back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.cases.models import Application, Plan
from cus.kit.errors import Refused
from cus.kit.polish import fold
from cus.people.models import Person, Representation

PESEL = re.compile(r"(?<!\d)(?:\d[ -]?){10}\d(?!\d)")
PHONE = re.compile(r"(?<![\d.])(?:\+48[ -]?)?\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d.])")
CASE = re.compile(r"\b[^\W\d_][\w-]*(?:\.\d+){2,}\b")
CODE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{5,}\b")
ADDRESS = re.compile(r"\b([^\W\d_]{4,})\s+(\d+[a-zA-Z]?(?:\s*[/m]\s*\d+[a-zA-Z]?)?)(?!\d)")
NAME = re.compile(r"\b[A-ZĄĆĘŁŃÓŚŹŻ][^\W\d_]{1,}\b")
SHORTEST_STEM = 2
KNOWN_LETTERS = 2  # of a word, by which the people who could be meant are looked up
# Endings of nouns and adjectives, of wives and daughters („Nowakowa”), without diacritics.
ENDINGS_WRITTEN = (
    "a e i o u y ie ia io iu ii em om ami ach iem iom iami iach owi owie ow im imi ich iej iego iemu ej "
    "ego emu ym ymi ych ze owa owe owej owo owna owny ownie ownej owne"
)
ENDINGS = frozenset(ENDINGS_WRITTEN.split())
SOFTENED = {"t": "c", "d": "dz", "k": "c", "g": "dz", "r": "rz", "ch": "sz", "st": "sc"}
NEVER_NAMES_WRITTEN = (
    "pan pani pana panu panem panie pania panstwo panstwa osoba osoby osobe rodzina rodziny plan planu"
)
NEVER_NAMES = frozenset(NEVER_NAMES_WRITTEN.split())


class IdentityKind(TextChoices):
    NAME = "NAME", gettext_lazy("a name known to the centre")
    PESEL = "PESEL", gettext_lazy("a PESEL number")
    CASE = "CASE", gettext_lazy("a number of a case")
    PHONE = "PHONE", gettext_lazy("a phone number")
    ADDRESS = "ADDRESS", gettext_lazy("an address of a resident")


@dataclass(frozen=True)
class Identity:
    """Words of a text that give somebody away, and where they stand."""

    kind: IdentityKind
    words: str
    starts: int
    ends: int


def identities_in(text: str, *, centre_id: int) -> list[Identity]:
    """Everything in the text that gives away one of the centre's people, in the order of the text."""
    found = [
        *_matches(IdentityKind.PESEL, PESEL, text),
        *_matches(IdentityKind.PHONE, PHONE, text),
        *_matches(IdentityKind.CASE, CASE, text),
        *_codes(text, centre_id=centre_id),
        *_addresses(text, centre_id=centre_id),
        *_names(text, centre_id=centre_id),
    ]
    return list(_without_overlaps(sorted(found, key=lambda one: (one.starts, -one.ends))))


def without_identities(text: str, *, centre_id: int) -> str:
    """The text with an ellipsis where somebody was named."""
    for one in reversed(identities_in(text, centre_id=centre_id)):
        text = f"{text[: one.starts]}…{text[one.ends :]}"
    return re.sub(r"…(?:\s+…)+", "…", text)


def refuse_identities(texts: Mapping[str, str], *, centre_id: int) -> None:
    """Refuse to keep texts that name somebody; each finding says in which field it stands."""
    found = [
        _("“%(words)s” in “%(field)s” is %(what)s") % {"words": one.words, "field": field, "what": one.kind.label}
        for field, text in texts.items()
        for one in identities_in(text, centre_id=centre_id)
    ]
    if found:
        raise Refused(
            _("This text stays without identities. %(found)s. Write a made-up label instead, for example “person A”.")
            % {"found": "; ".join(dict.fromkeys(found))}
        )


def _matches(kind: IdentityKind, pattern: re.Pattern[str], text: str) -> Iterator[Identity]:
    for match in pattern.finditer(text):
        yield Identity(kind, match[0], match.start(), match.end())


def _codes(text: str, *, centre_id: int) -> list[Identity]:
    """Codes by which residents follow their application, and numbers that other offices gave."""
    looking = {match[0]: match for match in CODE.finditer(text)}
    if not looking:
        return []
    plain = {code.replace("-", ""): code for code in looking}
    codes = set(plain) | set(looking)
    known = set(Application.objects.filter(centre=centre_id, code__in=codes).values_list("code", flat=True))
    known |= set(Plan.objects.filter(centre=centre_id, number__in=codes).values_list("number", flat=True))
    hits = {plain.get(code, code) for code in known}
    return [Identity(IdentityKind.CASE, code, looking[code].start(), looking[code].end()) for code in hits]


def _addresses(text: str, *, centre_id: int) -> Iterator[Identity]:
    for match in ADDRESS.finditer(text):
        street, house = match[1], re.sub(r"\s", "", match[2])
        lives = Q(street__icontains=street[:-1]) | Q(street="", town__icontains=street[:-1])
        if Person.objects.filter(lives, centre=centre_id, house__iexact=house).exists():
            yield Identity(IdentityKind.ADDRESS, match[0], match.start(), match.end())


def _names(text: str, *, centre_id: int) -> list[Identity]:
    words = [match for match in NAME.finditer(text) if fold(match[0]) not in NEVER_NAMES]
    if not words:
        return []
    known = _known_names({match[0][:KNOWN_LETTERS] for match in words}, centre_id=centre_id)
    return [
        Identity(IdentityKind.NAME, match[0], match.start(), match.end())
        for match in words
        if any(is_a_case_of(match[0], name) for name in known.get(fold(match[0])[:KNOWN_LETTERS], ()))
    ]


def _known_names(beginnings: Iterable[str], *, centre_id: int) -> dict[str, set[str]]:
    """Names of people and of those who act for them that begin like one of the words, by their first letters."""
    begins = Q()
    for letters in beginnings:
        for field in ("first_name", "last_name"):
            begins |= Q(**{f"{field}__istartswith": letters}) | Q(**{f"{field}__icontains": f"-{letters}"})
    people = Person.objects.filter(begins, centre=centre_id).values_list("first_name", "last_name").distinct()
    acting = Representation.objects.filter(centre=centre_id).values_list("name", flat=True).distinct()
    by_letters: dict[str, set[str]] = {}
    for name in (part for row in (*people, *((one,) for one in acting)) for whole in row for part in _parts(whole)):
        by_letters.setdefault(fold(name)[:KNOWN_LETTERS], set()).add(fold(name))
    return by_letters


def _parts(whole: str) -> list[str]:
    """First and last names one by one, double-barrelled ones apart; initials name nobody."""
    return [part for part in re.split(r"[\s-]+", whole) if len(part) > KNOWN_LETTERS]


def is_a_case_of(word: str, name: str) -> bool:
    """Whether the word is the name in one of its Polish cases: „Nowakiem” is Nowak, „Maćka” is Maciek."""
    said = fold(word)
    if said == name:
        return True
    return any(
        said.startswith(stem) and said[len(stem) :] in ENDINGS for stem in _stems(name) if len(stem) >= SHORTEST_STEM
    )


def _stems(name: str) -> set[str]:
    stem = name[:-1] if name[-1] in "aeioy" else name
    stems = {stem}
    stems |= {stem[: -len(hard)] + soft for hard, soft in SOFTENED.items() if stem.endswith(hard)}
    fleeting = re.fullmatch(r"(.+?)(?:ie|io|e)([^aeiouy])", stem)
    if fleeting and name == stem:  # Marek, Marka; Kozioł, Kozła; Maciek, Maćka
        stems.add(fleeting[1] + fleeting[2])
    return stems


def _without_overlaps(found: Iterable[Identity]) -> Iterator[Identity]:
    reached = 0
    for one in found:
        if one.starts >= reached:
            reached = one.ends
            yield one
