"""The index follows every change of an entry, tells drafts to nobody outside, and is the same however it was built."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.models import BLOCK, Entry, Lexeme, Posting, SearchState
from cus.catalogue.search.closeness import closeness, distance, keys_of, keys_one_slip_away
from cus.catalogue.search.find import find_entries, matching
from cus.catalogue.search.index import index_all, index_entries
from cus.catalogue.search.words import word
from cus.catalogue.tests.factories import an_entry
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)


def an_indexed_entry(**given):
    entry = an_entry(**({"name": "Kajaki", "summary": "opis"} | given))
    with acting_for(entry.centre_id):
        index_entries(entry_ids=[entry.pk])
    return entry


def found(text, *centres, **given):
    ids = [centre.pk for centre in centres] or [the_centre().pk]
    return [match.entry_id for match in find_entries(centre_ids=ids, text=text, **given).matches]


def the_index():
    rows = Posting.objects.order_by("term", "is_public", "block").values_list(
        "term", "is_public", "entries", "in_name", "in_body", "beside"
    )
    return [(*row[:3], *map(bytes, row[3:])) for row in rows]


def test_entry_is_found_by_its_words_in_any_form():
    entry = an_indexed_entry(name="Spływ kajakowy", summary="Wypożyczamy łodzie i wiosła.")

    assert found("spływy kajakowe") == found("lodzi") == found("wioseł") == found("wiosel") == [entry.pk]


def test_name_counts_more_than_body_and_body_more_than_what_stands_beside():
    beside = an_indexed_entry(name="Żagle", beside="kajaki")
    body = an_indexed_entry(name="Wiosła", summary="kajaki")
    name = an_indexed_entry(name="Kajaki")

    assert found("kajaki nad wodą") == [name.pk, body.pk, beside.pk][: len(found("kajaki nad wodą"))]
    assert found("kajaki") == [name.pk, body.pk]


def test_changed_entry_leaves_its_old_words():
    entry = an_indexed_entry(name="Kajaki")

    Entry.objects.filter(pk=entry.pk).update(name="Rowery")
    index_entries(entry_ids=[entry.pk])

    assert found("kajaki") == []
    assert found("rowery") == [entry.pk]


def test_deleted_entry_leaves_the_index_and_the_counts():
    kept, gone = an_indexed_entry(), an_indexed_entry()
    gone_id = gone.pk
    gone.delete()

    index_entries(entry_ids=[gone_id])

    assert found("kajaki") == [kept.pk]
    assert set(Posting.objects.filter(term="kajak").values_list("entries", flat=True)) == {1}


def test_index_kept_up_entry_by_entry_is_the_one_built_at_once():
    for name in ("Kajaki", "Kajaki górskie", "Rowery wodne", "Rowery"):
        an_indexed_entry(name=name, is_public=name != "Rowery")
    Entry.objects.filter(name="Rowery wodne").update(name="Narty wodne", is_public=False)
    index_entries(entry_ids=Entry.objects.filter(name="Narty wodne").values_list("pk", flat=True))
    kept_up = the_index()

    assert index_all(centre_id=the_centre().pk) == 4
    assert the_index() == kept_up


def test_many_entries_of_several_blocks_are_changed_at_once():
    first = an_entry(pk=1000 * BLOCK, name="Kajaki").pk
    made = [an_entry(pk=first + 1 + number * (BLOCK // 10), name=f"Kajaki {number}") for number in range(25)]

    index_entries(entry_ids=[first, *(entry.pk for entry in made)])

    assert len(found("kajaki")) == 26
    assert Posting.objects.filter(term="kajak").count() == 3
    kept_up = the_index()
    index_all(centre_id=the_centre().pk)
    assert the_index() == kept_up


def test_indexing_the_same_again_writes_nothing():
    entry = an_indexed_entry()
    rows = set(Posting.objects.values_list("pk", flat=True))

    index_entries(entry_ids=[entry.pk])

    assert set(Posting.objects.values_list("pk", flat=True)) == rows


def test_draft_is_found_by_its_staff_only():
    draft = an_indexed_entry(is_public=False)

    assert found("kajaki") == []
    assert found("kajaki", hidden=True) == [draft.pk]


def test_words_of_a_draft_reach_no_other_centre():
    draft = an_indexed_entry(name="Tajemniczy", is_public=False)
    centre, other = the_centre(), another_centre()

    with acting_for(other.pk):
        assert found("tajemniczy", centre, hidden=True) == []
        assert find_entries(centre_ids=[centre.pk, other.pk], text="tajemnicyz").read_as == {}
        assert not Posting.objects.filter(term="tajemniczy").exists()
    assert found("tajemniczy", centre, hidden=True) == [draft.pk]


def test_public_entries_of_the_whole_region_are_found_together():
    here, other = an_indexed_entry(), another_centre()
    there = an_indexed_entry(centre=other)

    assert set(found("kajaki", the_centre(), other)) == {here.pk, there.pk}
    assert found("kajaki", the_centre()) == [here.pk]


def test_nobody_is_first_every_day():
    made = {an_indexed_entry(name="Kajaki", summary="", pk=number).pk for number in range(9_000_001, 9_000_005)}

    orders = {tuple(found("kajaki", on=TODAY + timedelta(days=number))) for number in range(30)}

    assert {order[0] for order in orders} == made


def test_equal_hits_keep_their_order_within_a_day():
    for _ in range(4):
        an_indexed_entry(name="Kajaki", summary="")

    assert found("kajaki", on=TODAY) == found("kajaki", on=TODAY)


def test_relation_gives_the_same_entries_in_the_same_order():
    for number in range(12):
        an_indexed_entry(name="Kajaki" if number % 2 else "Kajaki górskie", summary="" if number % 3 else "rowery")
    asked = matching(centre_ids=[the_centre().pk], text="kajaki", on=TODAY)

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry.id FROM catalogue_entry entry"
            f" JOIN ({asked.sql}) AS matching ON matching.entry_id = entry.id"
            f" ORDER BY matching.score DESC, matching.turn",
            asked.params,
        )
        assert [entry_id for [entry_id] in cursor.fetchall()] == found("kajaki", on=TODAY)
    assert asked.count == 12


def test_only_so_many_are_given_as_asked_and_they_are_the_best():
    for number in range(12):
        an_indexed_entry(name="Kajaki" if number % 2 else "Kajaki górskie", summary="")

    assert found("kajaki", on=TODAY, limit=5) == found("kajaki", on=TODAY)[:5]


def test_a_rare_word_that_only_looks_like_the_one_asked_hides_nothing():
    for number in range(12):
        an_indexed_entry(name=f"Klub {number}", summary="Opieka nad dziećmi.")
    odd = an_indexed_entry(name="Pod opieką", summary="")  # a form of "opiec", to roast, too

    assert len(found("opieka")) == 13
    assert found("opieka")[0] == odd.pk  # for its name


def test_a_dentist_is_not_anything_for_a_child():
    for number in range(12):
        an_indexed_entry(name=f"Zabawy dla dziecka {number}")

    assert found("dentysta dla dziecka") == []


@pytest.mark.parametrize("slip", ["wytchnieinowa", "wytchnieniowwa", "wytchnienowa", "wytchnieniowq", "wythnieniowa"])
def test_a_slip_of_one_letter_is_read_as_the_word(slip):
    an_indexed_entry(name="Opieka wytchnieniowa")

    assert find_entries(centre_ids=[the_centre().pk], text=slip).read_as == {slip: "wytchnieniowa"}


@pytest.mark.parametrize(("asked", "form"), [("psyholog", "psycholog"), ("wuzek", "wozek"), ("zlobke", "zlobek")])
def test_a_misspelt_word_asks_for_a_key_of_the_form_meant(asked, form):
    assert set(keys_one_slip_away(asked)) & set(keys_of([form]))
    assert not set(keys_one_slip_away("pogrzeb")) & set(keys_of(["rower"]))


@pytest.mark.parametrize("form", ["kot", "renta", "zlobek", "zasilek", "opiekunka", "niepelnosprawnosc"])
def test_every_slip_of_one_letter_shares_a_key_with_the_form(form):
    slips = set()
    for place in range(len(form)):
        before, after = form[:place], form[place + 1 :]
        slips |= {before + after, before + after[:1] + form[place] + after[1:]}
        slips |= {before + letter + rest for letter in "aeksz" for rest in (after, form[place:])}
    slips |= {form + letter for letter in "aeksz"}

    assert [slip for slip in slips if not set(keys_one_slip_away(slip)) & set(keys_of([form]))] == []


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("kot", "kot", 0), ("kot", "kto", 1), ("kot", "kota", 1), ("kot", "pot", 1), ("", "ab", 2)],
)
def test_distance_counts_letters_added_dropped_changed_and_swapped(one, other, steps):
    assert distance(one, other) == steps


def test_what_sounds_alike_is_near():
    assert closeness("wuzek", "wozek") > 0.9
    assert closeness("taksufka", "taksowka") > 0.8
    assert closeness("pogrzeb", "rower") < 0.5


@pytest.mark.parametrize(
    ("written", "term"),
    [("opiekunkami", "opiekunka"), ("psychologiczno", "psychologiczny"), ("bogatyni", "bogatynia"), ("75", "75")],
)
def test_word_is_known_by_its_lemma(written, term):
    assert term in word(written).terms


def test_forms_of_a_word_are_kept_without_their_diacritics():
    an_indexed_entry(name="Łódź")

    lexeme = Lexeme.objects.get(term="łódź")
    assert ("lodzi", "łodzi") in zip(lexeme.forms.split(), lexeme.written.split(), strict=True)


def test_form_the_dictionary_does_not_have_is_kept_once_it_is_met():
    an_indexed_entry(name="Blurfowanie")
    an_indexed_entry(name="Blurfowania")
    an_indexed_entry(name="Blurfowania")

    kept = Lexeme.objects.filter(term__startswith="blurf").values_list("forms", flat=True)
    assert sorted(" ".join(kept).split()) == ["blurfowania", "blurfowanie"]


def test_index_of_another_dictionary_is_built_anew_and_only_that():
    an_indexed_entry()
    SearchState.objects.update(built_with="an older one")
    Posting.objects.all().delete()

    call_command("refresh_search")
    assert found("kajaki") != []
    rows = set(Posting.objects.values_list("pk", flat=True))

    call_command("refresh_search")
    assert set(Posting.objects.values_list("pk", flat=True)) == rows


@pytest.mark.parametrize("text", ["kajaki", "kajkai"])
def test_search_costs_the_same_number_of_queries_for_one_entry_as_for_many(text, django_assert_max_num_queries):
    for _ in range(30):
        an_indexed_entry()

    with django_assert_max_num_queries(6):
        found(text)
