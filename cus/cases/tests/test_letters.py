from datetime import date
from unittest import mock

import pytest
from django.template import Template

from cus.accounts.sender import letter_paper
from cus.accounts.tests.factories import a_coordinator, the_centre
from cus.people.tests.factories import a_person
from cus.records import letters
from cus.records.letters import compose, in_words, write_letter
from cus.records.models import Event, Letter
from cus.records.models.letter import LetterKind
from cus.records.papers.docx import render_docx
from cus.records.papers.html import render_html
from cus.records.papers.pdf import render_pdf
from cus.records.papers.text import render_text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
TEXT = "Szanowna Pani,\n\n## Co dalej\n\n1. **Zadzwonimy** do Pani.\n2. Przyjdziemy.\n"


def a_letter(**given: object) -> Letter:
    person = a_person()
    defaults = {
        "subject": person,
        "story": person,
        "kind": LetterKind.QUALIFICATION,
        "number": "CUS.5023.1.2026",
        "title": "Ma Pani miejsce",
        "recipient": {"name": "Pani Anna Nowak", "address": ["Polna 3", "32-005 Lipnowiec"]},
        "text": TEXT,
        "by": a_coordinator(post="koordynatorka"),
        "on": TODAY,
    }
    return write_letter(**(defaults | given))


def test_a_letter_is_kept_as_written_and_told_on_the_story_of_the_person():
    letter = a_letter()

    assert Letter.objects.get().text == TEXT
    assert letter.signature == {"name": "Joanna Mazur", "post": "koordynatorka", "authorisation": ""}
    assert Event.objects.get(name="letter.written").details["title"] == "Ma Pani miejsce"
    assert Event.objects.concerning(a_person_of(letter)).count() == 1


def a_person_of(letter: Letter):
    return a_person().__class__.objects.get(pk=letter.story_id)


def test_a_letter_to_the_public_by_nobody_has_no_signature():
    assert letter_paper(a_letter(by=None), centre=the_centre()).signature is None


def test_one_letter_reads_the_same_as_text_page_pdf_and_word_file():
    paper = letter_paper(a_letter(), centre=the_centre(address="Szkolna 4"))

    text = render_text(paper)
    assert text.index("Ma Pani miejsce") < text.index("Zadzwonimy") < text.index("Joanna Mazur")
    assert "Szkolna 4" in text
    assert "10 stycznia 2026 r." in text
    assert "<h2>Co dalej</h2>" in render_html(paper)
    assert "<li><strong>Zadzwonimy</strong> do Pani.</li>" in render_html(paper)
    assert render_pdf(paper).startswith(b"%PDF")
    assert render_docx(paper).startswith(b"PK")


def test_letters_of_an_example_centre_say_so():
    assert letter_paper(a_letter(), centre=the_centre(is_example=True)).example
    assert not letter_paper(a_letter(number="2"), centre=the_centre(is_example=False)).example


def test_what_a_person_typed_never_becomes_markup_or_html():
    composed = typed_into("{{ words }}", words="moja **mama** <b>\ndruga linia")

    html = render_html(letter_paper(a_letter(text=composed), centre=the_centre()))
    assert html == "<p>moja **mama** &lt;b&gt;</p>\n<p>druga linia</p>"


def test_dates_in_a_letter_come_out_in_polish_words():
    assert in_words(date(2026, 10, 30)) == "30 października 2026 r."
    assert typed_into("Do {{ due }}", due=date(2026, 2, 1)) == "Do 1 lutego 2026 r.\n"
    assert typed_into("{% for one in names %}- {{ one }}\n{% endfor %}", names=["a*", "b"]).count("- ") == 2


def typed_into(template: str, **values: object) -> str:
    loaded = mock.Mock(template=Template(template))
    with mock.patch.object(letters, "get_template", return_value=loaded):
        return compose("any.txt", values)
