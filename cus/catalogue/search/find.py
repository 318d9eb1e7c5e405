"""From a resident's words to entries in the order of their worth.

Each word of the query is a group of alternatives: the word itself and its synonyms. An entry scores, for each group,
its best alternative: the sum over the words of the alternative of idf (how rare the word is) times where it stands
(in the name most). Entries that meet every group come first; only when those are few do others follow.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from heapq import nlargest

from cus.catalogue.models import SynonymKind
from cus.catalogue.search.reading import Alternative, Group, Reading, Terms, add_families, groups_of, read
from cus.catalogue.search.synonyms import Said
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
TURNS, SPREAD = 1_000_003, 48_271  # a prime, and a number whose powers wander through all below it

Scores = dict[int, float]  # of entries
Within = Set[int] | None  # the entries that still matter; None: all
Part = tuple[float, Callable[[Within], Scores]]


@dataclass(frozen=True)
class Match:
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
    WHERE … ORDER BY matching.score DESC, {order} LIMIT …`, with `params` where `sql` stands.
    `order` parts equal hits, anew every day, so that no provider is always the first.
    """

    sql: str
    params: list[str]
    order: str
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
    scores, reading = _search(Vocabulary(centre_ids, hidden=hidden, synonyms=synonyms), text)
    turn = _turn(on)
    if limit is not None and len(scores) > limit:
        least = nlargest(limit, scores.values())[-1]
        scores = {entry_id: score for entry_id, score in scores.items() if score >= least}
    ranked = sorted((-score, (entry_id * turn) % TURNS, entry_id) for entry_id, score in scores.items())
    matches = [Match(entry_id, -score) for score, _turned, entry_id in ranked[:limit]]
    return Found(matches, reading.read_as, reading.suggestion)


def matching(*, centre_ids: Sequence[int], text: str, hidden: bool = False, on: date | None = None) -> Matching:
    """The same entries as `find_entries`, as a relation (entry_id, score) to be joined in one statement."""
    scores, reading = _search(Vocabulary(centre_ids, hidden=hidden), text)
    ids = ",".join(map(str, scores))
    worth = ",".join([str(round(score * IN_THOUSANDTHS)) for score in scores.values()])
    return Matching(
        sql="SELECT * FROM unnest(%s::bigint[], %s::int[]) AS found (entry_id, score)",
        params=[f"{{{ids}}}", f"{{{worth}}}"],
        order=f"matching.entry_id * {_turn(on)} %% {TURNS}, matching.entry_id",
        count=len(scores),
        read_as=reading.read_as,
        suggestion=reading.suggestion,
    )


def _turn(on: date | None) -> int:
    """Equal hits change their places every day."""
    return pow(SPREAD, on.toordinal(), TURNS) if on else 1


def _search(vocabulary: Vocabulary, text: str) -> tuple[Scores, Reading]:
    written = words_of(text[:LONGEST_TEXT])[:LONGEST_QUERY]
    if not written:
        return {}, Reading()
    reading = read(written, vocabulary)
    groups = groups_of(reading)
    add_families(groups, vocabulary)
    vocabulary.look_up(term for group in groups for term in group.terms())
    scores = _ranked(groups, vocabulary)
    for entry_id in set().union(*(_with_every(wording, vocabulary) for wording in _never(reading.said))):
        scores.pop(entry_id, None)
    return scores, reading


def _never(said: Sequence[Said]) -> list[tuple[Word, ...]]:
    return [wording for one in said if one.saying.kind == SynonymKind.NEVER for wording in one.saying.means]


def _ranked(groups: Sequence[Group], vocabulary: Vocabulary) -> Scores:
    """What meets every group; when that is little, also what meets some, at a loss for each group it misses."""
    required = [group for group in groups if group.must_be_met]
    hints = [group for group in groups if not group.must_be_met]
    if not required:
        return _with_tail_cut(_any_of(hints, vocabulary, least=0)) if hints else {}
    alone = len(required) == 1
    every = _all_of(required, vocabulary)
    if len(every) >= ENOUGH or alone:
        return _with_tail_cut(_with_hints(every, hints, vocabulary))
    return _with_tail_cut(_with_hints(_any_of(required, vocabulary, least=LEAST), hints, vocabulary))


def _all_of(groups: Sequence[Group], vocabulary: Vocabulary) -> Scores:
    """The entries that meet all groups, with their scores; the rarest first, so that of the others less is read."""
    first, *others = sorted(groups, key=lambda group: -_rarities(group.alternatives[0].words, vocabulary))
    scores = _of_group(first, vocabulary, beside=bool(others))
    for group in others:
        more = _of_group(group, vocabulary, beside=True, within=scores.keys())
        scores = {entry_id: scores[entry_id] + score for entry_id, score in more.items()}
    return scores


def _any_of(groups: Sequence[Group], vocabulary: Vocabulary, *, least: float) -> Scores:
    """The entries that meet at least this share of what is asked, the more of it they miss the less they score."""
    importance = {id(group): _rarities(group.alternatives[0].words, vocabulary) for group in groups}
    total = rest = sum(importance.values())
    scores: Scores = {}
    met: Scores = {}
    for group in sorted(groups, key=lambda one: -importance[id(one)]):
        is_enough = rest >= least * total  # else who has met none so far can no longer meet enough
        rest -= importance[id(group)]
        found = _of_group(group, vocabulary, beside=True, within=None if is_enough else scores.keys())
        for entry_id, score in found.items():
            scores[entry_id] = scores.get(entry_id, 0) + score
            met[entry_id] = met.get(entry_id, 0) + importance[id(group)]
    return {
        entry_id: score * (MISSED + (1 - MISSED) * met[entry_id] / total)
        for entry_id, score in scores.items()
        if met[entry_id] >= least * total
    }


def _with_hints(scores: Scores, hints: Sequence[Group], vocabulary: Vocabulary) -> Scores:
    for group in hints:
        for entry_id, score in _of_group(group, vocabulary, beside=True, within=scores.keys()).items():
            scores[entry_id] += score
    return scores


def _with_tail_cut(scores: Scores) -> Scores:
    least = TAIL * max(scores.values(), default=0)
    return {entry_id: score for entry_id, score in scores.items() if score >= least and score > 0}


def _of_group(group: Group, vocabulary: Vocabulary, *, beside: bool, within: Within = None) -> Scores:
    """For each entry that meets the group its best alternative."""
    best: Scores = {}
    for alternative in group.alternatives:
        scores = _of_alternative(alternative, vocabulary, beside=beside, within=within)
        if not best:
            best = scores
            continue
        for entry_id, score in scores.items():
            if score > best.get(entry_id, 0):
                best[entry_id] = score
    return best


def _of_alternative(alternative: Alternative, vocabulary: Vocabulary, *, beside: bool, within: Within) -> Scores:
    """What the wording finds; a longer one is worth no more than a short one. The rest of the words come to it."""
    importance = _rarities(alternative.instead_of, vocabulary)
    worth = alternative.strength * importance / _rarities(alternative.words, vocabulary)
    found = _with_most_of(_parts(alternative.words, worth, vocabulary, beside=beside), within)
    rest = [terms for terms in alternative.rest if vocabulary.entries(terms)]  # what stands nowhere decides nothing
    if not rest:
        return found
    parts = _parts(rest, 1.0, vocabulary, beside=beside)
    return _with_most_of([(importance, lambda among: _within(found, among)), *parts], within)


def _parts(words: Sequence[Terms], worth: float, vocabulary: Vocabulary, *, beside: bool) -> list[Part]:
    """How rare each word is, and what gives its scores within some entries."""
    return [
        (_rarity(terms, vocabulary), partial(_of_word, terms, vocabulary, worth, beside=beside)) for terms in words
    ]


def _with_most_of(parts: Sequence[Part], within: Within) -> Scores:
    """The entries that hold most of what the parts say, rare ones counting more: not every "usługa"."""
    if len(parts) == 1:
        return parts[0][1](within)
    rest = sum(rarity for rarity, _scores in parts)
    wanted = SAYS_IT * rest
    scores: Scores = {}
    held: Scores = {}
    for rarity, scores_within in sorted(parts, key=lambda part: -part[0]):
        is_enough = rest >= wanted  # else who holds none of the rarer parts does not reach it any more
        rest -= rarity
        for entry_id, score in scores_within(within if is_enough else scores.keys()).items():
            scores[entry_id] = scores.get(entry_id, 0) + score
            held[entry_id] = held.get(entry_id, 0) + rarity
    return {entry_id: score for entry_id, score in scores.items() if held[entry_id] >= wanted}


def _of_word(terms: Terms, vocabulary: Vocabulary, worth: float, within: Within, *, beside: bool) -> Scores:
    """For each entry the best of the terms; what stands beside counts alone only when nothing else is there."""
    lists = [
        (worth * share * vocabulary.idf(term) * weight, place, vocabulary.held[term].places[place])
        for term, share in terms.items()
        for place, weight in enumerate(WEIGHTS)
    ]
    if not beside and any(ids for _worth, place, ids in lists if place != BESIDE):
        lists = [one for one in lists if one[1] != BESIDE]
    scores: Scores = {}
    for each, _place, ids in sorted(lists, key=lambda one: one[0]):
        scores.update(dict.fromkeys(ids if within is None else within & set(ids), each))
    return scores


def _within(scores: Scores, among: Within) -> Scores:
    return scores if among is None else {entry_id: scores[entry_id] for entry_id in scores.keys() & among}


def _rarity(terms: Terms, vocabulary: Vocabulary) -> float:
    return min((vocabulary.idf(term) for term, share in terms.items() if share == 1.0), default=0.0)


def _rarities(words: Sequence[Terms], vocabulary: Vocabulary) -> float:
    return sum(_rarity(terms, vocabulary) for terms in words)


def _with_every(wording: Sequence[Word], vocabulary: Vocabulary) -> set[int]:
    """The entries that hold every word of the wording."""
    held = [set(_of_word(dict.fromkeys(word.terms, 1.0), vocabulary, 1.0, None, beside=True)) for word in wording]
    return set.intersection(*held) if held else set()
