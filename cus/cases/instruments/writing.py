"""Makes data of a form: what `reading.py` reads back as the same form."""

from decimal import Decimal
from typing import Any

from cus.cases.instruments.form import WITH_OPTIONS, Condition, Form, Kind, Question, Range, Score, Section
from cus.cases.instruments.reading import FORMAT, OF_KIND

FIRST = ["key", "kind", "name", "title", "text", "hint", "least", "most", "unit"]


def as_data(form: Form) -> dict[str, Any]:
    """The form as it is stored, exchanged and read again."""
    words = {name: getattr(form, name) for name in ("name", "purpose", "source", "variant", "note", "better")}
    return {
        "format": FORMAT,
        **_filled(words),
        **({"unconfirmed": True} if form.unconfirmed else {}),
        "sections": [_section(section) for section in form.sections],
        "scores": [_score(score) for score in form.scores],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        **_filled({"key": section.key, "title": section.title, "hint": section.hint}),
        **_shown_if(section.show_if),
        "questions": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    data = _filled({"key": question.key, "kind": question.kind, "text": question.text, "hint": question.hint})
    data |= {} if question.required else {"required": False}
    data |= _shown_if(question.show_if)
    if question.kind in WITH_OPTIONS:
        data["options"] = [
            {"key": option.key, "text": option.text} | ({} if option.points is None else {"points": option.points})
            for option in question.options
        ]
    elif question.kind == Kind.YES_NO:
        data |= {f"points_{option.key}": option.points for option in question.options if option.points is not None}
    else:
        data |= _filled({name: getattr(question, name) for name in OF_KIND[question.kind] - {"ranges"}})
        data |= {name: plain_number(data[name]) for name in ("least", "most") if name in data}
        if question.ranges:
            data["ranges"] = [_range(one) | {"points": one.points} for one in question.ranges]
    return data


def _score(score: Score) -> dict[str, Any]:
    data: dict[str, Any] = {"key": score.key, "name": score.name, "of": list(score.of) or "all"}
    data |= {"main": True} if score.main else {}
    data |= {} if score.at_most is None else {"at_most": score.at_most}
    return data | ({"bands": [_range(one) | {"meaning": one.meaning} for one in score.bands]} if score.bands else {})


def _shown_if(condition: Condition | None) -> dict[str, Any]:
    return {} if condition is None else {"show_if": condition_as_data(condition)}


def condition_as_data(condition: Condition) -> dict[str, Any]:
    parts = [condition_as_data(part) for part in condition.parts]
    if condition.join:
        return {condition.join.lower(): parts[0] if condition.join == "NOT" else parts}
    data: dict[str, Any] = {"question": condition.question}
    data |= {"is": list(condition.among)} if condition.among else {}
    bounds = {"at_least": condition.at_least, "at_most": condition.at_most}
    return data | {name: plain_number(value) for name, value in bounds.items() if value is not None}


def _range(one: Range) -> dict[str, Any]:
    return {"from": plain_number(one.least), "to": plain_number(one.most)}


def plain_number(value: Decimal) -> int | str:
    """Whole numbers as they are, others as text: what a computer does to 0.1 must not happen to a limit."""
    return int(value) if value == value.to_integral_value() else str(value.normalize())


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing: empty text, no decimals, "does not count". A least of 0 says something."""
    return {
        name: value
        for name, value in sorted(values.items(), key=_place)
        if (value is not None if name in ("least", "most") else bool(value))
    }


def _place(named: tuple[str, Any]) -> int:
    return FIRST.index(named[0]) if named[0] in FIRST else len(FIRST)
