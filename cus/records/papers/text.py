"""A paper as plain text: the body of an e-mail."""

from functools import singledispatch
from textwrap import fill

from cus.records.papers.markup import plain
from cus.records.papers.paper import (
    Agreement,
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paper,
    Paragraph,
    Sender,
    Signature,
    Table,
)
from cus.records.papers.typography import change_texts, clean
from cus.records.papers.words import WORDS, Words

WIDTH = 72
SIGNATURE_MARK = "-- "


def render_text(paper: Paper) -> str:
    """The paper in lines of 72 letters, in the same order as on paper; the sender stands under the text."""
    paper = change_texts(paper, lambda text: plain(clean(text)))
    words = WORDS[paper.lang]
    parts = [
        words.example if paper.example else "",
        f"{', '.join(filter(None, (paper.place, paper.dated_on)))}\n{words.number[paper.kind]}: {paper.number}",
        _underlined(paper.title, "="),
        *(_told(block, words) for block in paper.blocks),
        _signature(paper.signature) if paper.signature else "",
        _wrapped(paper.footer),
        _sender(paper.sender, words),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


@singledispatch
def _told(block: Block, words: Words) -> str:
    """One block as text."""
    raise TypeError(f"No text for {type(block).__name__}.")


@_told.register
def _heading(block: Heading, words: Words) -> str:
    return _underlined(block.text, "-")


@_told.register
def _paragraph(block: Paragraph, words: Words) -> str:
    return _wrapped(block.text)


@_told.register
def _bullets(block: Bullets, words: Words) -> str:
    return "\n".join(_wrapped(item, mark="- ") for item in block.items)


@_told.register
def _numbered(block: Numbered, words: Words) -> str:
    return "\n".join(_wrapped(item, mark=f"{number}. ") for number, item in enumerate(block.items, start=1))


@_told.register
def _facts(block: Facts, words: Words) -> str:
    return "\n".join(_wrapped(f"{fact.label}: {fact.value}") for fact in block.facts)


@_told.register
def _note(block: Note, words: Words) -> str:
    paragraphs = filter(None, [block.title, *block.text.split("\n\n")])
    return "\n|\n".join(_wrapped(part, mark="| ", every_line=True) for part in paragraphs)


@_told.register
def _agreement(block: Agreement, words: Words) -> str:
    lines = [f"{'_' * 40}\n{label}" for label in block.labels]
    return "\n\n".join(filter(None, [_wrapped(block.text), *lines]))


@_told.register
def _page_break(block: PageBreak, words: Words) -> str:
    return ""


@_told.register
def _table(block: Table, words: Words) -> str:
    rows = []
    for row in block.rows:
        thread = f"{words.thread[row.thread]}: " if row.thread else ""
        told = zip(block.header[1:], row.cells[1:], strict=True)
        lines = [f"- {thread}{row.cells[0]}", *(f"  {label}: {cell}" for label, cell in told if cell)]
        rows.append("\n".join(lines))
    return "\n\n".join([block.caption, *rows])


def _underlined(text: str, line: str) -> str:
    longest = max(len(part) for part in text.split("\n"))
    return f"{text}\n{line * min(longest, WIDTH)}"


def _signature(signature: Signature) -> str:
    return "\n".join(filter(None, (signature.authorisation, signature.name, signature.post)))


def _sender(sender: Sender, words: Words) -> str:
    phone = f"{words.phone} {sender.phone}" if sender.phone else ""
    lines = (SIGNATURE_MARK, sender.name, sender.municipality, *sender.address_lines, phone, sender.email)
    return "\n".join(filter(None, lines))


def _wrapped(text: str, *, mark: str = "", every_line: bool = False) -> str:
    following = mark if every_line else " " * len(mark)
    lines = text.split("\n")
    marks = [mark, *(following for _ in lines[1:])]
    return "\n".join(
        fill(
            line,
            WIDTH,
            initial_indent=first,
            subsequent_indent=following,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line, first in zip(lines, marks, strict=True)
    )
