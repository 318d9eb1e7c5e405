from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cus.accounts.tests.factories import a_coordinator, a_stranger, an_organiser, another_centre
from cus.community.tests.factories import a_diagnosis, a_draft_diagnosis, a_remark
from cus.kit.rows import acting_for
from cus.offer.models import Programme, ProgrammeService, ProgrammeVersion
from cus.offer.states.programmes import VersionState
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import (
    CONTENT,
    a_draft,
    a_programme_in_consultation,
    a_programme_in_force,
    a_submitted_programme,
    an_adopted_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 3, 2)
OF_A_VERSION = (
    "programme_version",
    "edit_programme",
    "copy_programme",
    "discard_programme",
    "programme_differences",
    "programme_document",
    "consult_programme",
    "programme_consultation",
    "submit_programme",
    "reject_programme",
    "annul_programme",
)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def browser(client):
    client.force_login(an_organiser())
    client.cookies["django_language"] = "en"
    return client


def page(browser, name, *arguments, **asked):
    answer = browser.get(reverse(f"offer:{name}", args=arguments), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(browser, name, *arguments, **fields):
    return browser.post(reverse(f"offer:{name}", args=arguments), fields)


@pytest.mark.parametrize(
    "make",
    [
        a_draft,
        a_programme_in_consultation,
        a_submitted_programme,
        an_adopted_programme,
        a_programme_in_force,
        lambda: a_programme_in_force(ends_on=date(2026, 2, 1)),
    ],
)
def test_the_pages_of_a_version_open_in_every_state(browser, make):
    version = make()

    assert version.title in page(browser, "programmes")
    assert version.title in page(browser, "programme", version.programme_id)
    assert CONTENT["goals"] in page(browser, "programme_version", version.pk)


def test_the_draft_stands_beside_the_findings_of_the_diagnosis(browser):
    version = a_draft(diagnosis=a_diagnosis())
    shown = page(browser, "edit_programme", version.pk)

    assert "128 osób po 80. roku życia mieszka samotnie." in shown
    assert "przepis do potwierdzenia" in shown


def test_the_button_of_a_finding_keeps_what_was_typed_and_adds_the_finding(browser):
    version = a_draft(diagnosis=a_diagnosis())
    [finding] = version.diagnosis.findings.all()
    fields = {f"content_{key}": text for key, text in CONTENT.items()} | {"content_goals": "Mniej samotności."}
    frame = {"title": "Nowy tytuł", "starts_on": "1.1.2026", "ends_on": "31.12.2027"}

    answer = send(browser, "edit_programme", version.pk, **fields, **frame, use=f"goals:{finding.pk}")

    assert answer.url.endswith("/draft/#goals")
    version.refresh_from_db()
    assert version.title == "Nowy tytuł"
    assert version.content["goals"] == "Mniej samotności.\n\n128 osób po 80. roku życia mieszka samotnie."


def test_a_period_the_wrong_way_round_is_said_on_the_form(browser):
    version = a_draft()
    answer = send(browser, "edit_programme", version.pk, title="T", starts_on="2.1.2027", ends_on="1.1.2027")

    assert answer.status_code == 422
    assert "before it starts" in answer.content.decode()


def test_before_submission_the_page_says_what_is_missing(browser):
    shown = page(browser, "programme_version", a_draft(content=CONTENT | {"conditions": ""}).pk)

    assert "It is not said on what conditions people qualify." in shown
    assert "Residents have not been asked about this draft." in shown


def test_a_programme_is_begun_submitted_adopted_and_published_by_forms(browser):
    centre_of = an_organiser().centre
    municipality = a_draft().programme.municipalities.get()
    centre_of.municipalities.add(municipality)
    begun = send(
        browser, "new_programme", title="Nowy", starts_on="1.3.2026", ends_on="31.12.2027",
        municipalities=municipality.pk,
    )  # fmt: skip
    version = ProgrammeVersion.objects.get(title="Nowy")
    assert begun.url == reverse("offer:edit_programme", args=[version.pk])

    send(browser, "submit_programme", version.pk)
    where = (version.pk, municipality.pk)
    send(browser, "programme_resolution", *where, number="XV/1/2026", adopted_on="26.2.2026", starts_on="")
    send(
        browser, "programme_publication", *where, journal_year="2026", journal_position="1234", published_on="1.3.2026"
    )

    version.refresh_from_db()
    assert (version.state, version.in_force_from) == (VersionState.PUBLISHED, date(2026, 3, 15))


def test_remarks_are_noted_answered_and_reported_on_one_page(browser):
    version = a_programme_in_consultation()
    remark = a_remark(version.consultation)
    shown = page(browser, "programme_consultation", version.pk)
    assert remark.words in shown
    assert "Close with a report" in shown

    refused = send(browser, "programme_consultation", version.pk, report="Raport")
    assert refused.status_code == 422
    browser.post(reverse("community:answer_remark", args=[remark.pk]), {"outcome": "TAKEN", "answer": "Tak."})
    send(browser, "programme_consultation", version.pk, report="Raport")

    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    assert "Raport" in page(browser, "programme_consultation", version.pk)


def test_the_difference_between_versions_is_shown_word_by_word(browser):
    old = a_programme_in_force()
    new = a_draft(programme=old.programme, number=2, content=CONTENT | {"limits": "15 wizyt w roku."})
    shown = page(browser, "programme_differences", new.pk)

    assert '<del><span class="govuk-visually-hidden">removed: </span>10</del>' in shown
    assert '<ins><span class="govuk-visually-hidden">added: </span>15</ins>' in shown


def test_the_papers_are_a_pdf_for_the_bip_and_a_docx_for_the_council(browser):
    version = a_programme_in_force(diagnosis=a_diagnosis())
    url = reverse("offer:programme_document", args=[version.pk])

    assert browser.get(url).content.startswith(b"%PDF-")
    docx = browser.get(url, {"format": "docx"})
    assert docx.content.startswith(b"PK")
    assert docx["Content-Disposition"].endswith('.docx"')


def test_a_published_programme_of_another_centre_is_copied_from_the_list(browser):
    there = another_centre()
    with acting_for(there.pk):
        model = a_programme_in_force(centre=there, title="Zabór pomaga")
    assert "Zabór pomaga" in page(browser, "programmes")

    send(browser, "copy_programme", model.pk)

    assert Programme.objects.get(name="Zabór pomaga", copied_from__startswith="CUS w Zaborze")


def test_the_services_of_the_version_stand_on_its_page(browser):
    version = a_draft()
    ProgrammeService.objects.create(centre=version.centre, version=version, service=a_service(name="Dowóz do lekarza"))

    assert "Dowóz do lekarza" in page(browser, "programme_version", version.pk)


def test_an_overdue_evaluation_is_shown_and_written(browser):
    version = a_programme_in_force(ends_on=date(2026, 1, 31))
    with time_machine.travel(date(2026, 6, 1), tick=False):
        browser.force_login(an_organiser())
        assert "is not evaluated yet" in page(browser, "programmes")
        fields = {"kind": "FINAL", "evaluated_on": "1.6.2026", "findings": "Pomogło.", "decision": "Dalej."}
        send(browser, "evaluate_programme", version.programme_id, **fields)
        assert "is not evaluated yet" not in page(browser, "programmes")
        assert "Pomogło." in page(browser, "programme", version.programme_id)


@pytest.mark.parametrize("name", OF_A_VERSION)
def test_a_stranger_finds_no_version(client, name):
    version = a_draft()
    client.force_login(a_stranger())

    url = reverse(f"offer:{name}", args=[version.pk])
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


def test_a_coordinator_reads_programmes_and_writes_none(client):
    version = a_draft()
    client.force_login(a_coordinator())

    assert client.get(reverse("offer:programme_version", args=[version.pk])).status_code == 200
    assert client.get(reverse("offer:edit_programme", args=[version.pk])).status_code == 404
    assert client.post(reverse("offer:submit_programme", args=[version.pk])).status_code == 404


def test_the_diagnosis_is_made_on_its_pages(browser):
    diagnosis = a_draft_diagnosis()
    url = reverse("community:diagnosis", args=[diagnosis.pk])
    browser.post(
        reverse("community:add_finding", args=[diagnosis.pk]),
        {"words": "Brakuje miejsc w klubie seniora.", "area": 4, "people": "40", "priority": 1},
    )
    period = {"starts_on": "1.2.2026", "ends_on": "15.2.2026", "channels": "Ankieta"}
    browser.post(reverse("community:consult_diagnosis", args=[diagnosis.pk]), period)
    assert "Brakuje miejsc w klubie seniora." in browser.get(url).content.decode()

    browser.post(reverse("community:finish_diagnosis", args=[diagnosis.pk]))

    diagnosis.refresh_from_db()
    assert diagnosis.state == "FINAL"
    assert browser.get(url).status_code == 200
    assert browser.get(reverse("community:diagnoses")).status_code == 200
    report = browser.get(reverse("community:consultation_report", args=[diagnosis.consultation_id]))
    assert report.content.startswith(b"%PDF-")
