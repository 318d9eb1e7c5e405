"""What the public base says of a service, and when it stops saying it."""

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.utils.timezone import make_aware

from cus.accounts.models import Municipality
from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.models import Entry, Record
from cus.kit.rows import acting_for
from cus.offer.models import FundingSource, ProgrammeService, Service, ServiceStatus
from cus.offer.publishing import note_places, publish_offer, publish_service_entry, publishing_at_once
from cus.offer.services.listing import pause_service, save_service, withdraw_service
from cus.offer.states.programmes import VersionState
from cus.offer.tests.factories import a_location, a_provider, a_service, opening_hours
from cus.offer.tests.factories_of_programmes import a_draft

pytestmark = pytest.mark.django_db
NOW = make_aware(datetime(2026, 11, 23, 12))
TODAY = date(2026, 11, 23)


def entry_of(service):
    return Entry.objects.get(uuid=service.uuid)


def rows(table):
    return [record.data for record in Record.objects.filter(table=table).order_by("id")]


def the_row(table):
    [row] = rows(table)
    return row


def test_entry_says_what_the_service_says():
    service = a_service(name="Basen", keywords="pływanie", code="B1", area=10, provider=a_provider(name="Fala"))

    entry = entry_of(service)

    assert (entry.name, entry.code, entry.provider_name, entry.area) == ("Basen", "B1", "Fala", 10)
    assert (entry.is_public, entry.takes_applications, entry.source_id) == (True, True, None)
    assert "pływanie" in entry.keywords
    assert "kultura fizyczna i turystyka" in entry.beside


def test_draft_is_an_entry_of_staff_and_no_open_data():
    service = a_service(status=ServiceStatus.DRAFT)

    assert not entry_of(service).is_public
    assert not Record.objects.exists()


def test_paused_service_is_found_and_takes_no_applications():
    service = a_service()

    pause_service(service_id=service.pk, by=None, on=TODAY)

    entry = entry_of(service)
    assert (entry.is_public, entry.takes_applications) == (True, False)
    assert the_row("services")["status"] == "temporarily closed"


def test_withdrawn_service_stays_in_the_open_data_as_defunct():
    service = a_service()

    withdraw_service(service_id=service.pk, by=None, on=TODAY)

    assert not entry_of(service).is_public
    assert the_row("services")["status"] == "defunct"


def test_draft_that_is_withdrawn_never_gets_into_the_open_data():
    service = a_service(status=ServiceStatus.DRAFT)

    withdraw_service(service_id=service.pk, by=None, on=TODAY)

    assert not Record.objects.exists()


def test_every_column_and_every_reference_of_the_open_data_exists():
    a_whole_service()

    known = {(record.table, record.record_id) for record in Record.objects.all()}
    for record in Record.objects.all():
        columns = {column.name: column for column in TABLES[record.table].columns}
        assert set(record.data) <= set(columns)
        assert record.data["id"] == record.record_id
        assert all(record.data.get(name) not in (None, "") for name, column in columns.items() if column.required)
        for name, value in record.data.items():
            column = columns[name]
            assert not column.enum or value in column.enum
            if column.refers_to and column.refers_to != "*":
                assert (column.refers_to, value) in known


def test_place_is_told_with_its_address_and_its_hours():
    service = a_whole_service()

    address, schedule, at_place = the_row("addresses"), the_row("schedules"), the_row("service_at_location")
    entry = entry_of(service)

    assert (address["address_1"], address["city"], address["postal_code"]) == ("Rynek 1", "Lipnowiec", "32-005")
    assert (address["state_province"], address["country"], address["address_type"]) == (
        "małopolskie",
        "PL",
        "physical",
    )
    assert (schedule["byday"], schedule["opens_at"], schedule["closes_at"]) == ("TU", "08:00:00", "15:30:00")
    assert schedule["service_at_location_id"] == at_place["id"]
    assert [(span.lower, span.upper) for span in entry.opening] == [(1440 + 480, 1440 + 930)]
    assert entry.places.get().address == "Rynek 1, 32-005 Lipnowiec"
    assert entry.wheelchair is True


def test_hours_that_are_over_do_not_open_the_service_now():
    service = a_service()
    opening_hours(service, 1, "08:00", "12:00", ends_on=date(2026, 11, 22))
    opening_hours(service, 1, "11:00", "14:00")
    opening_hours(service, 1, "13:00", "16:00", starts_on=date(2026, 11, 23))

    publish_service_entry(service, at=NOW)

    assert [(span.lower, span.upper) for span in entry_of(service).opening] == [(660, 960)]


def test_telephone_and_e_mail_are_found_in_the_words_of_the_contact():
    service = a_service(contact="Zespół usług, tel. 12 284 87 00, uslugi@cus.example")

    assert entry_of(service).phone == "+48122848700"
    assert [row["number"] for row in rows("phones") if "service_id" in row] == ["+48122848700"]
    assert (the_row("contacts")["name"], the_row("contacts")["email"]) == ("Zespół usług", "uslugi@cus.example")


def test_documents_are_rows_of_their_own_and_go_when_struck_out():
    service = a_service(documents="dowód osobisty\norzeczenie; skierowanie")
    assert [row["document"] for row in rows("required_documents")] == ["dowód osobisty", "orzeczenie", "skierowanie"]

    save_service(centre=service.centre, service_id=service.pk, fields={"documents": "dowód"}, by=None, on=TODAY)

    assert [row["document"] for row in rows("required_documents")] == ["dowód"]


def test_what_is_the_same_keeps_its_date():
    service = a_whole_service()
    before = dict(Record.objects.values_list("record_id", "modified_at"))

    publish_offer(centre=service.centre, at=NOW)

    assert dict(Record.objects.values_list("record_id", "modified_at")) == before


def test_whole_offer_made_anew_is_the_same_as_kept_up():
    service = a_whole_service()
    a_service(name="Szkic", status=ServiceStatus.DRAFT)
    kept = sorted(Record.objects.values_list("table", "record_id", "digest"))
    Record.objects.all().delete()
    Entry.objects.all().delete()

    publish_offer(centre=service.centre, at=NOW)

    assert sorted(Record.objects.values_list("table", "record_id", "digest")) == kept
    assert sorted(Entry.objects.values_list("name", flat=True)) == ["Rehabilitacja w domu", "Szkic"]


def test_entry_of_a_service_that_is_no_more_goes_with_the_next_making():
    service = a_service()
    Service.objects.all().delete()

    publish_offer(centre=the_centre(), at=NOW)

    assert not Entry.objects.filter(uuid=service.uuid).exists()


def test_rows_of_a_neighbour_at_the_same_place_stay():
    place = a_location()
    one, other = a_service(locations=[place]), a_service(locations=[place])

    publish_service_entry(one, at=NOW)

    assert {row["service_id"] for row in rows("service_at_location")} == {str(one.uuid), str(other.uuid)}


def test_centres_do_not_touch_each_other():
    a_service(name="Nasza")
    other = another_centre()
    with acting_for(other.pk):
        a_service(name="Ich", centre=other)

    publish_offer(centre=the_centre(), at=NOW)

    assert sorted(Entry.objects.values_list("name", flat=True)) == ["Ich", "Nasza"]


def test_many_changes_are_published_together():
    service = a_service()

    with publishing_at_once(service.centre):
        for basis in ("raz", "dwa", "trzy"):
            fields = {"basis": basis, "name": f"Basen {basis}"}
            save_service(centre=service.centre, service_id=service.pk, fields=fields, by=None, on=TODAY)
        assert entry_of(service).name == "Rehabilitacja w domu"

    assert entry_of(service).name == "Basen trzy"


def test_command_makes_what_is_missing(capsys):
    service = a_service()
    call_command("refresh_catalogue", "--if-missing")
    assert capsys.readouterr().out == ""

    Entry.objects.all().delete()
    call_command("refresh_catalogue", "--if-missing")

    assert "1" in capsys.readouterr().out
    assert entry_of(service).name == service.name


@pytest.mark.parametrize(
    ("free", "capacity", "left", "available"),
    [
        (0, 10, "NONE", 0),
        (1, 10, "FEW", 1),
        (2, 2, "FEW", 1),
        (3, 10, "MANY", 3),
        (4, 20, "FEW", 1),
        (5, 20, "MANY", 3),
        (20, 20, "MANY", 3),
    ],
)
def test_free_places_are_told_as_a_range(free, capacity, left, available):
    service = a_service(places=capacity)

    note_places(service=service, free=free, capacity=capacity, at=NOW)

    assert entry_of(service).places_left == left
    row = the_row("service_capacity")
    assert (row["available"], row["maximum"], row["updated"]) == (available, capacity, "2026-11-23T11:00:00Z")


def test_range_outlives_a_change_of_the_service_and_goes_when_nobody_knows():
    service = a_service()
    note_places(service=service, free=0, capacity=5, at=NOW)

    save_service(centre=service.centre, service_id=service.pk, fields={"basis": "uchwała"}, by=None, on=TODAY)
    assert (entry_of(service).places_left, len(rows("service_capacity"))) == ("NONE", 1)

    note_places(service=service, free=None, capacity=None, at=NOW)
    assert (entry_of(service).places_left, rows("service_capacity")) == ("", [])


def test_programme_in_force_is_told_with_who_pays_and_goes_when_it_is_over():
    version = a_draft()
    service = a_service()
    terms = ProgrammeService.objects.create(centre=service.centre, version=version, service=service)
    FundingSource.objects.create(
        centre=service.centre, terms=terms, kind="OWN", name="budżet gminy", starts_on=date(2026, 1, 1)
    )
    publish_service_entry(service, at=NOW)
    assert (rows("programs"), rows("funding")) == ([], [])

    version.state = VersionState.PUBLISHED
    version.in_force_from, version.in_force_until = date(2026, 11, 23), date(2027, 12, 31)
    version.save()
    publish_offer(centre=service.centre, at=NOW)

    programme = the_row("programs")
    assert (programme["name"], programme["organization_id"]) == (version.programme.name, str(service.centre.uuid))
    assert the_row("services")["program_id"] == programme["id"]
    assert the_row("funding")["source"] == "budżet gminy"

    publish_offer(centre=service.centre, at=make_aware(datetime(2028, 1, 1)))
    assert (rows("programs"), rows("funding"), the_row("services").get("program_id")) == ([], [], None)


def a_whole_service():
    """One with something in every table we fill."""
    centre = the_centre()
    centre.municipalities.add(
        Municipality.objects.get_or_create(
            teryt="1219043", defaults={"name": "Niepołomice", "powiat": "wielicki", "voivodeship": "małopolskie"}
        )[0]
    )
    place = a_location(transport="autobus 301", accessibility="winda", public_contact="12 284 87 01")
    service = a_service(
        provider=a_provider(nip="6831740000", krs="0000123456", phone="+48125550401", website="https://fala.example"),
        locations=[place],
        recipient_kinds=["PERSONS"],
        languages=["pl", "uk"],
        min_age=60,
        max_age=90,
        documents="dowód",
        contact="Zespół, 12 284 87 00, a@cus.example",
        website="https://cus.example/basen",
        checked_on=date(2026, 1, 5),
    )
    opening_hours(service, 2, "08:00", "15:30", location=place, note="po umówieniu")
    publish_service_entry(service, at=service.changed_at)
    return service
