"""The published standard, as the judge of what we publish: its schemas, examples and descriptions."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cus.catalogue.hsds.nesting import flattened
from cus.catalogue.services.records import RecordDraft

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
HSDS_3_0 = SHARED / "hsds" / "v3.0"
ORUK_3_0 = SHARED / "oruk" / "uk-profile-3.0"
SINGULAR_OF_PART = {"services": "service", "service": "service"}


def published(path: Path) -> Any:
    """A document of the standard. Without it nothing is proven: CI fails, a newcomer's machine skips and says so."""
    if not path.exists():
        why = f"The published standard is not at hand: put it at {path}."
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(why)
        pytest.skip(why, allow_module_level=True)
    return json.loads(path.read_text("utf-8"))


@cache
def validator(root: Path, name: str, *, is_strict: bool) -> Draft202012Validator:
    """The schema of one object; in the strict form nothing may be there that the schema does not name."""
    folder = root / "schema"
    schemas = {file.name: published(file) for file in sorted(folder.glob("*.json")) if file.stem != "openapi"}
    service = {"$ref": "service.json"}
    # What the compiled schemas and the examples of the standard have beside the files of the tables.
    if "organization.json" in schemas:
        schemas["organization.json"]["properties"]["services"] = {"type": "array", "items": service}
    schemas["service_at_location.json"]["properties"]["service"] = service
    if is_strict:
        for schema in schemas.values():
            schema["additionalProperties"] = False
    given = [(file, Resource.from_contents(one, _draft())) for file, one in schemas.items()]
    checks = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(
        {"$ref": f"{name}.json"}, registry=Registry().with_resources(given), format_checker=checks
    )


def _draft() -> Any:
    return Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})._specification


def breaches(item: Any, name: str, *, root: Path = HSDS_3_0, is_strict: bool = True) -> list[str]:
    """What the standard says against the object; nothing if it may stand."""
    found = validator(root, name, is_strict=is_strict).iter_errors(item)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def example_drafts() -> list[RecordDraft]:
    """The rows of the standard's own full example of a service."""
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for table, data in flattened(published(HSDS_3_0 / "examples" / "service_full.json"), "services"):
        merged.setdefault((table, data["id"]), {}).update(data)  # the example repeats a row wherever it hangs
    return [RecordDraft(table, record_id, data) for (table, record_id), data in merged.items()]
