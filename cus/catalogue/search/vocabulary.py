"""What the index of some centres knows: forms of words, and the entries in which terms stand."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy
from django.db import connection

from cus.catalogue.models import Posting, Synonym, WordForm
from cus.catalogue.search.closeness import SHORTEST_MISSPELT, keys
from cus.catalogue.search.index import EVERY_ENTRY
from cus.catalogue.search.synonyms import Sayings, Spelling

POSTINGS, FORMS, SYNONYMS = (model._meta.db_table for model in (Posting, WordForm, Synonym))
NEAR = 30  # so many forms at most are looked at
AFTER_ALL_LETTERS = "{"
BODY = 1  # the second of the three places
READABLE = "centre_id = ANY(%(centres)s) AND (is_public OR %(hidden)s)"
OPENING = f"""
SELECT form, written, term, FALSE FROM {FORMS} WHERE form = ANY(%(plain)s)
UNION ALL
SELECT words, means, kind, TRUE FROM {SYNONYMS} WHERE centre_id = ANY(%(centres)s) AND removed_at IS NULL
"""
# Of the forms found, those of terms in use. Arrays, not joins: the planner goes straight to the rows by their index.
IN_USE = f"""
WITH known AS MATERIALIZED ({{forms}}) SELECT DISTINCT known.* FROM known WHERE term = ANY(ARRAY(
    SELECT held.term FROM {POSTINGS} held WHERE held.term = ANY(ARRAY(SELECT term FROM known)) AND {READABLE}
))
"""
ONE_SLIP_AWAY = IN_USE.format(
    forms=f"""
SELECT form, written, term FROM unnest(%(keys)s::int[]) AS asked (key) JOIN {FORMS} ON keys @> ARRAY[asked.key]
"""
)
LIKE_IT = IN_USE.format(
    forms=f"""
SELECT form, written, term FROM {FORMS} WHERE form %% %(word)s
ORDER BY similarity(form, %(word)s) DESC, form, term LIMIT {NEAR}
"""
)
BEGINNING_SO = IN_USE.format(
    forms=f"""
SELECT form, written, term FROM {FORMS} WHERE form ~>=~ %(word)s AND form ~<~ %(end)s
ORDER BY length(form), form, term LIMIT {NEAR}
"""
)
FAMILIES = IN_USE.format(
    forms=f"""
SELECT DISTINCT asked.start, term FROM unnest(%(starts)s::text[]) AS asked (start)
JOIN {FORMS} ON form ~>=~ asked.start AND form ~<~ (asked.start || '{AFTER_ALL_LETTERS}')
"""
)
HELD = f"SELECT term, entries, in_name, in_body, beside FROM {POSTINGS} WHERE term = ANY(%(terms)s) AND {READABLE}"

Forms = dict[str, list[Spelling]]  # by the spelling without diacritics, what may have been written


@dataclass
class Held:
    """In how many entries a term stands, and in which: ids in the name, in the body, beside, block by block."""

    entries: int = 0
    blocks: list[tuple[bytes, ...]] = field(default_factory=list)

    def ids(self, place: int) -> numpy.ndarray:
        return numpy.frombuffer(b"".join(block[place] for block in self.blocks), numpy.uint32)


class Vocabulary:
    """The index of the centres as one query touches it."""

    def __init__(
        self, centre_ids: Sequence[int], *, hidden: bool, synonyms: Sequence[dict[str, str]] | None = None
    ) -> None:
        self.given: dict[str, Any] = {"centres": list(centre_ids), "hidden": hidden}
        self.synonyms = synonyms  # to try out, in place of those kept
        self.held: dict[str, Held] = {}
        self._places: dict[str, tuple[numpy.ndarray, ...]] = {}

    def opening(self, plain: Iterable[str]) -> tuple[Forms, Sayings]:
        """What may have been written without diacritics, and the centres' own synonyms, in one go."""
        forms = defaultdict(list)
        own = []
        for first, second, third, is_saying in self._rows(OPENING, plain=list(plain)):
            if is_saying:
                own.append({"words": first, "means": second, "kind": third})
            else:
                forms[first].append(Spelling(second, third))
        return forms, Sayings(own if self.synonyms is None else self.synonyms)

    def near(self, plain: str, *, is_known: bool) -> list[tuple[str, Spelling]]:
        """The forms one slip away or begun so; for what is no word at all, else those most alike."""
        found = self._rows(ONE_SLIP_AWAY, keys=keys(plain))
        if not is_known and len(plain) >= SHORTEST_MISSPELT:
            found += self._rows(BEGINNING_SO, word=plain, end=plain + AFTER_ALL_LETTERS)
            found = found or self._rows(LIKE_IT, word=plain)
        return [(form, Spelling(written, term)) for form, written, term in found]

    def families(self, starts: Iterable[str]) -> dict[str, list[str]]:
        """For each beginning the terms with a form that begins so."""
        found = defaultdict(list)
        for start, term in self._rows(FAMILIES, starts=list(starts)):
            found[start].append(term)
        return found

    def look_up(self, terms: Iterable[str]) -> None:
        missing = {EVERY_ENTRY, *terms} - self.held.keys()
        if not missing:
            return
        self.held |= {term: Held() for term in missing}
        for term, entries, *places in self._rows(HELD, terms=list(missing)):
            self.held[term].entries += entries
            self.held[term].blocks.append(tuple(places))

    @cached_property
    def ids(self) -> numpy.ndarray:
        """All entries one may see, ascending: what is computed of entries follows this order."""
        return numpy.sort(self.held[EVERY_ENTRY].ids(BODY)).astype(numpy.int64)

    def nothing(self) -> numpy.ndarray:
        """A zero for each entry."""
        return numpy.zeros(len(self.ids))

    def places_of(self, term: str) -> tuple[numpy.ndarray, ...]:
        """Where among the entries those stand that hold the term in the name, in the body, beside."""
        if term not in self._places:
            self._places[term] = tuple(numpy.searchsorted(self.ids, self.held[term].ids(place)) for place in range(3))
        return self._places[term]

    def entries(self, terms: Iterable[str]) -> int:
        return sum(self.held[term].entries for term in terms if term in self.held)

    def idf(self, term: str) -> float:
        """How rare the term is; the rarest is one that stands nowhere."""
        held = self.held[term].entries if term in self.held else 0
        return math.log(1 + (self.held[EVERY_ENTRY].entries - held + 0.5) / (held + 0.5))

    def _rows(self, statement: str, **given: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self.given | given)
            return cursor.fetchall()
