"""From a resident's words to entries in the order of their worth.

Each word of the query is a group of alternatives: the word itself and its synonyms. An entry scores, for each group,
its best alternative: the sum over the words of the alternative of idf (how rare the word is) times where it stands
(in the name most). Entries that meet every group come first; only when those are few do others follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import inf
from typing import NamedTuple, cast

import numpy

from cus.catalogue.models import SynonymKind
from cus.catalogue.search.reading import Alternative, Group, Reading, Terms, add_families, groups_of, read
from cus.catalogue.search.synonyms import Said
from cus.catalogue.search.turns import turns_of
from cus.catalogue.search.vocabulary import Vocabulary
from cus.catalogue.search.words import Word, words_of

LONGEST_QUERY = 12  # words; a letter pasted into the box is still answered quickly
LONGEST_TEXT = 400  # letters; who sends more wants the server busy, not a service
WEIGHTS = (3.0, 1.0, 0.4)  # of the name, of the body, of what stands beside
BESIDE = 2
ENOUGH = 10  # so many entries that meet every group: no others are shown
MISSED = 0.4  # what is left of the score when no group that must be met is met
LEAST = 0.25  # what meets less than this share of what is asked is not shown: a dentist is not "anything for a child"
TAIL = 0.25  # what scores less than this share of the best is not shown
SAYS_IT = 0.6  # share of what a wording says that an entry must hold to be meant by it
IN_THOUSANDTHS = 1000

Scores = numpy.ndarray  # one number for each entry of the vocabulary, in its order; 0 for one that does not answer
Part = tuple[float, Scores]  # how rare what it says is, and what it gives each entry


class Match(NamedTuple):
    """An entry found, by its id, and what it scored."""

    entry_id: int
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found, and which words it had to read differently: as written -> as read."""

    matches: list[Match] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""  # the text with the words nobody knows replaced by what they may have meant


@dataclass(frozen=True)
class Matching:
    """What a search found as a relation, for a statement that filters, counts and sorts in the database.

    `SELECT … FROM catalogue_entry entry JOIN ({sql}) AS matching ON matching.entry_id = entry.id
    WHERE … ORDER BY matching.score DESC, matching.turn LIMIT …`, with `params` where `sql` stands.
    `turn` parts equal hits, anew every day, so that no provider is always the first.
    """

    sql: str
    params: list[str]
    count: int
    read_as: dict[str, str]
    suggestion: str


def find_entries(
    *,
    centre_ids: Sequence[int],
    text: str,
    hidden: bool = False,
    on: date | None = None,
    limit: int | None = None,
    synonyms: Sequence[dict[str, str]] | None = None,
) -> Found:
    """The entries of the centres that answer the text, the best first; drafts too if `hidden`.

    Equal hits change their order every day (`on`). `synonyms` (words, means, kind) are tried in place of those kept.
    """
    ids, scores, reading = _search(Vocabulary(centre_ids, hidden=hidden, synonyms=synonyms), text)
    if limit is not None and len(ids) > limit:
        best = scores >= numpy.partition(scores, -limit)[-limit]
        ids, scores = ids[best], scores[best]
    order = numpy.lexsort((turns_of(ids, on), -scores))[:limit]
    matches = list(map(Match, ids[order].tolist(), scores[order].tolist()))
    return Found(matches, reading.read_as, reading.suggestion)


def matching(*, centre_ids: Sequence[int], text: str, hidden: bool = False, on: date | None = None) -> Matching:
    """The same entries as `find_entries`, as a relation (entry_id, score, turn) to be joined in one statement."""
    ids, scores, reading = _search(Vocabulary(centre_ids, hidden=hidden), text)
    worth = numpy.rint(scores * IN_THOUSANDTHS).astype(int)
    turn = turns_of(ids, on).argsort().argsort()
    return Matching(
        sql="SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS found (entry_id, score, turn)",
        params=[f"{{{','.join(map(str, column.tolist()))}}}" for column in (ids, worth, turn)],
        count=len(ids),
        read_as=reading.read_as,
        suggestion=reading.suggestion,
    )


def _search(vocabulary: Vocabulary, text: str) -> tuple[numpy.ndarray, Scores, Reading]:
    """The entries found, what each scored, and how the text was read."""
    written = words_of(text[:LONGEST_TEXT])[:LONGEST_QUERY]
    if not written:
        return numpy.zeros(0, int), numpy.zeros(0), Reading()
    reading = read(written, vocabulary)
    groups = groups_of(reading)
    add_families(groups, vocabulary)
    vocabulary.look_up(term for group in groups for term in group.terms())
    scores = _ranked(groups, vocabulary)
    for wording in _never(reading.said):
        scores[_with_every(wording, vocabulary)] = 0
    found = numpy.flatnonzero(scores)
    return vocabulary.ids[found], scores[found], reading


def _never(said: Sequence[Said]) -> list[tuple[Word, ...]]:
    return [wording for one in said if one.saying.kind == SynonymKind.NEVER for wording in one.saying.means]


def _ranked(groups: Sequence[Group], vocabulary: Vocabulary) -> Scores:
    """What meets every group; when that is little, also what meets some, at a loss for each group it misses."""
    required = [group for group in groups if group.must_be_met]
    hints = [_of_group(group, vocabulary, beside=True) for group in groups if not group.must_be_met]
    if not required:
        return _with_tail_cut(sum(hints, vocabulary.nothing()))
    alone = len(required) == 1
    met = [_of_group(group, vocabulary, beside=not alone) for group in required]
    every = sum(met[1:], met[0]) * numpy.logical_and.reduce([one > 0 for one in met])
    if alone or numpy.count_nonzero(every) >= ENOUGH:
        return _with_tail_cut(_with_hints(every, hints))
    importance = [_rarities(group.alternatives[0].words, vocabulary) for group in required]
    return _with_tail_cut(_with_hints(_some_of(met, importance), hints))


def _some_of(met: Sequence[Scores], importance: Sequence[float]) -> Scores:
    """The entries that meet at least `LEAST` of what is asked; the more of it they miss, the less they score."""
    share = sum((one > 0) * numpy.float32(worth / sum(importance)) for one, worth in zip(met, importance, strict=True))
    return sum(met[1:], met[0]) * (MISSED + (1 - MISSED) * share) * (share >= LEAST)


def _with_hints(scores: Scores, hints: Sequence[Scores]) -> Scores:
    return sum(hints, scores) * (scores > 0)


def _with_tail_cut(scores: Scores) -> Scores:
    return scores * (scores >= TAIL * scores.max(initial=0))


def _of_group(group: Group, vocabulary: Vocabulary, *, beside: bool) -> Scores:
    """For each entry that meets the group its best alternative."""
    return reduce(numpy.maximum, (_of_alternative(one, vocabulary, beside=beside) for one in group.alternatives))


def _of_alternative(alternative: Alternative, vocabulary: Vocabulary, *, beside: bool) -> Scores:
    """What the wording finds; a longer one is worth no more than a short one. The rest of the words come to it."""
    importance = _rarities(alternative.instead_of, vocabulary)
    worth = alternative.strength * importance / _rarities(alternative.words, vocabulary)
    found = _with_most_of(_parts(alternative.words, worth, vocabulary, beside=beside))
    rest = [terms for terms in alternative.rest if vocabulary.entries(terms)]  # what stands nowhere decides nothing
    if not rest:
        return found
    return _with_most_of([(importance, found), *_parts(rest, 1.0, vocabulary, beside=beside)])


def _parts(words: Sequence[Terms], worth: float, vocabulary: Vocabulary, *, beside: bool) -> list[Part]:
    return [(_rarity(terms, vocabulary), _of_word(terms, vocabulary, worth, beside=beside)) for terms in words]


def _with_most_of(parts: Sequence[Part]) -> Scores:
    """The entries that hold most of what the parts say, rare ones counting more: not every "usługa"."""
    if len(parts) == 1:
        return parts[0][1]
    wanted = SAYS_IT * sum(rarity for rarity, _scores in parts)
    held = sum((scores > 0) * numpy.float32(rarity) for rarity, scores in parts)
    total = cast(Scores, sum(scores for _rarity, scores in parts))
    return total * (held >= wanted)


def _of_word(terms: Terms, vocabulary: Vocabulary, worth: float, *, beside: bool) -> Scores:
    """For each entry the best of the terms; what stands beside counts alone only when nothing else is there.

    A word is as rare as its commonest reading: "opieką" may be of "opiec" too, which no entry means.
    """
    commonest = _rarity(terms, vocabulary) or inf
    lists = [
        (worth * share * min(vocabulary.idf(term), commonest) * weight, place, places)
        for term, share in terms.items()
        for place, weight in enumerate(WEIGHTS)
        if len(places := vocabulary.places_of(term)[place])
    ]
    if not beside and any(place != BESIDE for _worth, place, _places in lists):
        lists = [one for one in lists if one[1] != BESIDE]
    scores = vocabulary.nothing()
    for each, _place, places in sorted(lists, key=lambda one: one[0]):
        scores[places] = each
    return scores


def _rarity(terms: Terms, vocabulary: Vocabulary) -> float:
    return min((vocabulary.idf(term) for term, share in terms.items() if share == 1.0), default=0.0)


def _rarities(words: Sequence[Terms], vocabulary: Vocabulary) -> float:
    return sum(_rarity(terms, vocabulary) for terms in words)


def _with_every(wording: Sequence[Word], vocabulary: Vocabulary) -> numpy.ndarray:
    """Which entries hold every word of the wording, as yes and no."""
    held = [_of_word(dict.fromkeys(word.terms, 1.0), vocabulary, 1.0, beside=True) > 0 for word in wording]
    return numpy.logical_and.reduce(held) if held else vocabulary.nothing() > 0
