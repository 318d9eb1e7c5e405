"""Papers as PDF. Typst refuses to write a file that breaks PDF/UA-1, so each rendering is a check of it too."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cus.records.papers.markup import literal
from cus.records.papers.paper import (
    Agreement,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Recipient,
    Row,
    Sender,
    Signature,
    Table,
    Thread,
)
from cus.records.papers.pdf import render_pdf
from cus.records.tests.paper_samples import a_confirmation, a_plan, a_refusal

HOSTILE = '#panic("x") #import "a.typ" *a* ** \\ \\n $x^2$ @cite <lab> `raw` _u_ ~ // /* = h - b + c'


def text_of(pdf: bytes) -> str:
    """The words of all pages in reading order, hard spaces and line ends as plain spaces."""
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(pages.replace("\u200b", "").split())


def in_order(text: str, *phrases: str) -> bool:
    return re.search(".*?".join(re.escape(phrase) for phrase in phrases), text) is not None


def tags_of(pdf: bytes) -> list[str]:
    """The structure tags in reading order."""
    tags: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            tags.append(str(node["/S"]))
            walk(node.get("/K"))

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return tags


def letter_sizes(pdf: bytes) -> set[float]:
    sizes: set[float] = set()

    def note(text: str, _page: object, line: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * line[3]), 1))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return sizes


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("a_paper", [a_confirmation, a_refusal, a_plan])
def test_a_paper_declares_itself_accessible_in_polish_with_its_title(a_paper, large_print):
    paper = a_paper()

    pdf = PdfReader(BytesIO(render_pdf(paper, large_print=large_print)))

    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == paper.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_confirmation_reads_in_order():
    assert in_order(
        text_of(render_pdf(a_confirmation())),
        "Centrum Usług Społecznych w Lipnowcu",
        "telefon 99 555 01 20",
        "Pani Anna Nowak ul. Ogrodowa 14/3 64-999 Lipnowiec",
        "Lipnowiec, 30 października 2026 r.",
        "Numer sprawy: CUS-2026-1184",
        "Przyjęliśmy Pani wniosek",
        "Szanowna Pani,",
        "Co będzie dalej",
        "1. 13 listopada o 10:00 odwiedzi Panią Joanna Mazur",
        "2. Najpóźniej 27 listopada",
        "Co powinna Pani zrobić",
        "Joanna Mazur koordynatorka",
        "To pismo możemy wysłać większymi literami",
        "strona 1 z 1",
    )


def test_a_refusal_tells_the_decision_the_reasons_the_provision_and_how_to_appeal():
    assert in_order(
        text_of(render_pdf(a_refusal())),
        "Numer decyzji: CUS.5011.17.2026",
        "Decyzja o odmowie",
        "odmawiam zakwalifikowania",
        "Dlaczego",
        "Na jakiej podstawie",
        "Przepis: art. 00",
        "Nie zgadza się Pani?",
        "w ciągu 14 dni",
        "Z upoważnienia Wójta Gminy Lipnowiec",
        "Krystyna Wilk",
    )


def test_every_row_of_a_plan_says_in_words_whose_help_it_is():
    text = text_of(render_pdf(a_plan()))

    assert in_order(text, "Usługa Pomoc w domu", "Usługa Obiady z dowozem", "Sąsiedzi Zakupy w sobotę")


def test_headings_lists_and_tables_are_tagged_as_what_they_are():
    letter, plan = tags_of(render_pdf(a_confirmation())), tags_of(render_pdf(a_plan()))

    assert [tag for tag in letter if re.fullmatch(r"/H\d", tag)] == ["/H1", "/H2", "/H2"]
    assert letter.count("/L") == 1
    assert letter.count("/LI") == 3
    assert plan.count("/Table") == 1
    assert plan.count("/Caption") == 1
    assert plan.count("/TH") == 4
    assert plan.count("/TD") == 20


def test_polish_and_ukrainian_letters_survive():
    letters = "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż „cytat” – § ½ € Їжак Ґанок"

    assert letters in text_of(render_pdf(a_confirmation(title=letters, blocks=(Paragraph(letters),))))


def test_letters_typed_as_letter_and_accent_come_out_whole():
    assert "Żółć" in text_of(render_pdf(a_confirmation(blocks=(Paragraph("Z\u0307o\u0301łc\u0301"),))))


def test_typed_text_is_printed_literally_wherever_it_stands():
    everywhere: tuple[Block, ...] = (
        Heading(HOSTILE, level=3),
        Paragraph(literal(HOSTILE)),
        Bullets((literal(HOSTILE), "")),
        Numbered((HOSTILE,)),
        Facts((Fact(HOSTILE, HOSTILE), Fact("", ""))),
        Table(HOSTILE, (HOSTILE, ""), (Row((HOSTILE, ""), Thread.NEIGHBOUR), Row(("", "")))),
        Note(HOSTILE, title=HOSTILE),
        PageBreak(),
        Agreement((HOSTILE,), HOSTILE),
    )
    paper = a_confirmation(
        title=HOSTILE,
        number=HOSTILE,
        place=HOSTILE,
        dated_on=HOSTILE,
        sender=Sender(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE),
        recipient=Recipient(HOSTILE, (HOSTILE,)),
        signature=Signature(HOSTILE, HOSTILE, HOSTILE),
        footer=HOSTILE,
        blocks=everywhere,
    )

    for large_print in (False, True):
        text = text_of(render_pdf(paper, large_print=large_print)).replace(" ", "")
        assert text.count(HOSTILE.replace(" ", "")) >= 20


def test_what_cannot_be_printed_is_left_out_or_shown_as_a_box():
    typed = "przed\x00\x07\u202e\ud800 😀 👨‍👩‍👧 漢 po"

    text = text_of(render_pdf(a_confirmation(blocks=(Paragraph(typed),))))

    assert "przed □ po" in text


def test_a_very_long_word_stays_on_the_page():
    pdf = PdfReader(BytesIO(render_pdf(a_confirmation(blocks=(Paragraph("x" * 500),)))))
    ends: list[float] = []

    def note(text: str, page: list[float], line: list[float], _font: object, size: float) -> None:
        if "xxxx" in text:
            ends.append(page[4] + line[4] + len(text.strip()) * 0.45 * size)

    pdf.pages[0].extract_text(visitor_text=note)

    assert ends
    assert max(ends) < 595  # the width of A4 in points


@pytest.mark.parametrize("empty", ["", "\n", "**", "\u200b"])
def test_a_paper_of_empty_parts_is_still_a_paper(empty):
    blocks = (
        PageBreak(),
        Paragraph(empty),
        Bullets(()),
        Numbered(()),
        Facts(()),
        Table(empty, ("Kto", "Co", "Ile", "Kiedy"), ()),
        Note(empty),
        Agreement(()),
        PageBreak(),
    )

    for large_print in (False, True):
        assert render_pdf(a_plan(blocks=blocks, footer=empty, place=empty), large_print=large_print).startswith(
            b"%PDF"
        )


def test_a_long_plan_repeats_the_table_head_and_numbers_its_pages():
    rows = tuple(Row((f"Usługa numer {n}", "5 w tygodniu", "Opieka Lipnowiec", "od zaraz")) for n in range(1, 201))
    pdf = PdfReader(BytesIO(render_pdf(a_plan(blocks=(Table("Usługi", ("W czym", "Ile", "Kto", "Kiedy"), rows),)))))

    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]

    assert len(pages) >= 5
    assert all("W czym Ile Kto Kiedy" in page for page in pages)
    assert all(f"strona {number} z {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert re.findall(r"Usługa numer (\d+)", " ".join(pages)) == [str(n) for n in range(1, 201)]


def test_nothing_in_large_print_is_under_eighteen_points():
    for paper in (a_confirmation(), a_refusal(example=True)):
        assert min(letter_sizes(render_pdf(paper, large_print=True))) >= 18
    assert 13.5 in letter_sizes(render_pdf(a_confirmation()))


def test_a_wide_table_in_large_print_is_told_row_by_row():
    pdf = render_pdf(a_plan(), large_print=True)

    assert "/Table" not in tags_of(pdf)
    assert in_order(
        text_of(pdf),
        "Usługa Pomoc w domu: sprzątanie i kąpiel Ile: 8 godzin w tygodniu Kto: Opieka Lipnowiec",
        "Sąsiedzi Odśnieżanie podwórka Ile: gdy spadnie śnieg",
    )


def test_a_heading_never_skips_a_level():
    tags = tags_of(render_pdf(a_confirmation(blocks=(Heading("Od razu trzeci", level=3), Heading("Szósty", level=6)))))

    assert [tag for tag in tags if re.fullmatch(r"/H\d", tag)] == ["/H1", "/H2", "/H3"]


def test_an_example_says_so_on_every_page_and_in_the_title():
    blocks = (Paragraph("Pierwsza strona"), PageBreak(), Paragraph("Druga strona"))
    pdf = PdfReader(BytesIO(render_pdf(a_confirmation(example=True, blocks=blocks))))

    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]

    assert len(pages) == 2
    assert all("PRZYKŁAD – dane zmyślone" in page for page in pages)
    assert pdf.metadata.title == "PRZYKŁAD – dane zmyślone: Przyjęliśmy Pani wniosek"


def test_a_real_paper_does_not_say_example():
    assert "PRZYKŁAD" not in text_of(render_pdf(a_confirmation()))


def test_the_same_paper_gives_the_same_file():
    assert render_pdf(a_plan()) == render_pdf(a_plan())


def test_the_address_stands_in_the_window_of_the_envelope():
    places: dict[str, tuple[float, float]] = {}

    def note(text: str, page: list[float], line: list[float], _font: object, _size: float) -> None:
        places[text.strip()] = ((page[4] + line[4]) * 25.4 / 72, 297 - page[5] * 25.4 / 72)

    PdfReader(BytesIO(render_pdf(a_confirmation()))).pages[0].extract_text(visitor_text=note)

    # Millimetres from the left and the top of the page which a DL window shows however the sheet slides.
    for line in ("Ogrodowa 14/3", "64-999 Lipnowiec"):
        left, top = places[line]
        assert 110 <= left <= 190
        assert 50 <= top <= 84
