"""From a resident's words to services in the order of their worth.

Each word of the query is a group of alternatives: the word itself and its synonyms. A service scores, for each group,
its best alternative: the sum over the words of the alternative of idf (how rare the word is) times where it stands
(in the name most). Services that meet every group come first; the others follow.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from cus.kit.polish import fold
from cus.offer.models import ServiceTerms, VocabularyTerm
from cus.offer.search.closeness import (
    NEAR_ENOUGH,
    NEAR_ENOUGH_TO_ASK,
    NEAR_FOR_A_REAL_WORD,
    SHORTEST_MISSPELT,
    closeness,
)
from cus.offer.search.synonyms import STOP_WORDS, said_in, spellings_near
from cus.offer.search.words import Word, word, words_of

LONGEST_QUERY = 12  # words; a letter pasted into the box is still answered quickly
LONGEST_TEXT = 400  # letters; who sends more wants the server busy, not a service
MISSED = 0.4  # what is left of the score when no group that must be met is met
WITHIN_PHRASE = 0.5
TAIL = 0.25  # what scores less than this share of the best is not shown
AS_WRITTEN = 1.0
BEGINNING = 0.85  # "rehab" for "rehabilitacja"

SCORES = f"""
SELECT service_id, array_agg(grp), sum(score)
FROM (
    SELECT service_id, grp, max(score) AS score
    FROM (
        SELECT service_id, grp, alternative, sum(score) AS score
        FROM (
            SELECT entry.service_id, asked.grp, asked.alternative, asked.word, max(asked.worth * held.weight) AS score
            FROM {ServiceTerms._meta.db_table} entry
            CROSS JOIN LATERAL unnest(entry.terms, entry.weights) AS held (term, weight)
            JOIN unnest(%s::int[], %s::int[], %s::int[], %s::text[], %s::float[])
                AS asked (grp, alternative, word, term, worth) ON asked.term = held.term
            WHERE entry.centre_id = %s AND entry.terms && %s::varchar[]
            GROUP BY 1, 2, 3, 4
        ) AS by_word
        GROUP BY 1, 2, 3
    ) AS by_alternative
    GROUP BY 1, 2
) AS by_group
GROUP BY 1
"""
NEAR = f"""
SELECT asked.word, known.term, known.spelling, known.services
FROM unnest(%s::text[]) AS asked (word)
CROSS JOIN LATERAL (
    (SELECT term, spelling, services FROM {VocabularyTerm._meta.db_table}
     WHERE centre_id = %s AND spelling <> '' AND term %% asked.word
     ORDER BY similarity(term, asked.word) DESC, term LIMIT 15)
    UNION
    (SELECT term, spelling, services FROM {VocabularyTerm._meta.db_table}
     WHERE centre_id = %s AND spelling <> '' AND length(asked.word) >= {SHORTEST_MISSPELT}
       AND term LIKE asked.word || '%%' ORDER BY services DESC, term LIMIT 5)
) AS known
"""


@dataclass(frozen=True)
class Match:
    """A service found, by its id, and what it scored."""

    service_id: int
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found, and which words it had to read differently: as written -> as read."""

    matches: list[Match] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""  # the text with the words nobody knows replaced by what they may have meant


@dataclass
class Group:
    """One thing asked for, in alternative wordings; one that only hints need not be met."""

    alternatives: list[list[tuple[Word, float]]]
    must_be_met: bool = True
    weight: float = 1.0

    def words(self) -> Iterator[Word]:
        return (one for alternative in self.alternatives for one, _strength in alternative)


def find_services(*, centre_id: int, text: str) -> Found:
    """The services of a centre, whatever their status, that answer the text; the best first. Three queries at most."""
    written = words_of(text[:LONGEST_TEXT])[:LONGEST_QUERY]
    if not written:
        return Found()
    vocabulary = Vocabulary(centre_id)
    vocabulary.look_up(term for one in written for term in one.terms)
    reading = _read(written, vocabulary)
    groups = _groups(reading.words)
    vocabulary.look_up(
        term for group in groups for words in group.alternatives for one, _s in words for term in terms(one)
    )
    return Found(_ranked(_scores(groups, vocabulary), groups), reading.read_as, reading.suggestion)


class Vocabulary:
    """The terms of a centre that a query touches, in how many services each stands."""

    def __init__(self, centre_id: int) -> None:
        self.centre_id = centre_id
        self.services: dict[str, int] = {}
        self.total = 0
        self.looked_up: set[str] = set()

    def look_up(self, terms: Iterable[str]) -> None:
        missing = set(terms) - self.looked_up
        if not missing:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT term, services FROM {VocabularyTerm._meta.db_table} WHERE centre_id = %s AND term = ANY(%s)"
                f" UNION ALL SELECT NULL, count(*) FROM {ServiceTerms._meta.db_table} WHERE centre_id = %s",
                [self.centre_id, list(missing), self.centre_id],
            )
            for term, services in cursor.fetchall():
                if term is None:
                    self.total = services
                else:
                    self.services[term] = services
        self.looked_up |= missing

    def knows(self, one: Word) -> bool:
        return any(term in self.services for term in one.terms)

    def idf(self, term: str) -> float:
        return math.log(1 + (self.total - self.services[term] + 0.5) / (self.services[term] + 0.5))

    def near(self, words: Sequence[str]) -> dict[str, list[tuple[float, int, str]]]:
        """For each word the known spellings near it: how near, in how many services, the spelling."""
        found = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(NEAR, [list(words), self.centre_id, self.centre_id])
            for asked, term, spelling, services in cursor.fetchall():
                found[asked].append((_likeness(asked, term), services, spelling))
        for asked in words:
            found[asked] += [(closeness(asked, plain), 0, spelling) for plain, spelling in spellings_near(asked)]
        return {asked: sorted(near, reverse=True) for asked, near in found.items()}


def terms(one: Word) -> frozenset[str]:
    return one.terms | {one.root} if one.root else one.terms


def _likeness(asked: str, term: str) -> float:
    near = closeness(asked, term)
    return max(near, BEGINNING) if term.startswith(asked) else near


@dataclass
class Reading:
    """The words of a query as the search reads them."""

    words: list[Word] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    perhaps: dict[str, str] = field(default_factory=dict)

    @property
    def suggestion(self) -> str:
        return " ".join(self.perhaps.get(one.text, one.text) for one in self.words) if self.perhaps else ""


def _read(written: Sequence[Word], vocabulary: Vocabulary) -> Reading:
    """The words with those nobody knows replaced by the nearest known one."""
    said = {place for one in said_in(written) for place in one.places}
    strange = {
        one.plain
        for place, one in enumerate(written)
        if place not in said and one.text not in STOP_WORDS and not vocabulary.knows(one)
    }
    near = vocabulary.near([plain for plain in strange if len(plain) >= SHORTEST_MISSPELT]) if strange else {}
    reading = Reading()
    for one in written:
        nearest, _services, spelling = near[one.plain][0] if near.get(one.plain) else (0.0, 0, "")
        if one.plain in strange and nearest >= (NEAR_FOR_A_REAL_WORD if one.lemmas else NEAR_ENOUGH):
            reading.words.append(word(spelling))
            if fold(spelling) != one.plain:
                reading.read_as[one.text] = spelling
        else:
            reading.words.append(one)
            if one.plain in strange and nearest >= NEAR_ENOUGH_TO_ASK:
                reading.perhaps[one.text] = spelling
    return reading


def _groups(words: Sequence[Word]) -> list[Group]:
    spoken = [place for place, one in enumerate(words) if one.text not in STOP_WORDS] or list(range(len(words)))
    groups = {place: Group([[(words[place], AS_WRITTEN)]]) for place in spoken}
    whole_phrases = []
    for said in said_in(words):
        wordings = [[(one, said.synonym.strength) for one in wording] for wording in said.synonym.means]
        places = said.places & groups.keys()
        if len(places) == 1:
            [place] = places
            groups[place].alternatives += wordings
        else:
            whole_phrases.append(Group(wordings))
        for place in places:
            groups[place].must_be_met &= len(places) == 1 and said.synonym.kind != "hint"
            if len(places) > 1:  # what the words say together counts more than what each says
                groups[place].weight = WITHIN_PHRASE
    return [*groups.values(), *whole_phrases]


def _scores(groups: Sequence[Group], vocabulary: Vocabulary) -> list[tuple[int, set[int], float]]:
    """For each service that has any of the terms: which groups it meets and its score."""
    asked = [
        (group_number, alternative_number, word_number, term, group.weight * strength * vocabulary.idf(term))
        for group_number, group in enumerate(groups)
        for alternative_number, alternative in enumerate(group.alternatives)
        for word_number, (one, strength) in enumerate(alternative)
        for term in terms(one)
        if term in vocabulary.services
    ]
    if not asked:
        return []
    columns = [list(column) for column in zip(*asked, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(SCORES, [*columns, vocabulary.centre_id, list(set(columns[3]))])
        return [(service_id, set(met), float(score)) for service_id, met, score in cursor.fetchall()]


def _ranked(scores: Sequence[tuple[int, set[int], float]], groups: Sequence[Group]) -> list[Match]:
    """What meets every group before what meets some: each group missed costs its share of the score."""
    required = {number for number, group in enumerate(groups) if group.must_be_met}
    found = []
    for service_id, met, score in scores:
        if required and not met & required:
            continue  # a hint alone finds nothing: "kurs nurkowania" is not a ride
        share = len(met & required) / len(required) if required else 1
        found.append(Match(service_id, score * (MISSED + (1 - MISSED) * share)))
    found.sort(key=lambda match: (-match.score, match.service_id))
    return [match for match in found if match.score >= TAIL * found[0].score]
