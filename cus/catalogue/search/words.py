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
from typing import Any

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
NOT_OWN_FORMS = ("nie", "naj")
PREFIXES = ("około", "współ", "nie", "anty", "poza", "przeciw", "prze", "eks", "mikro", "mini", "multi", "tele")
SHORTEST_WITH_PREFIX = 8
POLISH_MARKS = str.maketrans("ąćęłńóśźż", "acelnoszz")
RULES = 1  # raised when a word gets other terms than before

# Its inner object is asked: it tells of a form only what one wants to know, in a quarter of the time.
_dictionary: Any = morfeusz2.Morfeusz() if morfeusz2 else None
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
    plain = _plain(text)
    if not text.isalpha():
        return Word(text, plain, (text,), True)
    lemmas = _lemmas(text)
    return Word(text, plain, lemmas or (stem(plain) + STEM_MARK,), bool(lemmas))


@lru_cache(maxsize=2_000)
def forms_of(term: str) -> dict[str, str]:
    """The forms of a lemma without diacritics, each with how it is written; nothing for a stem."""
    if term.endswith(STEM_MARK):
        return {}
    written = sorted({term, *_inflections(term)}, reverse=True)
    return {_plain(one): one for one in written}


def _plain(lower: str) -> str:
    """What `fold` makes of a word in lower case, without its trouble where the marks are Polish."""
    unmarked = lower.translate(POLISH_MARKS)
    return unmarked if unmarked.isascii() else fold(lower)[:LONGEST_TERM]


def plain_term(term: str) -> str:
    return _plain(term.removesuffix(STEM_MARK))


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
        found = [(one.endNode, one.lemma, one.isIgn()) for one in _dictionary._morfeusz_obj.analyse(text)]
    if max((end for end, _named, _is_unknown in found), default=0) != 1:
        return ()  # "miałem" is taken apart: then no lemma
    return tuple(dict.fromkeys(_lemma(named) for _end, named, is_unknown in found if not is_unknown))


def _lemma(named: str) -> str:
    return named.partition(":")[0].lower()[:LONGEST_TERM]


def _inflections(lemma: str) -> Iterator[str]:
    """Negated and superlative forms are left to the prefixes: they would double the list."""
    if _dictionary is None:
        return
    with _one_at_a_time:
        found = _spellings(lemma) or _spellings(lemma.capitalize())
    others = () if lemma.startswith(NOT_OWN_FORMS) else NOT_OWN_FORMS
    for written in found:
        if written.isalpha() and not written.startswith(others):
            yield written.lower()[:LONGEST_TERM]


def _spellings(lemma: str) -> set[str]:
    return {one.orth for one in _dictionary._morfeusz_obj.generate(lemma, None)}
