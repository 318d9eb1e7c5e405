"""From the text of a story to its parts, with the line of everything that cannot be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

REFUSED = "is refused"
EXPECT = "expect"
PARTS = ("story", "rules", "why", "given", "days")
LINE, LINES = "__line__", "__lines__"  # where a mapping begins, and where each of its keys stands
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)  # since the act is in force
LONGEST_TEXT = 1_000_000


class Unreadable(Exception):
    """The story cannot be told as it is written: what is wrong, in which line, and what could stand there."""

    def __init__(self, problem: str, *, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {problem}" if line else problem)
        self.line = line

    @classmethod
    def of_many(cls, problems: Iterable["Unreadable"]) -> "Unreadable":
        """All that is wrong at once, in the order of the lines: nobody wants to mend a story line by line."""
        found = sorted(problems, key=lambda one: one.line or 0)
        return found[0] if len(found) == 1 else cls("\n".join(map(str, found)))


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
    """A story as it is written: `rules` are ids of the rule catalogue, and stand in the line `rules_at`."""

    title: str
    rules: list[str]
    why: str
    given: dict[str, Any]
    days: list[Day]
    rules_at: int | None = None


class _Loader(yaml.SafeLoader):
    """Keeps the line of every mapping and key, refuses a key that stands twice, and anchors, which can hide a bomb."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1
            raise Unreadable("A story repeats nothing by “*”: write it out.", line=line)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        lines = {}
        for key_node, _value in node.value:
            key, line = self.construct_object(key_node, deep=True), key_node.start_mark.line + 1
            if isinstance(key, list | dict):
                raise Unreadable("A name is a word, no list.", line=line)
            if key in lines:
                raise Unreadable(f"“{key}” stands here twice.", line=line)
            lines[key] = line
        mapping = super().construct_mapping(node, deep=True)
        mapping[LINE], mapping[LINES] = node.start_mark.line + 1, lines
        return mapping


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node, deep=True)


def _day_of_calendar(loader: _Loader, node: yaml.ScalarNode) -> date:
    """A day without a time: 2026-02-30 and “2026-03-02 10:00” are none."""
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        raise Unreadable(f"“{node.value}” is no date such as 2026-03-02.", line=node.start_mark.line + 1) from None


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day_of_calendar)


def read_story(path: Path) -> Told:
    """The story in the file."""
    try:
        return story_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is no text in UTF-8.") from None


def story_of(text: str) -> Told:
    """The story that stands in the text."""
    whole = _loaded(text)
    if not isinstance(whole, dict):
        raise Unreadable(f"A story has the parts {', '.join(PARTS)}.")
    _only(whole, PARTS, of="a story")
    for part in ("story", "days"):
        if not whole.get(part):
            raise Unreadable(f"The story has no part “{part}”.")
    given = whole.get("given") or {}
    if not isinstance(given, dict):
        raise Unreadable("“given” names its parts, each with what is known.", line=line_of(whole, "given"))
    return Told(
        title=str(whole["story"]),
        rules=words_of(whole, "rules"),
        why=" ".join(str(whole.get("why") or "").split()),
        given=given,
        days=_days(whole["days"], line_of(whole, "days")),
        rules_at=line_of(whole, "rules"),
    )


def _loaded(text: str) -> Any:
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"The story is longer than {LONGEST_TEXT:,} letters.")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader that keeps lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or error)
        raise Unreadable(f"This is no YAML: {problem}.", line=mark.line + 1 if mark else None) from error
    except RecursionError:
        raise Unreadable("The story is nested too deep.") from None


def without_line(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in (LINE, LINES)}


def line_of(mapping: dict[str, Any], key: Any) -> int | None:
    """The line in which the key stands, else the one in which the mapping begins."""
    return mapping.get(LINES, {}).get(key, mapping.get(LINE))


def words_of(mapping: dict[str, Any], key: str) -> list[str]:
    """One word or a list of them, as strings."""
    written = mapping.get(key) or []
    many = written if isinstance(written, list) else [written]
    if any(isinstance(one, dict | list) for one in many):
        raise Unreadable(f"“{key}” is a list of words.", line=line_of(mapping, key))
    return [str(one) for one in many]


def _only(mapping: dict[str, Any], known: tuple[str, ...], *, of: str) -> None:
    for key in without_line(mapping):
        if key not in known:
            raise Unreadable(f"“{key}” is no part of {of}: write {', '.join(known)}.", line=line_of(mapping, key))


def _days(written: Any, above: int | None) -> list[Day]:
    if not isinstance(written, dict):
        raise Unreadable("“days” names dates, each with a list of what happens.", line=above)
    days, wrong = [], []
    for key, lines in without_line(written).items():
        try:
            days.append(_day(key, lines, line_of(written, key)))
            if len(days) > 1 and days[-1].on < days[-2].on:
                raise Unreadable("The days stand in another order than the calendar's.", line=line_of(written, key))
        except Unreadable as problem:
            wrong.append(problem)
    if wrong:
        raise Unreadable.of_many(wrong)
    return days


def _day(key: Any, lines: Any, number: int | None) -> Day:
    if not isinstance(key, date):
        raise Unreadable(f"“{key}” is no date such as 2026-03-02.", line=number)
    if not FIRST_DAY <= key <= LAST_DAY:
        raise Unreadable(f"{key} lies outside of {FIRST_DAY} and {LAST_DAY}.", line=number)
    if not isinstance(lines, list):
        raise Unreadable(f"{key} needs a list: begin each line with “- ”.", line=number)
    read, wrong = [], []
    for line in lines:
        try:
            read.append(_line(line, number))
        except Unreadable as problem:
            wrong.append(problem)
    if wrong:
        raise Unreadable.of_many(wrong)
    return Day(key, read)


def _line(written: Any, above: int | None) -> Line:
    if not isinstance(written, dict):
        raise Unreadable(f"“{written}” says nobody and nothing: write “who does: what”.", line=above)
    number = written[LINE]
    said = [key for key in without_line(written) if key != REFUSED]
    if len(said) != 1:
        raise Unreadable(f"A line says one thing; “{', '.join(map(str, said))}” are {len(said)}.", line=number)
    refused = written.get(REFUSED, False)
    refused = refused if isinstance(refused, bool | list | dict) or refused is None else str(refused)
    if not isinstance(refused, str | bool) or (refused and said[0] == EXPECT):
        raise Unreadable(f"“{REFUSED}” is said of a step, with “yes” or some words.", line=line_of(written, REFUSED))
    given = written[said[0]]
    mapping = given if isinstance(given, dict) else {} if given is None else {"": given}
    return Line(str(said[0]).strip(), mapping, number, refused)
