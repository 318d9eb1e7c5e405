import json
import re
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cus.accounts.models import Municipality
from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.models import Record
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.factories import a_source, an_entry
from cus.kit.rows import acting_for
from cus.offer.models import ErrorReport, LegalTrack, ServiceStatus
from cus.offer.publishing import publish_service_entry
from cus.offer.tests.factories import a_location, a_service, opening_hours
from cus.portal import limits

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")
NOON = datetime(2026, 1, 15, 12, tzinfo=WARSAW)  # a Thursday


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def url_of(entry, name="service"):
    return reverse(f"portal:{name}", args=[entry.uuid])


def page_of(client, entry):
    return client.get(url_of(entry)).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def json_ld_in(page):
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(script)


def serves(centre, *codes):
    for code in codes:
        gmina, _made = Municipality.objects.get_or_create(teryt=code, defaults={"name": f"Gmina {code}"})
        centre.municipalities.add(gmina)
    return centre


def a_service_with_hours(*locations):
    service = a_service(name="Poradnia", documents="dowód osobisty; karta leczenia", locations=locations)
    for weekday in (1, 4):
        opening_hours(service, weekday, "08:00", "16:00")
    publish_service_entry(service, at=NOON)
    return service


def test_page_of_a_service_tells_what_it_is_and_how_to_get_it(client):
    service = a_service(
        documents="dowód osobisty", places=12, place="ul. Polna 1", provider_text="fizjoterapeutka", min_age=60
    )

    page = page_of(client, service)

    for text in [
        "Rehabilitacja w domu",
        "osoby, które nie mogą wyjść z domu",
        "from the age of 60",
        "10 wizyt w roku",
        "bezpłatnie",
        "dowód osobisty",
        "12 places at one time",
        "ul. Polna 1",
        "fizjoterapeutka",
        f"{reverse('portal:apply')}?usluga={service.uuid}",
        "tel:+48995550120",
        f"/api/hsds/services/{service.uuid}",
    ]:
        assert text in page
    assert "needs a decision" not in page


def test_page_tells_the_hours_of_the_week_and_whether_it_is_open_now(client):
    service = a_service_with_hours()

    with time_machine.travel(NOON, tick=False):
        now = page_of(client, service)
    with time_machine.travel(NOON.replace(hour=17), tick=False):
        later = page_of(client, service)
    with time_machine.travel(NOON.replace(day=18), tick=False):
        on_sunday = page_of(client, service)

    assert "Open now, until 16:00" in now
    assert "Closed now, opens on Monday, 19 January at 8:00" in later
    assert "Closed now, opens tomorrow at 8:00" in on_sunday
    assert now.count("8:00–16:00") == 2
    assert now.count(">closed<") == 5


def test_updated_and_checked_by_a_person_are_different_dates(client):
    with time_machine.travel(NOON, tick=False):
        service = a_service()
        unchecked = page_of(client, service)
        service.checked_on = NOON.date().replace(day=3)
        service.save()
        publish_service_entry(service, at=NOON)
        checked = page_of(client, service)

    assert "Updated on 15" in unchecked
    assert "No person has checked it yet." in unchecked
    assert "Checked by a person on 3" in checked


def test_page_tells_where_it_is_and_how_to_get_in(client):
    location = a_location(
        name="Dom kultury", street="ul. Długa 5", town="Lipnowiec", wheelchair=True, accessibility="winda, pętla"
    )
    page = page_of(client, a_service(locations=[location]))

    assert "ul. Długa 5" in page
    assert "Accessible by wheelchair" in page
    assert "winda, pętla" in page


def test_a_place_known_as_a_point_alone_is_left_to_the_map(client):
    page = page_of(client, an_entry(places=[{"latitude": 50.1, "longitude": 19.9}]))

    assert "Where and how to get in" not in page


def test_a_confidential_place_is_told_by_its_public_contact_only(client):
    shelter = a_location(
        name="Schronienie Brzoza",
        street="ul. Ukryta 7",
        town="Cichowo",
        is_confidential=True,
        public_contact="Telefon całą dobę 600 700 800",
    )
    service = a_service(locations=[shelter], place="Cichowo, ul. Ukryta 7", contact="Jan, ul. Ukryta 7")

    page = page_of(client, service)

    for secret in ("Ukryta", "Cichowo", "Brzoza"):
        assert secret not in page
    assert "tel:+48600700800" in page


def test_free_places_are_told_as_a_range(client):
    assert "last places" in page_of(client, an_entry(places_left="FEW"))
    assert "no free places" in page_of(client, an_entry(places_left="NONE"))


def test_search_engines_read_the_service_in_words_of_schema_org(client):
    serves(the_centre(), "1219043")
    told = json_ld_in(page_of(client, a_service_with_hours(a_location(name="Dom", street="ul. Długa 5", town="Lip"))))

    assert told["@type"] == "GovernmentService"
    assert told["name"] == "Poradnia"
    assert told["areaServed"] == [{"@type": "AdministrativeArea", "name": "Gmina 1219043"}]
    assert told["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "08:00",
        "closes": "16:00",
    }
    [channel] = told["availableChannel"]
    assert channel["serviceLocation"][0]["address"]["streetAddress"] == "ul. Długa 5, 32-005 Lip"
    assert channel["serviceUrl"].endswith(f"?usluga={told['identifier']}")


def test_words_of_others_cannot_leave_the_script_they_stand_in(client):
    entry = an_entry(name="</script><script>alert(1)</script>", source=a_source())

    page = page_of(client, entry)

    assert "<script>alert" not in page
    assert json_ld_in(page)["name"] == "</script><script>alert(1)</script>"


def test_an_entry_taken_over_is_told_from_its_open_data(client):
    source = a_source()
    entry = an_entry(name="Klub Seniora", source=source, summary="Spotkania", fee_text="", is_free=None)
    key = str(entry.uuid)
    rows = [
        RecordDraft("organizations", "org", {"id": "org", "name": "Fundacja", "description": "Pomaga"}),
        RecordDraft(
            "services",
            key,
            {
                "id": key,
                "organization_id": "org",
                "name": "Klub Seniora",
                "status": "active",
                "description": "<p>Spotkania przy <b>kawie</b></p>",
                "eligibility_description": "Dla osób po 60. roku życia",
                "application_process": "Przyjdź w środę",
                "url": "https://klub.example/start",
                "assured_date": "2025-12-01",
            },
        ),
        RecordDraft("phones", "tel", {"id": "tel", "service_id": key, "number": "12 345 67 89"}),
        RecordDraft("required_documents", "doc", {"id": "doc", "service_id": key, "document": "legitymacja"}),
        RecordDraft("cost_options", "cost", {"id": "cost", "service_id": key, "amount_description": "5 zł"}),
    ]
    put_records(centre=the_centre(), source=source, drafts=rows, at=NOON)

    page = page_of(client, entry)

    for text in [
        "Spotkania przy kawie",
        "Dla osób po 60. roku życia",
        "Przyjdź w środę",
        "legitymacja",
        "5 zł",
        "https://klub.example/start",
        "klub.example",
        "tel:+48123456789",
        "Fundacja Mapa",
        "licence CC BY 4.0",
        "Checked by a person on 1",
    ]:
        assert text in page
    assert "Apply now" not in page
    assert json_ld_in(page)["@type"] == "Service"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", ["a"], None, 7])
def test_a_strange_address_in_a_feed_is_no_link(client, address):
    source = a_source()
    entry = an_entry(source=source)
    data = {"id": str(entry.uuid), "name": "x", "status": "active", "url": address, "schedules": "nonsense"}
    put_records(centre=the_centre(), source=source, drafts=[RecordDraft("services", str(entry.uuid), data)], at=NOON)

    page = page_of(client, entry)

    assert 'href="javascript' not in page
    assert 'href="data' not in page


def test_an_organisation_has_a_page_too(client):
    page = page_of(client, an_entry(name="Fundacja Słońce", kind="ORGANISATION", source=a_source(), audiences=[]))

    assert "Fundacja Słońce" in page
    assert json_ld_in(page)["@type"] == "Organization"


def test_a_neighbouring_centres_service_says_whose_it_is_and_takes_no_application_here(client):
    serves(the_centre(), "1219043")
    neighbour = serves(another_centre(), "1261011")
    with acting_for(neighbour.pk):
        service = a_service(centre=neighbour, name="Sąsiednia", limit_text="tajny limit")

    page = page_of(client, service)

    assert "Sąsiednia" in page
    assert "CUS w Zaborze" in page
    assert "Apply now" not in page


def test_plan_is_promised_within_thirty_days_where_it_is_usual(client):
    usual, other = a_service(usually_in_plan=True), a_service(usually_in_plan=False)

    assert ["Within 30 days of your application" in page_of(client, one) for one in (usual, other)] == [True, False]


def test_service_of_the_social_assistance_act_tells_of_the_decision(client):
    assert "This service needs a decision" in page_of(client, a_service(legal_track=LegalTrack.SOCIAL_ASSISTANCE))


def test_paused_service_offers_the_phone_instead_of_the_form(client):
    page = page_of(client, a_service(status=ServiceStatus.PAUSED))

    assert "We take no new applications" in page
    assert "Apply now" not in page


@pytest.mark.parametrize("status", [ServiceStatus.DRAFT, ServiceStatus.WITHDRAWN])
def test_service_outside_the_catalogue_is_not_found(client, status):
    service = a_service(status=status)

    for name in ("service", "report", "report_sent"):
        assert client.get(url_of(service, name)).status_code == 404


def test_unknown_entry_is_not_found(client):
    the_centre()

    assert client.get(reverse("portal:service", args=[uuid4()])).status_code == 404


def test_page_of_an_entry_costs_the_same_however_much_hangs_on_it(client):
    source = a_source()
    little, much = an_entry(name="Mało", source=source), an_entry(name="Dużo", source=source)
    for entry, number in ((little, 1), (much, 200)):
        key = str(entry.uuid)
        rows = [RecordDraft("services", key, {"id": key, "organization_id": "o", "name": "x", "status": "active"})]
        for one in range(number):
            place = f"{key}-{one}"
            rows += [
                RecordDraft("locations", place, {"id": place, "location_type": "physical", "name": place}),
                RecordDraft("service_at_location", place, {"id": place, "service_id": key, "location_id": place}),
                RecordDraft("phones", place, {"id": place, "service_id": key, "number": "1"}),
            ]
        put_records(centre=the_centre(), source=source, drafts=rows, at=NOON)
    assert Record.objects.count() == 605
    page_of(client, much)

    costs = []
    for entry in (little, much):
        with CaptureQueriesContext(connection) as counted:
            page_of(client, entry)
        costs.append(len(counted))

    assert costs[0] == costs[1] <= 20


def test_an_error_is_reported_without_signing_in(client):
    service = a_service()

    response = client.post(url_of(service, "report"), {"words": "Telefon nie działa", "contact": "ola@example.org"})

    assert response["Location"] == url_of(service, "report_sent")
    assert "What happens next" in client.get(response["Location"]).content.decode()
    report = ErrorReport.objects.get()
    assert (report.words, report.contact, report.entry_uuid) == ("Telefon nie działa", "ola@example.org", service.uuid)


def test_a_report_without_words_says_what_to_write(client):
    service = a_service()

    response = client.post(url_of(service, "report"), {"words": " ", "contact": ""})

    assert "Write what is wrong, even in a few words." in response.content.decode()
    assert not ErrorReport.objects.exists()


def test_a_report_goes_to_the_centre_that_keeps_the_entry(client):
    serves(the_centre(), "1219043")
    neighbour = serves(another_centre(), "1261011")
    entry = an_entry(centre=neighbour)

    client.post(url_of(entry, "report"), {"words": "Zamknięte"})

    assert not ErrorReport.objects.exists()
    with acting_for(neighbour.pk):
        assert ErrorReport.objects.get().centre == neighbour


def test_reports_from_one_address_are_limited(client):
    service = a_service()
    cache.set("sent:203.0.113.9", limits.SENDINGS_AN_HOUR)

    response = client.post(url_of(service, "report"), {"words": "Zamknięte"}, REMOTE_ADDR="203.0.113.9")

    assert response.status_code == 429
    assert "Zamknięte" in response.content.decode()
    assert not ErrorReport.objects.exists()
