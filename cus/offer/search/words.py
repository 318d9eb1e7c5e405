"""From a word to the terms it is known by, so that any inflection, with or without diacritics, meets any other.

Terms carry no diacritics. A word is known by itself, by its lemmas (Morfeusz 2, the dictionary of Polish), by its
stems (Snowball, which also serves words Morfeusz does not know, such as those written without diacritics), and,
much more weakly, by its root: "opieka", "opiekunka" and "opiekuńczy" share one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

from cus.kit.polish import fold

try:
    import morfeusz2
except ImportError:  # no build for this machine: stems alone find nearly as much
    morfeusz2 = None

WORD = re.compile(r"[^\W_]+")
LONGEST_TERM = 40
STEM_MARK = "-"  # so that the stem of "praca" is not taken for "prać" without its diacritic
ROOT_MARK = "~"
ROOT_LETTERS = 5
SHORTEST_WITH_ROOT = 6

_dictionary = morfeusz2.Morfeusz() if morfeusz2 else None
_stemmer = snowballstemmer.stemmer("polish")
_one_at_a_time = Lock()  # neither the dictionary nor the stemmer may be shared by threads


@dataclass(frozen=True)
class Word:
    """A word as written and the terms it is known by."""

    text: str
    plain: str
    lemmas: tuple[str, ...]
    terms: frozenset[str]
    root: str

    def spellings(self) -> Iterator[tuple[str, str]]:
        """The terms a person could have written, each with its diacritics."""
        yield self.plain, self.text
        for lemma in self.lemmas:
            yield fold(lemma), lemma


def words_of(text: str) -> list[Word]:
    return [word(found[:LONGEST_TERM]) for found in WORD.findall(text.lower())]


@lru_cache(maxsize=50_000)
def word(text: str) -> Word:
    plain = fold(text)
    lemmas = _lemmas(text)
    plain_lemmas = {fold(lemma) for lemma in lemmas}
    stems = {stem(form) + STEM_MARK for form in {plain, *(fold(one) for one in lemmas if not one.endswith("ć"))}}
    root = ROOT_MARK + plain[:ROOT_LETTERS] if len(plain) >= SHORTEST_WITH_ROOT and plain.isalpha() else ""
    return Word(text, plain, lemmas, frozenset({plain} | plain_lemmas | stems), root)


@lru_cache(maxsize=50_000)
def stem(plain: str) -> str:
    with _one_at_a_time:
        return _stemmer.stemWord(plain) or plain


def _lemmas(text: str) -> tuple[str, ...]:
    if _dictionary is None or not text.isalpha():
        return ()
    with _one_at_a_time:
        found = _dictionary.analyse(text)
    whole = max((end for _start, end, _reading in found), default=0) == 1  # "miałem" is taken apart: then no lemma
    known = [reading[1].partition(":")[0].lower() for _s, _e, reading in found if reading[2] != "ign"] if whole else []
    return tuple(dict.fromkeys(lemma[:LONGEST_TERM] for lemma in known))
