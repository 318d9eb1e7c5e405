"""From what stands in a story to what a function takes: each parameter says by its type what may be written there."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import InvalidOperation
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.db.models import Choices, Model
from django.utils.translation import override

from cus.office.stories.reading import Unreadable, without_line
from cus.office.stories.stage import Stage

YES, NO = (True, "yes"), (False, "no")
MOST = 1_000_000  # more than any number in a story
NOT_SAID = ("key", "terms")  # given by the program itself


def plain(said: object) -> str:
    """ON_TIME, "On time" and "on time" are the same word; yes and no are words, as YAML would read them."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if said is None:
        return "none"
    return " ".join(str(said).replace("_", " ").casefold().split())


def arguments(function: Callable[..., Any], given: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    """The keyword arguments of the function, from what the story gives; a single word is the first of them."""
    hints, known = get_type_hints(function), known_names(function)
    return {
        known[key].name: _read(key, hints[known[key].name], value, stage)
        for key, value in check_names(function, given).items()
    }


def check_names(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, each by the name the function knows. Raises `Unreadable` for unknown and missing names."""
    known = known_names(function)
    said = without_line(dict(given))
    if "" in said:
        if not known:
            raise Unreadable(f"“{said['']}” cannot be said here: nothing is asked for.")
        said = {next(iter(known)): said[""]}
    unknown = [f"“{key}”" for key in said if key not in known]
    if unknown:
        raise Unreadable(f"{', '.join(unknown)} cannot be said here: {', '.join(known) or 'nothing'}.")
    missing = [key for key, p in known.items() if p.default is Parameter.empty and key not in said]
    if missing:
        raise Unreadable(f"“{'”, “'.join(missing)}” is missing.")
    return said


def known_names(function: Callable[..., Any]) -> dict[str, Parameter]:
    """What a story may say to the function: each parameter by the name a story gives it."""
    said = signature(function).parameters.values()
    return {_written(p.name): p for p in said if p.kind is Parameter.KEYWORD_ONLY and p.name not in NOT_SAID}


def _read(key: str, kind: Any, value: Any, stage: Stage) -> Any:
    try:
        return read_as(kind, value, stage)
    except Unreadable as problem:
        raise Unreadable(f"“{key}”: {problem}") from None


def _written(name: str) -> str:
    return name.rstrip("_").replace("_", " ")


def read_as(kind: Any, value: Any, stage: Stage) -> Any:
    """The value as the kind of thing a parameter takes."""
    if kind is Any:
        return value
    if isinstance(kind, UnionType):
        inner = [one for one in get_args(kind) if one is not NoneType]
        return None if value is None else read_as(inner[0], value, stage)
    if get_origin(kind) is list:
        many = value if isinstance(value, list) else [value]
        return [read_as(get_args(kind)[0], one, stage) for one in many]
    if value is None:
        raise Unreadable("nothing is written here.")
    return _mapping(value) if kind is dict else _one(kind, value, stage)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"“{value}” gives no names, each with a value.")
    return value


def _one(kind: type, value: Any, stage: Stage) -> Any:
    if issubclass(kind, Model):
        return stage.named(kind, value)
    if isinstance(value, list | dict):
        raise Unreadable("one word is asked for here, no list.")
    return choice(kind, value) if issubclass(kind, Choices) else _simple(kind, value)


def choice(kind: type[Choices], value: object) -> Any:
    """One of the choices, by its name or by its English label."""
    with override("en"):
        known = {plain(word): one for one in kind for word in (one.name, one.value, one.label)}
    if plain(value) not in known:
        raise Unreadable(f"“{value}” is none of: {', '.join(sorted(known))}.")
    return known[plain(value)]


def _simple(kind: type, value: Any) -> Any:
    if kind is date:
        if not isinstance(value, date):
            raise Unreadable(f"“{value}” is no date such as 2026-03-02.")
        return value
    if kind is bool:
        if value not in (*YES, *NO):
            raise Unreadable(f"“{value}” is neither yes nor no.")
        return value in YES
    if kind is str:
        return plain(value) if isinstance(value, bool) else str(value)
    return _number(kind, value)


def _number(kind: type, value: Any) -> Any:
    try:
        number = kind(str(value))
        if abs(number) > MOST:
            raise Unreadable(f"“{value}” is too much.")
    except (ValueError, InvalidOperation, TypeError):
        raise Unreadable(f"“{value}” is no number.") from None
    return number
