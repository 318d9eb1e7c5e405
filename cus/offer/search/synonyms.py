"""What residents say and what a catalogue says for the same: read from `data/synonyms.csv`."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cus.offer.search.closeness import trigrams
from cus.offer.search.words import Word, words_of

DATA = Path(__file__).resolve().parent.parent / "data"
STRENGTH = {"same": 0.9, "near": 0.6, "hint": 0.25}

# Words that say nothing about what is needed. "nie" says something only inside a phrase ("nie chodzi").
NEGATION = "nie"
STOP_WORDS = frozenset((DATA / "stop_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Synonym:
    """A wording of residents: the words that must all be there, and what the catalogue calls it."""

    words: tuple[Word, ...]
    means: tuple[tuple[Word, ...], ...]
    kind: str

    @property
    def strength(self) -> float:
        return STRENGTH[self.kind]


@dataclass(frozen=True)
class Said:
    """A synonym found in a query, and the places of its words there."""

    synonym: Synonym
    places: frozenset[int]


def content_words(text: str) -> tuple[Word, ...]:
    """The words that say something; all of them when none does."""
    words = words_of(text)
    return tuple(word for word in words if word.text not in STOP_WORDS) or tuple(words)


def said_in(query: Sequence[Word]) -> list[Said]:
    """The synonyms whose words are all in the query; one that lies inside a longer one is dropped."""
    found: dict[Synonym, frozenset[int]] = {}
    for synonym in _candidates(query):
        places = _places(synonym, query)
        if places:
            found[synonym] = places
    return [
        Said(synonym, places)
        for synonym, places in found.items()
        if not any(places < others for others in found.values())
    ]


def spellings_near(plain: str) -> Iterator[tuple[str, str]]:
    """Words of the synonyms that share something with this spelling: without and with diacritics."""
    own = trigrams(plain)
    for known, (spelling, marks) in _spellings().items():
        if 3 * len(own & marks) >= len(own | marks) * 0.9:
            yield known, spelling


def _candidates(query: Sequence[Word]) -> set[Synonym]:
    by_term = _by_term()
    return {synonym for word in query for term in word.terms for synonym in by_term.get(term, ())}


def _places(synonym: Synonym, query: Sequence[Word]) -> frozenset[int]:
    """Where in the query each word of the synonym stands; nowhere when one is missing."""
    if any(word.text in STOP_WORDS and word.text != NEGATION for word in synonym.words):
        return _place_of_run(synonym.words, query)
    places: set[int] = set()
    for wanted in synonym.words:
        free = (place for place, word in enumerate(query) if place not in places and _is_the_word(word, wanted))
        place = next(free, None)
        if place is None:
            return frozenset()
        places.add(place)
    return frozenset(places)


def _place_of_run(words: Sequence[Word], query: Sequence[Word]) -> frozenset[int]:
    """Little words tell only in their order: "opiekun dla" is not "dla opiekunów"."""
    for start in range(len(query) - len(words) + 1):
        run = query[start : start + len(words)]
        if all(_is_the_word(word, wanted) for word, wanted in zip(run, words, strict=True)):
            return frozenset(range(start, start + len(words)))
    return frozenset()


def _is_the_word(word: Word, wanted: Word) -> bool:
    if wanted.text in STOP_WORDS or word.text in STOP_WORDS:
        return word.text == wanted.text
    return not word.terms.isdisjoint(wanted.terms)


@cache
def all_synonyms() -> tuple[Synonym, ...]:
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_synonym(row) for row in csv.DictReader(file))


def _synonym(row: dict[str, str]) -> Synonym:
    """Little words count only where a single word would be left: "klub mam" is not every "klub"."""
    words = words_of(row["words"])
    telling = [word for word in words if word.text == NEGATION or word.text not in STOP_WORDS]
    means = tuple(content_words(wording) for wording in row["means"].split("|"))
    return Synonym(tuple(telling if len(telling) > 1 else words), means, row["kind"])


@cache
def _by_term() -> dict[str, list[Synonym]]:
    """Each synonym under the terms of its first word that says something."""
    by_term = defaultdict(list)
    for synonym in all_synonyms():
        first = next((word for word in synonym.words if word.text not in STOP_WORDS), synonym.words[0])
        for term in first.terms:
            by_term[term].append(synonym)
    return by_term


@cache
def _spellings() -> dict[str, tuple[str, frozenset[str]]]:
    words = {word.plain: word.text for synonym in all_synonyms() for word in synonym.words}
    return {plain: (text, trigrams(plain)) for plain, text in words.items()}
