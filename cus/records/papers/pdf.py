"""A paper as a tagged PDF (PDF/UA-1), set by typst from data only."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import typst

from cus.records.papers.markup import plain, runs
from cus.records.papers.paper import Block, Heading, Note, Paper, Row, Table
from cus.records.papers.typography import FONTS, breakable, change_texts, clean, covered, tidy
from cus.records.papers.words import WORDS

TEMPLATE = Path(__file__).with_name("paper.typ")
# A row or a note up to this many letters is kept on one page; a longer one could not fit and may break.
KEPT_TOGETHER = 900
LONGEST_WORD = 34
# A header longer than this would fill the page it repeats on.
LONGEST_REPEATED = 80
# In letters: what fits on one line of a table, and from what length a cell asks for no more room.
LINE_OF_TABLE, LONGEST_CELL = 78, 60
BOLD_IS_WIDER = 1.1


def render_pdf(paper: Paper, *, large_print: bool = False) -> bytes:
    """The paper as PDF/UA-1; in large print nothing is under 18 pt and wide tables are told row by row."""
    printed = change_texts(paper, lambda text: covered(tidy(text)))
    data = _paper_data(printed, large_print=large_print) | _properties(change_texts(paper, clean))
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
    )


def _properties(paper: Paper) -> dict[str, str]:
    """What a reader's program shows about the file: without the hard spaces of the page."""
    example = f"{WORDS[paper.lang].example}: " if paper.example else ""
    return {"document_title": example + plain(paper.title), "document_author": plain(paper.sender.name)}


def _paper_data(paper: Paper, *, large_print: bool) -> dict[str, Any]:
    words = WORDS[paper.lang]
    return {
        **_data(replace(paper, blocks=_without_skipped_levels(paper.blocks))),
        "lang": paper.lang,
        "large_print": large_print,
        "footer_paragraphs": [_data(part) for part in paper.footer.split("\n")],
        "words": {
            "number": words.number[paper.kind],
            "thread": {thread.value: word for thread, word in words.thread.items()},
            "page": words.page,
            "of_pages": words.of_pages,
            "example": words.example,
            "phone": words.phone,
        },
    }


def _without_skipped_levels(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """PDF/UA refuses a level 3 heading straight under the title: each heading is one level deeper at most."""
    level, steady = 1, []
    for block in blocks:
        if isinstance(block, Heading):
            level = max(2, min(block.level, level + 1))
            block = replace(block, level=level)
        steady.append(block)
    return tuple(steady)


def _data(described: Any) -> Any:
    """Dataclasses as dictionaries with their type, texts as runs, everything else as it is."""
    if isinstance(described, Enum):
        return described.value
    if isinstance(described, str):
        return [{"text": breakable(run.text, longest=LONGEST_WORD), "bold": run.bold} for run in runs(described)]
    if isinstance(described, tuple):
        return [_data(part) for part in described]
    if is_dataclass(described):
        data = {part.name: _data(getattr(described, part.name)) for part in fields(described)}
        return {"type": type(described).__name__, **data, **_layout(described)}
    return described


def _layout(described: Any) -> dict[str, Any]:
    match described:
        case Row(cells):
            return {"breakable": max(map(len, cells)) > KEPT_TOGETHER / len(cells)}
        case Table():
            repeats = max(map(len, described.header)) < LONGEST_REPEATED
            return {"repeats_header": repeats, **_columns(described)}
        case Note(text):
            return {"breakable": len(text) > KEPT_TOGETHER, "paragraphs": [_data(part) for part in text.split("\n\n")]}
        case _:
            return {}


def _columns(table: Table) -> dict[str, Any]:
    """Room for the longest word of each column; the rest by what the cells hold, damped by the square root."""
    columns = list(zip(table.header, *(row.cells for row in table.rows), strict=True))
    words = [float(min(max(map(_longest_word, column)), LONGEST_WORD)) + 2 for column in columns]
    words[0] *= BOLD_IS_WIDER
    wanted = [min(max(len(plain(cell)) for cell in column) + 2, LONGEST_CELL) for column in columns]
    spare = max(LINE_OF_TABLE - sum(words), 0)
    stretch = [max(want - word, 1) ** 0.5 for want, word in zip(wanted, words, strict=True)]
    shares = [word + spare * part / sum(stretch) for word, part in zip(words, stretch, strict=True)]
    return {"columns": shares, "crowded": not spare}


def _longest_word(text: str) -> int:
    return max(len(word) for word in re.split(r"[ \n]", plain(text)))
