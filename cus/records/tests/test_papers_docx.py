from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as DocxTable

from cus.records.papers.docx import render_docx
from cus.records.papers.paper import Bullets, Numbered, Paragraph
from cus.records.papers.pdf import render_pdf
from cus.records.tests.paper_samples import a_confirmation, a_plan, a_refusal
from cus.records.tests.test_papers_pdf import text_of


def opened(paper, **given):
    return Document(BytesIO(render_docx(paper, **given)))


def words_of(document):
    """The words of the body from top to bottom, list numbers and bullets left out as Word draws them itself."""
    texts = []
    for part in document.iter_inner_content():
        if isinstance(part, DocxTable):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return " ".join(texts).split()


@pytest.mark.parametrize("a_paper", [a_confirmation, a_refusal, a_plan])
def test_word_and_pdf_say_the_same_in_the_same_order(a_paper):
    paper = a_paper(example=True)
    in_pdf = text_of(render_pdf(paper))
    running_foot = in_pdf[in_pdf.rindex("Numer") :]
    marks = {"1.", "2.", "3.", "•"}

    in_word = words_of(opened(paper))

    assert in_word == [word for word in in_pdf.removesuffix(running_foot).split() if word not in marks]


def test_titles_and_headings_are_real_styles():
    styles = [(p.style.name, p.text.replace("\u00a0", " ")) for p in opened(a_confirmation()).paragraphs]

    assert ("Heading 1", "Przyjęliśmy Pani wniosek") in styles
    assert ("Heading 2", "Co będzie dalej") in styles
    assert [name for name, _ in styles].count("List Number") == 3


def test_the_file_knows_its_title_and_language():
    document = opened(a_confirmation())

    assert document.core_properties.title == "Przyjęliśmy Pani wniosek"
    assert document.core_properties.language == "pl-PL"
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "pl-PL"


def test_the_head_of_a_table_repeats_on_every_page():
    first_row = opened(a_plan()).tables[0].rows[0]

    assert first_row._tr.trPr.find(qn("w:tblHeader")) is not None


def test_each_list_counts_from_one():
    blocks = (Numbered(("a", "b")), Paragraph("tekst"), Numbered(("c",)))

    numberings = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in opened(a_confirmation(blocks=blocks)).paragraphs
        if paragraph.style.name == "List Number"
    ]

    assert numberings[0] == numberings[1] != numberings[2]


def test_large_print_is_larger_and_has_no_wide_table():
    usual, large = opened(a_plan()), opened(a_plan(), large_print=True)

    assert usual.styles["Normal"].font.size.pt == 12
    assert large.styles["Normal"].font.size.pt == 19
    assert large.tables == []
    assert "Ile: gdy spadnie śnieg" in " ".join(words_of(large))


def test_an_example_says_so_on_every_page():
    document = opened(a_confirmation(example=True))

    assert document.sections[0].header.paragraphs[0].text == "PRZYKŁAD – dane zmyślone"
    assert "PRZYKŁAD – dane zmyślone" in " ".join(words_of(document))


def test_text_that_xml_refuses_is_dropped_and_the_rest_is_kept():
    typed = 'a\x00\x0b\ud800\ufffe <w:p/> & "b" 😀'

    words = words_of(opened(a_confirmation(title=typed * 30, blocks=(Paragraph(typed), Bullets((typed, ""))))))

    assert words.count('"b"') >= 32
    assert "<w:p/>" in words
