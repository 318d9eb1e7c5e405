"""What residents say and what a catalogue says for the same: the shipped list, and above it the centre's own lines."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from cus.catalogue.models import SynonymKind
from cus.catalogue.search.closeness import trigrams
from cus.catalogue.search.words import Word, forms_of, words_of

DATA = Path(__file__).resolve().parent.parent / "data"
STRENGTH = {SynonymKind.SAME: 0.9, SynonymKind.NEAR: 0.6, SynonymKind.HINT: 0.25, SynonymKind.NEVER: 0.0}
ALIKE = 0.3  # share of common trigrams from which two spellings are compared letter by letter

# Words that say nothing about what is needed. "nie" says something only inside a phrase ("nie chodzi").
NEGATION = "nie"
STOP_WORDS = frozenset((DATA / "stop_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, eq=False)  # each line of a list is itself: comparing all its words takes long
class Saying:
    """A wording of residents: the words that must all be there, and what the catalogue calls it."""

    words: tuple[Word, ...]
    means: tuple[tuple[Word, ...], ...]
    kind: str
    text: str = ""  # the words as the list has them

    @property
    def is_negated(self) -> bool:
        return any(word.text == NEGATION for word in self.words)

    @property
    def meant(self) -> list[str]:
        return [" ".join(word.text for word in wording) for wording in self.means]

    @property
    def strength(self) -> float:
        return STRENGTH[SynonymKind(self.kind)]


@dataclass(frozen=True)
class Said:
    """A saying found in a query, and the places of its words there."""

    saying: Saying
    places: frozenset[int]


@dataclass(frozen=True)
class Spelling:
    """A form somebody may have meant: with its diacritics, and the term it belongs to."""

    written: str
    term: str


class Sayings:
    """A list of sayings, ready to be found in queries."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self.all = tuple(_saying(row) for row in rows)

    @cached_property
    def by_term(self) -> dict[str, list[Saying]]:
        """Each saying under the terms of its first word that says something."""
        by_term = defaultdict(list)
        for saying in self.all:
            first = next((one for one in saying.words if one.text not in STOP_WORDS), saying.words[0])
            for term in first.terms:
                by_term[term].append(saying)
        return by_term

    @cached_property
    def forms(self) -> dict[str, list[Spelling]]:
        """Every form of the words of all sayings, without diacritics."""
        forms = defaultdict(list)
        words = {one for saying in self.all for one in saying.words if one.text not in STOP_WORDS}
        for term in {term for one in words for term in one.terms}:
            for form, written in forms_of(term).items():
                forms[form].append(Spelling(written, term))
        for one in words:
            if not one.is_known:
                forms[one.plain] += [Spelling(one.text, term) for term in one.terms]
        return forms

    @cached_property
    def by_trigram(self) -> dict[str, list[str]]:
        by_trigram = defaultdict(list)
        for form in self.forms:
            for three in trigrams(form):
                by_trigram[three].append(form)
        return by_trigram

    def near(self, plain: str) -> Iterator[tuple[str, Spelling]]:
        """Forms that share something with this spelling."""
        shared: dict[str, int] = defaultdict(int)
        own = trigrams(plain)
        for three in own:
            for form in self.by_trigram.get(three, ()):
                shared[form] += 1
        for form, count in shared.items():
            if count >= ALIKE * (len(own) + len(form) + 1 - count):
                for spelling in self.forms[form]:
                    yield form, spelling

    def said_in(self, query: Sequence[Word]) -> dict[Saying, frozenset[int]]:
        candidates = {saying for one in query for term in one.terms for saying in self.by_term.get(term, ())}
        found = {saying: _places(saying, query) for saying in candidates}
        return {saying: places for saying, places in found.items() if places}


@cache
def shipped() -> Sayings:
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return Sayings(csv.DictReader(file))


def content_words(text: str) -> tuple[Word, ...]:
    """The words that say something; all of them when none does."""
    words = words_of(text)
    return tuple(one for one in words if one.text not in STOP_WORDS) or tuple(words)


def said_in(query: Sequence[Word], own: Sayings) -> list[Said]:
    """The sayings whose words are all in the query; one that lies inside a longer one is dropped.

    A line of the centre stands in place of the shipped one with the same words.
    """
    said_own = own.said_in(query)
    replaced = {_key(saying) for saying in own.all}
    said = said_own | {one: at for one, at in shipped().said_in(query).items() if _key(one) not in replaced}
    return [
        Said(saying, places)
        for saying, places in said.items()
        if saying.kind != SynonymKind.OFF and not any(places < others for others in said.values())
    ]


def _key(saying: Saying) -> frozenset[str]:
    return frozenset(one.plain for one in saying.words)


def _places(saying: Saying, query: Sequence[Word]) -> frozenset[int]:
    """Where in the query each word of the saying stands; nowhere when one is missing."""
    if any(one.text in STOP_WORDS and one.text != NEGATION for one in saying.words):
        return _place_of_run(saying.words, query)
    places: set[int] = set()
    for wanted in saying.words:
        free = (place for place, one in enumerate(query) if place not in places and _is_the_word(one, wanted))
        place = next(free, None)
        if place is None:
            return frozenset()
        places.add(place)
    return frozenset(places)


def _place_of_run(words: Sequence[Word], query: Sequence[Word]) -> frozenset[int]:
    """Little words tell only in their order: "opiekun dla" is not "dla opiekunów"."""
    for start in range(len(query) - len(words) + 1):
        run = query[start : start + len(words)]
        if all(_is_the_word(one, wanted) for one, wanted in zip(run, words, strict=True)):
            return frozenset(range(start, start + len(words)))
    return frozenset()


def _is_the_word(one: Word, wanted: Word) -> bool:
    if wanted.text in STOP_WORDS or one.text in STOP_WORDS:
        return one.text == wanted.text
    return not set(one.terms).isdisjoint(wanted.terms)


def _saying(row: dict[str, str]) -> Saying:
    """Little words count only where a single word would be left: "klub mam" is not every "klub"."""
    words = words_of(row["words"])
    telling = [one for one in words if one.text == NEGATION or one.text not in STOP_WORDS]
    means = tuple(wording for said in row["means"].split("|") if (wording := content_words(said)))
    return Saying(tuple(telling if len(telling) > 1 else words), means, row["kind"], row["words"])
