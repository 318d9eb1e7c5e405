"""Who may use a service: conditions under all / any / none, judged on what is known, in three values.

How they are stored stands in `stored_conditions`. What is not known makes an answer unknown and never a refusal: a
person asks, and decides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Answer(IntEnum):
    """Three values, from worst to best: of several that must all be met the worst counts, of alternatives the best."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    @property
    def opposite(self) -> "Answer":
        return Answer(2 - self)

    @classmethod
    def of(cls, known: bool | None) -> "Answer":
        return cls.UNKNOWN if known is None else cls.MET if known else cls.NOT_MET


class Together(StrEnum):
    """How conditions of a group hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Kind(StrEnum):
    """What a condition asks about."""

    AGE = "AGE"
    PLACE = "PLACE"
    DISABILITY = "DISABILITY"
    INCOME = "INCOME"
    HOUSEHOLD = "HOUSEHOLD"
    SITUATION = "SITUATION"
    SEX = "SEX"
    ETHNICITY = "ETHNICITY"
    RELIGION = "RELIGION"
    BELIEF = "BELIEF"


PROTECTED = frozenset({Kind.SEX, Kind.ETHNICITY, Kind.RELIGION, Kind.BELIEF})
ASKED = frozenset({Kind.SITUATION, Kind.ETHNICITY, Kind.RELIGION, Kind.BELIEF})  # no record tells: a person is asked


class Degree(StrEnum):
    """What a certificate of disability says; CHILD is the certificate without a degree, given under 16."""

    SEVERE = "SEVERE"
    MODERATE = "MODERATE"
    LIGHT = "LIGHT"
    CHILD = "CHILD"
    NONE = "NONE"


class Household(StrEnum):
    ALONE = "ALONE"
    COUPLE = "COUPLE"
    SINGLE_PARENT = "SINGLE_PARENT"
    WITH_CHILDREN = "WITH_CHILDREN"
    OTHER = "OTHER"


@dataclass(frozen=True)
class Condition:
    """One thing asked about. Which fields are filled depends on the kind; the wording is what people are shown."""

    kind: Kind
    wording: str = ""
    lowest: int | None = None  # years of age, or people in the household
    highest: int | None = None
    among: tuple[str, ...] = ()  # TERYT codes, degrees, kinds of household, sex
    percent: int | None = None  # of the income criterion, per person
    justification: str = ""  # why a protected trait decides (RULE-16)


@dataclass(frozen=True)
class Group:
    together: Together
    of: tuple["Node", ...]


Node = Condition | Group


@dataclass(frozen=True)
class Facts:
    """What is known of a person on the day; None is not known. `asked` holds answers by the place of a condition."""

    age: int | None = None
    teryt: str | None = None
    degree: Degree | None = None
    income: int | None = None  # per person in the household, in grosze
    criterion: int | None = None  # the income criterion for this household on the day, in grosze
    household: Household | None = None
    people: int | None = None
    sex: str | None = None
    asked: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """A condition or a group with its answer; `place` is its address in the tree, such as "0.2"."""

    node: Node
    answer: Answer
    place: str
    of: tuple["Judged", ...] = ()

    @property
    def conditions(self) -> Iterator["Judged"]:
        """The single conditions, in the order in which they are written."""
        if isinstance(self.node, Condition):
            yield self
        for part in self.of:
            yield from part.conditions


def judge(node: Node, *, facts: Facts, place: str = "") -> Judged:
    """The answer to a tree of conditions, with the answers of all its parts."""
    if isinstance(node, Condition):
        return Judged(node, _answer(node, facts, place), place)
    parts = tuple(judge(part, facts=facts, place=f"{place}.{i}".lstrip(".")) for i, part in enumerate(node.of))
    return Judged(node, OF_GROUP[node.together]([part.answer for part in parts]), place, parts)


OF_GROUP: dict[Together, Callable[[list[Answer]], Answer]] = {
    Together.ALL: lambda answers: min(answers, default=Answer.MET),
    Together.ANY: lambda answers: max(answers, default=Answer.NOT_MET),
    Together.NONE: lambda answers: max(answers, default=Answer.NOT_MET).opposite,
}


def _answer(condition: Condition, facts: Facts, place: str) -> Answer:
    """What records tell; where they are silent, what the person asked has answered."""
    recorded = RECORDED[condition.kind](condition, facts) if condition.kind in RECORDED else Answer.UNKNOWN
    return Answer.of(facts.asked.get(place)) if recorded is Answer.UNKNOWN else recorded


def _within(value: int | None, condition: Condition) -> Answer:
    if value is None:
        return Answer.UNKNOWN
    return Answer.of(
        (condition.lowest is None or value >= condition.lowest)
        and (condition.highest is None or value <= condition.highest)
    )


def _lives_there(condition: Condition, facts: Facts) -> Answer:
    """A code of a voivodeship or powiat stands for every municipality in it."""
    return Answer.of(None if not facts.teryt else facts.teryt.startswith(condition.among))


def _earns_at_most(condition: Condition, facts: Facts) -> Answer:
    if facts.income is None or facts.criterion is None or condition.percent is None:
        return Answer.UNKNOWN
    return Answer.of(facts.income * 100 <= facts.criterion * condition.percent)


def _household_fits(condition: Condition, facts: Facts) -> Answer:
    """Kind and number of people, so far as the condition names them; who lives alone is one person."""
    people = 1 if facts.people is None and facts.household is Household.ALONE else facts.people
    kind = Answer.MET if not condition.among else _is_among(facts.household, condition)
    sized = condition.lowest is not None or condition.highest is not None
    return min(kind, _within(people, condition) if sized else Answer.MET)


def _is_among(value: str | None, condition: Condition) -> Answer:
    return Answer.of(None if not value else value in condition.among)


RECORDED: dict[Kind, Callable[[Condition, Facts], Answer]] = {
    Kind.AGE: lambda condition, facts: _within(facts.age, condition),
    Kind.PLACE: _lives_there,
    Kind.DISABILITY: lambda condition, facts: _is_among(facts.degree, condition),
    Kind.INCOME: _earns_at_most,
    Kind.HOUSEHOLD: _household_fits,
    Kind.SEX: lambda condition, facts: _is_among(facts.sex, condition),
}


def conditions_in(node: Node) -> Iterator[Condition]:
    """Every single condition, however deep."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.of:
            yield from conditions_in(part)


def in_groups(node: Node) -> Group:
    """The same conditions as groups that must all be kept: the shape in which they are edited and shown."""
    top = node if isinstance(node, Group) and node.together is Together.ALL else Group(Together.ALL, (node,))
    return Group(
        Together.ALL, tuple(part if isinstance(part, Group) else Group(Together.ALL, (part,)) for part in top.of)
    )


def kinds_in(node: Node) -> frozenset[Kind]:
    return frozenset(condition.kind for condition in conditions_in(node))
