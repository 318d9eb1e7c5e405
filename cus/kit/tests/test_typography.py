"""Hard spaces on the way out."""

from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from cus.kit.typography import hard_spaces, in_page


def test_text_gets_hard_spaces():
    assert in_page("<p>Pomoc w domu</p>") == "<p>Pomoc w\N{NO-BREAK SPACE}domu</p>"


def test_a_tag_stays_as_it_is():
    page = '<a href="/a b" title="Pomoc w domu" data-x="5 zł">x</a>'

    assert in_page(page) == page


def test_what_a_person_may_edit_stays_as_it_is():
    page = '<textarea name="note">Była w domu</textarea><select><option>Dom w lesie</option></select>'

    assert in_page(page) == page


def answer(response, language="pl"):
    with override(language):
        return hard_spaces(lambda _request: response)(RequestFactory().get("/"))


def test_polish_pages_pass_through():
    assert "w\N{NO-BREAK SPACE}domu" in answer(HttpResponse("<p>w domu</p>")).content.decode()


def test_english_pages_and_files_are_left_alone():
    assert answer(HttpResponse("<p>a house</p>"), "en").content == b"<p>a house</p>"
    assert answer(HttpResponse("<p>w domu</p>", content_type="application/xml")).content == b"<p>w domu</p>"
    assert answer(FileResponse(iter([b"x"]))).streaming
