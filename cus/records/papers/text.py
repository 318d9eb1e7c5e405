"""A paper as plain text: the body of an e-mail."""

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
        *(_block(block, words) for block in paper.blocks),
        _signature(paper.signature) if paper.signature else "",
        _wrapped(paper.footer),
        _sender(paper.sender, words),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, words: Words) -> str:
    match block:
        case Heading(text):
            return _underlined(text, "-")
        case Paragraph(text):
            return _wrapped(text)
        case Bullets(items):
            return "\n".join(_wrapped(item, mark="- ") for item in items)
        case Numbered(items):
            return "\n".join(_wrapped(item, mark=f"{number}. ") for number, item in enumerate(items, start=1))
        case Facts(facts):
            return "\n".join(_wrapped(f"{fact.label}: {fact.value}") for fact in facts)
        case Table():
            return _table(block, words)
        case Note(text, title):
            paragraphs = filter(None, [title, *text.split("\n\n")])
            return "\n|\n".join(_wrapped(part, mark="| ", every_line=True) for part in paragraphs)
        case Agreement(labels, text):
            return "\n\n".join([_wrapped(text), *(f"{'_' * 40}\n{label}" for label in labels)]).strip()
        case PageBreak():
            return ""


def _underlined(text: str, line: str) -> str:
    longest = max(len(part) for part in text.split("\n"))
    return f"{text}\n{line * min(longest, WIDTH)}"


def _table(table: Table, words: Words) -> str:
    rows = []
    for row in table.rows:
        thread = f"{words.thread[row.thread]}: " if row.thread else ""
        told = zip(table.header[1:], row.cells[1:], strict=True)
        lines = [f"- {thread}{row.cells[0]}", *(f"  {label}: {cell}" for label, cell in told if cell)]
        rows.append("\n".join(lines))
    return "\n\n".join([table.caption, *rows])


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
