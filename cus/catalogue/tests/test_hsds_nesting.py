"""Flat rows become the nested objects of the standard, and those become the same rows again."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.hsds.naming import naming_anyhow
from cus.catalogue.hsds.nesting import Shape, flattened, nested
from cus.catalogue.models import Record
from cus.catalogue.models.record import naming
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.standard import HSDS_3_0, breaches, example_drafts, published
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def the_example() -> dict:
    return published(HSDS_3_0 / "examples" / "service_full.json")


def names_in(thing: object) -> set[str]:
    if isinstance(thing, list):
        return set().union(*map(names_in, thing)) if thing else set()
    if isinstance(thing, dict):
        return set(thing) | set().union(*map(names_in, thing.values()))
    return set()


def test_the_example_of_the_standard_comes_back_from_flat_rows():
    put_records(centre=the_centre(), source=None, drafts=example_drafts(), at=AT)

    [given], _ = nested(Record.objects.filter(table="services"), among=Record.objects.all(), shape=Shape())

    wanted = the_example()
    for part in ("locations", "programs"):  # stand at the organisation itself, not in each of its services
        wanted["organization"].pop(part)
    assert (
        given["service_at_locations"][0]["location"]["addresses"]
        == wanted["service_at_locations"][0]["location"]["addresses"]
    )
    assert given["organization"]["organization_identifiers"] == wanted["organization"]["organization_identifiers"]
    assert (
        given["attributes"][0]["taxonomy_term"]["taxonomy_detail"]
        == wanted["attributes"][0]["taxonomy_term"]["taxonomy_detail"]
    )
    assert names_in(wanted) - names_in(given) == set()
    assert breaches(given, "service") == []


def test_an_object_taken_apart_gives_every_row_once_parents_first():
    rows = list(
        flattened({"id": "s", "organization": {"id": "o"}, "phones": [{"id": "p", "number": "1"}]}, "services")
    )

    assert rows == [
        ("organizations", {"id": "o"}),
        ("services", {"id": "s", "organization_id": "o"}),
        ("phones", {"id": "p", "number": "1", "service_id": "s"}),
    ]


def test_what_hangs_on_a_row_of_another_kind_with_the_same_id_is_not_taken_for_its_own():
    drafts = [
        RecordDraft("services", "1", {"id": "1", "name": "A", "status": "active"}),
        RecordDraft("attributes", "x", {"id": "x", "link_id": "1", "link_entity": "location"}),
        RecordDraft("attributes", "y", {"id": "y", "link_id": "1", "link_entity": "service"}),
    ]
    put_records(centre=the_centre(), source=None, drafts=drafts, at=AT)

    [given], _ = nested(Record.objects.filter(table="services"), among=Record.objects.all(), shape=Shape())

    assert [attribute["id"] for attribute in given["attributes"]] == ["y"]


@pytest.mark.parametrize("how_many", [1, 40])
def test_a_page_costs_the_same_number_of_queries_for_one_as_for_forty(how_many, django_assert_num_queries):
    drafts = []
    for number in range(how_many):
        ids = {name: f"{name}{number}" for name in ("service", "place", "location", "address")}
        drafts += [
            RecordDraft("services", ids["service"], {"id": ids["service"], "name": "A", "status": "active"}),
            RecordDraft("locations", ids["location"], {"id": ids["location"], "location_type": "physical"}),
            RecordDraft(
                "service_at_location",
                ids["place"],
                {"id": ids["place"], "service_id": ids["service"], "location_id": ids["location"]},
            ),
            RecordDraft(
                "addresses", ids["address"], {"id": ids["address"], "location_id": ids["location"], "city": "X"}
            ),
        ]
    put_records(centre=the_centre(), source=None, drafts=drafts, at=AT)
    roots = list(Record.objects.filter(table="services"))

    with django_assert_num_queries(4):  # places, their locations, the addresses, what hangs on these: nothing
        given, _ = nested(roots, among=Record.objects.all(), shape=Shape())

    assert len(given) == how_many
    assert given[-1]["service_at_locations"][0]["location"]["addresses"][0]["city"] == "X"


def found_by_the_index(*references: str) -> set[str]:
    """The ids of the rows whose numbers the function tells to who asks it past the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT catalogue_records_naming(%s)", [list(references)])
        numbers = [number for [number] in cursor.fetchall()]
    rows = {}
    for centre in (the_centre(), another_centre()):
        with acting_for(centre.pk):
            rows |= dict(Record.objects.values_list("pk", "record_id"))
    return {rows[number] for number in numbers}


def test_who_looks_by_the_index_hears_of_public_rows_and_own_ones_only():
    for centre, whose in ((the_centre(), "ours"), (another_centre(), "theirs")):
        for is_public in (True, False):
            key = f"{whose}, {'public' if is_public else 'hidden'}"
            draft = RecordDraft("phones", key, {"id": key, "number": "1", "service_id": "s"})
            with acting_for(centre.pk):
                put_records(centre=centre, source=None, drafts=[draft], at=AT, is_public=is_public)

    with acting_for(the_centre().pk):
        by_index = found_by_the_index("phones.service_id=s")
        by_filter = set(
            Record.objects.filter(naming("phones", "service_id", ["s"])).values_list("record_id", flat=True)
        )
    with acting_for(None):
        of_nobody = found_by_the_index("phones.service_id=s")

    assert by_index == by_filter == {"ours, public", "ours, hidden", "theirs, public"}
    assert of_nobody == {"ours, public", "theirs, public"}


def test_nobody_but_the_serving_role_may_ask_the_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT proacl::text, proconfig::text FROM pg_proc WHERE proname = 'catalogue_records_naming'")
        [rights, settings] = cursor.fetchone()

    assert "cus_app=X/" in rights
    assert ",=X/" not in rights
    assert not rights.startswith("{=X/")
    assert settings == '{"search_path=pg_catalog, public, pg_temp"}'


def test_a_row_is_found_by_the_column_in_which_it_names_another():
    drafts = [
        RecordDraft("attributes", "of the service", {"id": "1", "link_id": "s", "taxonomy_term_id": "t"}),
        RecordDraft("phones", "of the service too", {"id": "2", "service_id": "s"}),
    ]
    put_records(centre=the_centre(), source=None, drafts=drafts, at=AT)

    def ids(condition: object) -> list[str]:
        return list(Record.objects.filter(condition).order_by("id").values_list("record_id", flat=True))

    assert ids(naming("attributes", "link_id", ["s", "x"])) == ["of the service"]
    assert ids(naming("attributes", "taxonomy_term_id", ["s"])) == []
    assert ids(naming("phones", "service_id", [])) == []
    assert ids(naming_anyhow(["s"])) == ["of the service", "of the service too"]


def test_services_that_are_only_named_bring_nothing_with_them(django_assert_num_queries):
    drafts = [
        RecordDraft("organizations", "o", {"id": "o", "name": "A", "description": "A"}),
        RecordDraft("services", "s", {"id": "s", "name": "B", "status": "active", "organization_id": "o"}),
        RecordDraft("phones", "p", {"id": "p", "number": "1", "service_id": "s"}),
    ]
    put_records(centre=the_centre(), source=None, drafts=drafts, at=AT)
    roots = list(Record.objects.filter(table="organizations"))

    with django_assert_num_queries(1):
        [given], _ = nested(roots, among=Record.objects.all(), shape=Shape(services="names"))

    assert given["services"] == [{"id": "s", "name": "B", "status": "active"}]
