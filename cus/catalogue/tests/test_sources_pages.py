"""Sources and imports as staff see them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, an_organiser
from cus.catalogue.models import Entry, ImportRun, Record, Source
from cus.catalogue.services.runs import end_what_broke_off, start_run
from cus.catalogue.tasks import go_on
from cus.catalogue.tests.factories import a_source
from cus.records.models import Event

pytestmark = pytest.mark.django_db
LIST = reverse("catalogue:sources")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 11, tzinfo=UTC)
CLUBS = "Nazwa;Miejscowość;Telefon;Godziny otwarcia;Opłata\nKlub Lipa;Lipnowiec;995550120;pn-pt 9-15;bezpłatnie\n"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def a_table(text: str = CLUBS, name: str = "kluby.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def worked(run: ImportRun) -> ImportRun:
    """What the worker would do now."""
    go_on(centre_id=run.centre_id, run_id=run.pk)
    run.refresh_from_db()
    return run


def handed_in(client, source: Source, file: SimpleUploadedFile) -> ImportRun:
    """A table handed in, with the columns as they are guessed, and read."""
    client.post(reverse("catalogue:hand_in", args=[source.pk]), {"file": file})
    run = source.runs.latest("pk")
    form = client.get(reverse("catalogue:columns", args=[run.pk])).context["form"]
    given = {name: form.initial.get(name, "") for name in form.fields}
    client.post(reverse("catalogue:columns", args=[run.pk]), given)
    return worked(run)


def imported(client, source: Source, file: SimpleUploadedFile) -> ImportRun:
    run = handed_in(client, source, file)
    client.post(reverse("catalogue:import_now", args=[run.pk]))
    return worked(run)


def test_an_organiser_takes_over_a_table_step_by_step(client):
    client.force_login(an_organiser())
    fields = {"name": "Kluby gminy", "kind": "TABLE", "is_public": "on", "is_passed_on": "on"}
    client.post(reverse("catalogue:new_source"), fields)
    source = Source.objects.get(name="Kluby gminy")

    run = handed_in(client, source, a_table())

    assert (run.state, run.rejected) == ("PREVIEW", 0)
    assert not Entry.objects.filter(source=source).exists()
    assert "Klub Lipa" in client.get(reverse("catalogue:import_run", args=[run.pk])).content.decode()

    client.post(reverse("catalogue:import_now", args=[run.pk]))
    worked(run)

    entry = Entry.objects.get(source=source)
    assert (entry.name, entry.phone, entry.is_free, entry.fee_text) == ("Klub Lipa", "995550120", True, "bezpłatnie")
    assert [(span.lower, span.upper) for span in entry.opening][0] == (9 * 60, 15 * 60)
    assert entry.places.get().town == "Lipnowiec"
    assert list(Event.objects.about(source).order_by("id").values_list("name", flat=True)) == [
        "source.added",
        "source.changed",
        "import.done",
    ]


def test_the_columns_are_remembered_for_the_next_time(client):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")
    imported(client, source, a_table())

    source.refresh_from_db()

    assert source.mapping["columns"]["name"] == "Nazwa"
    assert source.mapping["columns"]["opening"] == "Godziny otwarcia"


def test_a_second_reading_tells_new_changed_gone_and_rejected(client):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")
    heading = "id;nazwa;opis\n"
    imported(client, source, a_table(heading + "1;Klub;Szachy\n2;Świetlica;\n3;Chór;\n"))

    run = handed_in(client, source, a_table(heading + "1;Klub;Brydż\n3;Chór;\n4;;\n5;Kino;\n"))

    services = run.rows.filter(table="services")
    assert sorted(services.values_list("state", "name")) == [
        ("CHANGED", "Klub"),
        ("GONE", "Świetlica"),
        ("NEW", "Kino"),
        ("REJECTED", ""),
    ]
    rejected = client.get(reverse("catalogue:rejected_rows", args=[run.pk])).content.decode()
    assert "4;services" in rejected


def test_an_import_is_undone_as_a_whole(client):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")
    heading = "id;nazwa;opis\n"
    imported(client, source, a_table(heading + "1;Klub;Szachy\n2;Świetlica;Zabawa\n"))
    before = {record.record_id: record.data for record in Record.objects.filter(source=source)}
    second = imported(client, source, a_table(heading + "1;Klub;Brydż\n5;Kino;\n"))
    assert set(Entry.objects.filter(source=source).values_list("name", flat=True)) == {"Klub", "Kino"}

    client.post(reverse("catalogue:undo_import", args=[second.pk]))
    worked(second)

    assert second.state == "UNDONE"
    assert {record.record_id: record.data for record in Record.objects.filter(source=source)} == before
    assert set(Entry.objects.filter(source=source).values_list("name", "summary")) == {
        ("Klub", "Szachy"),
        ("Świetlica", "Zabawa"),
    }


def test_an_import_is_not_undone_below_a_later_one(client):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")
    first = imported(client, source, a_table("id;nazwa\n1;Klub\n"))
    second = imported(client, source, a_table("id;nazwa\n1;Klub Lipa\n"))

    answer = client.post(reverse("catalogue:undo_import", args=[first.pk]), follow=True)

    first.refresh_from_db()
    assert first.state == "DONE"
    assert f"import {second.pk} of" in answer.content.decode()


def test_a_spreadsheet_is_read_like_a_csv(client):
    client.force_login(an_organiser())
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    for line, cells in enumerate([["nazwa", "kod", "miejscowość"], ["Klub", "12-345", "Łomża"], ["Chór", "", "Ełk"]]):
        sheet.write_row(line, 0, cells)
    book.close()
    source = a_source(kind="TABLE", url="")

    imported(client, source, SimpleUploadedFile("kluby.xlsx", held.getvalue()))

    assert set(Entry.objects.filter(source=source).values_list("name", flat=True)) == {"Klub", "Chór"}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 not a zip", b'{"contents": ['])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json", "a.zip"])
def test_a_broken_file_is_refused_in_words(client, content, name):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")

    client.post(reverse("catalogue:hand_in", args=[source.pk]), {"file": SimpleUploadedFile(name, content)})

    run = source.runs.order_by("-pk").first()
    if run is not None:
        if run.state == "RUNNING":
            worked(run)
        else:
            client.get(reverse("catalogue:columns", args=[run.pk]))
        run.refresh_from_db()
        assert run.state == "FAILED" or run.state == "PREVIEW"
        assert run.error or run.state == "PREVIEW"


def test_a_hidden_source_hides_its_entries_and_rows(client):
    client.force_login(an_organiser())
    source = a_source(kind="TABLE", url="")
    imported(client, source, a_table())

    form = client.get(reverse("catalogue:source", args=[source.pk])).context["form"]
    given = {name: form.initial[name] for name in form.fields if form.initial[name] not in (None, False)}
    given.pop("is_public")
    client.post(reverse("catalogue:source", args=[source.pk]), given)

    assert not Entry.objects.filter(source=source, is_public=True).exists()
    assert not Record.objects.filter(source=source, is_public=True).exists()


def test_a_removed_source_takes_its_entries_with_it(client):
    client.force_login(a_director())
    source = a_source(kind="TABLE", url="")
    imported(client, source, a_table())

    client.post(reverse("catalogue:remove_source", args=[source.pk]))

    assert not Source.objects.filter(pk=source.pk).exists()
    assert not Entry.objects.exists()
    assert not Record.objects.exists()
    assert Event.objects.filter(name="source.removed").count() == 1


def test_what_broke_off_does_not_wait_for_ever():
    source = a_source()
    run = start_run(source_id=source.pk, by=None, at=NOW)

    assert end_what_broke_off(before=LATER, at=LATER) == 1

    run.refresh_from_db()
    assert run.state == "FAILED"


def test_a_running_page_asks_for_itself_again_and_works_without_that(client):
    client.force_login(an_organiser())
    run = start_run(source_id=a_source().pk, by=None, at=NOW)
    page = reverse("catalogue:import_run", args=[run.pk])

    shown = client.get(page).content.decode()
    assert 'hx-trigger="every 2s"' in shown
    assert f'href="{page}"' in shown
    assert "<html" not in client.get(page, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("who", [a_stranger, a_coordinator])
def test_only_editors_of_the_centre_see_sources(client, who):
    source = a_source()
    run = start_run(source_id=source.pk, by=None, at=NOW)
    client.force_login(who())

    for name, number in [
        ("source", source.pk),
        ("import_run", run.pk),
        ("columns", run.pk),
        ("rejected_rows", run.pk),
    ]:
        assert client.get(reverse(f"catalogue:{name}", args=[number])).status_code == 404
    for name, number in [("hand_in", source.pk), ("read_address", source.pk), ("remove_source", source.pk)]:
        assert client.post(reverse(f"catalogue:{name}", args=[number])).status_code == 404
    for name in ("import_now", "undo_import"):
        assert client.post(reverse(f"catalogue:{name}", args=[run.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_as_for_many(client):
    client.force_login(an_organiser())
    a_source()
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    for _number in range(5):
        a_source()
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(one) == len(many)
