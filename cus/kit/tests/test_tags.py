"""What templates say."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from cus.kit.day_told import told_on
from cus.kit.icons import ICONS
from cus.kit.templatetags import kit

SPACE = "\N{NO-BREAK SPACE}"
TODAY = date(2026, 11, 24)


def shown(source, **given):
    return Template("{% load kit %}" + source).render(Context(given))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+48600123456", "600 123 456"),
        ("+48123456789", "12 345 67 89"),
        ("+380441234567", "+380 44 123 4567"),
        ("", ""),
        (None, ""),
        ("wewn. 5", "wewn. 5"),
    ],
)
def test_phones_are_written_the_way_people_read_them(number, text):
    assert kit.phone(number).replace(SPACE, " ") == text


def test_a_phone_never_breaks_between_lines():
    assert " " not in kit.phone("+48600123456")


def test_a_telephone_link_has_the_whole_number():
    assert kit.tel("600 123 456") == "tel:+48600123456"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (date(2026, 11, 24), "wtorek, 24 listopada"),
        (date(2027, 1, 1), "piątek, 1 stycznia 2027"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "wtorek, 24 listopada"),
        (None, ""),
    ],
)
def test_a_day_is_written_in_words_with_the_year_only_where_in_doubt(when, text):
    with override("pl"):
        assert kit.day(when, TODAY).replace(SPACE, " ") == text


def test_a_short_day_leaves_the_weekday_out():
    with override("pl"):
        assert kit.day_short(date(2026, 3, 5), TODAY).replace(SPACE, " ") == "5 marca"


@pytest.mark.parametrize(("on", "text"), [(date(2026, 1, 2), "5 marca"), (date(2027, 1, 2), "5 marca 2026")])
def test_what_is_told_of_the_past_is_worded_as_on_that_day(on, text):
    with override("pl"), told_on(on):
        assert kit.day_short(date(2026, 3, 5)).replace(SPACE, " ") == text


def test_a_month_stands_as_a_heading():
    with override("pl"):
        assert kit.month_and_year(TODAY) == "Listopad 2026"


@pytest.mark.parametrize(
    ("moment", "text"), [(time(8, 5), "8:05"), (datetime(2026, 7, 1, 10, 0, tzinfo=UTC), "12:00"), (None, "")]
)
def test_the_clock_speaks_the_time_of_the_place(moment, text):
    assert kit.clock_time(moment) == text


@pytest.mark.parametrize(
    ("grosze", "text"),
    [
        (320, "3,20 zł"),
        (0, "bezpłatnie"),
        (9920, "99,20 zł"),
        (103_200, "1 032 zł"),
        (103_250, "1 032,50 zł"),
        (-500, "−5,00 zł"),
        (None, ""),
    ],
)
def test_money_is_written_the_polish_way(grosze, text):
    with override("pl"):
        assert kit.money(grosze).replace(SPACE, " ") == text


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maria Zielińska", "MZ"), ("Anna Maria Zielińska-Kowal", "AZ"), ("Łucja", "Ł"), ("", ""), (None, "")],
)
def test_initials_are_of_the_first_and_the_last_word(name, letters):
    assert kit.initials(name) == letters


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, "1 dzień"),
        (3, "3 dni"),
        (22, "22 dni"),
        (0, "dziś"),
        (-1, "1 dzień po terminie"),
        (-2, "2 dni po terminie"),
    ],
)
def test_time_left_is_counted_in_polish(days, text):
    with override("pl"):
        assert kit.time_left(days).replace(SPACE, " ") == text


@pytest.mark.parametrize(
    ("days_left", "share", "paused", "tone"),
    [
        (20, 30, "", ""),
        (8, 74, "", ""),
        (7, 75, "", "warn"),
        (0, 100, "", "warn"),
        (-1, 100, "", "danger"),
        (-1, 100, "szpital", "info"),
    ],
)
def test_a_clock_warns_in_the_last_quarter_and_alarms_when_late(days_left, share, paused, tone):
    assert kit.clock_face(days_left, share, paused).tone == tone


def test_an_icon_alone_says_what_it_is():
    assert 'role="img" aria-label="Zmień: „Zakupy”"' in shown(
        '{% icon "pencil" label=words %}', words="Zmień: „Zakupy”"
    )
    assert 'aria-hidden="true"' in shown('{% icon "pencil" %}')


def test_every_icon_that_a_template_names_exists():
    templates = Path(kit.__file__).parents[2].rglob("templates/**/*.html")
    named = {name for path in templates for name in re.findall(r'{% icon "(\w+)"', path.read_text())}

    assert named
    assert named - set(ICONS) == set()


def test_hard_spaces_do_not_let_markup_in():
    assert kit.nbsp("<b>w domu</b>") == f"&lt;b&gt;w{SPACE}domu&lt;/b&gt;"


def test_the_token_reaches_a_form_inside_an_isolated_include():
    request = RequestFactory().get("/")
    page = Template('{% include "kit/undo.html" with action="/x/" only %}').render(RequestContext(request))

    assert 'name="csrfmiddlewaretoken"' in page


@pytest.mark.parametrize(
    ("tags", "undo_url", "provision"), [("undo:/x/", "/x/", ""), ("provision:art. 3", "", "art. 3"), ("", "", "")]
)
def test_a_message_may_carry_a_way_back_or_a_provision(tags, undo_url, provision):
    parts = kit.parts(Message(25, "Zapisane.", extra_tags=tags))

    assert (parts.undo_url, parts.provision) == (undo_url, provision)


def test_leafing_keeps_the_filters_and_shows_a_gap():
    request = RequestFactory().get("/osoby/?state=DRAFT&page=2")
    page = Paginator(range(400), 20).page(10)

    with override("pl"):
        html = Template('{% include "kit/pagination.html" with page=page only %}').render(
            RequestContext(request, {"page": page})
        )

    assert "?state=DRAFT&amp;page=11" in html
    assert kit.page_numbers(page) == [1, 0, 9, 10, 11, 0, 20]
    assert "181–200 z 400" in html


@pytest.mark.parametrize(
    ("sort", "aria", "next_sort"),
    [("name", "ascending", "-name"), ("-name", "descending", "name"), ("age", "none", "name")],
)
def test_a_second_click_on_a_head_sorts_the_other_way(sort, aria, next_sort):
    state = kit.sort_state("name", sort)

    assert (state.aria, state.next) == (aria, next_sort)


def test_a_tag_says_its_tone_with_an_icon_and_writes_no_markup_of_its_label():
    shown_tag = shown('{% tag label tone="ok" %}', label="<b>gotowe</b>")
    assert 'data-tone="ok"' in shown_tag
    assert ICONS["check"] in shown_tag
    assert "&lt;b&gt;gotowe&lt;/b&gt;" in shown_tag


def test_the_tags_of_templates_and_of_lists_are_the_same():
    included = shown('{% include "kit/state.html" with label="czeka" tone="wait" only %}')
    assert included.strip() == shown('{% state "czeka" "wait" %}') == shown('{% tag "czeka" tone="warn" %}')


def test_a_clock_says_how_long_is_left_and_until_when():
    with override("pl"):
        clock = shown("{% clock days_left=-2 due_on=due share=100 %}", due=date(2020, 3, 5))
    assert 'data-tone="danger"' in clock
    assert "100 100" in clock
    assert "2 dni po terminie" in clock.replace(SPACE, " ")
    assert "5 marca 2020" in clock.replace(SPACE, " ")


def test_a_clock_that_stands_says_why_instead_of_a_day():
    with override("pl"):
        clock = shown("{% clock days_left=3 due_on=due paused=why %}", due=TODAY, why="szpital")
    assert 'data-tone="info"' in clock
    assert "szpital" in clock
    assert "listopada" not in clock


def test_a_line_of_the_menu_says_where_one_is_and_how_much_waits():
    here = kit.menu_item({"label": "Osoby & plany", "url": "/o/", "icon": "people", "current": True})
    urgent = kit.menu_item(
        {"label": "Alarmy", "url": "/a/", "icon": "", "current": False, "count": 3, "tone": "danger"}
    )

    assert here.startswith('<li><a href="/o/" aria-current="page"><svg')
    assert here.endswith("<span>Osoby &amp; plany</span></a></li>")
    assert urgent.startswith('<li><a href="/a/"><svg')
    assert '<span class="count" data-tone="danger">3<span class="govuk-visually-hidden">' in urgent


def test_the_address_of_a_row_is_what_django_says():
    assert kit.page("office:person", 7) == reverse("office:person", args=[7])
    assert kit.page("cases:edit_plan", 12) == reverse("cases:edit_plan", args=[12])
