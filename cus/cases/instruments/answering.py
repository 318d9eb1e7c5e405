"""What an answer is, whether it may stand, and how it reads."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cus.cases.instruments.conditions import Answers, shown_questions
from cus.cases.instruments.form import WITH_OPTIONS, YES, Condition, Form, Kind, Question
from cus.cases.instruments.scoring import results_of

LONGEST_TEXT = 4000


def wrong_in_answer(question: Question, answer: Any) -> str:
    """Why the answer cannot be kept; empty when it can."""
    if question.kind in (Kind.SCALE, Kind.NUMBER):
        return _wrong_in_number(question, answer)
    if question.kind in (*WITH_OPTIONS, Kind.YES_NO):
        chosen = answer if isinstance(answer, list) else [answer]
        known = {option.key for option in question.options}
        is_list = question.kind == Kind.SEVERAL
        return "" if set(chosen) <= known and isinstance(answer, list) == is_list else _("Choose one of the answers.")
    return "" if isinstance(answer, str) and len(answer) <= LONGEST_TEXT else _("Write less.")


def _wrong_in_number(question: Question, answer: Any) -> str:
    number = Decimal(str(answer))
    least, most = question.least, question.most
    if (least is not None and number < least) or (most is not None and number > most):
        return limits_in_words(question)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > question.decimals:
        if not question.decimals:
            return _("Write a whole number.")
        return _("Write at most %(count)s digits after the comma.") % {"count": question.decimals}
    return ""


def limits_in_words(question: Question) -> str:
    limits = {"least": shown_number(question.least), "most": shown_number(question.most)}
    if question.least is None:
        return _("Write a number up to %(most)s.") % limits if question.most is not None else ""
    if question.most is None:
        return _("Write a number from %(least)s up.") % limits
    return _("Write a number from %(least)s to %(most)s.") % limits


def kept(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers a finished filling keeps: of questions that were asked."""
    shown = shown_questions(form, answers)
    return {key: answer for key, answer in answers.items() if key in shown}


def missing(form: Form, answers: Answers) -> list[Question]:
    """Required questions that were asked and have no answer."""
    shown = shown_questions(form, answers)
    return [one for one in form.questions() if one.key in shown and one.required and not _is_answered(one, answers)]


def _is_answered(question: Question, answers: Answers) -> bool:
    return answers.get(question.key) not in (None, "", [])


def too_many_points(form: Form, answers: Answers) -> Iterator[str]:
    """Sums that go over what their scale allows."""
    limits = {score.key: score.at_most for score in form.scores}
    for result in results_of(form, answers):
        limit = limits[result.key]
        if limit is not None and result.points > limit:
            told = {"name": result.name, "points": result.points, "limit": limit}
            yield _("“%(name)s” comes to %(points)s points and may have at most %(limit)s. Check the answers.") % told


def in_words(question: Question, answer: Any) -> str:
    """The answer as people read it; empty when there is none."""
    if answer in (None, "", []):
        return ""
    if question.kind == Kind.YES_NO:
        return _("yes") if answer == YES else _("no")
    if question.kind in WITH_OPTIONS:
        chosen = answer if isinstance(answer, list) else [answer]
        return "; ".join(option.text for option in question.options if option.key in chosen)
    if question.kind in (Kind.SCALE, Kind.NUMBER):
        return f"{shown_number(Decimal(str(answer)))} {question.unit}".strip()
    return date_format(date.fromisoformat(answer), "j E Y") if question.kind == Kind.DATE else str(answer)


def shown_number(number: Decimal | None) -> str:
    """As a Pole writes it: 36,6."""
    return "" if number is None else number_format(f"{number.normalize():f}", use_l10n=True)


def condition_in_words(form: Form, condition: Condition) -> str:
    """When a part is shown: for those who read the form on paper or without a script."""
    if condition.join:
        parts = [condition_in_words(form, part) for part in condition.parts]
        joined = {"ALL": _(" and "), "ANY": _(" or "), "NOT": " "}[condition.join].join(parts)
        return _("not (%(what)s)") % {"what": joined} if condition.join == "NOT" else joined
    question = form.question(condition.question)
    if question is None:
        return ""
    if condition.among:
        chosen = [in_words(question, [key] if question.kind == Kind.SEVERAL else key) for key in condition.among]
        return _("“%(question)s” is: %(answers)s") % {"question": question.text, "answers": _(" or ").join(chosen)}
    limits = {"least": shown_number(condition.at_least), "most": shown_number(condition.at_most)}
    told = {"question": question.text, **limits}
    if condition.at_most is None:
        return _("“%(question)s” is at least %(least)s") % told
    if condition.at_least is None:
        return _("“%(question)s” is at most %(most)s") % told
    return _("“%(question)s” is from %(least)s to %(most)s") % told
