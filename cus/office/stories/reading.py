"""From the text of a story to its parts, with the line of everything that cannot be read."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

REFUSED = "is refused"
EXPECT = "expect"
PARTS = ("story", "rules", "why", "given", "days")
LINE = "__line__"


class Unreadable(Exception):
    """The story cannot be told as it is written: what is wrong, in which line, and what could stand there."""

    def __init__(self, problem: str, *, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {problem}" if line else problem)


@dataclass(frozen=True)
class Line:
    """One line of a day: who does what, with what, and whether it is expected to be refused."""

    said: str
    given: dict[str, Any]
    number: int
    refused: str | bool = False

    @property
    def is_expectation(self) -> bool:
        return self.said == EXPECT


@dataclass(frozen=True)
class Day:
    on: date
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A story as it is written: `rules` are ids of the rule catalogue."""

    title: str
    rules: list[str]
    why: str
    given: dict[str, Any]
    days: list[Day]


class _Loader(yaml.SafeLoader):
    """Keeps the line of every mapping, and refuses a key that stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _value in node.value]
        twice = [key for number, key in enumerate(keys) if key in keys[:number]]
        if twice:
            raise Unreadable(f"“{twice[0]}” stands here twice.", line=node.start_mark.line + 1)
        mapping = super().construct_mapping(node, deep=True)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_story(path: Path) -> Told:
    """The story in the file."""
    try:
        return story_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is no text in UTF-8.") from None


def story_of(text: str) -> Told:
    """The story that stands in the text."""
    try:
        whole = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader that keeps lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", error))
        raise Unreadable(f"This is no YAML: {problem}.", line=mark.line + 1 if mark else None) from error
    if not isinstance(whole, dict):
        raise Unreadable(f"A story has the parts {', '.join(PARTS)}.")
    _only(whole, PARTS, of="a story")
    for part in ("story", "days"):
        if not whole.get(part):
            raise Unreadable(f"The story has no part “{part}”.")
    return Told(
        title=str(whole["story"]),
        rules=[str(rule) for rule in whole.get("rules") or []],
        why=" ".join(str(whole.get("why") or "").split()),
        given=whole.get("given") or {},
        days=_days(whole["days"]),
    )


def without_line(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != LINE}


def _only(mapping: dict[str, Any], known: tuple[str, ...], *, of: str) -> None:
    unknown = [key for key in without_line(mapping) if key not in known]
    if unknown:
        raise Unreadable(f"“{unknown[0]}” is no part of {of}: write {', '.join(known)}.", line=mapping.get(LINE))


def _days(written: Any) -> list[Day]:
    if not isinstance(written, dict):
        raise Unreadable("“days” names dates, each with a list of what happens.")
    days: list[Day] = []
    for key, lines in without_line(written).items():
        if not isinstance(key, date):
            raise Unreadable(f"“{key}” is no date such as 2026-03-02.", line=written[LINE])
        if not isinstance(lines, list):
            raise Unreadable(f"{key} needs a list: begin each line with “- ”.", line=written[LINE])
        days.append(Day(key, [_line(line, written[LINE]) for line in lines]))
    if days != sorted(days, key=lambda day: day.on):
        raise Unreadable("The days stand in another order than the calendar's.", line=written[LINE])
    return days


def _line(written: Any, above: int) -> Line:
    if not isinstance(written, dict):
        raise Unreadable(f"“{written}” says nobody and nothing: write “who does: what”.", line=above)
    number = written[LINE]
    said = [key for key in without_line(written) if key != REFUSED]
    if len(said) != 1:
        raise Unreadable(f"A line says one thing; “{', '.join(map(str, said))}” are {len(said)}.", line=number)
    given = written[said[0]]
    mapping = given if isinstance(given, dict) else {} if given is None else {"": given}
    return Line(str(said[0]).strip(), mapping, number, written.get(REFUSED, False))
