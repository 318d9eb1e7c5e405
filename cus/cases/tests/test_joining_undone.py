"""A merge and its undoing give back every row as it was, whatever the two entries hold: random histories."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cus.accounts.tests.factories import a_coordinator, an_organiser
from cus.cases.models import LineChange
from cus.cases.services.joining import join_entries, split_entries
from cus.cases.tests.one_of_each import ONE_OF_EACH
from cus.kit.errors import Refused
from cus.people.in_the_way import StandsInTheWay
from cus.people.joined_data import CHOSEN
from cus.people.models import Merge, MergedRow, Person
from cus.people.pointers import SEALED, pointers
from cus.people.services import Joining
from cus.people.tests.factories import a_person
from cus.records.models import NumberSeries

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
GROWS_ONLY = {Merge, MergedRow, LineChange, NumberSeries}
PESELS = ("", "48031400101", "48031400118")
Things = list[tuple[str, int]]


def tables() -> list[str]:
    """Every table about people but the logs, which only grow, and the histories kept by triggers."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("people", "cases", "records", "accounts", "team")
        and model not in GROWS_ONLY
        and model._meta.label_lower not in SEALED
        and not any(field.name == "pgh_created_at" for field in model._meta.fields)
    )


def everything() -> Counter[tuple[str, str]]:
    """All rows as the database holds them."""
    union = " UNION ALL ".join(f"SELECT '{table}', to_jsonb(t)::text FROM \"{table}\" t" for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(union)
        return Counter(cursor.fetchall())


def make(things: list[str], person: Person, joanna: Any) -> None:
    """Each thing that can be; what a rule of the database refuses (the same colleague twice) is left out."""
    for thing in things:
        try:
            with transaction.atomic():
                ONE_OF_EACH[thing](person, joanna)
        except (DatabaseError, Refused):
            continue


some_things = st.lists(st.sampled_from(sorted(ONE_OF_EACH)), max_size=7)
entries = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["Anna", "Hanna"]),
        "pesel": st.sampled_from(PESELS),
        "phone": st.sampled_from(["", "+48600123456", "+48700000001"]),
        "phone_is_shared": st.booleans(),
        "never": st.sampled_from([[], ["CALL"], ["SMS", "CALL"]]),
        "safe_note": st.sampled_from(["", "mąż podsłuchuje"]),
        "deceased_on": st.sampled_from([None, date(2026, 1, 5)]),
    }
)


def test_every_way_to_a_person_is_tried_here():
    """A new key to a person: teach `one_of_each.py` to make such a row."""
    assert {pointer.name for pointer in pointers()} == set(ONE_OF_EACH)


@pytest.mark.parametrize("thing", sorted(ONE_OF_EACH))
def test_every_way_to_a_person_leads_to_the_survivor_and_back(thing):
    joanna, olga = a_coordinator(), an_organiser()
    survivor, merged = a_person(), a_person(phone="+48700000001")
    ONE_OF_EACH[thing](merged, joanna)
    before = everything()
    [pointer] = [one for one in pointers() if one.name == thing]
    of_merged = pointer.rows_of(merged.pk).count()

    merge = join_entries(joining=Joining(survivor.pk, merged.pk, "dowód"), by=olga, at=AT)
    moved = (pointer.rows_of(merged.pk).count(), pointer.rows_of(survivor.pk).count())
    split_entries(merge_id=merge.pk, why="dwie osoby", by=olga, at=LATER)

    own = 1 if thing == "people.person.merged_into" else 0  # the joined entry points to the survivor by itself
    assert of_merged > 0
    assert moved == (0, of_merged + own)
    assert everything() == before


@settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
@given(
    of_survivor=some_things, of_merged=some_things, since=some_things, one=entries, other=entries,
    taken=st.sets(st.sampled_from(sorted(CHOSEN))), opened=st.booleans(),
)  # fmt: skip
def test_a_merge_and_its_undoing_restore_every_row(of_survivor, of_merged, since, one, other, taken, opened):
    with transaction.atomic():
        joanna, olga = a_coordinator(), an_organiser()
        survivor = a_person(**one)
        if other["pesel"] == one["pesel"]:
            other = other | {"pesel": ""}
        merged = a_person(**other)
        make(of_survivor, survivor, joanna)
        make(of_merged, merged, joanna)
        before = everything()

        joining = Joining(survivor.pk, merged.pk, "dowód", frozenset(taken))
        merge = join_entries(joining=joining, by=olga, at=AT, open_team_notes=opened)
        joined = everything()
        make(since, survivor, joanna)
        written = everything() - joined
        try:
            split_entries(merge_id=merge.pk, why="dwie osoby", by=olga, at=LATER)
            is_refused = False
        except StandsInTheWay:  # a unit was let in anew meanwhile: its older access cannot open beside it
            is_refused = True
        after = everything()
        transaction.set_rollback(True)
    if is_refused:
        assert after == joined + written
        return

    lost = before - after
    assert lost == Counter()
    assert {table for table, _row in after - before} <= {table for table, _row in written} | {"people_kinexclusion"}
    assert sum((after - before).values()) >= sum(written.values())


def test_what_was_written_since_stays_with_the_survivor():
    """Also when the same was written as before: only the journal tells what goes back."""
    joanna, olga = a_coordinator(), an_organiser()
    survivor, merged = a_person(), a_person(phone="")
    old = ONE_OF_EACH["cases.contactnote.person"](merged, joanna)
    merge = join_entries(joining=Joining(survivor.pk, merged.pk, "dowód"), by=olga, at=AT)
    new = ONE_OF_EACH["cases.contactnote.person"](survivor, joanna)

    split_entries(merge_id=merge.pk, why="dwie osoby", by=olga, at=LATER)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.person, new.person) == (merged, survivor)


def test_a_row_named_in_the_preview_goes_to_the_entry_that_is_split_off():
    joanna, olga = a_coordinator(), an_organiser()
    survivor, merged = a_person(), a_person(phone="")
    merge = join_entries(joining=Joining(survivor.pk, merged.pk, "dowód"), by=olga, at=AT)
    new = ONE_OF_EACH["cases.contactnote.person"](survivor, joanna)
    goes = frozenset({f"cases.contactnote.person:{new.pk}"})

    split_entries(merge_id=merge.pk, why="dwie osoby", goes=goes, by=olga, at=LATER)

    new.refresh_from_db()
    assert new.person == merged


def test_a_newer_row_that_excludes_an_older_one_is_known_and_nothing_is_undone():
    joanna, olga = a_coordinator(), an_organiser()
    survivor, merged = a_person(), a_person(phone="")
    for person in (survivor, merged):
        ONE_OF_EACH["cases.unitaccess.person"](person, joanna)
    merge = join_entries(joining=Joining(survivor.pk, merged.pk, "dowód"), by=olga, at=AT)
    newer = ONE_OF_EACH["cases.unitaccess.person"](survivor, joanna)

    with pytest.raises(StandsInTheWay) as refused:
        split_entries(merge_id=merge.pk, why="dwie osoby", by=olga, at=LATER)

    assert refused.value.row == newer
    assert "one_open_access" not in str(refused.value)
    assert Merge.objects.get().undone_on is None


def test_a_pesel_that_somebody_else_has_by_now_names_their_entry():
    olga = an_organiser()
    survivor, merged = a_person(pesel="44051401458", born_on=date(1944, 5, 14)), a_person(phone="")
    merge = join_entries(joining=Joining(merged.pk, survivor.pk, "dowód"), by=olga, at=AT)
    Person.objects.filter(pk=merged.pk).update(pesel="")
    newer = a_person(first_name="Nowa", pesel="44051401458", born_on=date(1944, 5, 14))

    with pytest.raises(StandsInTheWay) as refused:
        split_entries(merge_id=merge.pk, why="dwie osoby", by=olga, at=LATER)

    assert refused.value.row == newer
