"""Counts points and says what they mean. The server counts; nobody types a sum."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from cus.cases.instruments.conditions import Answers, shown_questions
from cus.cases.instruments.form import Form, Kind, Question, Score


@dataclass(frozen=True)
class Result:
    """One sum: its points, from what to what they can go, what they mean, how many questions it lacks."""

    key: str
    name: str
    points: int
    least: int
    most: int
    meaning: str = ""
    unanswered: int = 0
    main: bool = False

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def results_of(form: Form, answers: Answers) -> tuple[Result, ...]:
    """All sums of the form. A sum that lacks an answer has points so far, and no meaning."""
    shown = shown_questions(form, answers)
    return tuple(_result(form, score, answers, shown) for score in form.scores)


def _result(form: Form, score: Score, answers: Answers, shown: set[str]) -> Result:
    asked = [question for question in form.counted_in(score) if question.key in shown]
    points = [points_of(question, answers.get(question.key)) for question in asked]
    total, lacking = sum(one or 0 for one in points), points.count(None)
    least, most = bounds_of(form, score)
    meaning = "" if lacking else meaning_of(score, total)
    return Result(score.key, score.name, total, least, most, meaning, lacking, score.main)


def meaning_of(score: Score, total: int) -> str:
    return next((band.meaning for band in score.bands if band.least <= total <= band.most), "")


def points_of(question: Question, answer: Any) -> int | None:
    """The points of an answer; None while there is none. Nothing ticked, where that is allowed, is 0 points."""
    if question.kind == Kind.SEVERAL and not answer:
        return None if question.required else 0
    if answer is None:
        return None
    if question.kind == Kind.SEVERAL:
        return sum(option.points or 0 for option in question.options if option.key in answer)
    if question.kind in (Kind.SCALE, Kind.NUMBER):
        number = Decimal(str(answer))
        if question.counts:
            return int(number)
        return next((one.points for one in question.ranges if one.least <= number <= one.most), 0)
    option = question.option(answer)
    return (option.points or 0) if option else 0


def bounds_of(form: Form, score: Score) -> tuple[int, int]:
    """The least and the most points a filling can have."""
    each = [_bounds(form, question) for question in form.counted_in(score)]
    least, most = sum(low for low, _high in each), sum(high for _low, high in each)
    return least, most if score.at_most is None else max(least, min(most, score.at_most))


def _bounds(form: Form, question: Question) -> tuple[int, int]:
    low, high = _bounds_when_answered(question)
    may_be_missing = not question.required or question.show_if or form.section_of(question).show_if
    return (min(low, 0), max(high, 0)) if may_be_missing else (low, high)


def _bounds_when_answered(question: Question) -> tuple[int, int]:
    if question.counts:
        return int(question.least or 0), int(question.most or 0)
    points = [option.points or 0 for option in question.options] + [one.points for one in question.ranges]
    if question.ranges:
        points.append(0)  # a number outside all ranges
    if question.kind != Kind.SEVERAL:
        return (min(points), max(points)) if points else (0, 0)
    down, up = [one for one in points if one < 0], [one for one in points if one > 0]
    return sum(down) if down else min(points), sum(up) if up else max(points)
