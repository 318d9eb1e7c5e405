"""Everything that can be said in a story, read from the functions that carry it out: so it cannot be out of date."""

from collections.abc import Callable
from inspect import Parameter, getdoc, signature
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.db.models import TextChoices
from django.utils.translation import override

from cus.office.stories import facts
from cus.office.stories.setting import GIVEN, STAFF, UNITS
from cus.office.stories.telling import VERBS
from cus.office.stories.verb import PUBLIC
from cus.office.stories.words import plain


def wordbook() -> str:
    """The words of stories as plain text."""
    lines = [f"given: {', '.join(GIVEN)}", f"who: {', '.join([*STAFF, PUBLIC])}", f"units: {', '.join(UNITS)}", ""]
    lines += ["does:"]
    for said, function in sorted(VERBS.items()):
        lines += [f"  {said}: {{{', '.join(_parameters(function))}}}"]
        lines += [f"      {' '.join(doc.split())}" for doc in [getdoc(function)] if doc]
    registers = {"case": facts.OF_CASE, "signal": facts.OF_SIGNAL, "centre": facts.OF_CENTRE}
    for of_whom, register in registers.items():
        lines += ["", f"expect of {of_whom}:"]
        lines += [f"  {said}{_told(function)}" for said, function in sorted(register.items())]
    return "\n".join(lines)


def _told(function: Callable[..., Any]) -> str:
    doc = getdoc(function)
    return f": {' '.join(doc.split())}" if doc else ""


def _parameters(function: Callable[..., Any]) -> list[str]:
    hints = get_type_hints(function)
    known = [p for p in signature(function).parameters.values() if p.kind is Parameter.KEYWORD_ONLY]
    return [f"{p.name.rstrip('_').replace('_', ' ')}: {_kind(hints[p.name])}{_optional(p)}" for p in known]


def _optional(parameter: Parameter) -> str:
    return "" if parameter.default is Parameter.empty else " (optional)"


def _kind(kind: Any) -> str:
    if isinstance(kind, UnionType):
        return _kind(next(one for one in get_args(kind) if one is not NoneType))
    if get_origin(kind) is list:
        return f"[{_kind(get_args(kind)[0])}, …]"
    if isinstance(kind, type) and issubclass(kind, TextChoices):
        with override("en"):
            return " | ".join(plain(one.label) for one in kind)
    names = {"str": "words", "bool": "yes | no", "dict": "{…}", "int": "number", "Decimal": "number"}
    names |= {"Application": "case", "User": "who"}
    return names.get(kind.__name__, kind.__name__.lower())
