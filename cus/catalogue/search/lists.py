"""From the texts of entries to lists: for each term the entries it stands in.

Words and terms are numbered, so that arrays of numbers are sorted instead of words handled one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import Any

import numpy

from cus.catalogue.search.words import words_of

EVERY_ENTRY = ""  # the term that stands in every entry, in the body
BODY, PLACES = 1, 3  # of the places: in the name, in the body, beside
ID = numpy.dtype(numpy.uint32)  # as ids are kept
PLACE_BITS = 2
END_OF_TEXT = "\0"  # stands in no text of PostgreSQL

Key = tuple[bool, str]  # is it public; the term
Held = tuple[bytes, bytes, bytes]  # ids of the entries with the term in the name, in the body, beside; ascending
Lists = dict[Key, Held]
Numbers = numpy.ndarray
NOWHERE: Held = (b"", b"", b"")


def lists_of(rows: Iterable[tuple[Any, ...]], written: set[str]) -> Lists:
    """For each term the entries it stands in, each in its strongest place only. What is met is put into `written`.

    The rows are what `index.TEXTS` names, by id.
    """
    ids, publics, texts = [], [], []
    for entry_id, is_public, name, summary, keywords, beside, provider_name in rows:
        ids.append(entry_id)
        publics.append(is_public)
        texts += [name, f"{summary} {keywords}", f"{beside} {provider_name}"]
    if not ids:
        return {}
    text, met, known = _runs_in(texts)
    written.update(known)
    text, term, terms = _terms_in(text, met, known)
    every = numpy.arange(len(ids))
    text = numpy.concatenate([text, every * PLACES + BODY])
    entry = text // PLACES
    place = text - entry * PLACES
    key = numpy.concatenate([term, numpy.zeros(len(ids), int)]) + len(terms) * ~numpy.array(publics)[entry]
    key, entry, place = _strongest(key, entry, place, len(ids).bit_length())
    return _cut(key * PLACES + place, numpy.array(ids, ID)[entry], terms)


def ids_in(held: bytes | memoryview) -> Numbers:
    return numpy.frombuffer(held, ID)


def changed(held: bytes, gone: Numbers, more: bytes) -> bytes:
    """The list without some of its ids and with others."""
    kept = ids_in(held)
    return numpy.sort(numpy.concatenate([kept[~numpy.isin(kept, gone)], ids_in(more)])).tobytes()


def _runs_in(texts: Sequence[str]) -> tuple[Numbers, Numbers, list[str]]:
    """Of each run of letters between spaces, which text it stands in and which it is; and the runs by their numbers.

    Runs, since to part them is quick: words are looked for in each run once, not wherever it stands.
    """
    numbered: dict[str, int] = defaultdict(count(-1).__next__)
    end = numbered[END_OF_TEXT]
    found = f" {END_OF_TEXT} ".join(texts).lower().split()
    met = numpy.fromiter(map(numbered.__getitem__, found), int, len(found))
    is_end = met == end
    del numbered[END_OF_TEXT]
    return numpy.cumsum(is_end)[~is_end], met[~is_end], list(numbered)


def _terms_in(text: Numbers, met: Numbers, runs: Sequence[str]) -> tuple[Numbers, Numbers, list[str]]:
    """The same for the terms of the runs: each may have several, or none."""
    numbered: dict[str, int] = defaultdict(count(1).__next__, {EVERY_ENTRY: 0})
    by_run = [[numbered[term] for term in _terms(one)] for one in runs]
    terms = numpy.fromiter(chain.from_iterable(by_run), int)
    many = numpy.fromiter(map(len, by_run), int)
    first = numpy.cumsum(many) - many
    times = many[met]
    nth = numpy.arange(times.sum()) - numpy.repeat(numpy.cumsum(times) - times, times)
    return numpy.repeat(text, times), terms[numpy.repeat(first[met], times) + nth], list(numbered)


def _strongest(key: Numbers, entry: Numbers, place: Numbers, bits: int) -> tuple[Numbers, Numbers, Numbers]:
    """Each entry (a number of so many bits) once under each key, in the first place; by key, place and entry."""
    ordered = numpy.sort(((key << bits) + entry << PLACE_BITS) + place)
    both = ordered >> PLACE_BITS
    first = numpy.ones(len(both), bool)
    first[1:] = both[1:] != both[:-1]
    both, place = both[first], ordered[first] & ((1 << PLACE_BITS) - 1)
    again = numpy.sort(((both >> bits << PLACE_BITS) + place << bits) + (both & ((1 << bits) - 1)))
    by_place = again >> bits
    return by_place >> PLACE_BITS, again & ((1 << bits) - 1), by_place & ((1 << PLACE_BITS) - 1)


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
def _terms(run: str) -> tuple[str, ...]:
    return tuple(term for one in words_of(run) for term in one.terms)
