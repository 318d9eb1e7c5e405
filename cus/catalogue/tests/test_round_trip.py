"""What goes out comes back the same: exported, taken over by an empty centre, exported again."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.models import Record
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.standard import example_drafts
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def our_rows() -> list[RecordDraft]:
    """The example of the standard, with free places, Polish letters, line breaks, quotation marks."""
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(1, 5)]
    unit, capacity, service, phone = ids
    free = {"service_id": service, "unit_id": unit, "available": 2.5, "updated": "2026-11-22T09:00:00Z"}
    organization = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
    name = 'Zażółć „gęślą”, "jaźń";\nw dwóch wierszach'
    number = {"number": "+48 99 555 01 20", "extension": 12, "service_id": service}
    return [
        *example_drafts(),
        RecordDraft("units", unit, {"id": unit, "name": "miejsce"}),
        RecordDraft("service_capacity", capacity, {"id": capacity, **free}),
        RecordDraft(
            "services", service, {"id": service, "name": name, "status": "defunct", "organization_id": organization}
        ),
        RecordDraft("phones", phone, {"id": phone, **number}),
    ]


def files_in(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(directory.iterdir())}


def test_export_import_export_gives_the_same_bytes(tmp_path):
    put_records(centre=the_centre(), source=None, drafts=our_rows(), at=AT)
    there = another_centre()
    call_command("hsds", "export", str(tmp_path / "out"), centre=the_centre().name, stdout=StringIO())

    call_command("hsds", "import", str(tmp_path / "out"), centre=there.name, stdout=StringIO())
    call_command("hsds", "export", str(tmp_path / "back"), centre=there.name, stdout=StringIO())

    with acting_for(there.pk):
        assert Record.objects.filter(centre=there).count() == len(our_rows())
    assert files_in(tmp_path / "out") == files_in(tmp_path / "back")
    assert len(files_in(tmp_path / "out")) == 24
