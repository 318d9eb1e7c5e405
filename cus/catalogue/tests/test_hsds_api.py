"""What other systems read at /api/hsds/: whole, paged, conditional, counted, and true to the published standard."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from openapi_spec_validator import validate

from cus.accounts.tests.factories import an_organiser, another_centre, the_centre
from cus.catalogue import limits
from cus.catalogue.models import Record
from cus.catalogue.search.index import index_entries
from cus.catalogue.services.api_keys import give_api_key, revoke_api_key
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.factories import a_source, an_entry
from cus.catalogue.tests.standard import HSDS_3_0, ORUK_3_0, breaches, example_drafts
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
ORGANIZATION = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
PLACE = "e94c9f38-1e8f-4564-91d4-d53501ab1765"
TERM = "3f7b145d-84af-42d7-8fae-eaca714b02b2"
TAXONOMY = "5c4d79d7-cc55-470e-9f1f-8cad074e4892"


@pytest.fixture(autouse=True)
def _the_example_is_published() -> None:
    put_records(centre=the_centre(), source=None, drafts=example_drafts(), at=AT)


def put(table: str, number: int, /, *, at: datetime = AT, source=None, **columns: object) -> str:
    record_id = f"00000000-0000-4000-8000-{number:>012}"
    defaults = {"services": {"name": f"Usługa {number}", "status": "active"}}.get(table, {})
    draft = RecordDraft(table, record_id, {"id": record_id} | defaults | columns)
    put_records(centre=the_centre(), source=source, drafts=[draft], at=at)
    return record_id


def ask(client: Client, path: str, **asked: object):
    return client.get(f"/api/hsds/{path}", asked)


def ids(response) -> list[str]:
    return [item["id"] for item in response.json()["contents"]]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"services/{SERVICE}", "service"),
        (f"organizations/{ORGANIZATION}", "organization"),
        (f"organizations/{ORGANIZATION}?full_service=true", "organization"),
        (f"service_at_locations/{PLACE}", "service_at_location"),
        (f"taxonomy_terms/{TERM}", "taxonomy_term"),
        (f"taxonomies/{TAXONOMY}", "taxonomy"),
    ],
)
def test_an_item_keeps_the_strict_form_of_the_standard(client, path, name):
    response = client.get(f"/api/hsds/{path}")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert breaches(response.json(), name) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("services", "service"),
        ("services?full=true", "service"),
        ("services?minimal=true", "service"),
        ("organizations", "organization"),
        ("organizations?full=true", "organization"),
        ("organizations?full_service=true", "organization"),
        ("service_at_locations", "service_at_location"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomy_terms", "taxonomy_term"),
        ("taxonomies", "taxonomy"),
    ],
)
def test_a_list_holds_items_in_the_strict_form_of_the_standard(client, path, name):
    page = client.get(f"/api/hsds/{path}").json()

    assert page["size"] == len(page["contents"]) == 1
    assert breaches(page["contents"][0], name) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("services", "service"),
        ("services?full=true", "service"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomy_terms", "taxonomy_term"),
        ("taxonomies", "taxonomy"),
    ],
)
def test_the_profile_of_the_united_kingdom_is_kept_too(client, path, name):
    [item] = client.get(f"/api/oruk/{path}").json()["contents"]

    assert breaches(item, name, root=ORUK_3_0) == []


def test_the_profile_of_the_united_kingdom_has_no_list_of_organisations(client):
    assert client.get("/api/oruk/organizations").status_code == 404


def test_a_service_is_given_whole_with_its_place_and_its_provider(client):
    service = ask(client, f"services/{SERVICE}").json()

    assert service["name"] == "Community Counselling"
    assert service["organization"]["name"] == "Example Organization Inc."
    [place] = service["service_at_locations"]
    assert place["location"]["addresses"][0]["city"] == "MyCity"
    assert service["attributes"][0]["taxonomy_term"]["id"] == TERM


def test_the_list_gives_services_with_their_provider_but_without_what_hangs_on_them(client):
    [service] = ask(client, "services").json()["contents"]

    assert service["organization"]["id"] == ORGANIZATION
    assert "schedules" not in service


def test_minimal_gives_what_a_harvester_compares(client):
    [service] = ask(client, "services", minimal="true").json()["contents"]

    assert sorted(service) == ["id", "last_modified", "name", "status"]


def test_an_organisation_names_its_services(client):
    [service] = ask(client, f"organizations/{ORGANIZATION}").json()["services"]

    assert service == {"id": SERVICE, "name": "Community Counselling", "status": "active"}


def test_free_places_come_only_when_asked_for_by_their_version(client):
    put("units", 1, name="miejsce")
    unit = "00000000-0000-4000-8000-000000000001"
    put("service_capacity", 2, service_id=SERVICE, unit_id=unit, available=3, updated="2026-11-22T09:00:00Z")

    assert "capacities" not in ask(client, f"services/{SERVICE}").json()
    [capacity] = ask(client, f"services/{SERVICE}", version="3.1").json()["capacities"]
    assert (capacity["available"], capacity["unit"]["name"]) == (3, "miejsce")


def test_the_root_tells_the_version_and_where_the_description_lies(client):
    told = client.get("/api/hsds/").json()

    assert sorted(told) == ["openapi_url", "profile", "version"]
    assert told["version"] == "3.0"
    assert client.get(told["openapi_url"]).status_code == 200


@pytest.mark.parametrize("family", ["hsds", "oruk"])
def test_our_own_description_is_valid(client, family):
    validate(client.get(f"/api/{family}/openapi.json").json())


def test_pages_count_as_the_standard_says(client):
    for number in range(1, 5):
        put("services", number)

    page = ask(client, "services", per_page=2, page=2).json()

    contents = page.pop("contents")
    assert [service["name"] for service in contents] == ["Usługa 2", "Usługa 3"]
    assert page == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
    }


def test_a_page_after_the_last_is_empty(client):
    page = ask(client, "services", page=7).json()

    assert (page["empty"], page["size"], page["last_page"], page["page_number"]) == (True, 0, True, 7)


@pytest.mark.parametrize("page", ["0", "-3", "1"])
def test_a_page_before_the_first_is_the_first(client, page):
    assert ask(client, "services", page=page).json()["page_number"] == 1


def test_a_page_holds_no_more_than_the_server_bears(client):
    for number in range(1, 102):
        put("services", number)

    assert ask(client, "services", per_page=10**12, full="true").json()["size"] == 100


def test_nothing_is_lost_or_repeated_while_services_come_change_and_go(client):
    for number in range(1, 10):
        put("services", number)
    before = {service["id"] for service in ask(client, "services", per_page=100).json()["contents"]}
    seen, address = [], "/api/hsds/services?per_page=3"
    while address:
        response = client.get(address)
        seen += ids(response)
        turn = len(seen)
        put("services", 100 + turn)
        put("services", 2, at=AT + timedelta(minutes=turn), name=f"Zmieniona {turn}")
        put("services", 5, at=AT + timedelta(minutes=turn), status="defunct", name=f"Wycofana {turn}")
        address = response.headers.get("Link", "").partition("<")[2].partition(">")[0] if turn < 30 else ""

    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_numbered_pages_neither_lose_nor_repeat_what_was_there_at_the_start(client):
    for number in range(1, 8):
        put("services", number)
    before = ids(ask(client, "services"))
    seen = []
    for page in range(1, 5):
        seen += ids(ask(client, "services", page=page, per_page=2))
        put("services", 50 + page)
        put("services", 3, status="defunct", name=f"Wycofana {page}", at=AT + timedelta(hours=page))

    assert seen[: len(before)] == before


def test_a_withdrawn_service_stays_as_defunct(client):
    gone = put("services", 1, status="defunct")

    assert ask(client, f"services/{gone}").json()["status"] == "defunct"
    assert gone in ids(ask(client, "services"))


def test_changes_are_those_of_the_moment_or_later(client):
    put("services", 1, at=AT + timedelta(days=1))

    assert len(ids(ask(client, "services", modified_after="2026-11-22T09:00:00Z"))) == 2
    assert len(ids(ask(client, "services", modified_after="2026-11-22T10:00:01+01:00"))) == 1
    assert ids(ask(client, "services", modified_after="2026-11-24")) == []


@pytest.mark.parametrize(
    ("asked", "how_many"),
    [
        ({"taxonomy_term_id": TERM}, 1),
        ({"taxonomy_term_id": "nobody"}, 0),
        ({"taxonomy_id": TAXONOMY}, 1),
        ({"organization_id": ORGANIZATION}, 1),
        ({"organization_id": "nobody"}, 0),
        ({"minimum_age": 12}, 1),
        ({"minimum_age": 13}, 0),
        ({"maximum_age": 100}, 1),
        ({"maximum_age": 99}, 0),
        ({"day": "TH"}, 1),
        ({"day": "MO"}, 0),
        ({"start_time": "10:00"}, 1),
        ({"start_time": "10:01"}, 0),
        ({"end_time": "18:00"}, 1),
        ({"end_time": "17:59"}, 0),
    ],
)
@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_a_filter_finds_what_meets_it(client, path, asked, how_many):
    put("services", 1)

    assert ask(client, path, **asked).json()["total_items"] == how_many


def test_places_are_found_by_postal_code_and_distance(client):
    near = put("locations", 1, location_type="physical", latitude=50.0, longitude=20.0)
    far = put("locations", 2, location_type="physical", latitude=50.0, longitude=20.1)
    put("addresses", 3, location_id=near, address_1="Rynek 1", city="Lipnowiec", postal_code="32-005", country="PL")
    here = put("service_at_location", 4, service_id=SERVICE, location_id=near)
    seven_km_off = put("service_at_location", 5, service_id=SERVICE, location_id=far)

    assert ids(ask(client, "service_at_locations", postcode="32-005")) == [here]
    assert ids(ask(client, "service_at_locations", postcode="32-005", proximity=7000)) == [here]
    assert ids(ask(client, "service_at_locations", postcode="32-005", proximity=7500)) == [here, seven_km_off]


def test_terms_are_given_by_taxonomy_and_by_the_term_above(client):
    top = put("taxonomy_terms", 1, name="Mieszkanie", taxonomy_id=TAXONOMY)
    below = put("taxonomy_terms", 2, name="Najem", parent_id=top)

    assert ids(ask(client, "taxonomy_terms", top_only="true")) == [top]
    assert ids(ask(client, "taxonomy_terms", parent_id=top)) == [below]
    assert ids(ask(client, "taxonomy_terms", taxonomy_id=TAXONOMY)) == [TERM, top]


def test_organisations_are_found_by_words_of_their_name(client):
    assert ids(ask(client, "organizations", search="example organization")) == [ORGANIZATION]
    assert ids(ask(client, "organizations", text_search="piekarnia")) == []


@pytest.mark.parametrize(
    "asked",
    [
        "page=druga",
        "page=1.5",
        "per_page=",
        "full=tak",
        "modified_after=wczoraj",
        "format=xml",
        "minimum_age=nan",
        "start_time=25:00",
        "day=XX",
        "after=nobody",
        "version=9",
    ],
)
def test_what_cannot_be_read_is_answered_with_what_is_wrong(client, asked):
    response = client.get(f"/api/hsds/services?{asked}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].startswith(asked.partition("=")[0])


def test_nothing_is_near_to_nowhere(client):
    assert ids(ask(client, "service_at_locations", proximity=500)) == []
    assert ids(ask(client, "service_at_locations", proximity=500, postcode="00-000")) == []


def test_a_list_goes_on_though_the_item_it_stopped_at_is_gone(client):
    for number in range(1, 6):
        put("services", number)
    first = ask(client, "services", per_page=3)
    Record.objects.filter(record_id=ids(first)[-1]).delete()

    following = client.get(first["Link"].partition("<")[2].partition(">")[0])

    assert [item["name"] for item in following.json()["contents"]] == ["Usługa 3", "Usługa 4", "Usługa 5"]
    assert "Link" not in following


def test_services_are_found_by_words_as_in_the_catalogue_the_best_first(client):
    for number, name in enumerate(("Obiady dowożone do domu", "Rehabilitacja w domu", "Basen"), start=1):
        record_id = put("services", number, name=name)
        put("service_at_location", number, service_id=record_id, location_id=record_id)
        index_entries(entry_ids=[an_entry(uuid=record_id, name=name, summary="", audiences=[]).pk])

    assert [item["name"] for item in ask(client, "services", search="rehabilitacji").json()["contents"]] == [
        "Rehabilitacja w domu"
    ]
    assert ids(ask(client, "service_at_locations", text_search="basen")) == [f"{'':0>8}-0000-4000-8000-{3:>012}"]
    assert ask(client, "services", search="pogrzeb").json()["empty"] is True


@pytest.mark.parametrize(
    "path",
    ["services/nobody", "services/%00", "services/..%2Fx", "nothing", "services/a/b", "organizations/%F0%9F%98%80"],
)
def test_what_is_not_there_is_told_in_json(client, path):
    response = client.get(f"/api/hsds/{path}")

    assert response.status_code == 404
    assert response.json()["status"] == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written_here(client, method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/hsds/services")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_other_sites_may_read(client):
    assert client.get("/api/hsds/services")["Access-Control-Allow-Origin"] == "*"
    asked_first = client.options("/api/hsds/services")
    assert asked_first.status_code == 204
    assert "X-Api-Key" in asked_first["Access-Control-Allow-Headers"]


def test_who_has_the_same_state_already_gets_no_body_again(client):
    first = ask(client, "services")
    again = client.get("/api/hsds/services", headers={"if-none-match": first["ETag"]})
    since = client.get("/api/hsds/services", headers={"if-modified-since": first["Last-Modified"]})

    assert (again.status_code, again.content) == (304, b"")
    assert since.status_code == 304
    put("services", 1, at=AT + timedelta(minutes=1))
    changed = client.get("/api/hsds/services", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_all_items_come_line_by_line(client):
    for number in range(1, 4):
        put("services", number)

    response = ask(client, "services", format="ndjson", full="true")

    items = [json.loads(line) for line in response.getvalue().splitlines()]
    assert len(items) == 4
    assert breaches(items[0], "service") == []


def test_the_data_of_another_centre_are_not_in_ours(client):
    with acting_for(another_centre().pk):
        draft = RecordDraft("services", "theirs", {"id": "theirs", "name": "Ich", "status": "active"})
        put_records(centre=another_centre(), source=None, drafts=[draft], at=AT)

    assert ask(client, "services/theirs").status_code == 404
    assert client.get("/api/hsds/services/theirs", headers={"host": "zabor.example"}).status_code in (200, 400)


def test_a_draft_is_not_given(client):
    draft = RecordDraft("services", "draft", {"id": "draft", "name": "Szkic", "status": "active"})
    put_records(centre=the_centre(), source=None, drafts=[draft], at=AT, is_public=False)

    assert ask(client, "services/draft").status_code == 404


def test_data_of_a_source_are_given_unless_its_licence_forbids_it(client):
    free, closed = a_source(), a_source(is_passed_on=False)
    ours = put("services", 1, source=free)
    theirs = put("services", 2, source=closed)

    assert ours in ids(ask(client, "services"))
    assert ask(client, f"services/{theirs}").status_code == 404


def test_what_two_sources_give_alike_is_given_once(client):
    twice = put("services", 1, source=a_source())
    put("services", 1, source=a_source())

    assert ids(ask(client, "services")).count(twice) == 1


@pytest.mark.parametrize("path", ["services?full=true", "organizations?full=true", "service_at_locations?full=true"])
def test_a_list_costs_the_same_number_of_queries_for_one_as_for_many(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as of_one:
        client.get(f"/api/hsds/{path}")
    for number in range(10, 40):
        place = put("locations", number, location_type="physical", organization_id=ORGANIZATION)
        service = put("services", number, organization_id=ORGANIZATION)
        put("service_at_location", number, service_id=service, location_id=place)
        put("organizations", number, name="Fundacja", description="Pomaga")
        put("phones", number, number="+48123456789", service_id=service)
    with django_assert_max_num_queries(40) as of_many:
        client.get(f"/api/hsds/{path}")

    assert len(of_many.captured_queries) == len(of_one.captured_queries)


def calling_from(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_an_address_that_asks_too_often_waits_and_is_told_how_long(monkeypatch):
    cache.clear()
    monkeypatch.setattr(limits, "OF_THE_PUBLIC", 2)
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_000.0)
    caller = calling_from("203.0.113.7")

    first = caller.get("/api/hsds/services")
    caller.get("/api/hsds/services")
    third = caller.get("/api/hsds/services")

    assert (first["X-RateLimit-Limit"], first["X-RateLimit-Remaining"]) == ("2", "1")
    assert third.status_code == 429
    assert third["Retry-After"] == "20"
    assert calling_from("203.0.113.8").get("/api/hsds/services").status_code == 200


def test_a_partner_with_a_key_may_ask_more_often(monkeypatch):
    cache.clear()
    monkeypatch.setattr(limits, "OF_THE_PUBLIC", 0)
    organiser = an_organiser()
    key, written = give_api_key(centre=the_centre(), name="Powiat", by=organiser, at=AT)
    caller = calling_from("203.0.113.9")

    assert caller.get("/api/hsds/services").status_code == 429
    assert caller.get("/api/hsds/services", headers={"x-api-key": written}).status_code == 200
    assert caller.get("/api/hsds/services", headers={"authorization": f"Bearer {written}"}).status_code == 200
    revoke_api_key(key_id=key.pk, by=organiser, at=AT)
    assert caller.get("/api/hsds/services", headers={"x-api-key": written}).status_code == 401


def test_the_text_of_a_key_is_nowhere_kept():
    key, written = give_api_key(centre=the_centre(), name="Powiat", by=an_organiser(), at=AT)

    assert written not in json.dumps([str(value) for value in vars(key).values()])


def test_the_standard_is_at_hand():
    assert HSDS_3_0.exists()
    assert Record.objects.filter(table="services").count() == 1
