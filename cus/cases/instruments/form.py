"""What a form for assessing is made of. `reading.py` makes one of data, `writing.py` makes data of one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What kind of answer a question takes."""

    CHOICE = "CHOICE", _("one of several answers")
    SEVERAL = "SEVERAL", _("any of several answers")
    YES_NO = "YES_NO", _("yes or no")
    SCALE = "SCALE", _("a scale from … to …")
    NUMBER = "NUMBER", _("a number with a unit")
    TEXT = "TEXT", _("text")
    DATE = "DATE", _("a date")


class Better(TextChoices):
    """Which way points tell of good news."""

    HIGHER = "HIGHER", _("more points: more independent")
    LOWER = "LOWER", _("more points: more help needed")
    NEITHER = "", _("points say neither better nor worse")


WITH_OPTIONS = (Kind.CHOICE, Kind.SEVERAL)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Condition:
    """When something is shown: `question` has one of the answers `among`, or lies from `at_least` to `at_most`.

    With `join` the condition joins its `parts` instead: ALL, ANY or NOT.
    """

    question: str = ""
    among: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    join: str = ""
    parts: tuple["Condition", ...] = ()

    def questions(self) -> set[str]:
        """The keys of all questions it looks at."""
        own = {self.question} if self.question else set()
        return own.union(*(part.questions() for part in self.parts))


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    key: str
    text: str
    points: int | None = None


@dataclass(frozen=True)
class Range:
    """From one number to another, both counted in: points for a number, or the meaning of a sum."""

    least: Decimal
    most: Decimal
    points: int = 0
    meaning: str = ""


@dataclass(frozen=True)
class Question:
    """One question. Which fields matter depends on its kind."""

    key: str
    kind: str
    text: str
    hint: str = ""
    required: bool = True
    show_if: Condition | None = None
    options: tuple[Option, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    least_text: str = ""
    most_text: str = ""
    unit: str = ""
    decimals: int = 0
    counts: bool = False
    ranges: tuple[Range, ...] = ()

    @property
    def scores(self) -> bool:
        """Whether an answer brings points."""
        return self.counts or bool(self.ranges) or any(option.points is not None for option in self.options)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Section:
    """A part of the form under one heading."""

    key: str
    title: str
    hint: str = ""
    show_if: Condition | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Score:
    """A sum of points: of everything, or of the named sections and questions."""

    key: str
    name: str
    of: tuple[str, ...] = ()
    main: bool = False
    at_most: int | None = None
    bands: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Form:
    """A whole form."""

    name: str
    purpose: str = ""
    source: str = ""
    variant: str = ""
    note: str = ""
    unconfirmed: bool = False
    better: str = Better.NEITHER
    sections: tuple[Section, ...] = ()
    scores: tuple[Score, ...] = field(default=())

    def questions(self) -> Iterator[Question]:
        """In the order in which they are asked."""
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions() if question.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, question: Question) -> Section:
        return next(section for section in self.sections if question in section.questions)

    def main_score(self) -> Score | None:
        return next((score for score in self.scores if score.main), None)

    def counted_in(self, score: Score) -> tuple[Question, ...]:
        """The questions whose points the sum adds up."""
        wanted = set(score.of)
        return tuple(
            question
            for section in self.sections
            for question in section.questions
            if question.scores and (not wanted or question.key in wanted or section.key in wanted)
        )
