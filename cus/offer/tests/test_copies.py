"""A service another centre has published becomes a draft of our own with one key press."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user, an_organiser, another_centre, the_centre
from cus.catalogue.models import Entry, Source
from cus.kit.rows import acting_for
from cus.offer.models import Service, ServiceStatus
from cus.offer.tests.factories import a_location, a_provider, a_service
from cus.records.models import Event

pytestmark = pytest.mark.django_db
SEARCH = reverse("offer:copy")


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def a_service_of_others(**given):
    """Published by another centre, with all that belongs to that centre alone."""
    other = another_centre()
    with acting_for(other.pk):
        return a_service(
            **(
                {
                    "centre": other,
                    "code": "X1",
                    "name": "Kajaki dla seniorów",
                    "description": "Instruktor uczy wiosłować.",
                    "recipients": "osoby po 60. roku życia",
                    "recipient_kinds": ["SOCIAL_GROUPS"],
                    "keywords": "wiosła",
                    "documents": "karta pływacka\nzgoda lekarza",
                    "min_age": 60,
                    "contact": "Tamten zespół, 12 284 87 00",
                    "provider": a_provider(centre=other),
                    "locations": [a_location(centre=other, name="Przystań")],
                }
                | given
            )
        )


def entry_id_of(service):
    return Entry.objects.get(uuid=service.uuid).pk


def copy(client, entry_id, **given):
    return client.post(reverse("offer:copy_entry", args=[entry_id]), given)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_public_service_of_another_centre_is_found_and_copied(client):
    theirs = a_service_of_others()
    client.force_login(an_organiser())
    assert "Kajaki dla seniorów" in client.get(SEARCH, {"q": "kajak"}).content.decode()

    copy(client, entry_id_of(theirs))

    ours = Service.objects.get(centre=the_centre())
    assert (ours.status, ours.name, ours.code, ours.area) == (
        ServiceStatus.DRAFT,
        "Kajaki dla seniorów",
        "K001",
        theirs.area,
    )
    assert (ours.description, ours.recipients, ours.min_age) == (
        "Instruktor uczy wiosłować.",
        "osoby po 60. roku życia",
        60,
    )
    assert (ours.recipient_kinds, ours.keywords) == (["SOCIAL_GROUPS"], "wiosła")
    assert ours.documents == "karta pływacka\nzgoda lekarza"
    assert ours.basis == f"copied from: {theirs.centre.name}"


def test_provider_contact_and_places_of_others_are_not_copied(client):
    theirs = a_service_of_others()
    client.force_login(an_organiser())

    copy(client, entry_id_of(theirs))

    ours = Service.objects.get(centre=the_centre())
    assert (ours.provider, ours.provider_text, ours.contact, ours.place) == (None, "", "", "")
    assert not ours.locations.exists()


def test_copying_is_recorded_with_its_source(client):
    theirs = a_service_of_others()
    client.force_login(an_organiser())

    copy(client, entry_id_of(theirs))

    event = Event.objects.get(name="service.copied")
    assert (event.details["source"], event.details["entry"]) == (theirs.centre.name, str(theirs.uuid))


def test_nothing_is_copied_twice(client):
    theirs = a_service_of_others()
    client.force_login(an_organiser())
    copy(client, entry_id_of(theirs))

    again = copy(client, entry_id_of(theirs), q="kajaki")

    assert "copied already: “Kajaki dla seniorów”, code K001" in told(again)[-1]
    assert Service.objects.filter(centre=the_centre()).count() == 1


def test_one_is_told_of_an_own_service_of_the_same_name(client):
    a_service_of_others()
    ours = a_service(name="KAJAKI dla seniorow")
    client.force_login(an_organiser())

    page = client.get(SEARCH, {"q": "kajaki"}).content.decode()

    assert reverse("offer:service", args=[ours.pk]) in page


def test_drafts_of_others_and_own_services_are_not_found(client):
    theirs = a_service_of_others(status=ServiceStatus.DRAFT)
    own = a_service(name="Kajaki nasze")
    with acting_for(theirs.centre_id):
        hidden = entry_id_of(theirs)
    client.force_login(an_organiser())

    page = client.get(SEARCH, {"q": "kajaki"})

    assert page.context["found"] == []
    assert copy(client, hidden).status_code == 404
    assert copy(client, entry_id_of(own)).status_code == 404


def test_what_comes_from_a_source_names_it_and_asks_for_the_area(client):
    source = Source.objects.create(
        centre=the_centre(), name="Rejestr", attribution="Dom Dane", licence="CC BY 4.0", kind="TABLE"
    )
    entry = Entry.objects.get(uuid=a_service(name="Kajaki z rejestru").uuid)
    entry.source, entry.area = source, None
    entry.save(update_fields=["source", "area"])
    Service.objects.all().delete()
    client.force_login(an_organiser())

    without = copy(client, entry.pk)
    copy(client, entry.pk, area="10")

    assert "Choose to which area" in told(without)[-1]
    ours = Service.objects.get()
    assert (ours.area, ours.basis) == (10, "copied from: Dom Dane, licence CC BY 4.0")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DESK])
def test_other_staff_look_and_copy_nothing(client, role):
    theirs = a_service_of_others()
    client.force_login(a_user(role))

    page = client.get(SEARCH, {"q": "kajaki"})
    copy(client, entry_id_of(theirs))

    assert "Kajaki dla seniorów" in page.content.decode()
    assert not Service.objects.filter(centre=the_centre()).exists()


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.PROVIDER])
def test_page_is_closed_to_all_but_staff(client, role):
    client.force_login(a_user(role))

    assert client.get(SEARCH).status_code == 404
