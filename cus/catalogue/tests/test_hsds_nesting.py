"""Flat rows become the nested objects of the standard, and those become the same rows again."""

from datetime import UTC, datetime

import pytest

from cus.accounts.tests.factories import the_centre
from cus.catalogue.hsds.nesting import Shape, flattened, nested
from cus.catalogue.models import Record
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.standard import HSDS_3_0, breaches, example_drafts, published

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
