"""Schemathesis asks the API whatever the published description of HSDS 3.0, and our own, allow and forbid."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from config.wsgi import application
from cus.accounts.tests.factories import the_centre
from cus.catalogue.hsds.endpoints import HSDS, ORUK
from cus.catalogue.hsds.openapi import document
from cus.catalogue.services.records import put_records
from cus.catalogue.tests.standard import HSDS_3_0, example_drafts, published

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BRIEFLY = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
REPOSITORY = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/"
# The document types these as any text; what they hold it says in words, or in a format JSON Schema does not know.
SAID_IN_WORDS = {
    "format": {"type": "string", "pattern": "^(json|ndjson)?$"},
    "modified_after": {"anyOf": [{"type": "string", "format": "date-time"}, {"const": ""}]},
    "proximity": {"type": "string", "pattern": r"^([0-9]{1,7}(\.[0-9]{1,3})?)?$"},
}


@pytest.fixture(autouse=True)
def _an_open_house(db: None) -> Iterator[None]:
    """The example is published; the connection of the test stays open when a request ends."""
    put_records(centre=the_centre(), source=None, drafts=example_drafts(), at=AT)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked_of(described: dict[str, Any], family: str) -> Any:
    described = described | {"servers": [{"url": f"http://testserver/api/{family}"}]}
    schema = schemathesis.openapi.from_dict(described)
    schema.app = application
    schema.config.update(base_url=f"http://testserver/api/{family}")
    return schema


def of_the_standard() -> dict[str, Any]:
    """The published document with its schemas put in place, and what it says in words or leaves out: formats,
    lines, refusals."""
    described = published(HSDS_3_0 / "schema" / "openapi.json")
    for name, schema in SAID_IN_WORDS.items():
        described["components"]["parameters"][name]["schema"] = schema
    for path in described["paths"].values():
        for answers in [path["get"]["responses"]]:
            answers["200"]["content"] |= {"application/x-ndjson": {"schema": {"type": "string"}}}
            answers |= {status: {"description": "refused"} for status in ("400", "404")}
            media = answers["200"]["content"]["application/json"]
            media["schema"] = with_schemas(media["schema"])
    return described


def with_schemas(schema: Any) -> Any:
    if isinstance(schema, list):
        return [with_schemas(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    address = schema.get("$ref", "")
    if address.startswith(REPOSITORY):
        name = address.rpartition("/")[2].removesuffix(".json").removesuffix("_list")
        return {"$ref": (HSDS_3_0 / "schema" / f"{name}.json").as_uri()}
    return {name: with_schemas(one) for name, one in schema.items()}


published_api = asked_of(of_the_standard(), "hsds")
our_api = asked_of(document(HSDS, server="http://testserver/api/hsds", publisher="CUS"), "hsds")
# What the two descriptions share is asked once.
our_uk_api = asked_of(document(ORUK, server="http://testserver/api/oruk", publisher="CUS"), "oruk").exclude(
    path=["/services", "/service_at_locations"]
)


@published_api.parametrize()
@BRIEFLY
def test_the_published_description_finds_nothing(case):
    case.call_and_validate()


@our_api.parametrize()
@BRIEFLY
def test_our_own_description_finds_nothing(case):
    case.call_and_validate()


@our_uk_api.parametrize()
@BRIEFLY
def test_our_description_of_the_profile_finds_nothing(case):
    case.call_and_validate()
