"""From a word to the terms it is known by, so that any inflection meets any other.

A term is a lemma of the dictionary (Morfeusz 2 with SGJP), with its diacritics. A word the dictionary does not know is
known by its stem (Snowball). What is written without diacritics or misspelt is led to a term by `forms_of`: all forms
of a lemma, kept beside the index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from threading import Lock

import snowballstemmer

from cus.kit.polish import fold

try:
    import morfeusz2
except ImportError:  # no build for this machine: stems alone find nearly as much
    morfeusz2 = None

WORD = re.compile(r"[^\W_]+")
LONGEST_TERM = 40
STEM_MARK = "-"  # so that a stem is never taken for a lemma
JOINED = ("o", "y")  # "psychologiczno-pedagogiczny": the first half of such a word is an adjective
PREFIXES = ("około", "współ", "nie", "anty", "poza", "przeciw", "prze", "eks", "mikro", "mini", "multi", "tele")
SHORTEST_WITH_PREFIX = 8
RULES = 1  # raised when a word gets other terms than before

_dictionary = morfeusz2.Morfeusz() if morfeusz2 else None
_stemmer = snowballstemmer.stemmer("polish")
_one_at_a_time = Lock()  # neither the dictionary nor the stemmer may be shared by threads


@dataclass(frozen=True)
class Word:
    """A word as written and the terms it is known by."""

    text: str
    plain: str
    terms: tuple[str, ...]
    is_known: bool  # to the dictionary, as written


def words_of(text: str) -> list[Word]:
    return [word(found[:LONGEST_TERM]) for found in WORD.findall(text.lower())]


@lru_cache(maxsize=50_000)
def word(text: str) -> Word:
    plain = fold(text)
    if not text.isalpha():
        return Word(text, plain, (text,), True)
    lemmas = _lemmas(text)
    return Word(text, plain, lemmas or (stem(plain) + STEM_MARK,), bool(lemmas))


@lru_cache(maxsize=2_000)
def forms_of(term: str) -> dict[str, str]:
    """The forms of a lemma without diacritics, each with how it is written; nothing for a stem."""
    if term.endswith(STEM_MARK):
        return {}
    return {fold(written): written for written in sorted({term, *_inflections(term)}, reverse=True)}


def analyser() -> str:
    """Which dictionary and stemmer make the terms."""
    stemmer = f"snowball {version('snowballstemmer')}"
    known = f"morfeusz2 {version('morfeusz2')} {_dictionary.dict_id()}" if _dictionary else "no dictionary"
    return f"{known}, {stemmer}, rules {RULES}"


@lru_cache(maxsize=20_000)
def stem(plain: str) -> str:
    with _one_at_a_time:
        return _stemmer.stemWord(plain) or plain


def _lemmas(text: str) -> tuple[str, ...]:
    for reading in _readings(text):
        lemmas = _analysed(reading)
        if lemmas:
            return lemmas
    return ()


def _readings(text: str) -> Iterator[str]:
    yield text
    yield text.capitalize()  # names of places
    end, ending = JOINED
    if text.endswith(end):
        yield text[:-1] + ending
    for prefix in PREFIXES:
        if text.startswith(prefix) and len(text) >= SHORTEST_WITH_PREFIX:
            yield text.removeprefix(prefix)


def _analysed(text: str) -> tuple[str, ...]:
    if _dictionary is None:
        return ()
    with _one_at_a_time:
        found = _dictionary.analyse(text)
    if max((end for _start, end, _reading in found), default=0) != 1:
        return ()  # "miałem" is taken apart: then no lemma
    lemmas = (_lemma(reading[1]) for _start, _end, reading in found if reading[2] != "ign")
    return tuple(dict.fromkeys(lemmas))


def _lemma(named: str) -> str:
    return named.partition(":")[0].lower()[:LONGEST_TERM]


def _inflections(lemma: str) -> Iterator[str]:
    """Negated and superlative forms are left to the prefixes: they would double the list."""
    if _dictionary is None:
        return
    with _one_at_a_time:
        found = [*_dictionary.generate(lemma), *_dictionary.generate(lemma.capitalize())]
    for written, *_rest in found:
        if written.isalpha() and not (written.startswith(("nie", "naj")) and not lemma.startswith(("nie", "naj"))):
            yield written.lower()[:LONGEST_TERM]
