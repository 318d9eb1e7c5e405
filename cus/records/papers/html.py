"""The blocks of a paper as HTML: the preview of a letter on its page."""

from functools import singledispatch

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cus.records.papers.markup import runs
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
    Table,
    Tone,
)
from cus.records.papers.typography import change_texts, clean


def render_html(paper: Paper) -> SafeString:
    """What stands between the title and the signature. Whatever was typed is escaped."""
    paper = change_texts(paper, clean)
    return format_html_join("\n", "{}", ((_shown(block),) for block in paper.blocks))


def _inline(text: str) -> SafeString:
    pieces = (format_html("<strong>{}</strong>" if run.bold else "{}", _lines(run.text)) for run in runs(text))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _lines(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))


def _items(items: tuple[str, ...]) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((_inline(item),) for item in items))


@singledispatch
def _shown(block: Block) -> SafeString:
    """One block."""
    raise TypeError(f"No HTML for {type(block).__name__}.")


@_shown.register
def _heading(block: Heading) -> SafeString:
    return format_html("<h{0}>{1}</h{0}>", block.level, _inline(block.text))


@_shown.register
def _paragraph(block: Paragraph) -> SafeString:
    return format_html("<p>{}</p>", _inline(block.text))


@_shown.register
def _bullets(block: Bullets) -> SafeString:
    return format_html("<ul>{}</ul>", _items(block.items))


@_shown.register
def _numbered(block: Numbered) -> SafeString:
    return format_html("<ol>{}</ol>", _items(block.items))


@_shown.register
def _facts(block: Facts) -> SafeString:
    rows = ((_inline(fact.label), _inline(fact.value)) for fact in block.facts)
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


@_shown.register
def _note(block: Note) -> SafeString:
    parts = format_html_join("", "<p>{}</p>", ((_inline(part),) for part in block.text.split("\n\n")))
    title = format_html("<h3>{}</h3>", _inline(block.title)) if block.title else ""
    return format_html(
        '<div class="alert" data-tone="{}">{}{}</div>',
        "warn" if block.tone is Tone.IMPORTANT else "info",
        title,
        parts,
    )


@_shown.register
def _table(block: Table) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((_inline(cell),) for cell in block.header))
    rows = (
        (_inline(row.cells[0]), format_html_join("", "<td>{}</td>", ((_inline(cell),) for cell in row.cells[1:])))
        for row in block.rows
    )
    body = format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', rows)
    return format_html(
        '<table class="table"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        _inline(block.caption),
        head,
        body,
    )


@_shown.register
def _agreement(block: Agreement) -> SafeString:
    text = format_html("<p>{}</p>", _inline(block.text)) if block.text else ""
    return format_html("{}{}", text, format_html("<ul>{}</ul>", _items(block.labels)))


@_shown.register
def _page_break(block: PageBreak) -> SafeString:
    return mark_safe("<hr>")
