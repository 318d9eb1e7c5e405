"""The files of the open data: sound for those who check packages, the same for the same rows, small in memory."""

import csv
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from frictionless import Package
from python_calamine import CalamineWorkbook

from cus.accounts.tests.factories import the_centre
from cus.catalogue.exports.files import packed, service_lines
from cus.catalogue.queries.feed import open_data_of
from cus.catalogue.services.records import RecordDraft, put_records
from cus.catalogue.tests.factories import a_source
from cus.catalogue.tests.standard import breaches, example_drafts

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_example_is_published() -> None:
    capacity = {"service_id": "ac148810-d857-441c-9679-408f346de14b", "unit_id": "u", "available": 2}
    free = [
        RecordDraft("units", "u", {"id": "u", "name": "miejsce"}),
        RecordDraft("service_capacity", "c", {"id": "c", **capacity, "updated": "2026-11-22T09:00:00Z"}),
    ]
    put_records(centre=the_centre(), source=None, drafts=[*example_drafts(), *free], at=AT)


def files_of(response) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def faults(package: Path) -> list[str]:
    report = Package(str(package / "datapackage.json")).validate()
    return [note for one in report.flatten(["name", "fieldName", "rowNumber", "note"]) for note in [str(one)]]


def test_the_package_passes_the_frictionless_judge(client, tmp_path):
    for name, text in files_of(client.get("/dane/hsds.zip")).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")

    assert faults(tmp_path) == []


def test_the_package_has_every_table_of_the_standard_and_the_free_places(client):
    files = files_of(client.get("/dane/hsds.zip"))

    assert len([name for name in files if name.endswith(".csv")]) == 23
    [service] = csv.DictReader(io.StringIO(files["services.csv"]))
    assert (service["name"], service["minimum_age"]) == ("Community Counselling", "12")
    [capacity] = csv.DictReader(io.StringIO(files["service_capacity.csv"]))
    assert capacity["available"] == "2"


def test_a_key_that_leads_nowhere_is_not_promised_in_the_description(tmp_path):
    lost = RecordDraft("phones", "p", {"id": "p", "number": "1", "location_id": "nowhere"})
    put_records(centre=the_centre(), source=None, drafts=[lost], at=AT)

    call_command("hsds", "export", str(tmp_path))

    resources = json.loads((tmp_path / "datapackage.json").read_text())["resources"]
    phones = next(one for one in resources if one["name"] == "phone")
    assert "location_id" not in [key["fields"] for key in phones["schema"]["foreignKeys"]]
    assert "service_id" in [key["fields"] for key in phones["schema"]["foreignKeys"]]
    assert faults(tmp_path) == []


def test_the_judge_of_packages_does_find_a_fault(tmp_path):
    call_command("hsds", "export", str(tmp_path))
    services = tmp_path / "services.csv"
    services.write_text(services.read_text().replace(",active,", ",open,"))

    assert faults(tmp_path) != []


def test_the_same_rows_give_the_same_bytes_whatever_the_order_they_came_in(tmp_path):
    call_command("hsds", "export", str(tmp_path / "first"))
    backwards = [
        RecordDraft(draft.table, draft.record_id, dict(reversed(draft.data.items())))
        for draft in reversed(example_drafts())
    ]
    put_records(centre=the_centre(), source=None, drafts=backwards, at=AT + timedelta(days=1))
    call_command("hsds", "export", str(tmp_path / "second"))

    first, second = (
        {file.name: file.read_bytes() for file in sorted((tmp_path / one).iterdir())} for one in ("first", "second")
    )
    assert first == second


def test_each_line_is_a_service_in_the_strict_form_of_the_standard(client):
    [line] = client.get("/dane/uslugi.jsonl").getvalue().splitlines()

    assert breaches(json.loads(line), "service") == []


def test_the_workbook_has_a_sheet_for_every_table_with_rows(client):
    content = client.get("/dane/uslugi.xlsx").getvalue()

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("services").to_python()
    assert rows[1][rows[0].index("name")] == "Community Counselling"
    assert {"services", "locations", "service_capacity", "units"} <= set(book.sheet_names)


def test_a_text_that_begins_like_a_formula_stays_a_text(client):
    risky = RecordDraft("services", "x", {"id": "x", "name": "=1+1", "status": "active"})
    put_records(centre=the_centre(), source=None, drafts=[risky], at=AT)

    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/dane/uslugi.xlsx").getvalue()))

    names = [row[3] for row in book.get_sheet_by_name("services").to_python()]
    assert "=1+1" in names


@pytest.mark.parametrize("name", ["hsds.zip", "uslugi.jsonl", "uslugi.xlsx"])
def test_who_has_the_file_already_gets_it_again_only_when_rows_changed(client, name):
    first = client.get(f"/dane/{name}")
    b"".join(first.streaming_content)
    marks = {"if-none-match": first["ETag"]}

    assert client.get(f"/dane/{name}", headers=marks).status_code == 304
    assert client.head(f"/dane/{name}")["ETag"] == first["ETag"]
    put_records(
        centre=the_centre(),
        source=None,
        drafts=[RecordDraft("units", "u", {"id": "u", "name": "łóżko"})],
        at=AT + timedelta(minutes=1),
    )
    changed = client.get(f"/dane/{name}", headers=marks)
    b"".join(changed.streaming_content)
    assert changed.status_code == 200


def test_the_archive_names_those_whose_data_were_taken_over(client):
    a_source(name="Mapa powiatu", attribution="Powiat lipnowiecki", licence="CC0")

    notice = files_of(client.get("/dane/hsds.zip"))["README.txt"]

    assert "Mapa powiatu" in notice
    assert "Powiat lipnowiecki" in notice


def test_data_whose_licence_forbids_it_are_in_no_file(client):
    closed = a_source(is_passed_on=False)
    draft = RecordDraft("services", "closed", {"id": "closed", "name": "Zamknięte", "status": "active"})
    put_records(centre=the_centre(), source=closed, drafts=[draft], at=AT)

    assert "Zamknięte" not in files_of(client.get("/dane/hsds.zip"))["services.csv"]
    assert "Zamknięte".encode() not in client.get("/dane/uslugi.jsonl").getvalue()


def test_memory_does_not_grow_with_the_data():
    drafts = (
        RecordDraft(
            "services", f"s{number}", {"id": f"s{number}", "name": f"Usługa {number}" * 20, "status": "active"}
        )
        for number in range(4000)
    )
    put_records(centre=the_centre(), source=None, drafts=drafts, at=AT)
    data = open_data_of(the_centre())

    tracemalloc.start()
    sizes = [sum(map(len, packed(data, ""))), sum(map(len, service_lines(data)))]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sizes[1] > 1_000_000
    assert peak < 12 * 1024 * 1024


def test_the_command_tells_what_it_wrote(tmp_path):
    told = io.StringIO()

    call_command("hsds", "export", str(tmp_path / "out"), stdout=told)

    assert "services: 1" in told.getvalue()
    assert (tmp_path / "out" / "services.csv").exists()


def test_the_judge_by_its_own_command_says_valid(tmp_path):
    call_command("hsds", "export", str(tmp_path))
    judge = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]

    verdict = subprocess.run(judge, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert json.loads(verdict.stdout)["valid"] is True
