from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cus.accounts.tests.factories import a_stranger, another_centre, the_centre
from cus.community.models import UnmetNeed
from cus.kit.rows import acting_for
from cus.offer.models import Audience, LegalTrack, ServiceForm, ServiceStatus
from cus.offer.tests.factories import a_service

pytestmark = pytest.mark.django_db
URL = reverse("portal:catalogue")
TODAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def a_known_service(**given):
    """In the catalogue and in the index of the search."""
    return a_service(**given)


def names(response):
    return [service.name for service in response.context["page"]]


def counts(response, name):
    [facet] = [facet for facet in response.context["answer"].facets if facet.name == name]
    return {option.value: option.count for option in facet.options}


def test_anyone_sees_what_is_in_the_catalogue_in_the_order_of_the_alphabet(client):
    for name, status in [
        ("Żłobek", "PUBLIC"),
        ("Ćwiczenia", "PAUSED"),
        ("Zumba", "PUBLIC"),
        ("Szkic", "DRAFT"),
        ("Dawna", "WITHDRAWN"),
    ]:
        a_known_service(name=name, status=status)

    assert names(client.get(URL)) == ["Ćwiczenia", "Zumba", "Żłobek"]


def test_words_find_the_service_and_say_what_they_were_taken_for(client):
    a_known_service(name="Rehabilitacja domowa")
    a_known_service(name="Klub seniora", description="Spotkania")

    response = client.get(URL, {"q": "rechabilitacji"})

    assert names(response) == ["Rehabilitacja domowa"]
    assert response.context["answer"].read_as == {"rechabilitacji": "rehabilitacja"}
    assert "so we looked for “rehabilitacja”" in response.content.decode()


def test_facets_narrow_the_list(client):
    a_known_service(name="Dla starszych", audiences=[Audience.SENIORS], area=4, is_free=True, form=ServiceForm.GROUP)
    a_known_service(name="Dla dzieci", audiences=[Audience.CHILDREN], area=7, is_free=False, form=ServiceForm.PLACE)

    assert names(client.get(URL, {"dla-kogo": "SENIORS"})) == ["Dla starszych"]
    assert names(client.get(URL, {"zakres": "7"})) == ["Dla dzieci"]
    assert names(client.get(URL, {"koszt": "tak"})) == ["Dla starszych"]
    assert names(client.get(URL, {"forma": "PLACE"})) == ["Dla dzieci"]
    assert names(client.get(URL, {"dla-kogo": ["SENIORS", "CHILDREN"]})) == ["Dla dzieci", "Dla starszych"]
    assert names(client.get(URL, {"dla-kogo": "SENIORS", "zakres": "7"})) == []


def test_counts_follow_what_is_chosen_in_the_other_facets(client):
    a_known_service(audiences=[Audience.SENIORS, Audience.ILLNESS], is_free=True)
    a_known_service(audiences=[Audience.SENIORS], is_free=False)
    a_known_service(audiences=[Audience.CHILDREN], is_free=True)

    response = client.get(URL, {"koszt": "tak"})

    assert counts(response, "dla-kogo") == {"SENIORS": 1, "ILLNESS": 1, "CHILDREN": 1}
    assert counts(response, "koszt") == {"tak": 2}


@pytest.mark.parametrize(
    "values", [{"zakres": "x"}, {"dla-kogo": "NOBODY"}, {"page": "999"}, {"page": "-1"}, {"q": "\x00"}]
)
def test_nonsense_in_the_address_does_no_harm(client, values):
    a_known_service()

    assert client.get(URL, values).status_code == 200


def test_list_costs_the_same_for_one_service_as_for_two_hundred(client):
    a_known_service()
    with CaptureQueriesContext(connection) as for_one:
        client.get(URL, {"q": "rehabilitacja w domu"})
    for _ in range(200):
        a_service()

    with CaptureQueriesContext(connection) as for_many:
        client.get(URL, {"q": "rehabilitacja w domu"})

    assert len(for_many) == len(for_one)
    assert len(for_many) < 10


def test_htmx_receives_only_what_was_found(client):
    a_known_service()

    response = client.get(URL, headers={"HX-Request": "true"})

    assert response.content.strip().startswith(b'<div id="znalezione"')


def test_search_without_a_result_offers_the_phone_and_is_kept_without_personal_data(client):
    the_centre()

    response = client.get(URL, {"q": "kurs nurkowania 600123456", "szukaj": "1"})

    assert "We have no such service" in response.content.decode()
    assert 'href="tel:+48995550120"' in response.content.decode()
    [need] = UnmetNeed.objects.all()
    assert (need.source, need.words) == ("SEARCH", "kurs nurkowania")


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "nurkowanie"},
        {"q": "nu", "szukaj": "1"},
        {"q": "rehabilitacja", "szukaj": "1"},
        {"q": "rehabilitacja", "szukaj": "1", "zakres": "9"},
        {"szukaj": "1"},
    ],
)
def test_no_need_is_kept_for_a_link_a_scrap_or_a_search_that_finds(client, asked):
    a_known_service()

    client.get(URL, asked)

    assert not UnmetNeed.objects.exists()


def test_same_search_is_kept_once_a_day(client):
    the_centre()

    for _ in range(3):
        client.get(URL, {"q": "nurkowanie", "szukaj": "1"})

    assert UnmetNeed.objects.count() == 1


def test_page_of_a_service_tells_what_it_is_and_how_to_get_it(client):
    service = a_known_service(
        documents="dowód osobisty", places=12, place="ul. Polna 1", provider_text="fizjoterapeutka"
    )

    page = client.get(reverse("portal:service", args=[service.uuid])).content.decode()

    for text in [
        "Rehabilitacja w domu",
        "osoby, które nie mogą wyjść z domu",
        "10 wizyt w roku",
        "bezpłatnie",
        "dowód osobisty",
        "12 places at one time",
        "ul. Polna 1",
        "fizjoterapeutka",
        f"{reverse('portal:apply')}?usluga={service.uuid}",
        "tel:+48995550120",
    ]:
        assert text in page
    assert "needs a decision" not in page


def test_plan_is_promised_within_thirty_days_where_it_is_usual(client):
    usual, other = a_known_service(usually_in_plan=True), a_known_service(usually_in_plan=False)

    pages = [client.get(reverse("portal:service", args=[one.uuid])).content.decode() for one in (usual, other)]

    assert ["Within 30 days of your application" in page for page in pages] == [True, False]


def test_service_of_the_social_assistance_act_tells_of_the_decision(client):
    service = a_known_service(legal_track=LegalTrack.SOCIAL_ASSISTANCE)

    assert (
        "This service needs a decision" in client.get(reverse("portal:service", args=[service.uuid])).content.decode()
    )


def test_paused_service_offers_the_phone_instead_of_the_form(client):
    service = a_known_service(status=ServiceStatus.PAUSED)

    page = client.get(reverse("portal:service", args=[service.uuid])).content.decode()

    assert "We take no new applications" in page
    assert "Apply now" not in page


@pytest.mark.parametrize("status", [ServiceStatus.DRAFT, ServiceStatus.WITHDRAWN])
def test_service_outside_the_catalogue_is_not_found(client, status):
    service = a_known_service(status=status)

    assert client.get(reverse("portal:service", args=[service.uuid])).status_code == 404


def test_unknown_service_is_not_found(client):
    the_centre()

    assert client.get(reverse("portal:service", args=[uuid4()])).status_code == 404


def test_services_of_another_centre_are_not_shown(client):
    service = a_known_service(name="Kajaki")
    client.force_login(a_stranger())

    assert client.get(reverse("portal:service", args=[service.uuid])).status_code == 404
    assert names(client.get(URL)) == []
    assert names(client.get(URL, {"q": "kajaki"})) == []


def test_address_of_another_centre_shows_its_own_catalogue(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    a_known_service(name="Nasza")
    with acting_for(another_centre().pk):
        a_service(name="Obca", centre=another_centre())

    response = client.get(URL, headers={"host": "zabor.example"})

    assert names(response) == ["Obca"]


def test_without_a_centre_there_is_no_catalogue(client):
    assert client.get(URL).status_code == 404


def test_accessibility_statement_has_the_marks_programs_look_for(client):
    the_centre()

    page = client.get(reverse("portal:accessibility")).content.decode()

    for mark in [
        "wstep",
        "podmiot",
        "url",
        "data-publikacja",
        "data-aktualizacja",
        "status",
        "data-sporzadzenie",
        "data-przeglad",
        "kontakt",
        "osoba",
        "email",
        "telefon",
        "procedura",
        "architektura",
        "aplikacje",
    ]:
        assert page.count(f'id="a11y-{mark}"') == 1, mark
    assert '<time id="a11y-data-sporzadzenie" datetime="2026-11-22">' in page


def test_privacy_page_names_the_controller(client):
    the_centre()

    assert "The controller of the data is CUS w Lipnowcu" in client.get(reverse("portal:privacy")).content.decode()
