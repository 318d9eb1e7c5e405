r"""Wordings of letters that people of the office write themselves: text with placeholders, and no code in it.

{numer wniosku}      a value put in; names come from a closed list, one for each kind of letter
[Telefon: {tel}.]    left out as a whole when a value inside is empty; may run over several lines; none inside another
- {usługi}           a list: a line that begins as an item is written once for each; elsewhere parted by commas
\{ \} \[ \] \\       the character itself

What comes out is the light markup of `records.papers.markup`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

TOKEN = re.compile(r"\\[\\{}\[\]]|\{[^{}\[\]\n]*\}|[\[\]{}]")
PLACEHOLDER = re.compile(r"\\[\\{}\[\]]|\{([^{}\[\]\n]*)\}")
ITEM = re.compile(r"\s*([-•]|\d{1,2}[.)])\s")

Filled = str | list[str]


@dataclass(frozen=True)
class Flaw:
    """What is wrong in a wording, and on which line."""

    line: int
    text: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(text)s") % {"line": self.line, "text": self.text}


def flaws_of(wording: str, names: Collection[str]) -> list[Flaw]:
    """Everything that keeps the wording from being used, in the order of lines; empty when it is sound."""
    return list(_flaws(wording, names))


def _flaws(wording: str, names: Collection[str]) -> Iterator[Flaw]:
    opened, holds = 0, False  # the line of the bracket one is inside, and whether a placeholder came since
    for number, line in enumerate(wording.split("\n"), start=1):
        for token in TOKEN.findall(line):
            if token in "[]":
                if text := _flaw_of_bracket(token, opened=bool(opened), holds=holds):
                    yield Flaw(number, text)
                opened, holds = (number, False) if token == "[" else (0, False)
            elif text := _flaw_of_placeholder(token, names):
                yield Flaw(number, text)
            holds = holds or token[0] == "{"
    if opened:
        yield Flaw(opened, _("a square bracket opens and never closes."))


def _flaw_of_bracket(token: str, *, opened: bool, holds: bool) -> str:
    if token == "[":
        return _("a square bracket opens inside another. Close the first one before.") if opened else ""
    if not opened:
        return _("a square bracket closes that nothing opened.")
    return "" if holds else _("nothing in these square brackets can be empty: put a placeholder in.")


def _flaw_of_placeholder(token: str, names: Collection[str]) -> str:
    if token in "{}":
        return _("a curly bracket stands alone. A placeholder is written like this: {name}.")
    if token[0] == "{" and _name(token) not in names:
        return _("there is no placeholder %(name)s. Take one from the list.") % {"name": token}
    return ""


def placeholders_in(wording: str) -> list[str]:
    """The names the wording uses, each once, in the order of the text."""
    return list(dict.fromkeys(_name(token) for token in TOKEN.findall(wording) if len(token) > 1 and token[0] == "{"))


def fill(wording: str, values: Mapping[str, Filled]) -> str:
    """The wording with its values. Values are put in at the end and never read as wording themselves."""
    lines: list[str] = []
    for line in _without_empty_parts(wording.replace("\r\n", "\n"), values).split("\n"):
        lines.extend(_filled(line, values))
    text = "\n".join(line.rstrip() for line in "\n".join(lines).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _without_empty_parts(wording: str, values: Mapping[str, Filled]) -> str:
    """The square brackets resolved: gone with what is inside, or only the brackets gone."""
    kept: list[str] = []
    inside: list[str] | None = None
    at = 0
    for token in TOKEN.finditer(wording):
        (kept if inside is None else inside).append(wording[at : token.start()])
        at = token.end()
        if token.group() == "[" and inside is None:
            inside = []
        elif token.group() == "]" and inside is not None:
            part = "".join(inside)
            kept.append(part if all(values.get(name) for name in placeholders_in(part)) else "")
            inside = None
        else:
            (kept if inside is None else inside).append(token.group())
    return "".join([*kept, *(inside or []), wording[at:]])


def _filled(line: str, values: Mapping[str, Filled]) -> Iterator[str]:
    lists = [name for name in placeholders_in(line) if isinstance(values.get(name), list)]
    if not lists or not ITEM.match(line):
        yield _put_in(line, values)
        return
    for item in values[lists[0]]:
        yield _put_in(line, {**values, lists[0]: item})


def _put_in(line: str, values: Mapping[str, Filled]) -> str:
    def value_of(found: re.Match[str]) -> str:
        if found.group(1) is None:
            return found.group(0)[1:] if found.group(0) != "\\\\" else found.group(0)
        value = values.get(_name(found.group(0)), "")
        return ", ".join(value) if isinstance(value, list) else value

    return PLACEHOLDER.sub(value_of, line)


def _name(token: str) -> str:
    return " ".join(token.strip("{}").split()).lower()
