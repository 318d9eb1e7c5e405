from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cus.accounts.models import Municipality
from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.gazetteer import named
from cus.catalogue.models import BLOCK, Edition, Entry, EntryPlace
from cus.catalogue.queries.finding import Finding, Wish, find
from cus.catalogue.queries.on_the_map import drawn
from cus.catalogue.queries.shelves import shelf_of
from cus.catalogue.tests.factories import an_entry
from cus.kit.polish import sort_key
from cus.kit.rows import acting_for

NOON = datetime(2026, 1, 15, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
IN_BRZEG = {"town": "Brzeg", "latitude": 50.858, "longitude": 17.464}
SECONDS = 30


def finding(**wish) -> Finding:
    centre = the_centre()
    with acting_for(centre.pk):
        return find(centre=centre, wish=Wish(**wish), at=NOON, region=centre.region())


def on_the_map() -> int | None:
    centre = the_centre()
    return drawn(centre=centre, wish=Wish(), at=NOON, region=centre.region(), box=None).placed


@pytest.mark.django_db
def test_what_is_published_withdrawn_or_deleted_counts_at_once():
    entry = an_entry(is_free=True)
    totals = [finding().total]

    for change in ({"is_public": False}, {"is_public": True}):
        Entry.objects.filter(pk=entry.pk).update(**change)
        totals.append(finding().total)
    entry.delete()
    totals.append(finding().total)

    assert totals == [1, 0, 1, 0]


@pytest.mark.django_db
def test_a_changed_field_moves_the_numbers_beside_the_filters_at_once():
    entry = an_entry(is_free=True, places_left="MANY", audiences=["SENIORS"])
    before = finding().counts

    Entry.objects.filter(pk=entry.pk).update(is_free=False, places_left="NONE", audiences=["CHILDREN"])

    after = finding().counts
    assert [before[name] for name in ("koszt", "miejsca", "dla-kogo")] == [{"true": 1}, {"true": 1}, {"SENIORS": 1}]
    assert [after[name] for name in ("koszt", "miejsca", "dla-kogo")] == [{"false": 1}, {"false": 1}, {"CHILDREN": 1}]


@pytest.mark.django_db
def test_a_place_put_in_moved_or_taken_out_is_on_the_map_at_once():
    town = named("Brzeg").town
    entry = an_entry()
    placed = [on_the_map()]

    place = EntryPlace.objects.create(centre=entry.centre, entry=entry, is_public=True, **IN_BRZEG)
    placed.append(on_the_map())
    EntryPlace.objects.filter(pk=place.pk).update(latitude=52.0)
    far = finding(town=town).hits[0].km
    EntryPlace.objects.filter(pk=place.pk).delete()
    placed.append(on_the_map())

    assert placed == [0, 1, 0]
    assert far > 100


@pytest.mark.django_db
def test_what_was_seen_inside_a_step_taken_back_is_not_seen_again():
    an_entry(name="Zostaje")

    with transaction.atomic():
        an_entry(name="Znika")
        inside = finding().total
        transaction.set_rollback(True)

    assert (inside, finding().total) == (2, 1)


@pytest.mark.django_db
def test_only_the_first_question_after_a_change_reads_entries():
    entry = an_entry()
    centre_ids = [entry.centre_id]
    costs = []
    for change in (False, False, True, False):
        if change:
            Entry.objects.filter(pk=entry.pk).update(is_free=False)
        with CaptureQueriesContext(connection) as counted:
            shelf_of(centre_ids)
        costs.append(len(counted))

    assert costs == [3, 1, 3, 1]


@pytest.mark.django_db
def test_only_the_block_that_changed_is_read_again():
    own = the_centre()
    with acting_for(own.pk):
        old, new = (Entry(**_fields(own, number)) for number in (10 * BLOCK, 20 * BLOCK))
        Entry.objects.bulk_create([old, new])
        before = shelf_of([own.pk])
        marks = dict(Edition.objects.values_list("block", "token"))
        Entry.objects.filter(pk=new.pk).update(is_free=True)
        after = shelf_of([own.pk])
        changed = {block for block, token in Edition.objects.values_list("block", "token") if marks[block] != token}

    assert changed == {20}
    assert (before.is_free.tolist(), after.is_free.tolist()) == ([False, False], [False, True])


@pytest.mark.django_db
def test_a_new_name_moves_an_entry_in_the_alphabet_at_once():
    first, last = an_entry(name="Abak"), an_entry(name="Zamek")
    orders = []
    for change in ({"is_free": False}, {"name": "Żuk", "sort_key": sort_key("Żuk")}):
        finding()
        Entry.objects.filter(pk=first.pk).update(**change)
        orders.append([hit.entry_id for hit in finding().hits])

    assert orders == [[first.pk, last.pk], [last.pk, first.pk]]


@pytest.mark.django_db
def test_marks_do_not_pile_up():
    entry = an_entry()
    for is_free in (True, False, True):
        Entry.objects.filter(pk=entry.pk).update(is_free=is_free)

    assert Edition.objects.filter(centre=entry.centre).count() == 1


@pytest.mark.django_db
def test_drafts_are_on_no_shelf_not_even_for_their_own_centre():
    an_entry(is_public=False, places=[IN_BRZEG])

    assert len(shelf_of([the_centre().pk])) == 0


@pytest.mark.django_db
def test_a_neighbours_change_is_seen_in_the_region():
    own, theirs = the_centre(), another_centre()
    for number, centre in enumerate((own, theirs)):
        gmina, _made = Municipality.objects.get_or_create(teryt=f"160101{number}", defaults={"name": "X"})
        centre.municipalities.add(gmina)
    entry = an_entry(centre=theirs)
    before = finding(in_region=True).total

    with acting_for(theirs.pk):
        Entry.objects.filter(pk=entry.pk).update(is_public=False)

    assert (before, finding(in_region=True).total) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_change_made_by_another_connection_is_seen_at_once():
    entry = an_entry()
    before = finding().total

    with ThreadPoolExecutor(1) as threads:
        threads.submit(_elsewhere, entry, is_public=False).result(SECONDS)

    assert (before, finding().total) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_change_entries_of_one_block_do_not_wait_for_each_other():
    mine, theirs = an_entry(name="A"), an_entry(name="B")
    with ThreadPoolExecutor(1) as threads, acting_for(mine.centre_id), transaction.atomic():
        Entry.objects.filter(pk=mine.pk).update(is_free=False)
        threads.submit(_elsewhere, theirs, is_free=False).result(SECONDS)
        seen_before_the_end = finding().counts["koszt"]

    assert seen_before_the_end == {"false": 2}
    assert finding().counts["koszt"] == {"false": 2}


def _elsewhere(entry: Entry, **change: object) -> None:
    try:
        with acting_for(entry.centre_id):
            Entry.objects.filter(pk=entry.pk).update(**change)
    finally:
        connection.close()


def _fields(centre, number):
    one = an_entry(is_public=False)
    fields = {field.attname: getattr(one, field.attname) for field in Entry._meta.concrete_fields}
    one.delete()
    return fields | {"id": number, "centre_id": centre.pk, "is_public": True, "is_free": False}
