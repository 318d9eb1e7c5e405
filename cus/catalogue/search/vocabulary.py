"""What the index of some centres knows: forms of words, and the entries in which terms stand."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from cus.catalogue.models import Posting, WordForm
from cus.catalogue.search.closeness import SHORTEST_MISSPELT
from cus.catalogue.search.index import EVERY_ENTRY, ids_in
from cus.catalogue.search.synonyms import Spelling

POSTINGS, FORMS = Posting._meta.db_table, WordForm._meta.db_table
NEAR, BEGUN, FAMILY = 15, 5, 40  # so many forms at most are looked at
READABLE = "centre_id = ANY(%(centres)s) AND (is_public OR %(hidden)s)"
IN_USE = f"EXISTS (SELECT 1 FROM {POSTINGS} held WHERE held.term = known.term AND {READABLE})"
FORMS_OF_WORDS = f"""
SELECT form, written, term FROM {FORMS} known WHERE form = ANY(%(plain)s) AND {IN_USE}
"""
NEAR_FORMS = f"""
SELECT asked.word, known.* FROM unnest(%(words)s::text[]) AS asked (word)
CROSS JOIN LATERAL (
    (SELECT form, written, term FROM {FORMS} known WHERE form %% asked.word AND {IN_USE}
     ORDER BY similarity(form, asked.word) DESC, form, term LIMIT {NEAR})
    UNION
    (SELECT form, written, term FROM {FORMS} known
     WHERE length(asked.word) >= {SHORTEST_MISSPELT} AND form LIKE asked.word || '%%' AND {IN_USE}
     ORDER BY length(form), form, term LIMIT {BEGUN})
) AS known
"""
FAMILIES = f"""
SELECT asked.start, known.term FROM unnest(%(starts)s::text[]) AS asked (start)
CROSS JOIN LATERAL (
    SELECT DISTINCT term FROM {FORMS} known
    WHERE form LIKE asked.start || '%%' AND {IN_USE} ORDER BY term LIMIT {FAMILY}
) AS known
"""
HELD = f"SELECT term, entries, in_name, in_body, beside FROM {POSTINGS} WHERE term = ANY(%(terms)s) AND {READABLE}"


@dataclass
class Held:
    """In how many entries a term stands, and in which: in the name, in the body, beside."""

    entries: int = 0
    places: tuple[list[int], list[int], list[int]] = field(default_factory=lambda: ([], [], []))


class Vocabulary:
    """The index of the centres as one query touches it."""

    def __init__(self, centre_ids: Sequence[int], *, hidden: bool) -> None:
        self.given = {"centres": list(centre_ids), "hidden": hidden}
        self.held: dict[str, Held] = {}

    def forms(self, plain: Iterable[str]) -> dict[str, list[Spelling]]:
        """For each spelling without diacritics what may have been written."""
        found = defaultdict(list)
        for form, written, term in self._rows(FORMS_OF_WORDS, plain=list(plain)):
            found[form].append(Spelling(written, term))
        return found

    def near(self, words: Sequence[str]) -> dict[str, list[tuple[str, Spelling]]]:
        """For each word the forms that share something with it, or begin with it."""
        found = defaultdict(list)
        for asked, form, written, term in self._rows(NEAR_FORMS, words=list(words)):
            found[asked].append((form, Spelling(written, term)))
        return found

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
            held = self.held[term]
            held.entries += entries
            for ids, more in zip(held.places, places, strict=True):
                ids += ids_in(more)

    def entries(self, terms: Iterable[str]) -> int:
        return sum(self.held[term].entries for term in terms if term in self.held)

    def idf(self, term: str) -> float:
        """How rare the term is; the rarest is one that stands nowhere."""
        held = self.held[term].entries if term in self.held else 0
        return math.log(1 + (self.held[EVERY_ENTRY].entries - held + 0.5) / (held + 0.5))

    def _rows(self, statement: str, **given: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self.given | given)
            return cursor.fetchall()
