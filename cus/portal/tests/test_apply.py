from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cus.accounts.tests.factories import the_centre
from cus.cases.models import Applicant, Application, FilingChannel, Signal
from cus.offer.models import ServiceStatus
from cus.offer.tests.factories import a_service
from cus.people.models import Person
from cus.people.tests.factories import a_person
from cus.portal.steps import steps_for
from cus.records.models import Document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n"
PESEL = "48031400101"


@pytest.fixture(autouse=True)
def _centre_nobody_has_sent_to():
    cache.clear()
    the_centre()


def go(client, slug, **answers):
    """Answer one page; the address of the next one."""
    response = client.post(reverse("portal:apply_step", args=[slug]), {"go": "on"} | answers)
    assert response.status_code == 302, response.content.decode()
    return response.url.strip("/").rpartition("/")[2]


def walk(client, service, *, whom="ME", **changed):
    """Fill the whole form the shortest way, up to the summary."""
    pages = {
        "dla-kogo": {"whom_for": whom},
        "uslugi": {"services": [str(service.uuid)]},
        "co-jest-trudne": {"situation": "Trudno mi wejść do wanny."},
        "kto-sklada": {"name": "Ewa Nowak", "relation": "córka"},
        "osoba": {"first_name": "Anna", "last_name": "Nowak"},
        "adres": {"house": "3", "town": "Lipnowiec"},
        "kontakt": {"reach": "PHONE", "phone": "600 123 456"},
        "dokumenty": {},
    }
    here = "dla-kogo"
    while here in pages:
        here = go(client, here, **(pages[here] | changed.get(here.replace("-", "_"), {})))
    assert here == "sprawdzenie"


def send(client):
    page = client.get(reverse("portal:apply_step", args=["sprawdzenie"]))
    return client.post(page.request["PATH_INFO"], {"key": page.context["key"]}, follow=True)


def test_a_resident_applies_without_an_account_and_reads_number_and_code(client):
    service = a_service()
    walk(client, service)

    page = send(client)

    application = Application.objects.get()
    assert page.request["PATH_INFO"] == reverse("portal:apply_done")
    assert application.number in page.content.decode()
    assert f"{application.code[:5]} {application.code[5:]}" in page.content.decode()
    assert (application.channel, application.applicant) == (FilingChannel.ONLINE, Applicant.PERSON)
    assert application.situation == "Trudno mi wejść do wanny."
    assert [request.service for request in application.requests.all()] == [service]
    assert (application.person.name, application.person.phone) == ("Anna Nowak", "+48600123456")


def test_the_service_one_comes_from_is_ticked(client):
    service = a_service()
    client.get(reverse("portal:apply"), {"usluga": str(service.uuid)})
    go(client, "dla-kogo", whom_for="ME")

    page = client.get(reverse("portal:apply_step", args=["uslugi"]))

    assert page.context["choices"].chosen == [service]


def test_back_shows_what_was_answered(client):
    walk(client, a_service())

    page = client.get(reverse("portal:apply_step", args=["osoba"]))

    assert page.context["form"]["last_name"].value() == "Nowak"


def test_a_change_from_the_summary_leads_back_to_it(client):
    walk(client, a_service())

    response = client.post(
        reverse("portal:apply_step", args=["osoba"]) + "?zmien=1", {"first_name": "Hanna", "last_name": "Nowak"}
    )

    assert response.url == reverse("portal:apply_step", args=["sprawdzenie"])
    send(client)
    assert Person.objects.get().first_name == "Hanna"


def test_one_may_change_ones_mind_for_whom_and_is_asked_only_what_is_missing(client):
    walk(client, a_service())

    response = client.post(reverse("portal:apply_step", args=["dla-kogo"]) + "?zmien=1", {"whom_for": "RELATIVE"})

    assert response.url == reverse("portal:apply_step", args=["kto-sklada"])


def test_the_summary_shows_each_answer_with_a_way_to_change_it(client):
    walk(client, a_service(name="Obiady do domu"))

    page = client.get(reverse("portal:apply_step", args=["sprawdzenie"])).content.decode()

    for words in ("Obiady do domu", "Anna Nowak", "600 123 456".replace(" ", "\xa0"), "Trudno mi wejść do wanny."):
        assert words in page
    assert page.count("?zmien=1") == 7


def test_a_daughter_applies_for_her_mother(client):
    walk(client, a_service(), whom="RELATIVE", kto_sklada={"phone": "601 222 333", "email": "ewa@example.org"})

    send(client)

    application = Application.objects.get()
    assert application.applicant == Applicant.ACTUAL_CARER
    assert (application.representation.name, application.representation.phone) == ("Ewa Nowak", "+48601222333")


def test_a_daughter_is_asked_about_her_mother_and_not_about_herself(client):
    go(client, "dla-kogo", whom_for="RELATIVE")

    page = client.get(reverse("portal:apply_step", args=["co-jest-trudne"])).content.decode()

    assert "Co jest trudne dla tej osoby?" in page
    assert "Co jest dla Ciebie trudne?" not in page


def test_a_representative_says_by_what_right(client):
    walk(client, a_service(), whom="REPRESENTED", kto_sklada={"basis": "postanowienie sądu"})

    send(client)

    application = Application.objects.get()
    assert application.applicant == Applicant.STATUTORY_REPRESENTATIVE
    assert application.representation.basis == "postanowienie sądu"


def test_a_person_without_a_phone_applies_as_well(client):
    walk(client, a_service(), kontakt={"reach": "NONE", "phone": "", "reach_note": "proszę przyjść rano"})

    send(client)

    person = Person.objects.get()
    assert person.phone == ""
    assert "proszę przyjść rano" in person.reach_note


def test_who_can_be_called_writes_the_number(client):
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(reverse("portal:apply_step", args=["kontakt"]), {"reach": "PHONE", "phone": ""})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["phone"]


@pytest.mark.rule("RULE-34")
def test_what_a_neighbour_writes_is_a_signal_and_the_page_says_so(client):
    go(client, "dla-kogo", whom_for="SOMEBODY")
    go(client, "o-kim", about_name="Maria Wójcik", about_where="Polna 5, ostatni dom")
    go(client, "co-sie-dzieje", content="Nie wychodzi z domu od tygodnia.")
    assert go(client, "kto-zglasza", reporter_kind="NEIGHBOUR") == "sprawdzenie"

    page = send(client)

    signal = Signal.objects.get()
    assert (signal.about_name, signal.reporter_kind, signal.reporter_name) == ("Maria Wójcik", "NEIGHBOUR", "")
    assert not Application.objects.exists()
    assert "portal/apply/done_signal.html" in [template.name for template in page.templates]


def test_a_neighbours_page_sent_twice_is_one_signal(client):
    go(client, "dla-kogo", whom_for="SOMEBODY")
    go(client, "o-kim", about_name="Maria Wójcik", about_where="Polna 5")
    go(client, "co-sie-dzieje", content="Nie wychodzi z domu.")
    go(client, "kto-zglasza", reporter_kind="HOSPITAL")
    session = dict(client.session)
    send(client)

    again = client.session
    again.update(session)
    again.save()
    send(client)

    assert Signal.objects.count() == 1


def test_a_double_click_files_once(client):
    walk(client, a_service())
    page = client.get(reverse("portal:apply_step", args=["sprawdzenie"]))
    before = dict(client.session)
    first = client.post(page.request["PATH_INFO"], {"key": page.context["key"]}, follow=True)

    session = client.session  # the second click was sent before the first was answered
    session.update(before)
    session.save()
    second = client.post(page.request["PATH_INFO"], {"key": page.context["key"]}, follow=True)

    number = Application.objects.get().number
    assert number in first.content.decode()
    assert number in second.content.decode()
    assert Person.objects.count() == 1


def test_sending_again_after_the_answer_shows_the_same_confirmation(client):
    walk(client, a_service())
    page = client.get(reverse("portal:apply_step", args=["sprawdzenie"]))
    client.post(page.request["PATH_INFO"], {"key": page.context["key"]})

    again = client.post(page.request["PATH_INFO"], {"key": page.context["key"]})

    assert again.url == reverse("portal:apply_done")
    assert Application.objects.count() == 1


def test_an_expired_session_says_so_and_starts_at_the_first_page(client):
    response = client.post(reverse("portal:apply_step", args=["kontakt"]), {"reach": "NONE"}, follow=True)

    assert response.request["PATH_INFO"] == reverse("portal:apply_step", args=["dla-kogo"])
    [message] = response.context["messages"]
    assert "Nic jeszcze nie zostało wysłane" in str(message)


def test_nothing_is_sent_while_an_answer_is_missing(client):
    go(client, "dla-kogo", whom_for="ME")

    response = client.post(reverse("portal:apply_step", args=["sprawdzenie"]), follow=True)

    assert response.request["PATH_INFO"] == reverse("portal:apply_step", args=["uslugi"])
    assert not Application.objects.exists()


def test_services_are_searched_without_losing_what_is_ticked(client):
    meals, bath = a_service(name="Obiady do domu"), a_service(name="Pomoc w kąpieli", description="Kąpiel w domu.")
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(
        reverse("portal:apply_step", args=["uslugi"]),
        {"go": "search", "words": "kapiel", "services": [str(meals.uuid)]},
    )

    assert page.context["choices"].chosen == [meals]
    assert bath not in page.context["choices"].chosen
    assert not page.context["form"].errors


def test_each_service_to_tick_has_its_own_id(client):
    chosen, found = a_service(name="Dowóz obiadów"), a_service(name="Rehabilitacja w domu")
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(
        reverse("portal:apply_step", args=["uslugi"]),
        {"services": [str(chosen.uuid)], "words": "rehabilitacja", "go": "search"},
    ).content.decode()

    assert found.name in page
    assert page.count('id="id_services"') == 1


def test_htmx_receives_only_the_choices(client):
    a_service()
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(
        reverse("portal:apply_step", args=["uslugi"]), {"words": ""}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in page
    assert "Rehabilitacja w domu" in page


@pytest.mark.parametrize("status", [ServiceStatus.PAUSED, ServiceStatus.DRAFT, ServiceStatus.WITHDRAWN])
def test_a_service_that_takes_no_applications_cannot_be_chosen(client, status):
    closed = a_service(status=status)
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(reverse("portal:apply_step", args=["uslugi"]), {"go": "on", "services": [str(closed.uuid)]})

    assert list(page.context["form"].errors) == ["services"]


def test_pesel_must_agree_with_the_date_of_birth(client):
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(
        reverse("portal:apply_step", args=["osoba"]),
        {"first_name": "Anna", "last_name": "Nowak", "born_on_day": "15", "born_on_month": "3", "born_on_year": "1948",
         "pesel": PESEL},
    )  # fmt: skip

    assert list(page.context["form"].errors) == ["pesel"]


def test_the_same_pesel_is_the_same_person_and_the_register_stays_as_it_was(client):
    known = a_person(pesel=PESEL, phone="+48111111111")
    walk(client, a_service(), osoba={"pesel": PESEL})

    send(client)

    application = Application.objects.get()
    known.refresh_from_db()
    assert application.person == known
    assert known.phone == "+48111111111"
    assert "+48600123456" in application.situation


def test_somebody_elses_pesel_is_not_taken_over(client):
    a_person(pesel=PESEL, first_name="Maria", last_name="Kowal")
    walk(client, a_service(), osoba={"pesel": PESEL})

    send(client)

    person = Application.objects.get().person
    assert (person.name, person.pesel) == ("Anna Nowak", "")


def test_a_namesake_is_a_new_entry_until_staff_compare(client):
    known = a_person(born_on=date(1960, 1, 1))
    walk(client, a_service())

    send(client)

    assert Application.objects.get().person != known


def test_a_document_waits_until_the_application_is_sent(client):
    walk(client, a_service())
    upload = SimpleUploadedFile("wypis ze szpitala.pdf", PDF)
    client.post(reverse("portal:apply_step", args=["dokumenty"]), {"go": "add", "files": [upload]})
    assert not Document.objects.exists()

    send(client)

    document = Document.objects.get()
    assert (document.name, document.media_type) == ("wypis ze szpitala.pdf", "application/pdf")
    with document.file.open() as file:
        assert file.read() == PDF


def test_a_program_called_pdf_is_refused_in_plain_words(client):
    walk(client, a_service())
    upload = SimpleUploadedFile("skan.pdf", b"MZ\x90\x00 not a document")

    page = client.post(reverse("portal:apply_step", args=["dokumenty"]), {"go": "on", "files": [upload]})

    [error] = page.context["form"].errors["files"]
    assert "skan.pdf" in error
    assert page.context["documents"] == []


def test_a_document_can_be_taken_back(client):
    walk(client, a_service())
    address = reverse("portal:apply_step", args=["dokumenty"])
    page = client.post(address, {"go": "add", "files": [SimpleUploadedFile("a.pdf", PDF)]})
    token = page.context["documents"][0]["token"]

    page = client.post(address, {"remove": token})

    assert page.context["documents"] == []


def test_the_confirmation_is_printed_as_pdf_in_the_session_that_sent_it(client):
    walk(client, a_service())
    send(client)

    paper = client.get(reverse("portal:apply_confirmation"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")

    client.session.flush()
    assert client.get(reverse("portal:apply_confirmation")).status_code == 404


def test_giving_up_deletes_the_answers(client):
    walk(client, a_service())

    client.post(reverse("portal:apply_stop"))

    response = client.get(reverse("portal:apply_step", args=["sprawdzenie"]))
    assert response.url == reverse("portal:apply_step", args=["dla-kogo"])


def test_the_twenty_first_sending_of_an_hour_from_one_address_asks_to_phone(client):
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    cache.set("sent:192.0.2.7", 19)
    walk(client, a_service())
    send(client)
    assert Application.objects.count() == 1
    walk(client, a_service())

    page = send(client)

    assert page.status_code == 429
    assert Application.objects.count() == 1


def test_the_hundred_and_first_file_of_an_hour_from_one_address_is_not_kept(client):
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    cache.set("files:192.0.2.7", 99)
    go(client, "dla-kogo", whom_for="ME")
    url = reverse("portal:apply_step", args=["dokumenty"])

    for name in ("one.pdf", "two.pdf"):
        page = client.post(url, {"go": "add", "files": [SimpleUploadedFile(name, b"%PDF-1.7")]})

    assert [document["name"] for document in page.context["documents"]] == ["one.pdf"]
    assert page.context["form"].errors["files"]


@pytest.mark.parametrize("slug", ["dla-kogo", "uslugi", "co-jest-trudne", "osoba", "adres", "kontakt", "dokumenty"])
def test_each_page_has_one_heading_and_says_which_step_it_is(client, slug):
    go(client, "dla-kogo", whom_for="ME")

    page = client.get(reverse("portal:apply_step", args=[slug])).content.decode()

    assert page.count("<h1") == 1
    assert 'aria-current="step"' in page


def test_an_answer_that_is_missing_is_told_at_the_field_and_on_top(client):
    go(client, "dla-kogo", whom_for="ME")

    page = client.post(reverse("portal:apply_step", args=["osoba"]), {"first_name": "", "last_name": "Nowak"})

    text = page.content.decode()
    assert 'href="#id_first_name"' in text
    assert 'id="id_first_name_error"' in text


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_the_form_can_be_filled_in_and_sent_in_every_language(client, language):
    client.cookies["django_language"] = language
    service = a_service()
    walk(client, service, whom="RELATIVE")

    pages = [client.get(reverse("portal:apply_step", args=[step.slug])) for step in steps_for("RELATIVE")]
    send(client)

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert pages[1].context["choices"].chosen == [service]
    assert Application.objects.get().applicant == Applicant.ACTUAL_CARER
