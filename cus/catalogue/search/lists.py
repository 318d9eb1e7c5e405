"""From the texts of entries to lists: for each term the entries it stands in.

Words and terms are numbered, so that arrays of numbers are sorted instead of words handled one by one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import Any

import numpy

from cus.catalogue.search.words import LONGEST_TERM, WORD, word

EVERY_ENTRY = ""  # the term that stands in every entry, in the body
BODY, PLACES = 1, 3  # of the places: in the name, in the body, beside
ID = numpy.dtype(numpy.uint32)  # as ids are kept
END_OF_TEXT = "\0"  # stands in no text of PostgreSQL
WORD_OR_END = re.compile(f"{WORD.pattern}|{END_OF_TEXT}")

Key = tuple[bool, str]  # is it public; the term
Held = tuple[bytes, bytes, bytes]  # ids of the entries with the term in the name, in the body, beside; ascending
Lists = dict[Key, Held]
Numbers = numpy.ndarray
NOWHERE: Held = (b"", b"", b"")


def lists_of(rows: Iterable[tuple[Any, ...]], words: set[str]) -> Lists:
    """For each term the entries it stands in, each in its strongest place only. All words met are put into `words`.

    The rows are what `index.TEXTS` names, by id.
    """
    ids, publics, texts = [], [], []
    for entry_id, is_public, name, summary, keywords, beside, provider_name in rows:
        ids.append(entry_id)
        publics.append(is_public)
        texts += [name, f"{summary} {keywords}", f"{beside} {provider_name}"]
    if not ids:
        return {}
    text, met, known = _words_in(texts)
    words.update(known)
    text, term, terms = _terms_in(text, met, known)
    every = numpy.arange(len(ids))
    entry, place = numpy.divmod(numpy.concatenate([text, every * PLACES + BODY]), PLACES)
    term = numpy.concatenate([term, numpy.zeros(len(ids), int)])
    key = term + len(terms) * ~numpy.array(publics)[entry]
    key, entry, place = _strongest(key, entry, place, len(ids))
    return _cut(key * PLACES + place, numpy.array(ids, ID)[entry], terms)


def ids_in(held: bytes | memoryview) -> Numbers:
    return numpy.frombuffer(held, ID)


def changed(held: bytes, gone: Numbers, more: bytes) -> bytes:
    """The list without some of its ids and with others."""
    kept = ids_in(held)
    return numpy.sort(numpy.concatenate([kept[~numpy.isin(kept, gone)], ids_in(more)])).tobytes()


def _words_in(texts: Sequence[str]) -> tuple[Numbers, Numbers, list[str]]:
    """Of each word met, which text it stands in and which word it is; and the words by their numbers."""
    numbered: dict[str, int] = defaultdict(count(-1).__next__)
    end = numbered[END_OF_TEXT]
    found = WORD_OR_END.findall(END_OF_TEXT.join(texts).lower())
    met = numpy.fromiter(map(numbered.__getitem__, found), int, len(found))
    is_end = met == end
    del numbered[END_OF_TEXT]
    return numpy.cumsum(is_end)[~is_end], met[~is_end], list(numbered)


def _terms_in(text: Numbers, met: Numbers, words: Sequence[str]) -> tuple[Numbers, Numbers, list[str]]:
    """The same for the terms of the words: each word has one or more."""
    numbered: dict[str, int] = defaultdict(count(1).__next__, {EVERY_ENTRY: 0})
    by_word = [[numbered[term] for term in _terms(one)] for one in words]
    terms = numpy.fromiter(chain.from_iterable(by_word), int)
    many = numpy.fromiter(map(len, by_word), int)
    first = numpy.cumsum(many) - many
    times = many[met]
    nth = numpy.arange(times.sum()) - numpy.repeat(numpy.cumsum(times) - times, times)
    return numpy.repeat(text, times), terms[numpy.repeat(first[met], times) + nth], list(numbered)


def _strongest(key: Numbers, entry: Numbers, place: Numbers, entries: int) -> tuple[Numbers, Numbers, Numbers]:
    """Each entry once under each key, in the first of its places; ordered by key, place and entry."""
    ordered = numpy.sort((key * entries + entry) * PLACES + place)
    both, place = numpy.divmod(ordered, PLACES)
    first = numpy.ones(len(both), bool)
    first[1:] = both[1:] != both[:-1]
    key, entry = numpy.divmod(both[first], entries)
    by_place, entry = numpy.divmod(numpy.sort((key * PLACES + place[first]) * entries + entry), entries)
    key, place = numpy.divmod(by_place, PLACES)
    return key, entry, place


def _cut(group: Numbers, ids: Numbers, terms: Sequence[str]) -> Lists:
    """The ids of each group (a key and a place) as bytes."""
    lists: dict[Key, list[bytes]] = {}
    starts = numpy.flatnonzero(numpy.diff(group, prepend=-1))
    held = ids.tobytes()
    ends = [*(starts[1:] * ID.itemsize).tolist(), len(held)]
    for one, start, end in zip(group[starts].tolist(), (starts * ID.itemsize).tolist(), ends, strict=True):
        key, place = divmod(one, PLACES)
        is_hidden, term = divmod(key, len(terms))
        lists.setdefault((not is_hidden, terms[term]), list(NOWHERE))[place] = held[start:end]
    return {key: (places[0], places[1], places[2]) for key, places in lists.items()}


@lru_cache(maxsize=50_000)
def _terms(text: str) -> tuple[str, ...]:
    return word(text[:LONGEST_TERM]).terms
