"""The shells, the pages of errors, contrast, and the page of all components."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from cus.kit import views
from cus.kit.showcase import showcase_context


@pytest.fixture(autouse=True)
def _in_polish():
    with override("pl"):
        yield


def a_request(**given):
    request = RequestFactory(HTTP_HOST="localhost").get(given.pop("path", "/"))
    request.user = AnonymousUser()
    request.COOKIES.update(given)
    return request


def the_showcase():
    return render_to_string("kit/showcase.html", showcase_context(on=date(2026, 11, 24)), request=a_request())


def test_every_component_stands_on_one_page():
    page = the_showcase()

    for words in ("zegar stoi", "Podstawa prawna", "Popraw 7 rzeczy", "To samo w tabeli", "Krok 2 z 4: kontakt"):
        assert words in page


def test_a_page_carries_no_inline_style_or_script():
    page = the_showcase()

    assert not re.search(r"<[^>]*\sstyle=", page)
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page) == []
    assert not re.search(r"<[^>]*\son\w+=", page)


def test_a_page_has_one_main_part_and_a_way_to_it():
    page = the_showcase()

    assert page.count("<main") == 1
    assert page.index('href="#main"') < page.index("<header")


def test_no_id_stands_twice():
    ids = re.findall(r'\sid="([^"]+)"', the_showcase())

    assert sorted(ids) == sorted(set(ids))


def test_high_contrast_is_a_class_of_the_page():
    assert 'class="govuk-template contrast"' in render_to_string("404.html", {}, request=a_request(contrast="high"))
    assert "contrast" not in re.search(r"<html[^>]*>", render_to_string("404.html", {}, request=a_request()))[0]


def post_contrast(value, back="/x/"):
    request = RequestFactory(HTTP_HOST="localhost").post("/appearance/contrast/", {"contrast": value, "next": back})
    return views.contrast(request)


def test_the_browser_remembers_the_contrast():
    response = post_contrast("high")

    assert response.cookies["contrast"].value == "high"
    assert response.cookies["contrast"]["httponly"]
    assert response.url == "/x/"
    assert post_contrast("normal").cookies["contrast"].value == ""


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(back):
    assert post_contrast("high", back).url == "/"


def test_a_form_sent_too_late_gets_advice():
    response = views.csrf_failure(a_request())

    assert response.status_code == 403
    assert "Formularz czekał zbyt długo" in response.content.decode()


class Centre:
    phone = "+48122811234"


def test_a_broken_page_says_whom_to_call_without_asking_the_database():
    request = a_request()
    request.centre = Centre()

    response = views.server_error(request)

    assert response.status_code == 500
    assert 'href="tel:+48122811234"' in response.content.decode()


def test_a_broken_page_shows_itself_when_nothing_is_known():
    assert "Coś się u" in views.server_error(a_request()).content.decode()


def said(level, text, tags=""):
    given = {"messages": [Message(level, text, extra_tags=tags)]}
    return render_to_string("kit/messages.html", given, request=a_request())


def test_a_refusal_shows_its_provision_and_is_announced():
    page = said(40, "Plan trwa za długo.", "provision:art. 46 ust. 2")

    assert 'role="alert"' in page
    assert "Podstawa prawna: art. 46 ust. 2" in page


def test_a_thing_done_can_be_undone_by_posting():
    page = said(25, "Rozmowa zapisana.", "undo:/office/notes/3/undo/")

    assert 'role="status"' in page
    assert '<form action="/office/notes/3/undo/" method="post">' in page
    assert "csrfmiddlewaretoken" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "sent", "cookie", "kept"),
    [
        ("/appearance/language/", {"language": "en"}, "django_language", "en"),
        ("/appearance/contrast/", {"contrast": "high"}, "contrast", "high"),
    ],
)
def test_a_visitor_without_an_account_changes_language_and_contrast(client, address, sent, cookie, kept):
    response = client.post(address, {**sent, "next": "/account/login/"})

    assert response.status_code == 302
    assert response.url == "/account/login/"
    assert response.cookies[cookie].value == kept


@pytest.mark.django_db
def test_a_stranger_who_looks_at_the_open_data_gets_the_icon_too(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response.url == "/static/kit/icon.svg"
