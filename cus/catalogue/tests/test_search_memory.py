"""What a process remembers of the index is never older than the index, and never another centre's."""

from threading import Thread

import pytest
from django.db import connection, connections, transaction

from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.models import Entry, SearchState, Synonym
from cus.catalogue.search.find import find_entries
from cus.catalogue.search.index import index_all, index_entries
from cus.catalogue.search.memory import AT_LEAST, Memory
from cus.catalogue.tests.factories import an_entry
from cus.kit.rows import acting_for


def an_indexed_entry(**given):
    entry = an_entry(**({"name": "Kajaki", "summary": "opis"} | given))
    with acting_for(entry.centre_id):
        index_entries(entry_ids=[entry.pk])
    return entry


def found(text="kajaki", *centres, hidden=False):
    ids = [centre.pk for centre in centres] or [the_centre().pk]
    return {match.entry_id for match in find_entries(centre_ids=ids, text=text, hidden=hidden).matches}


def statements_of(work):
    """How many statements reach the database, Django's own and those straight to the driver."""
    kept = []
    connection.ensure_connection()
    before = connection.connection.wait

    def counted(*given, **named):
        kept.append(given)
        return before(*given, **named)

    connection.connection.wait = counted
    try:
        work()
    finally:
        del connection.connection.wait
    return len(kept)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["kajaki", "kajkai", "lodzi"])
def test_what_was_searched_before_costs_one_statement(text):
    an_indexed_entry(summary="łódź")
    centre = the_centre()
    found(text, centre)

    assert statements_of(lambda: found(text, centre)) == 1


@pytest.mark.django_db
def test_change_is_seen_by_the_next_search():
    first = an_indexed_entry()
    assert found() == {first.pk}

    second = an_indexed_entry()

    assert found() == {first.pk, second.pk}


@pytest.mark.django_db
def test_change_in_another_centre_is_seen_by_the_next_search_of_the_region():
    centre, other = the_centre(), another_centre()
    here, there = an_indexed_entry(), an_indexed_entry(centre=other)
    with acting_for(centre.pk):
        assert found("kajaki", centre, other) == {here.pk, there.pk}
        assert not SearchState.objects.filter(centre=other).exists(), "of the other centre only the numbers are told"

    more = an_indexed_entry(centre=other)

    with acting_for(centre.pk):
        assert found("kajaki", centre, other) == {here.pk, there.pk, more.pk}


@pytest.mark.django_db
def test_form_first_met_in_another_centre_is_known_at_once():
    here = an_indexed_entry(name="Blurfowanie")
    assert found("blurfowaniem") == {here.pk}
    before = SearchState.objects.get(centre=the_centre()).state_of_forms

    an_indexed_entry(name="Blurfowaniem", centre=another_centre())

    assert found("blurfowaniem") == {here.pk}
    assert SearchState.objects.get(centre=the_centre()).state_of_forms == before


@pytest.mark.django_db
def test_change_rolled_back_is_not_remembered():
    entry = an_indexed_entry()
    assert found("rowery") == set()

    for _ in range(2):
        with transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(name="Rowery")
            index_entries(entry_ids=[entry.pk])
            assert found("rowery") == {entry.pk}
            transaction.set_rollback(True)
        assert found("rowery") == set()
        assert found("kajaki") == {entry.pk}


@pytest.mark.django_db
def test_synonym_is_used_at_once_and_no_longer_than_it_is_there():
    entry = an_indexed_entry()
    assert found("blurfy") == set()

    synonym = Synonym.objects.create(centre=the_centre(), words="blurfy", means="kajaki")
    assert found("blurfy") == {entry.pk}

    synonym.delete()
    assert found("blurfy") == set()


@pytest.mark.django_db
def test_drafts_remembered_for_their_staff_are_given_to_nobody_else():
    draft = an_indexed_entry(is_public=False)
    centre = the_centre()
    with acting_for(centre.pk):
        assert found("kajaki", centre, hidden=True) == {draft.pk}
        assert found("kajaki", centre) == set()

    with acting_for(another_centre().pk):
        assert found("kajaki", centre, hidden=True) == set()
    with acting_for(None):
        assert found("kajaki", centre, hidden=True) == set()


@pytest.mark.django_db
def test_indexing_the_same_again_lets_everything_be_remembered():
    entry = an_indexed_entry()
    before = SearchState.objects.get().state

    index_entries(entry_ids=[entry.pk])
    assert SearchState.objects.get().state == before

    index_all(centre_id=the_centre().pk)
    assert SearchState.objects.get().state != before


@pytest.mark.django_db(transaction=True)
def test_change_made_over_another_connection_is_seen_once_it_is_committed():
    first = an_indexed_entry()
    assert found() == {first.pk}
    seen_inside = []

    def change():
        with transaction.atomic():
            an_indexed_entry(name="Kajaki górskie")
            seen_inside.append(len(found()))
        connections.close_all()

    thread = Thread(target=change)
    thread.start()
    thread.join()

    assert seen_inside == [2]
    assert len(found()) == 2


def test_what_was_used_longest_ago_makes_room():
    memory = Memory(3 * AT_LEAST + 30)
    for key in "abc":
        memory.keep(key, key.upper(), size=10)
    memory.recall("a")

    memory.keep("d", "D", size=10)

    assert [memory.recall(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert memory.bytes == 3 * (AT_LEAST + 10)


def test_what_is_too_big_is_not_kept():
    memory = Memory(1000)

    memory.keep("a", "A", size=2000)

    assert memory.recall("a") is None
    assert memory.bytes == 0
