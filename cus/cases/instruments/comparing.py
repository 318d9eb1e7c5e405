"""Two fillings side by side, and whether their points may be compared at all."""

from dataclasses import dataclass

from cus.cases.instruments.answering import in_words
from cus.cases.instruments.conditions import Answers
from cus.cases.instruments.form import Form, Question, Score
from cus.cases.instruments.scoring import bounds_of, points_of


@dataclass(frozen=True)
class Pair:
    """One question in both fillings: the earlier answer, the later one, the points between them."""

    text: str
    before: str
    after: str
    difference: int | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class PairedSection:
    title: str
    pairs: tuple[Pair, ...]


def compared(before: Form, answered_before: Answers, after: Form, answered_after: Answers) -> list[PairedSection]:
    """Every question of both forms, in the order of the later; what only the earlier asked comes last."""
    sections = []
    for section in after.sections:
        pairs = [_pair(before.question(one.key), answered_before, one, answered_after) for one in section.questions]
        sections.append(PairedSection(section.title, tuple(pairs)))
    gone = [one for one in before.questions() if after.question(one.key) is None]
    if gone:
        pairs = [_pair(one, answered_before, None, answered_after) for one in gone]
        sections.append(PairedSection("", tuple(pairs)))
    return sections


def _pair(before: Question | None, answered_before: Answers, after: Question | None, answered_after: Answers) -> Pair:
    first, second = _answer(before, answered_before), _answer(after, answered_after)
    had = points_of(before, answered_before.get(before.key)) if before and before.scores else None
    has = points_of(after, answered_after.get(after.key)) if after and after.scores else None
    asked = after or before
    difference = has - had if has is not None and had is not None else None
    return Pair(asked.text if asked else "", first, second, difference)


def _answer(question: Question | None, answers: Answers) -> str:
    return in_words(question, answers.get(question.key)) if question else ""


def is_same_scale(before: Form, after: Form) -> bool:
    """Whether the main sums count the same questions by the same points, so that a difference means something."""
    first, second = before.main_score(), after.main_score()
    if first is None or second is None:
        return False
    return _scale_of(before, first) == _scale_of(after, second)


def _scale_of(form: Form, score: Score) -> tuple[object, ...]:
    """What makes a scale: not its wording, but what is asked and what each answer is worth."""
    counted = tuple(
        (one.key, one.kind, one.counts, one.ranges, tuple((option.key, option.points) for option in one.options))
        for one in form.counted_in(score)
    )
    return counted, bounds_of(form, score)
