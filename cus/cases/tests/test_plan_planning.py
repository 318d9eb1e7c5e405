"""Looks at a version: warnings, differences, the week, amounts in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from cus.cases.amounts import counted
from cus.cases.planning.content import NEIGHBOUR, SERVICE, ContentSaid, NeedSaid, RowSaid, content_of
from cus.cases.planning.differences import differences_between
from cus.cases.planning.warnings import warnings_of
from cus.cases.planning.week import week_of
from cus.cases.queries.plans import with_content
from cus.cases.states import RowState
from cus.cases.tests.factories import a_plan
from cus.offer.models import ServiceStatus

FIRST, LAST = date(2026, 1, 15), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_row(**given):
    defaults = {
        "id": 1, "key": uuid4(), "thread": SERVICE, "title": "Obiady", "who": "Stołówka", "kind": "", "phone": "",
        "amount": "5 posiłków w tygodniu", "number": Decimal(5), "when": "", "fee": "", "note": "",
        "starts_on": FIRST, "ends_on": LAST, "state": RowState.PLANNED, "position": 1,
    }  # fmt: skip
    return RowSaid(**(defaults | given))


def a_content(*rows, **given):
    need = NeedSaid(1, uuid4(), "jedzenie", "Jem ciepły obiad", rows)
    return replace(ContentSaid(FIRST, LAST, "", (need,)), **given)


def told(content, **given):
    """All warnings on rows, needs and the whole, as words."""
    found = warnings_of(content, **({"first_starts_on": FIRST} | given))
    return [warning.text for warning in found.whole] + [one.text for some in found.of.values() for one in some]


def test_plan_in_order_has_no_warnings():
    assert told(a_content(a_row())) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"starts_on": date(2026, 1, 14)}, "begins before the plan"),
        ({"ends_on": date(2027, 1, 1)}, "ends after the plan"),
        ({"number": None}, "How much is missing"),
        ({"has_provider": False}, "Nobody is named"),
        ({"service_is_open": False}, "not in the catalogue"),
        ({"limit": "10 wizyt w roku."}, "Limit: 10 wizyt w roku."),
    ],
)
def test_warning_names_what_is_the_matter_with_a_row(given, says):
    row = a_row(**given)

    found = warnings_of(a_content(row), first_starts_on=FIRST).of[row.key]

    assert len(found) == 1
    assert says in found[0].text


def test_neighbours_need_neither_amount_nor_provider_nor_catalogue():
    row = a_row(thread=NEIGHBOUR, number=None, has_provider=False, service_is_open=False)

    assert told(a_content(row)) == []


@pytest.mark.rule("RULE-50")
def test_centre_may_switch_the_warning_on_the_catalogue_off():
    assert told(a_content(a_row(service_is_open=False)), switched_off=["RULE-50"]) == []


def test_need_without_help_and_without_a_goal_is_told():
    content = ContentSaid(FIRST, LAST, "", (NeedSaid(1, uuid4(), "samotność", ""),))

    words = told(content)

    assert [text.split(".")[0] for text in words] == [
        "There is no help in the plan yet",
        "Nobody helps with this yet",
        "The goal is missing",
    ]


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ({"when": "wt 9:00"}, True),
        ({"when": "wt 9:30"}, False),
        ({"when": "wt 9:00", "starts_on": date(2026, 6, 1)}, False),  # the first row has ended by then
        ({"when": "wt 9:00", "starts_on": date(2026, 5, 31)}, True),
        ({"when": "wt 9:00", "thread": NEIGHBOUR}, True),
    ],
)
def test_two_rows_at_the_same_time_warn_each_other(other, clash):
    one = a_row(title="Opieka", when="wt 8:00–9:30", ends_on=date(2026, 5, 31))
    two = a_row(title="Przejazd", **other)

    found = warnings_of(a_content(one, two), first_starts_on=FIRST).of

    assert [warning.text.split(":")[0] for warning in found.get(one.key, [])] == ["At the same time"] * clash
    if clash:
        assert "Opieka (Tuesday 8:00–9:30)" in found[two.key][0].text


@pytest.mark.rule("RULE-51")
@pytest.mark.parametrize(("ends_on", "warned"), [(date(2027, 1, 14), False), (date(2027, 1, 15), True)])
def test_later_version_that_runs_past_a_year_from_the_first_start_warns(ends_on, warned):
    content = a_content(a_row(starts_on=date(2026, 3, 2)), starts_on=date(2026, 3, 2), ends_on=ends_on)

    assert ["14 January" in text.replace("\N{NO-BREAK SPACE}", " ") for text in told(content)] == [True] * warned
    assert told(content, switched_off=["RULE-51"]) == []


def test_warnings_stand_within_what_they_concern():
    row = a_row(number=None)
    content = a_content(row)

    marked = warnings_of(content, first_starts_on=FIRST).within(content)

    assert [warning.tone for warning in marked.needs[0].rows[0].warnings] == ["danger"]


def test_difference_is_told_in_words():
    kept, gone, new = a_row(), a_row(thread=NEIGHBOUR, title="zakupy", who="Teresa Lis"), a_row(title="Rehabilitacja")
    before = a_content(kept, gone)
    need = replace(before.needs[0], goal="Jem i tyję", rows=(replace(kept, amount="7 posiłków w tygodniu"), new))
    after = replace(before, needs=(need,))

    found = differences_between(before, after)

    assert [(one.kind, one.what) for one in found.items] == [
        ("CHANGED", "jedzenie"),
        ("CHANGED", "Obiady"),
        ("ADDED", "Rehabilitacja"),
        ("REMOVED", "zakupy"),
    ]
    assert [(change.before, change.after) for change in found.items[1].changes] == [
        ("5 posiłków w tygodniu", "7 posiłków w tygodniu")
    ]
    assert "Teresa Lis" in found.items[3].told
    assert [(bool(pair.before), bool(pair.after), pair.differs) for pair in found.pairs] == [
        (True, True, True),
        (True, True, True),
        (False, True, True),
        (True, False, True),
    ]


def test_same_wording_differs_in_nothing():
    content = a_content(a_row(), a_row(thread=NEIGHBOUR))

    found = differences_between(content, content)

    assert found.items == []
    assert not any(pair.differs for pair in found.pairs)


def test_row_moved_to_another_need_is_told():
    row = a_row()
    needs = [NeedSaid(1, uuid4(), "jedzenie", "a", (row,)), NeedSaid(2, uuid4(), "samotność", "b")]
    before = ContentSaid(FIRST, LAST, "", tuple(needs))
    after = replace(before, needs=(replace(needs[0], rows=()), replace(needs[1], rows=(row,))))

    (one,) = differences_between(before, after).items

    assert (one.what, one.changes[0].before, one.changes[0].after) == ("Obiady", "jedzenie", "samotność")


def test_change_of_days_and_of_what_matters_is_told():
    before = a_content(a_row())

    (one,) = differences_between(before, replace(before, ends_on=date(2026, 11, 30), summary="Zostać u siebie")).items

    assert "2026" in one.changes[0].after
    assert one.changes[-1].after == "Zostać u siebie"


def test_week_shows_both_threads_in_order_and_marks_what_clashes():
    care = a_row(title="opieka", when="pn, wt 8:00–9:30")
    taxi = a_row(title="taksówka", when="wt 9:00")
    shopping = a_row(title="zakupy", thread=NEIGHBOUR, when="wtorek 16:00")
    snow = a_row(title="odśnieżanie", thread=NEIGHBOUR, when="gdy spadnie śnieg")

    week = week_of(a_content(shopping, taxi, care, snow))

    assert [(chip.hours, chip.title, chip.clashes) for chip in week.days[1].chips] == [
        ("8:00–9:30", "opieka", True),
        ("9:00", "taksówka", True),
        ("16:00", "zakupy", False),
    ]
    assert [chip.clashes for chip in week.days[0].chips] == [False]
    assert [row.title for row in week.other] == ["odśnieżanie"]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("1", "godzina", "1 godzina"),
        ("2.00", "godzina", "2 godziny"),
        ("5", "godzina", "5 godzin"),
        ("12", "wizyta", "12 wizyt"),
        ("22", "wizyta", "22 wizyty"),
        ("1.5", "godzina", "1,5 godziny"),
        ("3", "zupa", "3 zupa"),  # a unit of their own stays as written
    ],
)
def test_amounts_are_counted_in_polish(amount, unit, words):
    with translation.override("pl"):
        assert counted(Decimal(amount), unit) == words


@pytest.mark.django_db
def test_content_is_read_in_the_same_number_of_queries_for_any_number_of_rows(django_assert_num_queries):
    version = a_plan().versions.get()
    need = version.needs.get()
    row = version.service_rows.get()
    for _ in range(5):
        row.pk, row.key = None, uuid4()
        row.save()

    with django_assert_num_queries(4):
        content = content_of(with_content(version.plan.versions.all()).get())

    assert len(content.rows) == 7
    assert content.needs[0].need == need.need


@pytest.mark.django_db
def test_withdrawn_service_is_seen_in_the_content():
    version = a_plan().versions.get()
    service = version.service_rows.get().service
    service.status = ServiceStatus.WITHDRAWN
    service.save(update_fields=["status"])

    assert not content_of(version).of_thread(SERVICE)[0].service_is_open
