"""Rows and lines written in bulk: new, changed, unchanged."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from cus.accounts.tests.factories import the_centre
from cus.catalogue.models import Entry, EntryKind, EntryPlace, Record
from cus.catalogue.services.entries import EntryDraft, drop_entries, put_entries
from cus.catalogue.services.records import RecordDraft, drop_records, put_records

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
CARE = UUID("00000000-0000-4000-8000-000000000001")


def a_row(**columns: str) -> RecordDraft:
    return RecordDraft("services", "s1", {"id": "s1", "name": "Opieka", "organization_id": "o1"} | columns)


def put(*drafts: RecordDraft, at: datetime = MONDAY) -> dict[str, int]:
    return dict(put_records(centre=the_centre(), source=None, drafts=drafts, at=at))


def test_a_row_put_twice_is_there_once_and_keeps_its_date():
    assert put(a_row()) == {"new": 1}
    assert put(a_row(), at=TUESDAY) == {"unchanged": 1}

    record = Record.objects.get()
    assert record.modified_at == MONDAY
    assert record.refs == ["services.organization_id=o1"]
    assert record.data == {"id": "s1", "name": "Opieka", "organization_id": "o1"}


def test_a_changed_row_has_the_date_of_the_change():
    put(a_row())

    assert put(a_row(name="Opieka w domu"), at=TUESDAY) == {"changed": 1}

    record = Record.objects.get()
    assert (record.data["name"], record.modified_at) == ("Opieka w domu", TUESDAY)


def test_one_hears_what_a_row_was_before_it_changed():
    put(a_row())
    heard = []

    put_records(centre=the_centre(), source=None, drafts=[a_row(name="Inna")], at=TUESDAY, told=heard.extend)

    assert heard[0].before == {"id": "s1", "name": "Opieka", "organization_id": "o1"}


def test_dropped_rows_are_gone():
    put(a_row())

    assert drop_records(centre=the_centre(), source=None, keys=[("services", "s1"), ("services", "s2")]) == 1
    assert not Record.objects.exists()


def an_entry(**fields: object) -> EntryDraft:
    given = {"name": "Opieka", "is_public": True, "languages": ["pl"], "opening": [(540, 900)], "wheelchair": None}
    places = [{"name": "Dom", "town": "Łódź", "latitude": 51.5, "longitude": 19.25}]
    return EntryDraft(CARE, EntryKind.SERVICE, given | fields, places)


def put_entry(draft: EntryDraft, at: datetime = MONDAY) -> dict[str, int]:
    return dict(put_entries(centre=the_centre(), source=None, drafts=[draft], at=at))


def test_an_entry_put_twice_is_there_once_with_its_place():
    assert put_entry(an_entry()) == {"new": 1}
    assert put_entry(an_entry(), at=TUESDAY) == {"unchanged": 1}

    entry = Entry.objects.get()
    assert (entry.name, entry.languages, entry.wheelchair, entry.modified_at) == ("Opieka", ["pl"], None, MONDAY)
    assert entry.opening == [NumericRange(540, 900)]
    place = EntryPlace.objects.get()
    assert (place.town, place.latitude, place.is_public, place.entry) == ("Łódź", 51.5, True, entry)


def test_what_is_not_given_stays_as_it_is_kept():
    put_entry(an_entry())
    Entry.objects.update(quality=80)

    assert put_entry(an_entry(name="Pomoc"), at=TUESDAY) == {"changed": 1}

    entry = Entry.objects.get()
    assert (entry.name, entry.quality, entry.modified_at) == ("Pomoc", 80, TUESDAY)


def test_an_entry_whose_place_moved_has_changed():
    put_entry(an_entry())
    moved = EntryDraft(CARE, EntryKind.SERVICE, an_entry().fields, [{"town": "Kielce"}])

    assert put_entry(moved) == {"changed": 1}

    assert [place.town for place in EntryPlace.objects.all()] == ["Kielce"]


def test_a_hidden_entry_has_hidden_places():
    put_entry(an_entry(is_public=False))

    assert not EntryPlace.objects.get().is_public


def test_dropped_entries_are_gone_with_their_places():
    put_entry(an_entry())

    assert drop_entries(centre=the_centre(), source=None, uuids=[CARE]) == 1
    assert not EntryPlace.objects.exists()
