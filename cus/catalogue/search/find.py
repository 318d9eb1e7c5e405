"""From a resident's words to entries in the order of their worth.

Each word of the query is a group of alternatives: the word itself and its synonyms. An entry scores, for each group,
its best alternative: the sum over the words of the alternative of idf (how rare the word is) times where it stands
(in the name most). Entries that meet every group come first; only when those are few do others follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

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
TURNS = 1_000_003  # a prime: equal hits turn through all orders

Scores = dict[int, float]  # of entries


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
    return on.toordinal() if on else 1


def _search(vocabulary: Vocabulary, text: str) -> tuple[Scores, Reading]:
    written = words_of(text[:LONGEST_TEXT])[:LONGEST_QUERY]
    if not written:
        return {}, Reading()
    reading = read(written, vocabulary)
    groups = groups_of(reading)
    add_families(groups, vocabulary)
    vocabulary.look_up(term for group in groups for term in group.terms())
    scores = _ranked(groups, vocabulary)
    for entry_id in set().union(*(_all_of(wording, vocabulary) for wording in _never(reading.said))):
        scores.pop(entry_id, None)
    return scores, reading


def _never(said: Sequence[Said]) -> list[tuple[Word, ...]]:
    return [wording for one in said if one.saying.kind == SynonymKind.NEVER for wording in one.saying.means]


def _ranked(groups: Sequence[Group], vocabulary: Vocabulary) -> Scores:
    """What meets every group; when that is little, also what meets some, at a loss for each group it misses."""
    if not groups:
        return {}
    required = [group for group in groups if group.must_be_met]
    alone = len(required) == 1
    of_required = [_of_group(group, vocabulary, beside=not alone) for group in required]
    of_hints = [_of_group(group, vocabulary, beside=True) for group in groups if not group.must_be_met]
    if not required:
        return _with_tail_cut(_sum(of_hints, among=set().union(*of_hints)))
    every = set(of_required[0]).intersection(*of_required[1:])
    if len(every) >= ENOUGH or alone:
        return _with_tail_cut(_sum([*of_required, *of_hints], among=every))
    importance = [_rarities(group.alternatives[0].words, vocabulary) for group in required]
    scores = _sum([*of_required, *of_hints], among=set().union(*of_required))
    total = sum(importance)
    for entry_id in scores:
        met = sum(worth for worth, of_group in zip(importance, of_required, strict=True) if entry_id in of_group)
        scores[entry_id] *= MISSED + (1 - MISSED) * met / total if met >= LEAST * total else 0
    return _with_tail_cut(scores)


def _sum(of_groups: Sequence[Scores], *, among: set[int]) -> Scores:
    scores = dict.fromkeys(among, 0.0)
    for of_group in of_groups:
        if len(of_group) < len(among):
            for entry_id in of_group.keys() & among:
                scores[entry_id] += of_group[entry_id]
        else:
            for entry_id in among:
                if entry_id in of_group:
                    scores[entry_id] += of_group[entry_id]
    return scores


def _with_tail_cut(scores: Scores) -> Scores:
    least = TAIL * max(scores.values(), default=0)
    return {entry_id: score for entry_id, score in scores.items() if score >= least and score > 0}


def _of_group(group: Group, vocabulary: Vocabulary, *, beside: bool) -> Scores:
    """For each entry that meets the group its best alternative."""
    best: Scores = {}
    for alternative in group.alternatives:
        scores = _of_alternative(alternative, vocabulary, beside=beside)
        if not best:
            best = scores
            continue
        for entry_id, score in scores.items():
            if score > best.get(entry_id, 0):
                best[entry_id] = score
    return best


def _of_alternative(alternative: Alternative, vocabulary: Vocabulary, *, beside: bool) -> Scores:
    """What the wording finds; a longer one is worth no more than a short one. The rest of the words come to it."""
    importance = _rarities(alternative.instead_of, vocabulary)
    worth = alternative.strength * importance / _rarities(alternative.words, vocabulary)
    found = _with_most_of(_parts(alternative.words, worth, vocabulary, beside=beside))
    if not alternative.rest:
        return found
    rest = [terms for terms in alternative.rest if vocabulary.entries(terms)]  # what stands nowhere decides nothing
    return _with_most_of([(importance, found), *_parts(rest, 1.0, vocabulary, beside=beside)])


def _parts(
    words: Sequence[Terms], worth: float, vocabulary: Vocabulary, *, beside: bool
) -> list[tuple[float, Scores]]:
    return [(_rarity(terms, vocabulary), _of_word(terms, vocabulary, worth, beside=beside)) for terms in words]


def _with_most_of(parts: list[tuple[float, Scores]]) -> Scores:
    """The entries that hold most of what the parts say, rare ones counting more: not every "usługa"."""
    if len(parts) == 1:
        return parts[0][1]
    parts.sort(key=lambda part: -part[0])
    rest = sum(rarity for rarity, _scores in parts)
    wanted, among = SAYS_IT * rest, set[int]()
    for rarity, scores in parts:
        if rest < wanted:  # who holds none of the rarer parts does not reach it any more
            break
        among |= scores.keys()
        rest -= rarity
    found = {}
    for entry_id in among:
        held = [(rarity, scores[entry_id]) for rarity, scores in parts if entry_id in scores]
        if sum(rarity for rarity, _score in held) >= wanted:
            found[entry_id] = sum(score for _rarity, score in held)
    return found


def _of_word(terms: Terms, vocabulary: Vocabulary, worth: float, *, beside: bool) -> Scores:
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
        scores.update(dict.fromkeys(ids, each))
    return scores


def _rarity(terms: Terms, vocabulary: Vocabulary) -> float:
    return min((vocabulary.idf(term) for term, share in terms.items() if share == 1.0), default=0.0)


def _rarities(words: Sequence[Terms], vocabulary: Vocabulary) -> float:
    return sum(_rarity(terms, vocabulary) for terms in words)


def _all_of(wording: Sequence[Word], vocabulary: Vocabulary) -> set[int]:
    """The entries that hold every word of the wording."""
    held = [set(_of_word(dict.fromkeys(word.terms, 1.0), vocabulary, 1.0, beside=True)) for word in wording]
    return set.intersection(*held) if held else set()
