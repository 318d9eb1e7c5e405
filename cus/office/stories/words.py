"""From what stands in a story to what a function takes: each parameter says by its type what may be written there."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.db.models import Choices, Model
from django.utils.translation import override

from cus.office.stories.reading import Unreadable, without_line
from cus.office.stories.stage import Stage

YES, NO = (True, "yes"), (False, "no")


def plain(said: object) -> str:
    """ON_TIME, "On time" and "on time" are the same word; yes and no are words, as YAML would read them."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if said is None:
        return "none"
    return " ".join(str(said).replace("_", " ").casefold().split())


def arguments(function: Callable[..., Any], given: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    """The keyword arguments of the function, from what the story gives; a single word is the first of them."""
    hints = get_type_hints(function)
    known = {_written(p.name): p for p in signature(function).parameters.values() if p.kind is Parameter.KEYWORD_ONLY}
    given = without_line(dict(given))
    if "" in given:
        given = {next(iter(known), ""): given[""]}
    unknown = [key for key in given if key not in known]
    if unknown:
        raise Unreadable(f"“{unknown[0]}” cannot be said here: {', '.join(known) or 'nothing'}.")
    missing = [key for key, p in known.items() if p.default is Parameter.empty and key not in given]
    if missing:
        raise Unreadable(f"“{missing[0]}” is missing.")
    return {known[key].name: read_as(hints[known[key].name], value, stage) for key, value in given.items()}


def _written(name: str) -> str:
    return name.rstrip("_").replace("_", " ")


def read_as(kind: Any, value: Any, stage: Stage) -> Any:
    """The value as the kind of thing a parameter takes."""
    if isinstance(kind, UnionType):
        inner = [one for one in get_args(kind) if one is not NoneType]
        return None if value is None else read_as(inner[0], value, stage)
    if get_origin(kind) is list:
        many = value if isinstance(value, list) else [value]
        return [read_as(get_args(kind)[0], one, stage) for one in many]
    if kind is Any or get_origin(kind) is dict or kind is dict:
        return value
    if issubclass(kind, Model):
        return stage.named(kind, value)
    if issubclass(kind, Choices):
        return choice(kind, value)
    return _simple(kind, value)


def choice(kind: type[Choices], value: object) -> Any:
    """One of the choices, by its name or by its English label."""
    with override("en"):
        known = {plain(word): one for one in kind for word in (one.name, one.value, one.label)}
    if plain(value) not in known:
        raise Unreadable(f"“{value}” is none of: {', '.join(sorted(known))}.")
    return known[plain(value)]


def _simple(kind: type, value: Any) -> Any:
    if kind is date and not isinstance(value, date):
        raise Unreadable(f"“{value}” is no date such as 2026-03-02.")
    if kind is bool:
        if value not in (*YES, *NO):
            raise Unreadable(f"“{value}” is neither yes nor no.")
        return value in YES
    if kind in (date, dict):
        return value
    if kind is str:
        return plain(value) if isinstance(value, bool) else str(value)
    try:
        return kind(str(value))
    except (ValueError, InvalidOperation, TypeError):
        raise Unreadable(f"“{value}” is no {'number' if kind in (int, Decimal) else kind.__name__}.") from None
