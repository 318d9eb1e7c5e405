r"""Light markup, so that a letter template can be a plain text file.

## Heading            ### Smaller heading
Paragraph with **bold** words, lines joined; a blank line ends it.
- bullet              1. numbered item
> A note.             >! An important note.
\*                    a star, \\ a backslash
{name}                a value, put in after the markup was read: it can never become markup
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from cus.records.papers.paper import Block, Bullets, Heading, Note, Numbered, Paragraph, Tone

Value = str | tuple[Block, ...]

BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LINE_KINDS = (
    ("smaller heading", re.compile(r"###\s+(.*)")),
    ("heading", re.compile(r"##\s+(.*)")),
    ("bullet", re.compile(r"[-•]\s+(.*)")),
    ("number", re.compile(r"\d{1,2}[.)]\s+(.*)")),
    ("important", re.compile(r">!\s?(.*)")),
    ("note", re.compile(r">\s?(.*)")),
)
FIRST_NUMBER = re.compile(r"1[.)]\s")

ESCAPE = re.compile(r"\\([\\*])")
# While the runs are cut, an escaped character stands aside as one that no keyboard types.
ASIDE = {"*": "\ue000", "\\": "\ue001"}
BACK = str.maketrans({aside: character for character, aside in ASIDE.items()})
NONE_ASIDE = str.maketrans("", "", "".join(ASIDE.values()))


class Run(NamedTuple):
    text: str
    bold: bool


class Line(NamedTuple):
    kind: str
    text: str
    group: int


def literal(text: str) -> str:
    """The text with its stars escaped: what a person typed is never read as bold. It may be stored like this."""
    return re.sub(r"([\\*])", r"\\\1", text)


def runs(text: str) -> list[Run]:
    """Cut a text at its **bold** marks; `\\*` is a star and `\\\\` a backslash."""
    aside = ESCAPE.sub(lambda found: ASIDE[found.group(1)], text.translate(NONE_ASIDE))
    parts = [Run(part, bold=number % 2 == 1) for number, part in enumerate(BOLD.split(aside)) if part]
    return [Run(part.text.translate(BACK), part.bold) for part in parts]


def plain(text: str) -> str:
    """The text without its **bold** marks."""
    return "".join(run.text for run in runs(text))


def bold(text: str) -> str:
    """The whole text bold."""
    return f"**{literal(plain(text).strip())}**" if plain(text).strip() else ""


def blocks_from_text(
    text: str, values: Mapping[str, Value] | None = None, *, keep_lines: bool = False
) -> tuple[Block, ...]:
    """Read the markup of a template, then put the values in.

    A `{name}` alone in its paragraph may stand for whole blocks (a table, typed reasons). With
    `keep_lines` the line breaks of a paragraph stay: for what an officer typed into a form.
    """
    lines = _lines(text)
    blocks: list[Block] = []
    for (kind, _), group in groupby(lines, key=lambda line: (line.kind, line.group)):
        blocks.extend(_blocks(kind, [line.text for line in group], keep_lines=keep_lines))
    if values is None:
        return tuple(blocks)
    return tuple(filled for block in blocks for filled in _fill(block, values))


def _lines(text: str) -> Iterator[Line]:
    """Every line with its kind; lines of one kind that belong together share a group."""
    previous, group = "blank", 0
    for raw in text.replace("\r\n", "\n").split("\n"):
        kind, content = _kind_of(raw, previous)
        if kind == "blank":
            previous = previous if previous in ("bullet", "number") else "blank"
            group += 1 if previous == "blank" else 0
            continue
        if kind == "continuation":
            yield Line(previous, "\n" + content, group)
            continue
        if kind != previous or kind in ("heading", "smaller heading"):
            group += 1
        previous = kind
        yield Line(kind, content, group)


def _kind_of(raw: str, previous: str) -> tuple[str, str]:
    stripped = raw.strip()
    if not stripped:
        return "blank", ""
    for kind, pattern in LINE_KINDS:
        found = pattern.fullmatch(stripped)
        if found and (kind != "number" or previous == "number" or FIRST_NUMBER.match(stripped)):
            return kind, found.group(1)
    if previous in ("bullet", "number") and raw[0].isspace():
        return "continuation", stripped
    return "paragraph", stripped


def _blocks(kind: str, lines: list[str], *, keep_lines: bool) -> list[Block]:
    joint = "\n" if keep_lines else " "
    match kind:
        case "heading" | "smaller heading":
            level = 2 if kind == "heading" else 3
            return [Heading(line, level=level) for line in lines]
        case "bullet":
            return [Bullets(_items(lines, joint))]
        case "number":
            return [Numbered(_items(lines, joint))]
        case "note" | "important":
            tone = Tone.IMPORTANT if kind == "important" else Tone.INFO
            paragraphs = "\n".join(lines).strip().split("\n\n")
            return [Note("\n\n".join(part.replace("\n", joint) for part in paragraphs), tone=tone)]
        case _:
            return [Paragraph(joint.join(lines))]


def _items(lines: list[str], joint: str) -> tuple[str, ...]:
    items: list[str] = []
    for line in lines:
        if line.startswith("\n"):
            items[-1] += joint + line[1:]
        else:
            items.append(line)
    return tuple(items)


def _fill(block: Block, values: Mapping[str, Value]) -> tuple[Block, ...]:
    match block:
        case Paragraph(text):
            return _fill_paragraph(text, values)
        case Heading(text, level):
            return (Heading(_fill_text(text, values), level=level),)
        case Bullets(items):
            return (Bullets(tuple(_fill_text(item, values) for item in items)),)
        case Numbered(items):
            return (Numbered(tuple(_fill_text(item, values) for item in items)),)
        case Note(text, title, tone):
            return (Note(_fill_text(text, values), title=title, tone=tone),)
        case _:
            return (block,)


def _fill_paragraph(text: str, values: Mapping[str, Value]) -> tuple[Block, ...]:
    alone = PLACEHOLDER.fullmatch(text)
    if alone and isinstance(values[alone.group(1)], tuple):
        return tuple(values[alone.group(1)])  # type: ignore[arg-type]
    filled = _fill_text(text, values)
    return (Paragraph(filled),) if filled.strip() else ()


def _fill_text(text: str, values: Mapping[str, Value]) -> str:
    def value_of(found: re.Match[str]) -> str:
        value = values[found.group(1)]
        if not isinstance(value, str):
            raise TypeError(f"{found.group()} stands for blocks, so it must be alone in its paragraph.")
        return literal(value)

    return PLACEHOLDER.sub(value_of, text)
