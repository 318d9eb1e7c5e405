"""Everything that can be said in a story, read from the functions that carry it out: so it cannot be out of date."""

from collections.abc import Callable
from inspect import Parameter, getdoc
from itertools import groupby
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.db.models import Choices
from django.utils.translation import override

from cus.office.stories.checking import REGISTERS
from cus.office.stories.facts import OF_SERVICE
from cus.office.stories.setting import GIVEN_BY, PERSON, PROGRAMME, STAFF, UNITS
from cus.office.stories.telling import VERBS
from cus.office.stories.verb import PUBLIC
from cus.office.stories.words import known_names, plain

FEW = 5  # choices that fit into the line of what they are said of


def wordbook() -> str:
    """The words of stories as plain text."""
    lines = ["given:", *_things_given()]
    lines += ["", f"who: {', '.join([*STAFF, PUBLIC])}", f"units: {', '.join(UNITS)}"]
    for subject, verbs in groupby(sorted(VERBS.items(), key=_subject_and_word), key=_subject):
        lines += ["", f"does ({subject}):"]
        for said, function in verbs:
            lines += _said(said, function)
    for of_whom, register in REGISTERS.items():
        lines += ["", f"expect of {of_whom}:"]
        lines += [f"  {said}{_told(function)}" for said, function in sorted(register.items())]
    lines += ["", "expect of case, of one of its services:", "  NAME: where it stands"]
    lines += [f"  NAME {said}{_told(function)}" for said, function in sorted(OF_SERVICE.items())]
    return "\n".join([*lines, "", "choices:", *_choices()])


def _things_given() -> list[str]:
    """What can be known before the first day, by name where there may be several."""
    lines = [f"  people: NAME: {{{', '.join(f'{key}: {_kind(kind)}' for key, kind in PERSON.items())}}}"]
    for part, function in GIVEN_BY.items():
        many = "" if part == PROGRAMME else "NAME: "
        lines += [f"  {part}: {many}{{{', '.join(_parameters(function))}}}{_told(function)}"]
    return [*lines, "  switched off: [RULE-…, …]: rules the centre does not apply"]


def _said(said: str, function: Callable[..., Any]) -> list[str]:
    doc = getdoc(function)
    line = f"  {said}: {{{', '.join(_parameters(function))}}}"
    return [line, f"      {' '.join(doc.split())}"] if doc else [line]


def _subject(said: tuple[str, Callable[..., Any]]) -> str:
    return said[1].__module__.rpartition(".")[2]


def _subject_and_word(said: tuple[str, Callable[..., Any]]) -> tuple[str, str]:
    return _subject(said), said[0]


def _told(function: Callable[..., Any]) -> str:
    doc = getdoc(function)
    return f": {' '.join(doc.split())}" if doc else ""


def _parameters(function: Callable[..., Any]) -> list[str]:
    hints = get_type_hints(function)
    return [f"{said}: {_kind(hints[p.name])}{_optional(p)}" for said, p in known_names(function).items()]


def _optional(parameter: Parameter) -> str:
    return "" if parameter.default is Parameter.empty else " (optional)"


def _kind(kind: Any) -> str:
    if isinstance(kind, UnionType):
        return _kind(next(one for one in get_args(kind) if one is not NoneType))
    if get_origin(kind) is list:
        return f"[{_kind(get_args(kind)[0])}, …]"
    if isinstance(kind, type) and issubclass(kind, Choices):
        return " | ".join(plain(one.name) for one in kind) if len(kind) <= FEW else f"one {_name(kind)}"
    names = {"str": "words", "bool": "yes | no", "dict": "{…}", "int": "number", "Decimal": "number", "Any": "…"}
    names |= {"Application": "case", "User": "who"}
    return names.get(kind.__name__, kind.__name__.lower())


def _name(kind: type) -> str:
    """LetterKind is a “letter kind”."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()


def _choices() -> list[str]:
    """What stands for what: a choice is said by its short word, or as the pages say it in English."""
    functions = [*GIVEN_BY.values(), *VERBS.values()]
    kinds = {
        kind for function in functions for hint in get_type_hints(function).values() for kind in _choices_in(hint)
    }
    lines = []
    with override("en"):
        for kind in sorted(kinds, key=_name):
            said = [f"{plain(one.name)} = {one.label}" for one in kind]
            lines += [f"  {_name(kind)}:", *[f"      {one}" for one in said]]
    return lines


def _choices_in(hint: Any) -> list[type[Choices]]:
    if isinstance(hint, type) and issubclass(hint, Choices):
        return [hint]
    return [found for inner in get_args(hint) for found in _choices_in(inner)]
