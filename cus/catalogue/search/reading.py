"""From the words of a query to what is asked for: as written, with diacritics put back, misspelt words corrected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil

from cus.catalogue.models import SynonymKind
from cus.catalogue.search.closeness import (
    NEAR_ENOUGH,
    NEAR_ENOUGH_TO_ASK,
    NEAR_FOR_A_REAL_WORD,
    SHORTEST_MISSPELT,
    closeness,
)
from cus.catalogue.search.synonyms import STOP_WORDS, Said, Sayings, Spelling, said_in, shipped
from cus.catalogue.search.vocabulary import Forms, Vocabulary
from cus.catalogue.search.words import Word
from cus.kit.polish import fold

AS_WRITTEN = 1.0
OF_THE_FAMILY, IN_PLACE_OF = 0.3, 0.6  # "alkohol" for "alkoholik": beside it, and when it stands nowhere itself
NEGATED = 0.5  # "nie mam gdzie mieszkać" does not look for what is called "mieszkanie"
LATER = 0.95  # of several wordings the first is meant most
BEGINNING = 0.85  # "rehab" for "rehabilitacja"
SHORTEST_ROOT = 5
SHARE_OF_ROOT = 0.6
FEW = 10  # a word that stands in fewer entries is looked for with its family

Terms = dict[str, float]  # the terms of one word, each with its worth


@dataclass
class Alternative:
    """One wording of what is asked for, what it is worth, and the words as written that it does not stand for."""

    words: list[Terms]
    strength: float
    instead_of: list[Terms]
    rest: list[Terms] = field(default_factory=list)


@dataclass
class Group:
    """One thing asked for: first as written, then in other wordings; one that only hints need not be met."""

    alternatives: list[Alternative]
    must_be_met: bool = True

    def terms(self) -> Iterator[str]:
        return (term for one in self.alternatives for terms in [*one.words, *one.rest] for term in terms)


@dataclass
class Reading:
    """The words of a query as the search reads them, and what they say together."""

    words: list[Word] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    perhaps: dict[str, str] = field(default_factory=dict)

    @property
    def suggestion(self) -> str:
        return " ".join(self.perhaps.get(one.text, one.text) for one in self.words) if self.perhaps else ""


def read(written: Sequence[Word], vocabulary: Vocabulary) -> Reading:
    """The words, each with all terms it may stand for; those nobody knows are replaced by the nearest known one."""
    own = vocabulary.own
    forms = vocabulary.spelt({one.plain for one in written if one.text == one.plain and one.text not in STOP_WORDS})
    words = [_with_marks(one, forms, own) for one in written]
    reading = Reading(words, said_in(words, own))
    _look_up(reading, vocabulary)
    said = {place for one in reading.said for place in one.places}
    strange = [
        place
        for place, one in enumerate(words)
        if place not in said
        and one.text not in STOP_WORDS
        and len(one.plain) >= SHORTEST_MISSPELT
        and not vocabulary.entries(one.terms)
    ]
    for place in strange:
        _correct(reading, place, vocabulary)
    if reading.read_as:
        reading.said = said_in(reading.words, own)
        _look_up(reading, vocabulary)
    return reading


def groups_of(reading: Reading) -> list[Group]:
    """What is asked for. Words that say something together are one thing, so said or so meant."""
    words = reading.words
    spoken = [place for place, one in enumerate(words) if one.text not in STOP_WORDS] or list(range(len(words)))
    in_use = [one for one in reading.said if one.saying.kind != SynonymKind.NEVER]
    barred = [one for one in reading.said if one.saying.kind == SynonymKind.NEVER and not one.saying.means]
    spoken = [place for place in spoken if not any(place in one.places for one in barred)]
    groups = []
    for cluster in _clusters(spoken, in_use):
        as_written = {place: _worth(words[place]) for place in sorted(cluster)}
        told = [one for one in in_use if one.places & cluster]
        worth = NEGATED if any(one.saying.is_negated for one in told) else AS_WRITTEN
        group = Group([Alternative(list(as_written.values()), worth, list(as_written.values()))])
        for one in told:
            replaced = [terms for place, terms in as_written.items() if place in one.places]
            rest = [terms for place, terms in as_written.items() if place not in one.places]
            group.alternatives += [
                Alternative(list(map(_worth, means)), one.saying.strength * LATER**place, replaced, rest)
                for place, means in enumerate(one.saying.means)
            ]
            group.must_be_met &= one.saying.kind != SynonymKind.HINT
        groups.append(group)
    return groups


def add_families(groups: Iterable[Group], vocabulary: Vocabulary) -> None:
    """To a word that stands in few entries, add more weakly the words of its family: "adwokatka", "adwokat"."""
    rare = [
        (terms, {root for term in terms if (root := _root(term))})
        for group in groups
        for terms in group.alternatives[0].words
        if vocabulary.entries(terms) < FEW
    ]
    families = vocabulary.families({root for _terms, roots in rare for root in roots}) if rare else {}
    for terms, roots in rare:
        own = list(terms)
        for term in {term for root in roots for term in families.get(root, ())} - terms.keys():
            terms[term] = OF_THE_FAMILY if vocabulary.entries(own) else IN_PLACE_OF


def _look_up(reading: Reading, vocabulary: Vocabulary) -> None:
    in_sayings = (term for one in reading.said for means in one.saying.means for word in means for term in word.terms)
    vocabulary.look_up([*(term for one in reading.words for term in one.terms), *in_sayings])


def _clusters(places: Sequence[int], said: Sequence[Said]) -> list[set[int]]:
    """Places of words that belong together by a saying of several words."""
    clusters = [{place} for place in places]
    for one in said:
        together = [cluster for cluster in clusters if cluster & one.places]
        if len(together) > 1:
            clusters = [cluster for cluster in clusters if cluster not in together]
            clusters.append(set().union(*together))
    return clusters


def _root(term: str) -> str:
    plain = fold(term.rstrip("-"))
    letters = max(SHORTEST_ROOT, ceil(SHARE_OF_ROOT * len(plain)))
    return plain[:letters] if plain.isalpha() and len(plain) > SHORTEST_ROOT else ""


def _worth(one: Word) -> Terms:
    return dict.fromkeys(one.terms, AS_WRITTEN)


def _with_marks(one: Word, forms: Forms, own: Sayings) -> Word:
    """A word written without diacritics may be any that looks so without them."""
    if one.text != one.plain or one.text in STOP_WORDS:
        return one
    meant = [spelling.term for known in (forms, shipped().forms, own.forms) for spelling in known.get(one.plain, ())]
    return replace(one, terms=tuple(dict.fromkeys([*(one.terms if one.is_known else ()), *meant]))) if meant else one


def _correct(reading: Reading, place: int, vocabulary: Vocabulary) -> None:
    """Read the word as the nearest known form if it is near enough; else remember that it may have been meant."""
    one = reading.words[place]
    likeness, nearest = vocabulary.nearest(one.plain, one.is_known, partial(_most_alike, one.plain))
    if not nearest or nearest.plain == one.plain:
        return
    if likeness >= (NEAR_FOR_A_REAL_WORD if one.is_known else NEAR_ENOUGH):
        reading.words[place] = nearest
        reading.read_as[one.text] = nearest.text
    elif likeness >= NEAR_ENOUGH_TO_ASK:
        reading.perhaps[one.text] = nearest.text


def _most_alike(asked: str, formed: Iterable[tuple[str, Spelling]]) -> tuple[float, Word | None]:
    """How like the word is that is most like it, and that word with all terms it may stand for."""
    forms = defaultdict(list)
    for form, spelling in formed:
        forms[form].append(spelling)
    if not forms:
        return 0.0, None
    likeness = {form: _likeness(asked, form) for form in forms}
    nearest = max(likeness, key=lambda form: (likeness[form], -len(form), form))
    terms = tuple(dict.fromkeys(spelling.term for spelling in forms[nearest]))
    return likeness[nearest], Word(forms[nearest][0].written, nearest, terms, True)


def _likeness(asked: str, form: str) -> float:
    near = closeness(asked, form)
    return max(near, BEGINNING) if form.startswith(asked) else near
