"""What the index of some centres knows: forms of words, and the entries in which terms stand.

Each search reads in one go in which state the index is. What this process read of the index in the same state, for the
same asker, it remembers (memory.py); the rest is read. So a change is seen by the next search of every process, one
that was rolled back never is, and what row security hides from an asker is not remembered for them.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy
import psycopg
from django.db import connection

from cus.catalogue.models import Lexeme, Posting, Synonym
from cus.catalogue.search.closeness import (
    SHORTEST_MISSPELT,
    is_one_slip_away,
    keys_of_beginning,
    keys_of_form,
    keys_one_slip_away,
    sound,
)
from cus.catalogue.search.lists import BODY, EVERY_ENTRY, ID, PLACES, ids_in
from cus.catalogue.search.memory import MEMORY
from cus.catalogue.search.synonyms import Sayings, Spelling, shipped

POSTINGS, LEXEMES, SYNONYMS = (model._meta.db_table for model in (Posting, Lexeme, Synonym))
NEAR = 30  # so many forms or terms at most are looked at
SIZE_OF_A_SPELLING = 300  # bytes, about
READABLE = "centre_id = ANY(%(centres)s) AND (is_public OR %(hidden)s)"
OPENING = f"""
SELECT TRUE, current_database()::text, current_user::text, current_setting('cus.tenant', true)::text,
    catalogue_index_state(%(centres)s::bigint[])
UNION ALL
SELECT FALSE, words, means, kind, '' FROM {SYNONYMS} WHERE centre_id = ANY(%(centres)s) AND removed_at IS NULL
"""
SPELT_SO = f"SELECT term, forms, written FROM {LEXEMES} WHERE keys && %(keys)s::int[] ORDER BY term"
NEARLY = f"""
SELECT term, forms, written FROM {LEXEMES} WHERE plain %% %(word)s
ORDER BY similarity(plain, %(word)s) DESC, term LIMIT {NEAR}
"""
# Of the lexemes found, those in use. Arrays, not joins: the planner goes straight to the rows by their index.
IN_USE = f"""
WITH known AS MATERIALIZED ({{lexemes}}) SELECT known.* FROM known WHERE term = ANY(ARRAY(
    SELECT held.term FROM {POSTINGS} held WHERE held.term = ANY(ARRAY(SELECT term FROM known)) AND {READABLE}
))
"""
SPELT_SO_IN_USE, NEARLY_IN_USE = IN_USE.format(lexemes=SPELT_SO), IN_USE.format(lexemes=NEARLY)
HELD = f"SELECT term, entries, in_name, in_body, beside FROM {POSTINGS} WHERE term = ANY(%(terms)s) AND {READABLE}"


Formed = tuple[str, Spelling]  # a form without diacritics, and what it stands for
Forms = dict[str, list[Spelling]]  # by the spelling without diacritics, what may have been written


@dataclass(frozen=True)
class Held:
    """In how many entries a term stands; where among all those are with it in the name, in the body, beside."""

    entries: int
    places: tuple[numpy.ndarray, ...]


@dataclass(frozen=True)
class Everything:
    """The ids of all entries one may see, ascending; `key` is of this very reading, to which places belong."""

    ids: numpy.ndarray
    key: object = field(default_factory=object)


class Vocabulary:
    """The index of the centres as one query touches it."""

    def __init__(
        self, centre_ids: Sequence[int], *, hidden: bool, synonyms: Sequence[dict[str, str]] | None = None
    ) -> None:
        self.given: dict[str, Any] = {"centres": sorted(centre_ids), "hidden": hidden}
        state, *said = sorted(self._rows(OPENING, is_frequent=True), reverse=True)
        lines = tuple(line[1:4] for line in said)
        if synonyms is not None:  # to try out, in place of those kept
            lines = tuple((one["words"], one["means"], one["kind"]) for one in synonyms)
        self.own = _sayings(lines)
        self._state = blake2b(repr((state, self.given)).encode()).digest()
        self._lines = lines
        self._everything: Everything | None = MEMORY.recall(self._state)
        self._held: dict[str, Held] = {}
        self._idf: dict[str, float] = {}

    def spelt(self, plain: Iterable[str]) -> Forms:
        """What may have been written without diacritics."""
        forms: Forms = {one: MEMORY.recall((self._state, one)) for one in plain}
        missing = {one: list[Spelling]() for one, known in forms.items() if known is None}
        if missing:
            keys = [key for one in missing for key in keys_of_form(one)]
            for form, spelling in self._spellings(SPELT_SO, keys=keys):
                if form in missing:
                    missing[form].append(spelling)
            for one, found in missing.items():
                MEMORY.keep((self._state, one), found, size=_size(found))
        return forms | missing

    def nearest(self, plain: str, is_known: bool, choose: Callable[[Iterable[Formed]], Any]) -> Any:
        """What is chosen of all forms like this one: in use here, or in the synonyms."""
        key = (self._state, self._lines, plain, is_known)
        chosen = MEMORY.recall(key)
        if chosen is None:
            said = chain(shipped().near(plain), self.own.near(plain))
            chosen = choose(chain(self._near(plain, is_known=is_known), said))
            MEMORY.keep(key, chosen, size=SIZE_OF_A_SPELLING)
        return chosen

    def families(self, starts: Iterable[str]) -> dict[str, list[str]]:
        """For each beginning the terms in use with a form that begins so."""
        found = {start: MEMORY.recall((self._state, "family", start)) for start in starts}
        missing = {start: dict[str, None]() for start, known in found.items() if known is None}
        if missing:
            keys = [key for start in missing for key in keys_of_beginning(start)]
            for form, spelling in self._spellings(SPELT_SO_IN_USE, keys=keys):
                for start, terms in missing.items():
                    if form.startswith(start):
                        terms[spelling.term] = None
            for start, terms in missing.items():
                found[start] = list(terms)
                MEMORY.keep((self._state, "family", start), found[start], size=_size(terms))
        return found

    def look_up(self, terms: Iterable[str]) -> None:
        missing = {EVERY_ENTRY, *terms} - self._held.keys()
        if self._everything:
            known = {term: MEMORY.recall((self._everything.key, term)) for term in missing}
            self._held |= {term: held for term, held in known.items() if held}
            missing -= self._held.keys()
        if missing:
            blocks = defaultdict(list)
            for term, *block in self._rows(HELD, terms=list(missing)):
                blocks[term].append(block)
            if self._everything is None:
                ids = numpy.sort(_ids(blocks[EVERY_ENTRY], 1 + BODY))
                self._everything = Everything(ids)
                MEMORY.keep(self._state, self._everything, size=ids.nbytes)
            for term in missing:
                self._held[term] = self._learnt(term, blocks[term])

    def _learnt(self, term: str, blocks: Sequence[Sequence[Any]]) -> Held:
        everything = self._the_entries()
        places = tuple(_places(everything.ids, _ids(blocks, place)) for place in range(1, PLACES + 1))
        held = Held(sum(block[0] for block in blocks), places)
        MEMORY.keep((everything.key, term), held, size=sum(one.nbytes for one in places))
        return held

    def _the_entries(self) -> Everything:
        if self._everything is None:
            self.look_up([])
        return self._everything or Everything(numpy.zeros(0, ID))

    @property
    def ids(self) -> numpy.ndarray:
        """All entries one may see, ascending: what is computed of entries follows this order."""
        return self._the_entries().ids

    def nothing(self) -> numpy.ndarray:
        """A zero for each entry."""
        return numpy.zeros(len(self.ids), numpy.float32)

    def places_of(self, term: str) -> tuple[numpy.ndarray, ...]:
        """Where among the entries those stand that hold the term in the name, in the body, beside."""
        return self._held[term].places

    def entries(self, terms: Iterable[str]) -> int:
        return sum(self._held[term].entries for term in terms if term in self._held)

    def idf(self, term: str) -> float:
        """How rare the term is; the rarest is one that stands nowhere."""
        if term not in self._idf:
            held = self.entries([term])
            self._idf[term] = math.log(1 + (self._held[EVERY_ENTRY].entries - held + 0.5) / (held + 0.5))
        return self._idf[term]

    def _near(self, plain: str, *, is_known: bool) -> list[Formed]:
        """The forms one slip away or begun so; for what is no word at all, else those most alike."""
        keys = keys_one_slip_away(plain)
        heard = sound(plain)
        may_go_on = not is_known and len(plain) >= SHORTEST_MISSPELT
        if may_go_on:
            keys += keys_of_beginning(plain)
        forms = list(self._spellings(SPELT_SO_IN_USE, keys=keys))
        near = [one for one in forms if is_one_slip_away(plain, one[0]) or is_one_slip_away(heard, sound(one[0]))]
        if may_go_on:
            begun = sorted((one for one in forms if one[0].startswith(plain)), key=lambda one: (len(one[0]), one[0]))
            near = near + begun[:NEAR] or list(self._spellings(NEARLY_IN_USE, word=plain))
        return near

    def _spellings(self, statement: str, **given: Any) -> Iterator[Formed]:
        for term, forms, written in self._rows(statement, **given):
            for form, as_written in zip(forms.split(), written.split(), strict=True):
                yield form, Spelling(as_written, term)

    def _rows(self, statement: str, *, is_frequent: bool = False, **given: Any) -> list[tuple[Any, ...]]:
        """Straight from the driver: bytes as they are, and what is asked all the time planned once a connection.

        Of a search that remembers the rest this is most of the time: it takes a fifth of what Django's cursor takes.
        """
        connection.ensure_connection()
        driver = connection.connection
        before, driver.prepare_threshold = driver.prepare_threshold, 0 if is_frequent else None
        try:
            with connection.wrap_database_errors, psycopg.Cursor(driver) as cursor:
                return cursor.execute(statement, self.given | given, binary=True).fetchall()
        finally:
            driver.prepare_threshold = before


@lru_cache(maxsize=100)
def _sayings(lines: tuple[tuple[str, str, str], ...]) -> Sayings:
    return Sayings({"words": words, "means": means, "kind": kind} for words, means, kind in lines)


def _ids(blocks: Sequence[Sequence[Any]], place: int) -> numpy.ndarray:
    return ids_in(b"".join(block[place] for block in blocks))


def _places(all_ids: numpy.ndarray, ids: numpy.ndarray) -> numpy.ndarray:
    """Where the ids are among all. One written since all were read is among them only the next time."""
    places = numpy.searchsorted(all_ids, ids)
    is_there = places < len(all_ids)
    is_there[is_there] = all_ids[places[is_there]] == ids[is_there]
    return places if is_there.all() else places[is_there]


def _size(found: Sized) -> int:
    return SIZE_OF_A_SPELLING * len(found)
