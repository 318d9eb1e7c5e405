"""From the words of a query to what is asked for: as written, with diacritics put back, misspelt words corrected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
from cus.catalogue.search.vocabulary import Vocabulary
from cus.catalogue.search.words import Word
from cus.kit.polish import fold

AS_WRITTEN = 1.0
WITHOUT_MARKS = 0.9  # "paczki" are parcels first, and doughnuts only then
OF_THE_FAMILY = 0.3  # "alkoholik" for "alkohol"
BEGINNING = 0.85  # "rehab" for "rehabilitacja"
WITHIN_PHRASE = 0.5
SHORTEST_ROOT = 5
SHARE_OF_ROOT = 0.6
FEW = 10  # a word that stands in fewer entries is looked for with its family

Terms = dict[str, float]  # the terms of one word, each with its worth


@dataclass
class Alternative:
    """One wording of what is asked for: its words, and what it is worth."""

    words: list[Terms]
    strength: float


@dataclass
class Group:
    """One thing asked for, in alternative wordings; one that only hints need not be met."""

    alternatives: list[Alternative]
    must_be_met: bool = True
    weight: float = 1.0

    def terms(self) -> Iterator[str]:
        return (term for alternative in self.alternatives for terms in alternative.words for term in terms)


@dataclass
class Reading:
    """The words of a query as the search reads them."""

    words: list[Word] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    perhaps: dict[str, str] = field(default_factory=dict)

    @property
    def suggestion(self) -> str:
        return " ".join(self.perhaps.get(one.text, one.text) for one in self.words) if self.perhaps else ""


def read(written: Sequence[Word], own: Sayings, vocabulary: Vocabulary) -> Reading:
    """The words, each with all terms it may stand for; those nobody knows are replaced by the nearest known one."""
    forms = vocabulary.forms({one.plain for one in written if one.text not in STOP_WORDS})
    words = [_with_marks(one, [*forms.get(one.plain, ()), *_said_forms(one.plain, own)]) for one in written]
    said = {place for one in said_in(words, own) for place in one.places}
    strange = {
        one.plain
        for place, one in enumerate(words)
        if place not in said and one.text not in STOP_WORDS and one.plain not in forms
    }
    near = _near([plain for plain in strange if len(plain) >= SHORTEST_MISSPELT], own, vocabulary) if strange else {}
    reading = Reading()
    for one in words:
        nearest, form, spellings = near.get(one.plain, (0.0, "", []))
        if spellings and nearest >= (NEAR_FOR_A_REAL_WORD if one.is_known else NEAR_ENOUGH):
            meant = spellings[0].written
            terms = tuple(dict.fromkeys(spelling.term for spelling in spellings))
            reading.words.append(Word(meant, form, terms, True))
            if form != one.plain:
                reading.read_as[one.text] = meant
        else:
            reading.words.append(one)
            if spellings and nearest >= NEAR_ENOUGH_TO_ASK:
                reading.perhaps[one.text] = spellings[0].written
    return reading


def groups_of(words: Sequence[Word], said: Sequence[Said]) -> list[Group]:
    spoken = [place for place, one in enumerate(words) if one.text not in STOP_WORDS] or list(range(len(words)))
    groups = {place: Group([Alternative([_worth(words[place])], AS_WRITTEN)]) for place in spoken}
    whole_phrases = []
    for one in said:
        if one.saying.kind == SynonymKind.NEVER:
            if not one.saying.means:
                groups = {place: group for place, group in groups.items() if place not in one.places}
            continue
        wordings = [
            Alternative([_worth(word) for word in wording], one.saying.strength) for wording in one.saying.means
        ]
        places = one.places & groups.keys()
        if len(places) == 1:
            [place] = places
            groups[place].alternatives += wordings
        else:
            whole_phrases.append(Group(wordings))
        for place in places:
            groups[place].must_be_met &= len(places) == 1 and one.saying.kind != SynonymKind.HINT
            if len(places) > 1:  # what the words say together counts more than what each says
                groups[place].weight = WITHIN_PHRASE
    return [*groups.values(), *whole_phrases]


def add_families(groups: Iterable[Group], vocabulary: Vocabulary) -> None:
    """To a word that stands in few entries, add more weakly the words of its family: "adwokatka", "adwokat"."""
    rare = [
        (group, {root for term in terms if (root := _root(term))})
        for group in groups
        for terms in [group.alternatives[0].words[0]]
        if group.alternatives[0].strength == AS_WRITTEN and vocabulary.entries(terms) < FEW
    ]
    families = vocabulary.families({root for _group, roots in rare for root in roots}) if rare else {}
    for group, roots in rare:
        own = group.alternatives[0].words[0]
        for term in {term for root in roots for term in families.get(root, ())} - own.keys():
            own[term] = OF_THE_FAMILY


def _root(term: str) -> str:
    plain = fold(term.rstrip("-"))
    letters = max(SHORTEST_ROOT, ceil(SHARE_OF_ROOT * len(plain)))
    return plain[:letters] if plain.isalpha() and len(plain) > SHORTEST_ROOT else ""


def _worth(one: Word) -> Terms:
    return dict.fromkeys(one.terms, AS_WRITTEN)


def _with_marks(one: Word, spellings: Sequence[Spelling]) -> Word:
    """A word written without diacritics may be any that looks so without them."""
    if one.text != one.plain or one.text in STOP_WORDS or not spellings:
        return one
    meant = dict.fromkeys(spelling.term for spelling in spellings)
    return replace(one, terms=tuple(dict.fromkeys([*(one.terms if one.is_known else ()), *meant])))


def _said_forms(plain: str, own: Sayings) -> list[Spelling]:
    return [*shipped().forms.get(plain, ()), *own.forms.get(plain, ())]


def _near(words: Sequence[str], own: Sayings, vocabulary: Vocabulary) -> dict[str, tuple[float, str, list[Spelling]]]:
    """For each word how near the nearest form is, the form, and what may have been written."""
    found = vocabulary.near(words)
    nearest = {}
    for asked in words:
        likeness: dict[str, float] = {}
        spellings: dict[str, list[Spelling]] = {}
        for form, spelling in [*found.get(asked, ()), *shipped().near(asked), *own.near(asked)]:
            spellings.setdefault(form, []).append(spelling)
            if form not in likeness:
                likeness[form] = _likeness(asked, form)
        if likeness:
            form = max(likeness, key=lambda one: (likeness[one], -len(one), one))
            nearest[asked] = (likeness[form], form, spellings[form])
    return nearest


def _likeness(asked: str, form: str) -> float:
    near = closeness(asked, form)
    return max(near, BEGINNING) if form.startswith(asked) else near
