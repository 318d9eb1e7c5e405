"""Places: who keeps them, what of a confidential one goes out, how a removed one comes back."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import make_aware

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_stranger, a_user, an_organiser, the_centre
from cus.catalogue.models import Entry, EntryPlace, Record
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import Location, OpeningHours
from cus.offer.services.confidentiality import AddressTold
from cus.offer.services.hours import HoursDraft, set_opening_hours
from cus.offer.services.listing import save_service
from cus.offer.services.locations import (
    ContactMissing,
    NameTaken,
    remove_location,
    restore_location,
    save_location,
)
from cus.offer.tests.factories import a_location, a_service, opening_hours
from cus.records.models import Event

pytestmark = pytest.mark.django_db
NOW = make_aware(datetime(2026, 11, 23, 12))
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def save(place=None, **fields):
    return save_location(
        centre=the_centre(), location_id=place.pk if place else None, fields=fields, by=an_organiser(), at=NOW
    )


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def filled_in(**given):
    return {"name": "Klub", "street": "Rynek 2", "postcode": "32-005", "town": "Lipnowiec"} | given


def everything_public():
    data = [str(record.data) for record in Record.objects.all()]
    entries = [str(row) for row in Entry.objects.values()]
    return "\n".join(data + entries + [str(row) for row in EntryPlace.objects.values()])


def test_change_of_a_place_is_public_at_once_for_all_its_services():
    place = a_location(street="Rynek 1")
    a_service(locations=[place])
    a_service(locations=[place])

    save(place, street="Krótka 5")

    assert [one.address for one in EntryPlace.objects.all()] == ["Krótka 5, 32-005 Lipnowiec"] * 2
    assert Record.objects.get(table="addresses").data["address_1"] == "Krótka 5"


def test_place_made_confidential_leaves_nothing_of_itself_outside():
    place = a_location(
        name="Dom pod Dębem",
        street="Tajna 13",
        postcode="32-099",
        transport="autobus 7",
        latitude=50.11,
        longitude=20.2,
    )
    service = a_service(locations=[place], place="sala na Tajnej", contact="Tajna 14, 12 284 00 00")
    opening_hours(service, 1, "08:00", "16:00", location=place, note="brama od Cichej")
    assert "Tajna 13" in everything_public()
    save_service(centre=the_centre(), service_id=service.pk, fields={"place": "", "contact": ""}, by=None, on=TODAY)

    save(place, is_confidential=True, public_contact="Telefon całą dobę: 800 120 002")

    outside = everything_public()
    for secret in ("Tajn", "32-099", "Dębem", "autobus 7", "50.11", "Cichej"):
        assert secret not in outside
    assert "+48800120002" in outside
    assert Record.objects.filter(table__in=["locations", "addresses", "accessibility"]).count() == 0


def test_contact_and_words_of_a_place_stay_inside_when_a_place_is_confidential():
    place = a_location(is_confidential=True, street="Tajna 13", public_contact="800 120 002")
    service = a_service(place="pokój 3, wejście od Cichej", contact="Dom, ul. Cicha 5", locations=[place])

    assert "Cich" not in everything_public()
    assert Entry.objects.get(uuid=service.uuid).phone == "+48800120002"


def test_confidential_place_needs_a_contact():
    with pytest.raises(ContactMissing):
        save(name="Schronisko", is_confidential=True, public_contact=" ")


@pytest.mark.parametrize("field", ["description", "keywords", "place", "contact", "documents"])
def test_no_text_of_a_service_tells_a_confidential_street(field):
    place = a_location(is_confidential=True, street="ul. Leśna 7", public_contact="800 120 002")
    service = a_service()
    fields = {"locations": [place], field: "Przyjdź na LEŚNĄ... to znaczy Leśna 7, od podwórza"}

    with pytest.raises(AddressTold):
        save_service(centre=the_centre(), service_id=service.pk, fields=fields, by=None, on=TODAY)


def test_place_does_not_become_confidential_while_a_service_tells_its_street():
    place = a_location(street="Leśna 7")
    a_service(description="Czekamy przy Leśna 7.", locations=[place])

    with pytest.raises(AddressTold):
        save(place, is_confidential=True, public_contact="800 120 002")


def test_events_of_a_place_hold_names_of_fields_and_not_what_was_in_them():
    place = save(name="Klub", street="Rynek 2")
    save(place, street="Tajna 13")

    changed = Event.objects.get(name="location.changed")
    assert changed.details == {"location": "Klub", "fields": ["street"]}


def test_two_places_are_not_called_alike():
    save(name="Klub")

    with pytest.raises(NameTaken):
        save(name="Klub")


def test_removed_place_comes_back_with_its_services_and_hours():
    place = a_location()
    service = a_service(locations=[place])
    opening_hours(service, 3, "09:00", "12:00", location=place, starts_on=date(2026, 1, 1))
    event = remove_location(location_id=place.pk, by=an_organiser(), at=NOW)
    assert not Location.objects.exists()
    assert not OpeningHours.objects.exists()
    assert not EntryPlace.objects.exists()
    assert not Record.objects.filter(table__in=["locations", "addresses", "schedules", "service_at_location"]).exists()

    back = restore_location(event_id=event.pk, by=a_director(), at=NOW)

    assert (back.uuid, list(service.locations.all())) == (place.uuid, [back])
    assert [(row.weekday, str(row.opens), row.location) for row in OpeningHours.objects.all()] == [
        (3, "09:00:00", back)
    ]
    assert Record.objects.filter(table="schedules").count() == 1


def test_place_is_put_back_once():
    event = remove_location(location_id=a_location().pk, by=an_organiser(), at=NOW)
    restore_location(event_id=event.pk, by=an_organiser(), at=NOW)

    with pytest.raises(Refused, match="already"):
        restore_location(event_id=event.pk, by=an_organiser(), at=NOW)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DESK, Role.SOCIAL_WORKER])
def test_other_staff_change_no_place(role):
    place, user = a_location(), a_user(role)

    with pytest.raises(NotAllowed):
        save_location(centre=the_centre(), location_id=place.pk, fields={"town": "Inne"}, by=user, at=NOW)
    with pytest.raises(NotAllowed):
        remove_location(location_id=place.pk, by=user, at=NOW)


def test_organiser_adds_changes_and_removes_a_place_on_the_pages(client):
    client.force_login(an_organiser())
    client.post(reverse("offer:new_location"), filled_in(latitude="50,03", longitude="20,21", wheelchair="no"))
    place = Location.objects.get()
    assert (place.latitude, place.longitude, place.wheelchair) == (50.03, 20.21, False)

    client.post(reverse("offer:location", args=[place.pk]), filled_in(name="Klub Seniora"))
    place.refresh_from_db()
    assert (place.name, place.wheelchair) == ("Klub Seniora", None)

    client.post(reverse("offer:remove_location", args=[place.pk]))
    assert not Location.objects.exists()
    client.post(reverse("offer:restore_location", args=[Event.objects.get(name="location.removed").pk]))
    assert Location.objects.get().name == "Klub Seniora"


def test_refusals_stand_at_their_fields(client):
    client.force_login(an_organiser())
    a_location(name="Klub")

    taken = client.post(reverse("offer:new_location"), filled_in())
    secret = client.post(reverse("offer:new_location"), filled_in(name="Dom", is_confidential="on"))
    half = client.post(reverse("offer:new_location"), filled_in(name="Dom", latitude="50"))

    assert list(taken.context["form"].errors) == ["name"]
    assert list(secret.context["form"].errors) == ["public_contact"]
    assert list(half.context["form"].errors) == ["longitude"]


def test_stranger_finds_no_place_of_this_centre(client):
    place = a_location(name="Dom pod Dębem")
    event = remove_location(location_id=a_location().pk, by=an_organiser(), at=NOW)
    service = a_service()
    client.force_login(a_stranger(Role.DIRECTOR))

    answers = [
        client.get(reverse("offer:location", args=[place.pk])),
        client.post(reverse("offer:location", args=[place.pk]), filled_in()),
        client.post(reverse("offer:remove_location", args=[place.pk])),
        client.post(reverse("offer:restore_location", args=[event.pk])),
        client.get(reverse("offer:hours", args=[service.pk])),
        client.post(reverse("offer:confirm_service", args=[service.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert "Dębem" not in client.get(reverse("offer:locations")).content.decode()


def test_list_of_places_costs_the_same_for_one_as_for_many(client):
    client.force_login(a_director())
    a_location()
    url = reverse("offer:locations")
    client.get(url)
    with CaptureQueriesContext(connection) as for_one:
        client.get(url)
    for _ in range(20):
        a_service(locations=[a_location()])

    with CaptureQueriesContext(connection) as for_many:
        client.get(url)

    assert len(for_many) == len(for_one)


def row(number, **given):
    values = {"weekday": "", "opens": "", "closes": "", "location": "", "starts_on": "", "ends_on": "", "note": ""}
    return {f"hours-{number}-{name}": value for name, value in (values | given).items()}


def rows(*given, initial=0):
    counted = {"hours-TOTAL_FORMS": str(len(given)), "hours-INITIAL_FORMS": str(initial)}
    return {key: value for number, one in enumerate(given) for key, value in row(number, **one).items()} | counted


def test_hours_are_written_row_by_row_and_empty_rows_are_left_out(client):
    client.force_login(an_organiser())
    service = a_service()

    client.post(
        reverse("offer:hours", args=[service.pk]),
        rows({"weekday": "1", "opens": "8", "closes": "15.30", "ends_on": "31.12.2026"}, {}, {}),
    )

    [kept] = OpeningHours.objects.all()
    assert (kept.weekday, str(kept.opens), str(kept.closes), kept.ends_on) == (
        1,
        "08:00:00",
        "15:30:00",
        date(2026, 12, 31),
    )


def test_row_ticked_to_go_goes_and_the_other_keeps_its_identifier(client):
    client.force_login(an_organiser())
    service = a_service()
    stays, _goes = opening_hours(service, 1, "08:00", "12:00"), opening_hours(service, 2, "08:00", "12:00")
    written = rows(
        {"weekday": "1", "opens": "08:00", "closes": "12:00"},
        {"weekday": "2", "opens": "08:00", "closes": "12:00", "DELETE": "on"},
        {},
        initial=2,
    )

    client.post(reverse("offer:hours", args=[service.pk]), written)

    assert [one.uuid for one in OpeningHours.objects.all()] == [stays.uuid]


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        ({"weekday": "1", "opens": "15:00", "closes": "08:00"}, "ends before it begins"),
        (
            {"weekday": "1", "opens": "8", "closes": "9", "starts_on": "2.1.2026", "ends_on": "1.1.2026"},
            "before it begins",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(client, bad, text):
    client.force_login(an_organiser())
    service = a_service()

    response = client.post(reverse("offer:hours", args=[service.pk]), rows(bad))

    assert text in told(response)[0]
    assert not OpeningHours.objects.exists()


def test_hours_are_not_kept_for_a_place_the_service_is_not_given_at():
    service, elsewhere = a_service(), a_location()
    draft = HoursDraft(1, datetime(2026, 1, 1, 8).time(), datetime(2026, 1, 1, 9).time(), location_id=elsewhere.pk)

    with pytest.raises(Refused, match="not given at this place"):
        set_opening_hours(service_id=service.pk, rows=[draft], by=None, at=NOW)
