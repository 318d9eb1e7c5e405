"""The public entries of some centres, kept in memory as columns: a hundred thousand are looked through at once.

The database marks each block of entries anew when one of them changes (`Edition`). Every question begins by reading
the marks; the blocks whose marks are others are read again. So what is kept is never older than the question.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from threading import Lock
from typing import Any

import numpy
from django.db import connection

from cus.catalogue.models import BLOCK, Edition, Entry, EntryPlace

EDITIONS, ENTRIES, PLACES = (model._meta.db_table for model in (Edition, Entry, EntryPlace))
KEPT = 16  # regions at most; the one read longest ago goes
BETWEEN = "\x1f"  # stands in no code
SPAN = re.compile(r"\[(\d+),(\d+)\)")

MARKS = f"SELECT centre_id, block, token FROM {EDITIONS} WHERE centre_id = ANY(%s) ORDER BY centre_id, block"
OF_BLOCKS = f"""
JOIN unnest(%(centres)s::bigint[], %(blocks)s::bigint[]) AS asked (centre, block)
  ON {{row}}.centre_id = asked.centre
  AND {{row}}.{{id}} >= asked.block * {BLOCK} AND {{row}}.{{id}} < (asked.block + 1) * {BLOCK}
WHERE {{row}}.is_public"""
READ_ENTRIES = f"""
SELECT id, centre_id, sort_key, uuid_hash_extended(uuid, 0), source_id IS NOT NULL, is_free IS TRUE,
  wheelchair IS TRUE, places_left IN ('FEW', 'MANY'), kind, form, area::text, array_to_string(audiences, '{BETWEEN}'),
  array_to_string(languages, '{BETWEEN}'), opening::text
FROM {ENTRIES} entry {OF_BLOCKS.format(row="entry", id="id")}
"""
READ_PLACES = f"""
SELECT entry_id, latitude, longitude, teryt FROM {PLACES} place {OF_BLOCKS.format(row="place", id="entry_id")}
"""

Numbers = numpy.ndarray
Flags = numpy.ndarray  # yes or no for each entry
Block = tuple[int, int]  # the centre and the number of the block
Marks = dict[Block, frozenset[Any]]


@dataclass(frozen=True)
class Values:
    """Which entry has which value: a pair of numbers for each. An entry may have several values, or none."""

    entries: Numbers
    codes: Numbers

    def one_of(self, wanted: Iterable[str], size: int) -> Flags:
        held = numpy.zeros(size, bool)
        codes = [CODES[word] for word in wanted if word in CODES]
        held[self.entries[numpy.isin(self.codes, codes)]] = True
        return held

    def counted(self, among: Flags) -> dict[str, int]:
        numbers = numpy.bincount(self.codes[among[self.entries]])
        return {WORDS[code]: int(numbers[code]) for code in numpy.flatnonzero(numbers)}


@dataclass(frozen=True)
class Spans:
    """When entries are open, in minutes of the week."""

    entries: Numbers
    starts: Numbers
    ends: Numbers


@dataclass(frozen=True)
class Places:
    """Where entries are; degrees that are not known are NaN."""

    entries: Numbers
    latitudes: Numbers
    longitudes: Numbers
    gminas: Numbers  # codes of TERYT codes


@dataclass(frozen=True)
class Shelf:
    """Public entries as columns; each entry is known by its place in them."""

    keys: list[str]  # by which they are sorted
    ids: Numbers
    centres: Numbers
    twins: Numbers  # the same number: the same uuid
    is_copy: Flags
    is_free: Flags
    wheelchair: Flags
    has_free_places: Flags
    kinds: Values
    forms: Values
    areas: Values
    audiences: Values
    languages: Values
    opening: Spans
    places: Places

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def ranks(self) -> Numbers:
        """The place of each in the alphabet; the same for those of one name. The blocks are sorted: soon done."""
        order = sorted(range(len(self)), key=self.keys.__getitem__)
        keys = [self.keys[place] for place in order]
        steps = [0, *(before != after for before, after in pairwise(keys))]
        ranks = numpy.empty(len(self), numpy.int64)
        ranks[order] = numpy.cumsum(steps[: len(self)])
        return ranks

    @cached_property
    def turns(self) -> Numbers:
        """As `ranks`, but those of one name follow each other by their ids."""
        turns = numpy.empty(len(self), numpy.int64)
        turns[numpy.lexsort((self.ids, self.ranks))] = numpy.arange(len(self))
        return turns

    @cached_property
    def shown(self) -> Flags:
        """A copy taken over gives way to its original."""
        return ~(self.is_copy & numpy.isin(self.twins, self.twins[~self.is_copy]))

    @cached_property
    def _by_id(self) -> Numbers:
        return numpy.argsort(self.ids)

    def of_ids(self, ids: Sequence[int]) -> tuple[Numbers, Flags]:
        """The entries of the ids, and which of the ids are known at all."""
        asked = numpy.array(ids, numpy.int64)
        if not len(self):
            return asked[:0], numpy.zeros(len(asked), bool)
        at = numpy.searchsorted(self.ids, asked, sorter=self._by_id).clip(max=len(self) - 1)
        entries = self._by_id[at]
        known = self.ids[entries] == asked
        return entries[known], known


def shelf_of(centre_ids: Iterable[int]) -> Shelf:
    """The public entries of the centres as they are now: one query, two more if something changed."""
    centres = tuple(sorted(centre_ids))
    marks = _marks(centres)
    kept = _kept.get(centres)
    if kept is None or kept.marks != marks:
        with _reading:
            kept = _read_again(_kept.pop(centres, None), marks)
            _kept[centres] = kept
            while len(_kept) > KEPT:
                del _kept[next(iter(_kept))]
    return kept.shelf


@dataclass(frozen=True)
class _Kept:
    marks: Marks
    blocks: dict[Block, Shelf]
    shelf: Shelf


CODES: dict[str, int] = {}  # each word met has a number, in this process, for good
WORDS: list[str] = []
_kept: dict[tuple[int, ...], _Kept] = {}
_reading = Lock()


def _marks(centres: Sequence[int]) -> Marks:
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [list(centres)])
        for centre, block, token in cursor.fetchall():
            found[centre, block].add(token)
    return {block: frozenset(tokens) for block, tokens in found.items()}


def _read_again(kept: _Kept | None, marks: Marks) -> _Kept:
    """The marks were read before the rows: what changes in between is read once too often, never too seldom."""
    same = {block: kept.blocks[block] for block in marks if kept.marks.get(block) == marks[block]} if kept else {}
    known = same | _read([block for block in marks if block not in same])
    blocks = {block: known[block] for block in marks}  # in the order of the ids, whichever changed last
    shelf = _joined(list(blocks.values()))
    if kept and shelf.keys == kept.shelf.keys and numpy.array_equal(shelf.ids, kept.shelf.ids):
        vars(shelf).update(ranks=kept.shelf.ranks, turns=kept.shelf.turns)  # neither came, went, nor has a new name
    return _Kept(marks, blocks, shelf)


def _read(blocks: Sequence[Block]) -> dict[Block, Shelf]:
    if not blocks:
        return {}
    centres, numbers = zip(*blocks, strict=True)
    given = {"centres": list(centres), "blocks": list(numbers)}
    entries: dict[Block, list[Any]] = {block: [] for block in blocks}
    places: dict[Block, list[Any]] = {block: [] for block in blocks}
    centre_of = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_ENTRIES, given)
        for row in cursor:
            centre_of[row[0]] = row[1]
            entries[row[1], row[0] // BLOCK].append(row)
        cursor.execute(READ_PLACES, given)
        for row in cursor:
            if row[0] in centre_of:
                places[centre_of[row[0]], row[0] // BLOCK].append(row)
    return {block: _shelf(entries[block], places[block]) for block in blocks}


def _shelf(rows: list[tuple[Any, ...]], places: list[tuple[Any, ...]]) -> Shelf:
    rows.sort(key=itemgetter(2))
    columns = list(zip(*rows, strict=True)) or [()] * 14
    ids, centres, keys, twins, is_copy, is_free, wheelchair, has_free_places = columns[:8]
    place_of = {entry_id: place for place, entry_id in enumerate(ids)}
    kinds, forms, areas, audiences, languages = (_values(texts) for texts in columns[8:13])
    return Shelf(
        keys=list(keys),
        ids=numpy.array(ids, numpy.int64),
        centres=numpy.array(centres, numpy.int64),
        twins=numpy.array(twins, numpy.int64),
        is_copy=numpy.array(is_copy, bool),
        is_free=numpy.array(is_free, bool),
        wheelchair=numpy.array(wheelchair, bool),
        has_free_places=numpy.array(has_free_places, bool),
        kinds=kinds,
        forms=forms,
        areas=areas,
        audiences=audiences,
        languages=languages,
        opening=_spans(columns[13]),
        places=_places([(place_of[row[0]], *row[1:]) for row in places]),
    )


def _values(texts: Sequence[str | None]) -> Values:
    pairs = [(place, code) for place, text in enumerate(texts) if text for code in _codes(text)]
    return Values(*_columns(pairs, numpy.int32, numpy.int32))


@lru_cache(maxsize=10_000)
def _codes(text: str) -> tuple[int, ...]:
    return tuple({_code(word) for word in text.split(BETWEEN)})


def _code(word: str) -> int:
    """Only where `_reading` is held: two words must not get one number."""
    if word not in CODES:
        WORDS.append(word)
        CODES[word] = len(WORDS) - 1
    return CODES[word]


def _spans(texts: Sequence[str]) -> Spans:
    rows = [(place, *span) for place, text in enumerate(texts) for span in _ends(text)]
    return Spans(*_columns(rows, numpy.int32, numpy.int32, numpy.int32))


@lru_cache(maxsize=10_000)
def _ends(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in SPAN.findall(text))


def _places(rows: Sequence[tuple[Any, ...]]) -> Places:
    coded = [(place, latitude, longitude, _code(teryt)) for place, latitude, longitude, teryt in rows]
    return Places(*_columns(coded, numpy.int32, float, float, numpy.int32))


def _columns(rows: Sequence[tuple[Any, ...]], *types: Any) -> list[Numbers]:
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    return [numpy.array(column, kind) for column, kind in zip(columns, types, strict=True)]


def _joined(shelves: Sequence[Shelf]) -> Shelf:
    """One shelf of all: what tells an entry by its place in a block tells it by its place in the whole."""
    starts = numpy.cumsum([0, *map(len, shelves)])

    def one(name: str) -> Any:
        parts = [getattr(shelf, name) for shelf in shelves]
        kind = KINDS.get(name)
        if kind is None:
            return numpy.concatenate(parts) if parts else numpy.zeros(0, int)
        return kind(*(_end_to_end(parts, column.name, starts) for column in fields(kind)))

    columns = {column.name: one(column.name) for column in fields(Shelf) if column.name != "keys"}
    return Shelf(keys=[key for shelf in shelves for key in shelf.keys], **columns)


def _end_to_end(parts: Sequence[Any], column: str, starts: Numbers) -> Numbers:
    arrays = [getattr(part, column) for part in parts]
    if column == "entries":
        arrays = [array + start for array, start in zip(arrays, starts[:-1], strict=True)]
    return numpy.concatenate(arrays) if arrays else numpy.zeros(0, int)


KINDS: dict[str, type[Values | Spans | Places]] = {
    "kinds": Values,
    "forms": Values,
    "areas": Values,
    "audiences": Values,
    "languages": Values,
    "opening": Spans,
    "places": Places,
}
