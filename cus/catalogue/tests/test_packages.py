"""Packages of the standard as others publish them: taken over as far as they go, what is broken is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cus.accounts.tests.factories import an_organiser
from cus.catalogue.imports.opening import read_path
from cus.catalogue.models import Entry, ImportRun, Record, Source
from cus.catalogue.services.harvest import ids_of
from cus.catalogue.services.runs import begin_import, carry_out_import, read_into, start_run
from cus.catalogue.states.imports import RunState
from cus.catalogue.tests.factories import a_source
from cus.catalogue.tests.standard import SHARED

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DATA = SHARED
has_data = pytest.mark.skipif(not DATA.exists(), reason="the published examples are not at hand")


def taken_over(path: Path, source: Source | None = None) -> ImportRun:
    source = source or a_source(url="")
    reading = start_run(source_id=source.pk, by=None, at=NOW)
    read_into(reading, read_path(path, ids=ids_of(source), mapping=source.mapping), at=NOW)
    assert reading.state == RunState.PREVIEW, reading.error
    begin_import(run_id=reading.pk, by=an_organiser())
    return carry_out_import(run_id=reading.pk, by=None, at=NOW)


@has_data
def test_the_official_example_is_kept_but_for_its_four_broken_keys():
    reading = taken_over(DATA / "hsds/v3.0/examples/csv")

    contact, location = "1e7efce3-639b-4880-940c-b95cd30cdb50", "3a19ff88-4620-4d17-9830-ac1d859eb5d5"
    term = "3f7b145d-84af-42d7-8fae-eaca714b02b2"
    broken = [remark for remark in reading.remarks if any(one in remark for one in (contact, location, term))]
    assert len(broken) == 4
    assert sum("ae67a707-5893-4225-b0b1-320ab9cb596b" in remark for remark in broken) == 1
    assert sum("93eaf18d-1cd2-4ec7-bffb-3c9172ee5070" in remark for remark in broken) == 1
    assert sum("985e4a42-bd9f-4edc-911d-0243a4640aca" in remark for remark in broken) == 1
    assert sum("07ff6aee-a219-438c-b694-d2fcb6c5373b" in remark for remark in broken) == 1
    assert len(reading.remarks) == 4
    assert (reading.new, reading.rejected) == (21, 0)
    assert Record.objects.filter(source=reading.source).count() == 21
    entry = Entry.objects.get(source=reading.source)
    assert entry.name == "Community Counselling"


HSDS, ORUK = "hsds/v3.0/examples", "oruk/uk-profile-3.0/examples"


@has_data
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        (f"{HSDS}/tabular.json", 21),
        (f"{HSDS}/service_full.json", 20),
        (f"{HSDS}/service_list.json", 3),
        (f"{HSDS}/organization_full.json", 20),
        (f"{HSDS}/service_at_location_full.json", 20),
        (f"{ORUK}/csv", 20),
        (f"{ORUK}/service_full.json", 15),
        (f"{ORUK}/service_list.json", 2),
        (f"{ORUK}/organization_full.json", 15),
        (f"{ORUK}/service_at_location_full.json", 15),
    ],
)
def test_every_published_example_becomes_a_line_of_the_catalogue(path, rows):
    reading = taken_over(DATA / path)

    assert (reading.new, reading.rejected) == (rows, 0)
    assert Entry.objects.get(source=reading.source).name == "Community Counselling"
