"""Which parts of a form are shown, given the answers so far. What is hidden has no answer for later conditions."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cus.cases.instruments.form import NO, WITH_OPTIONS, YES, Condition, Form, Kind, Question

Answers = Mapping[str, Any]
NUMERIC = (Kind.SCALE, Kind.NUMBER)


def shown_questions(form: Form, answers: Answers) -> set[str]:
    """The keys of the questions that are asked."""
    shown: set[str] = set()
    for section in form.sections:
        if not _holds(section.show_if, answers, shown):
            continue
        for question in section.questions:
            if _holds(question.show_if, answers, shown):
                shown.add(question.key)
    return shown


def _holds(condition: Condition | None, answers: Answers, shown: set[str]) -> bool:
    if condition is None:
        return True
    if condition.join:
        found = [_holds(part, answers, shown) for part in condition.parts]
        return {"ALL": all(found), "ANY": any(found), "NOT": not any(found)}[condition.join]
    answer = answers.get(condition.question)
    if condition.question not in shown or answer is None:
        return False
    if condition.among:
        chosen = answer if isinstance(answer, list) else [answer]
        return any(one in condition.among for one in chosen)
    number = Decimal(str(answer))
    above = condition.at_least is None or number >= condition.at_least
    return above and (condition.at_most is None or number <= condition.at_most)


def wrong_in_condition(condition: Condition, earlier: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with a condition that may look at the questions before it."""
    if condition.join:
        for part in condition.parts:
            yield from wrong_in_condition(part, earlier)
    elif question := earlier.get(condition.question):
        yield from _wrong_about(question, condition)
    else:
        yield _("“show if” looks at “%(key)s”, which is no earlier question") % {"key": condition.question[:40]}


def _wrong_about(question: Question, condition: Condition) -> Iterator[str]:
    bounds = condition.at_least is not None or condition.at_most is not None
    if question.kind in NUMERIC:
        if condition.among or not bounds:
            yield _("“show if” on a number says “at_least” or “at_most”")
    elif question.kind not in (*WITH_OPTIONS, Kind.YES_NO):
        yield _("“show if” cannot look at text or a date")
    elif bounds or not condition.among:
        yield _("“show if” on answers to choose from says which ones: “is”")
    else:
        known = {option.key for option in question.options} or {YES, NO}
        for key in sorted(set(condition.among) - known):
            yield _("“show if”: “%(question)s” has no answer “%(key)s”") % {"question": question.text, "key": key[:40]}
