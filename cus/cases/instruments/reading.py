"""Reads a form from data (JSON), strictly: what is wrong is said with its place, all of it at once.

A form in the making may be unfinished (a section without questions); what must be there before it is used stands in
`checking.py`. The language is documented in docs/instruments.md.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from cus.cases.instruments.conditions import wrong_in_condition
from cus.cases.instruments.form import (
    NO,
    WITH_OPTIONS,
    YES,
    Better,
    Condition,
    Form,
    Kind,
    Option,
    Question,
    Range,
    Score,
    Section,
)

FORMAT = 1
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_SECTIONS, MOST_QUESTIONS, MOST_OPTIONS, MOST_RANGES, MOST_SCORES = 40, 60, 30, 30, 20
LINE, PARAGRAPH = 300, 2000
MOST_POINTS, MOST_NUMBER, MOST_DECIMALS, MOST_STEPS, DEEPEST = 1000, Decimal(10**9), 3, 100, 5


class BadForm(Exception):
    """The data is no form. `problems` says where and what, in words for people."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_form(data: Any) -> Form:
    """The form the data describes, or `BadForm` with everything that is wrong in it."""
    reader = _Reader()
    form = reader.form(data)
    if not reader.problems:
        reader.check_references(form)
    if reader.problems:
        raise BadForm(reader.problems)
    return form


class _Reader:
    """Reads part by part and remembers what is wrong instead of stopping at the first mistake."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(f"{where}: {what}" if where else what)

    # plain values

    def mapping(self, data: Any, where: str, *, known: set[str]) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.wrong(where, _("this must be an object in braces { }"))
            return {}
        for name in data:
            if name not in known:
                self.wrong(where, _("“%(name)s” is not known here") % {"name": str(name)[:40]})
        return data

    def listed(self, data: dict[str, Any], name: str, where: str, *, most: int) -> list[Any]:
        value = data.get(name, [])
        if not isinstance(value, list):
            self.wrong(f"{where}.{name}".lstrip("."), _("this must be a list in brackets [ ]"))
            return []
        if len(value) > most:
            self.wrong(f"{where}.{name}".lstrip("."), _("at most %(count)s here") % {"count": most})
        return value[:most]

    def text(self, data: dict[str, Any], name: str, where: str, *, most: int = LINE, required: bool = False) -> str:
        value = data.get(name, "")
        place = f"{where}.{name}".lstrip(".")
        if not isinstance(value, str):
            self.wrong(place, _("this must be text in quotation marks"))
            return ""
        value = value.strip()
        if len(value) > most:
            self.wrong(place, _("at most %(count)s characters") % {"count": most})
        if required and not value:
            self.wrong(place, _("write something here"))
        return value

    def flag(self, data: dict[str, Any], name: str, where: str, *, otherwise: bool) -> bool:
        value = data.get(name, otherwise)
        if not isinstance(value, bool):
            self.wrong(f"{where}.{name}".lstrip("."), _("this must be true or false"))
            return otherwise
        return value

    def whole(self, data: dict[str, Any], name: str, where: str, *, least: int, most: int) -> int | None:
        value = data.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            wanted = {"least": least, "most": most}
            self.wrong(f"{where}.{name}", _("this must be a whole number from %(least)s to %(most)s") % wanted)
            return None
        return value

    def number(self, data: dict[str, Any], name: str, where: str, *, required: bool = False) -> Decimal | None:
        value = data.get(name)
        if value is None and not required:
            return None
        try:
            if isinstance(value, bool) or not isinstance(value, (int, float, str)):
                raise InvalidOperation
            number = Decimal(str(value))
            if not number.is_finite() or abs(number) > MOST_NUMBER:
                raise InvalidOperation
        except InvalidOperation:
            self.wrong(f"{where}.{name}", _("this must be a number"))
            return None
        return number

    def key(self, data: dict[str, Any], where: str) -> str:
        value = data.get("key")
        if not isinstance(value, str) or not KEY.fullmatch(value):
            self.wrong(f"{where}.key", _("a key is made of small letters a-z, digits and _, and begins with a letter"))
            return ""
        return value

    def one_of(self, data: dict[str, Any], name: str, where: str, *, known: list[str], otherwise: str) -> str:
        value = data.get(name, otherwise)
        if value not in known:
            choices = ", ".join(known)
            self.wrong(f"{where}.{name}".lstrip("."), _("choose one of: %(choices)s") % {"choices": choices})
            return otherwise
        return str(value)

    # parts of a form

    def form(self, data: Any) -> Form:
        known = {"format", "name", "purpose", "source", "variant", "note", "unconfirmed", "better"}
        data = self.mapping(data, "", known=known | {"sections", "scores"})
        if data.get("format", FORMAT) != FORMAT:
            self.wrong("format", _("this version of the system reads format %(format)s") % {"format": FORMAT})
        sections = self.listed(data, "sections", "", most=MOST_SECTIONS)
        scores = self.listed(data, "scores", "", most=MOST_SCORES)
        return Form(
            name=self.text(data, "name", "", required=True),
            purpose=self.text(data, "purpose", "", most=PARAGRAPH),
            source=self.text(data, "source", "", most=PARAGRAPH),
            variant=self.text(data, "variant", "", most=PARAGRAPH),
            note=self.text(data, "note", "", most=PARAGRAPH),
            unconfirmed=self.flag(data, "unconfirmed", "", otherwise=False),
            better=self.one_of(data, "better", "", known=Better.values, otherwise=Better.NEITHER),
            sections=tuple(self.section(one, f"sections[{place}]") for place, one in enumerate(sections, 1)),
            scores=tuple(self.score(one, f"scores[{place}]") for place, one in enumerate(scores, 1)),
        )

    def section(self, data: Any, where: str) -> Section:
        data = self.mapping(data, where, known={"key", "title", "hint", "show_if", "questions"})
        questions = self.listed(data, "questions", where, most=MOST_QUESTIONS)
        return Section(
            key=self.key(data, where),
            title=self.text(data, "title", where, required=True),
            hint=self.text(data, "hint", where, most=PARAGRAPH),
            show_if=self.condition_in(data, where),
            questions=tuple(self.question(one, f"{where}.questions[{n}]") for n, one in enumerate(questions, 1)),
        )

    def question(self, data: Any, where: str) -> Question:
        data = self.mapping(data, where, known=OF_ALL | {name for names in OF_KIND.values() for name in names})
        kind = self.one_of(data, "kind", where, known=Kind.values, otherwise=Kind.TEXT)
        for name in set(data) - OF_ALL - OF_KIND.get(kind, set()):
            if any(name in names for names in OF_KIND.values()):
                self.wrong(where, _("“%(name)s” does not go with the kind %(kind)s") % {"name": name, "kind": kind})
        return Question(
            key=self.key(data, where),
            kind=kind,
            text=self.text(data, "text", where, required=True),
            hint=self.text(data, "hint", where, most=PARAGRAPH),
            required=self.flag(data, "required", where, otherwise=True),
            show_if=self.condition_in(data, where),
            options=self.options(data, kind, where),
            **self.numbers(data, kind, where),
        )

    def numbers(self, data: dict[str, Any], kind: str, where: str) -> dict[str, Any]:
        """What only scales and numbers have."""
        if kind not in (Kind.SCALE, Kind.NUMBER):
            return {}
        is_scale = kind == Kind.SCALE
        least = self.number(data, "least", where, required=is_scale)
        most = self.number(data, "most", where, required=is_scale)
        decimals = self.whole(data, "decimals", where, least=0, most=MOST_DECIMALS) or 0
        counts = self.flag(data, "counts", where, otherwise=False)
        if least is not None and most is not None and least >= most:
            self.wrong(where, _("the least must be smaller than the most"))
        elif is_scale and least is not None and most is not None and not _is_stepped(least, most):
            self.wrong(where, _("a scale goes in whole steps, at most %(count)s") % {"count": MOST_STEPS})
        if counts and not is_scale and (decimals or least is None or most is None):
            self.wrong(where, _("a number that counts as points is whole and has its least and its most"))
        if counts and max(abs(least or Decimal()), abs(most or Decimal())) > MOST_POINTS:
            self.wrong(where, _("at most %(count)s points") % {"count": MOST_POINTS})
        return {
            "least": least,
            "most": most,
            "least_text": self.text(data, "least_text", where),
            "most_text": self.text(data, "most_text", where),
            "unit": self.text(data, "unit", where, most=20),
            "decimals": decimals,
            "counts": counts,
            "ranges": self.ranges(data, "ranges", where, with_points=True),
        }

    def options(self, data: dict[str, Any], kind: str, where: str) -> tuple[Option, ...]:
        if kind == Kind.YES_NO:
            points = {key: self.whole(data, f"points_{key}", where, least=-MOST_POINTS, most=MOST_POINTS)
                      for key in (YES, NO)}  # fmt: skip
            return tuple(Option(key, "", points[key]) for key in (YES, NO))
        if kind not in WITH_OPTIONS:
            return ()
        found = self.listed(data, "options", where, most=MOST_OPTIONS)
        options = tuple(self.option(one, f"{where}.options[{place}]") for place, one in enumerate(found, 1))
        self.once([option.key for option in options], f"{where}.options")
        return options

    def option(self, data: Any, where: str) -> Option:
        data = self.mapping(data, where, known={"key", "text", "points"})
        points = self.whole(data, "points", where, least=-MOST_POINTS, most=MOST_POINTS)
        return Option(self.key(data, where), self.text(data, "text", where, required=True), points)

    def ranges(self, data: dict[str, Any], name: str, where: str, *, with_points: bool) -> tuple[Range, ...]:
        found: list[Range] = []
        for place, one in enumerate(self.listed(data, name, where, most=MOST_RANGES), 1):
            here = f"{where}.{name}[{place}]"
            one = self.mapping(one, here, known={"from", "to", "points" if with_points else "meaning"})
            least, most = self.number(one, "from", here, required=True), self.number(one, "to", here, required=True)
            points = self.whole(one, "points", here, least=-MOST_POINTS, most=MOST_POINTS) or 0
            meaning = "" if with_points else self.text(one, "meaning", here, most=PARAGRAPH, required=True)
            if least is None or most is None:
                continue
            if least > most:
                self.wrong(here, _("“from” must not be greater than “to”"))
            elif found and least <= found[-1].most:
                self.wrong(here, _("ranges go up and do not overlap"))
            found.append(Range(least, most, points, meaning))
        return tuple(found)

    def score(self, data: Any, where: str) -> Score:
        data = self.mapping(data, where, known={"key", "name", "of", "main", "at_most", "bands"})
        of = [] if data.get("of", "all") == "all" else self.listed(data, "of", where, most=MOST_QUESTIONS)
        if any(not isinstance(one, str) for one in of):
            self.wrong(f"{where}.of", _('list the keys of sections or questions, or write "all"'))
            of = []
        return Score(
            key=self.key(data, where),
            name=self.text(data, "name", where, required=True),
            of=tuple(of),
            main=self.flag(data, "main", where, otherwise=False),
            at_most=self.whole(data, "at_most", where, least=-MOST_POINTS, most=MOST_POINTS),
            bands=self.ranges(data, "bands", where, with_points=False),
        )

    # conditions

    def condition_in(self, data: dict[str, Any], where: str) -> Condition | None:
        found = data.get("show_if")
        return None if found is None else self.condition(found, f"{where}.show_if", depth=1)

    def condition(self, data: Any, where: str, *, depth: int) -> Condition:
        data = self.mapping(data, where, known={"question", "is", "at_least", "at_most", *JOINS})
        joins = [name for name in JOINS if name in data]
        if depth > DEEPEST:
            self.wrong(where, _("conditions are nested at most %(count)s deep") % {"count": DEEPEST})
            return Condition()
        if joins:
            if len(data) > 1:
                self.wrong(where, _("a condition is one thing: a question, “all”, “any” or “not”"))
            name = joins[0]
            listed = [data[name]] if name == "not" else self.listed(data, name, where, most=MOST_OPTIONS)
            if not listed:
                self.wrong(where, _("list at least one condition"))
            parts = tuple(self.condition(one, f"{where}.{name}", depth=depth + 1) for one in listed)
            return Condition(join=name.upper(), parts=parts)
        among = self.listed(data, "is", where, most=MOST_OPTIONS)
        if any(not isinstance(one, str) for one in among):
            self.wrong(f"{where}.is", _("list the keys of answers; for yes or no: “yes”, “no”"))
            among = []
        return Condition(
            question=self.text(data, "question", where, required=True),
            among=tuple(among),
            at_least=self.number(data, "at_least", where),
            at_most=self.number(data, "at_most", where),
        )

    # what refers to what

    def once(self, keys: list[str], where: str) -> None:
        for key in sorted({key for key in keys if key and keys.count(key) > 1}):
            self.wrong(where, _("the key “%(key)s” is used more than once") % {"key": key})

    def check_references(self, form: Form) -> None:
        parts = [section.key for section in form.sections] + [question.key for question in form.questions()]
        self.once(parts, "sections")
        self.once([score.key for score in form.scores], "scores")
        for score in form.scores:
            for key in set(score.of) - set(parts):
                self.wrong(score.name, _("there is no section and no question “%(key)s”") % {"key": key[:40]})
        earlier: dict[str, Question] = {}
        for section in form.sections:
            self.check_condition(section.show_if, section.title, earlier)
            for question in section.questions:
                self.check_condition(question.show_if, question.text, earlier)
                earlier[question.key] = question

    def check_condition(self, condition: Condition | None, where: str, earlier: dict[str, Question]) -> None:
        for what in wrong_in_condition(condition, earlier) if condition else ():
            self.wrong(where, what)


def _is_stepped(least: Decimal, most: Decimal) -> bool:
    return least == int(least) and most == int(most) and most - least <= MOST_STEPS


JOINS = ("all", "any", "not")
OF_ALL = {"key", "kind", "text", "hint", "required", "show_if"}
OF_KIND: dict[str, set[str]] = {
    Kind.CHOICE: {"options"},
    Kind.SEVERAL: {"options"},
    Kind.YES_NO: {"points_yes", "points_no"},
    Kind.SCALE: {"least", "most", "least_text", "most_text", "counts", "ranges"},
    Kind.NUMBER: {"least", "most", "unit", "decimals", "counts", "ranges"},
    Kind.TEXT: set(),
    Kind.DATE: set(),
}
