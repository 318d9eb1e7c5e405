"""A paper as a Word file that an officer may still change: real styles, headings, lists and header rows."""

from functools import singledispatchmethod
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from cus.records.papers.markup import bold, plain, runs
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
    Row,
    Sender,
    Table,
    Thread,
    Tone,
)
from cus.records.papers.typography import change_texts, clean, tidy
from cus.records.papers.words import WORDS, Words

FONT = "Arial"
INK, LINE = "1A2421", "7D7263"
THREAD_COLOURS = {Thread.SERVICE: "13564C", Thread.NEIGHBOUR: "74305D"}
TONES = {Tone.INFO: ("13564C", "F0F7F4"), Tone.IMPORTANT: ("FFC845", "FFF3D6")}
LANGUAGES = {"pl": "pl-PL", "en": "en-GB"}
WIDEST_LARGE_TABLE = 3
LONGEST_PROPERTY = 255
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def render_docx(paper: Paper, *, large_print: bool = False) -> bytes:
    """The paper as DOCX, in the same order as the PDF."""
    writer = _Writer(change_texts(paper, tidy), large_print=large_print)
    writer.document.core_properties.title = plain(clean(paper.title))[:LONGEST_PROPERTY]
    writer.document.core_properties.author = plain(clean(paper.sender.name))[:LONGEST_PROPERTY]
    writer.document.core_properties.language = LANGUAGES[paper.lang]
    writer.write()
    file = BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """Writes one paper from top to bottom into one document."""

    def __init__(self, paper: Paper, *, large_print: bool) -> None:
        self.paper = paper
        self.large = large_print
        self.words: Words = WORDS[paper.lang]
        self.document: DocxDocument = Document()
        _set_page(self.document)
        _set_styles(self.document, language=LANGUAGES[paper.lang], large=large_print)

    def write(self) -> None:
        paper, words = self.paper, self.words
        self._running_lines()
        self._sender(paper.sender)
        if paper.example:
            self._add(bold(words.example))
        if paper.recipient:
            self._add("\n".join([bold(paper.recipient.name), *paper.recipient.address_lines]), "Recipient")
        place = f"{paper.place}, " if paper.place else ""
        self._add(f"{place}{paper.dated_on}\n{words.number[paper.kind]}: {bold(paper.number)}", "Reference")
        self._add(paper.title, "Heading 1")
        for block in paper.blocks:
            self._block(block)
        if paper.signature:
            signed = paper.signature
            if signed.authorisation:
                self._add(signed.authorisation).paragraph_format.keep_with_next = True
            self._add(f"{bold(signed.name)}\n{signed.post}", "Signature")
        for part in filter(None, paper.footer.split("\n")):
            self._add(part, "Small print")

    def _add(self, text: str, style: str = "Normal") -> DocxParagraph:
        return _add_runs(self.document.add_paragraph(style=style), text)

    def _running_lines(self) -> None:
        section = self.document.sections[0]
        if self.paper.example:
            # The first page says so in its text already.
            section.different_first_page_header_footer = True
            _add_runs(section.header.paragraphs[0], bold(self.words.example))
            self._foot(section.first_page_footer.paragraphs[0])
        self._foot(section.footer.paragraphs[0])

    def _foot(self, foot: DocxParagraph) -> None:
        foot.style = self.document.styles["Small print"]
        _add_runs(foot, f"{self.words.number[self.paper.kind]}: {self.paper.number}   {self.words.page} ")
        _add_field(foot, "PAGE")
        foot.add_run(f" {self.words.of_pages} ")
        _add_field(foot, "NUMPAGES")

    def _sender(self, sender: Sender) -> None:
        self._add(bold(sender.name), "Sender")
        phone = f"{self.words.phone} {bold(sender.phone)}" if sender.phone else ""
        lines = (sender.municipality, *sender.address_lines, phone, sender.email)
        last = self._add("\n".join(filter(None, lines)), "Reference")
        _add_border(last._p.get_or_add_pPr(), "bottom", colour=THREAD_COLOURS[Thread.SERVICE], eighths=18)

    @singledispatchmethod
    def _block(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(f"No place in a document for {type(block).__name__}.")

    @_block.register
    def _heading(self, block: Heading) -> None:
        self._add(block.text, f"Heading {min(max(block.level, 2), 3)}")

    @_block.register
    def _paragraph(self, block: Paragraph) -> None:
        self._add(block.text)

    @_block.register
    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            self._add(item, "List Bullet")

    @_block.register
    def _numbered(self, block: Numbered) -> None:
        number_id = _new_numbering(self.document)
        for item in block.items:
            properties = self._add(item, "List Number")._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number_id

    @_block.register
    def _facts(self, block: Facts) -> None:
        for fact in block.facts:
            self._add(f"{bold(fact.label + ':')} {fact.value}", "Fact")

    @_block.register
    def _page_break(self, block: PageBreak) -> None:
        self.document.add_page_break()

    @_block.register
    def _table(self, block: Table) -> None:
        self._add(block.caption, "Caption")
        if self.large and len(block.header) > WIDEST_LARGE_TABLE:
            for row in block.rows:
                self._told_row(block.header, row)
            return
        table = self.document.add_table(rows=1, cols=len(block.header), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        _mark_row(table.rows[0]._tr, "w:tblHeader", "w:cantSplit")
        for cell, text in zip(table.rows[0].cells, block.header, strict=True):
            _write_cell(cell, bold(text))
        for row in block.rows:
            added = table.add_row()
            _mark_row(added._tr, "w:cantSplit")
            _name_row(added.cells[0], row, self.words)
            for cell, text in zip(added.cells[1:], row.cells[1:], strict=True):
                _write_cell(cell, text)
        self.document.add_paragraph(style="Small print")

    def _told_row(self, header: tuple[str, ...], row: Row) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        if row.thread:
            _add_thread(paragraph, row.thread, self.words)
            paragraph.add_run().add_break()
        _add_runs(paragraph, bold(row.cells[0]))
        for label, cell in zip(header[1:], row.cells[1:], strict=True):
            if cell:
                self._add(f"{bold(label + ':')} {cell}", "Fact")

    @_block.register
    def _note(self, note: Note) -> None:
        edge, tint = TONES[note.tone]
        title = [bold(note.title)] if note.title else []
        for place, part in enumerate([*title, *note.text.split("\n\n")]):
            paragraph = self._add(part)
            paragraph.paragraph_format.space_before = Pt(0 if place else 12)
            paragraph.paragraph_format.left_indent = Cm(0.4)
            properties = paragraph._p.get_or_add_pPr()
            _add_border(properties, "left", colour=edge, eighths=32)
            _add_shade(properties, tint)

    @_block.register
    def _agreement(self, agreement: Agreement) -> None:
        if agreement.text:
            self._add(agreement.text).paragraph_format.keep_with_next = True
        for label in agreement.labels:
            room_to_sign = self._add("")
            room_to_sign.paragraph_format.space_before = Pt(36)
            room_to_sign.paragraph_format.keep_with_next = True
            line = self._add(label, "Small print")._p.get_or_add_pPr()
            _add_border(line, "top", colour=LINE, eighths=6)


def _set_page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2)


def _set_styles(document: DocxDocument, *, language: str, large: bool) -> None:
    text, small, title = (19, 18, 28) if large else (12, 10, 20)
    normal = document.styles["Normal"]
    _set_style(normal, points=text, after=8)
    _set_language(normal, language)
    for name, points, before in (("Heading 1", title, 12), ("Heading 2", text + 3, 16), ("Heading 3", text + 1, 12)):
        _set_style(document.styles[name], points=points, before=before, after=6, bold=True)
    for name in ("List Bullet", "List Number", "Caption"):
        _set_style(document.styles[name], points=text, after=4, bold=name == "Caption")
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for border in document.styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in BORDERS)):
        border.set(qn("w:color"), LINE)
    own = (
        ("Sender", text + 3, 2),
        ("Recipient", text, 24),
        ("Reference", text, 8),
        ("Signature", text, 24),
        ("Fact", text, 3),
    )
    for name, points, after in (*own, ("Small print", small, 4)):
        added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = normal
        _set_style(added, points=points, after=after)
    document.styles["Recipient"].paragraph_format.left_indent = Cm(8.7)
    document.styles["Recipient"].paragraph_format.space_before = Pt(24)
    document.styles["Signature"].paragraph_format.space_before = Pt(36)


def _set_style(style: ParagraphStyle, *, points: float, after: float, before: float = 0, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(points), bold, False
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_language(style: ParagraphStyle, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val=language, eastAsia=language))


def _add_runs(paragraph: DocxParagraph, text: str) -> DocxParagraph:
    for run in runs(text):
        paragraph.add_run(run.text).bold = run.bold or None
    return paragraph


def _write_cell(cell: _Cell, text: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    _add_runs(paragraph, text)


def _name_row(cell: _Cell, row: Row, words: Words) -> None:
    if row.thread:
        paragraph = cell.paragraphs[0]
        _add_thread(paragraph, row.thread, words)
        paragraph.add_run().add_break()
    _write_cell(cell, bold(row.cells[0]))


def _add_thread(paragraph: DocxParagraph, thread: Thread, words: Words) -> None:
    run = paragraph.add_run(words.thread[thread])
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(THREAD_COLOURS[thread])


def _add_field(paragraph: DocxParagraph, instruction: str) -> None:
    field = _element("w:fldSimple", instr=instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _mark_row(row: BaseOxmlElement, *marks: str) -> None:
    properties = row.get_or_add_trPr()
    for mark in marks:
        properties.append(OxmlElement(mark))


def _new_numbering(document: DocxDocument) -> int:
    """A numbering of its own for each list: Word would count on from the list before."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    template = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(template).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return added.numId


def _add_border(properties: BaseOxmlElement, side: str, *, colour: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=str(eighths), space="6", color=colour))
    _insert(properties, borders)


def _add_shade(properties: BaseOxmlElement, tint: str) -> None:
    _insert(properties, _element("w:shd", val="clear", color="auto", fill=tint))


def _insert(properties: BaseOxmlElement, element: BaseOxmlElement) -> None:
    """Word wants border and shade before spacing, indent and alignment."""
    later = [qn(f"w:{name}") for name in ("spacing", "ind", "jc", "rPr", "sectPr")]
    for place, child in enumerate(properties):
        if child.tag in later:
            properties.insert(place, element)
            return
    properties.append(element)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
