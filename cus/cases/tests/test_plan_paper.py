from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from cus.accounts.tests.factories import a_coordinator, the_centre
from cus.cases.planning.paper import plan_paper
from cus.cases.states import PlanState, VersionState
from cus.cases.tests.factories import TODAY, a_plan
from cus.offer.tests.factories import a_provider
from cus.records.papers.docx import render_docx
from cus.records.papers.pdf import render_pdf
from cus.records.papers.text import render_text

pytestmark = pytest.mark.django_db


def words_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "").split())


def a_paper(**given):
    joanna = a_coordinator(phone="+48600555126", post="koordynatorka planów")
    plan = a_plan(coordinator=joanna, **given)
    return plan_paper(plan.versions.get(), coordinator=joanna, on=TODAY)


@pytest.mark.parametrize("large_print", [False, True])
def test_plan_reads_in_order_and_keeps_to_pdf_ua(large_print):
    pdf = render_pdf(a_paper(state=PlanState.ACTIVE), large_print=large_print)  # typst refuses what is not PDF/UA-1

    told = words_of(pdf)
    places = [
        told.index(words)
        for words in (
            "Indywidualny plan usług społecznych",
            "Dla kogo",
            "Anna Nowak",
            "Nad planem czuwa",
            "Kto i w czym pomaga",
            "1. pomoc w kąpieli",
            "Myję się bez strachu",
            "Rehabilitacja w domu",
            "pn, śr 8:00–9:00",
            "zakupy",
            "Teresa Lis",
            "Do kogo dzwonić",
            "Zgoda",
        )
    ]
    assert places == sorted(places)
    assert "600 555 126" in told
    metadata = PdfReader(BytesIO(pdf)).xmp_metadata
    assert metadata is not None


def test_both_threads_stand_in_one_table_with_their_names():
    told = words_of(render_pdf(a_paper(state=PlanState.ACTIVE)))

    assert "Usługa" in told
    assert "Sąsiedzi" in told


@pytest.mark.parametrize(
    ("given", "marked"),
    [
        ({"state": PlanState.PREPARED}, True),
        ({"version": {"state": VersionState.AGREED, "agreed_on": TODAY, "agreed_by": "Anna Nowak"}}, True),
        ({"state": PlanState.ACTIVE}, False),
    ],
)
def test_only_an_approved_plan_is_not_marked_as_a_draft(given, marked):
    told = render_text(a_paper(**given))

    assert ("To jest projekt" in told) is marked
    assert ("projekt" in told.splitlines()[3]) is marked or marked is False


def test_example_centre_prints_its_mark():
    the_centre(is_example=True)

    assert "PRZYKŁAD" in words_of(render_pdf(a_paper(state=PlanState.ACTIVE)))


def test_amount_still_open_is_to_be_agreed_and_stars_are_printed_as_typed():
    joanna = a_coordinator()
    plan = a_plan(coordinator=joanna)
    version = plan.versions.get()
    version.service_rows.update(amount=None, when="", note="mleko **2%** bez laktozy")

    told = render_text(plan_paper(version, coordinator=joanna, on=TODAY))

    assert "ustalimy" in told
    assert "mleko **2%** bez laktozy" in told


def test_provider_with_a_phone_is_among_those_to_call():
    joanna = a_coordinator()
    plan = a_plan(coordinator=joanna)
    version = plan.versions.get()
    version.service_rows.update(
        provider=a_provider(name="Pomocna", phone="+48600555199"), amount=Decimal("2"), starts_on=date(2026, 2, 1)
    )

    told = render_text(plan_paper(version, coordinator=joanna, on=TODAY)).replace("\N{NO-BREAK SPACE}", " ")

    assert "Pomocna, telefon 600 555 199: Rehabilitacja w domu" in told
    assert "od 1 lutego 2026 r. do 31 grudnia 2026 r." in " ".join(told.split())


def test_same_approved_version_gives_the_same_paper_on_any_day():
    joanna = a_coordinator()
    version = a_plan(coordinator=joanna, state=PlanState.ACTIVE).versions.get()

    today = plan_paper(version, coordinator=joanna, on=TODAY)
    later = plan_paper(version, coordinator=joanna, on=date(2026, 9, 1))

    assert today == later


def test_docx_is_a_file_of_word():
    assert render_docx(a_paper(state=PlanState.ACTIVE)).startswith(b"PK")
