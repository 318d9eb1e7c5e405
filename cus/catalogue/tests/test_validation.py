"""The own validator: silent on what keeps the standard, precise on what breaks it."""

from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cus.accounts.tests.factories import the_centre
from cus.catalogue.hsds.profiles import HSDS_3_0, ORUK_3_0
from cus.catalogue.imports.fetching import Fetcher
from cus.catalogue.services.records import put_records
from cus.catalogue.tests.feed_server import Answer, Answering, a_page, a_service, as_answer, serving
from cus.catalogue.tests.standard import SHARED, example_drafts
from cus.catalogue.validation.feeds import feed_findings
from cus.catalogue.validation.files import file_findings
from cus.catalogue.validation.findings import Finding, Severity

DATA = SHARED
ROOT = {"version": "3.0", "profile": "https://docs.example/hsds", "openapi_url": "https://docs.example/openapi.json"}
has_data = pytest.mark.skipif(not DATA.exists(), reason="the published examples are not at hand")


@pytest.fixture(autouse=True)
def _loopback_may_be_asked(settings):
    settings.HARVEST_ALSO_FROM = ["127.0.0.0/8"]
    with translation.override("en"):
        yield


def a_whole_feed(services: list[dict[str, Any]], **lies: Any) -> Answering:
    """A feed with its root, its list and each service on its own."""
    by_id = {f"/services/{one['id']}": one for one in services}

    def answer(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        if path == "/":
            return as_answer(ROOT)
        if path == "/services":
            return as_answer(a_page(services, number=int(asked["page"]), of=1, items=len(services)) | lies)
        return as_answer(by_id[path]) if path in by_id else (404, b"{}", {})

    return answer


def errors(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.where.rpartition("/")[2], one.text) for one in findings if one.severity is Severity.ERROR]


def of_feed(answering: Answering, profile=HSDS_3_0) -> list[Finding]:
    with serving(answering) as address, closing(Fetcher(rest=lambda seconds: None)) as fetcher:
        return list(feed_findings(address, profile=profile, fetcher=fetcher))


@pytest.mark.parametrize("profile", [HSDS_3_0, ORUK_3_0], ids=lambda profile: profile.name)
def test_nothing_is_found_in_a_feed_that_keeps_the_standard(profile):
    assert errors(of_feed(a_whole_feed([a_service(1), a_service(2)]), profile)) == []


@pytest.mark.parametrize(
    ("lies", "where"),
    [
        ({"total_items": 7}, "total_items"),
        ({"total_pages": 4}, "total_pages"),
        ({"page_number": 2}, "page_number"),
        ({"size": 5}, "size"),
        ({"first_page": False}, "first_page"),
        ({"last_page": False}, "last_page"),
        ({"empty": True}, "empty"),
        ({"total_items": "two"}, "total_items"),
    ],
)
def test_a_page_that_counts_wrongly_is_named(lies, where):
    found = errors(of_feed(a_whole_feed([a_service(1), a_service(2)], **lies)))

    assert any(place.endswith(where) or where in text or "promises" in text for place, text in found), found


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"name": None}, "name"),
        ({"status": "open"}, "status"),
        ({"email": "nobody"}, "email"),
        ({"minimum_age": "12"}, "minimum_age"),
        ({"id": "17"}, "id"),
        ({"phones": {}}, "phones"),
        ({"assured_date": "yesterday"}, "assured_date"),
        ({"schedules": [{"id": "00000000-0000-4000-8000-000000000009", "freq": "DAILY"}]}, "schedules[0].freq"),
    ],
)
def test_an_object_that_breaks_its_schema_is_named_with_its_place(given, where):
    found = errors(of_feed(a_whole_feed([a_service(1, **given)])))

    assert any(place.endswith(f".{where}") for place, _text in found), found


def test_missing_required_endpoints_are_errors_and_optional_ones_are_not():
    def nothing(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        return 404, b"{}", {}

    found = of_feed(nothing)

    assert sorted(place for place, _text in errors(found)) == ["", "services"]
    assert sum(one.severity is Severity.NOTE for one in found) == 4


def test_the_same_service_on_two_pages_is_named():
    def answer(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        if path == "/services":
            return as_answer(a_page([a_service(1)], number=int(asked["page"]), of=2, items=2))
        return a_whole_feed([a_service(1)])(path, asked, headers)

    assert any("earlier page" in text for _place, text in errors(of_feed(answer)))


@has_data
def test_the_official_package_has_its_four_broken_keys_and_no_other_error():
    found = list(file_findings(DATA / "hsds/v3.0/examples/csv", profile=HSDS_3_0))

    assert sum("there is no such row" in text for _place, text in errors(found)) == 4
    assert len(errors(found)) == 4


@has_data
@pytest.mark.parametrize("name", ["service_full", "organization_full", "service_at_location_full", "service_list"])
def test_the_official_objects_keep_the_standard(name):
    found = list(file_findings(DATA / f"hsds/v3.0/examples/{name}.json", profile=HSDS_3_0))

    assert errors(found) == []


def test_the_command_ends_with_an_error_and_says_how_many(tmp_path):
    (tmp_path / "services.csv").write_text("id,name\n1,\n")
    told = StringIO()

    with pytest.raises(CommandError) as ended:
        call_command("hsds", "validate", str(tmp_path), stdout=told)

    assert ended.value.returncode == 1
    assert "organizations.csv" in told.getvalue()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("family", "profile"), [("hsds", HSDS_3_0), ("oruk", ORUK_3_0)])
def test_nothing_is_found_in_our_own_feed(live_server, family, profile):
    put_records(centre=the_centre(), source=None, drafts=example_drafts(), at=datetime(2026, 3, 2, 9, tzinfo=UTC))

    with closing(Fetcher()) as fetcher:
        found = list(feed_findings(f"{live_server}/api/{family}", profile=profile, fetcher=fetcher))

    assert found == []
