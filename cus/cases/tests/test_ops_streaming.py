"""Large files: rows pass through, they are never all held; and the command that reads a file on the server."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from cus.accounts.tests.factories import a_coordinator, an_organiser
from cus.cases.imports.fields import guessed
from cus.cases.imports.heading import heading_in
from cus.cases.imports.reading import rows_in
from cus.cases.models import Application
from cus.cases.tasks import find_likely_pairs
from cus.cases.tests.factories_of_ops import ANNA, HEADING, a_file, a_path, a_preview, taken_over, undone
from cus.kit.errors import Refused
from cus.kit.tables import MOST_UNPACKED, lines_of
from cus.people.models import DuplicatePair, Person
from cus.people.tests.factories import a_person

MANY = 20_000
MEGABYTE = 2**20


def many_lines(count: int) -> Iterator[str]:
    for number in range(count):
        birth = f"{number % 28 + 1:02}.{number % 12 + 1:02}.{1930 + number % 60}"
        yield f"Nowak{number};Anna;;{birth};Polna;{number};Lipnowiec;;OPS.{number}/24;Zasiłek;01.01.2026;31.12.2026;;"


def a_large_file() -> Path:
    path = Path(mkdtemp()) / "osoby.csv"
    with path.open("w", encoding="cp1250") as file:
        file.write(f"{HEADING}\n")
        file.writelines(f"{line}\n" for line in many_lines(MANY))
    return path


def test_twenty_thousand_rows_are_read_in_the_memory_of_a_few():
    path = a_large_file()
    heading = heading_in(path)
    tracemalloc.start()
    rows = rows_in(
        path,
        heading_line=heading.line,
        heading=heading.names,
        columns=guessed(heading.names),
        on=date(2026, 3, 2),
    )
    count = sum(not row.reasons for row in rows)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == MANY
    assert most < 4 * MEGABYTE < path.stat().st_size * 4


@pytest.mark.django_db
def test_more_rows_than_one_step_holds_are_all_taken_over():
    run = taken_over(a_preview(a_file(*many_lines(1201))))

    assert (run.state, run.rows_read, run.rows_done) == ("DONE", 1201, 1201)
    assert (Person.objects.count(), Application.objects.count()) == (1201, 1201)


@pytest.mark.django_db
def test_a_step_asks_the_database_as_often_for_many_rows_as_for_few(django_assert_max_num_queries):
    run = a_preview(a_file(*many_lines(300)))
    with django_assert_max_num_queries(80):
        taken_over(run)


@pytest.mark.django_db
def test_undoing_asks_the_database_as_often_for_many_rows_as_for_few(django_assert_max_num_queries):
    run = taken_over(a_preview(a_file(*many_lines(300))))
    with django_assert_max_num_queries(400):  # every table that may point to a case or a person is asked once
        undone(run)

    assert (Person.objects.count(), Application.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_history_of_what_was_taken_over_names_the_import():
    run = taken_over(a_preview(a_file(ANNA)))
    [kept] = Person.pgh_event_model.objects.select_related("pgh_context")

    assert kept.pgh_context.metadata == {"user": run.started_by_id, "ops_import": run.pk}


def test_a_spreadsheet_too_big_to_be_held_is_refused_before_it_is_read():
    path = a_path("osoby.xlsx", b"")
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_UNPACKED + 1))
    with pytest.raises(Refused, match="120 MB"):
        next(lines_of(path))


@pytest.mark.django_db
def test_the_command_shows_first_and_takes_over_when_told():
    organiser, path = an_organiser(), a_path("osoby.csv", a_file(ANNA))
    told = StringIO()
    call_command("people", "import", str(path), "--from", "GOPS", "--by", organiser.email, stdout=told)
    assert (Person.objects.count(), "/office/taking-over/" in told.getvalue()) == (0, True)

    call_command("people", "import", str(path), "--from", "GOPS", "--by", organiser.email, "--take-over", stdout=told)
    assert (Person.objects.count(), Application.objects.get().number) == (1, "OPS.1/24")


def two_alike():
    """Born on one day, of one name, entered without being looked through, as a file is."""
    for phone in ("+48600000001", "+48600000002"):
        a_person(first_name="Anna", last_name="Nowak", phone=phone, street="", house="")


@pytest.mark.django_db
def test_at_night_the_worker_finds_who_may_be_one_person_and_finds_nobody_twice():
    two_alike()
    find_likely_pairs(0)
    find_likely_pairs(0)

    assert DuplicatePair.objects.count() == 1


@pytest.mark.django_db
def test_the_command_finds_who_may_be_one_person():
    two_alike()
    told = StringIO()
    call_command("people", "duplicates", stdout=told)

    assert DuplicatePair.objects.count() == 1
    assert told.getvalue().split()[0] == "1"


@pytest.mark.django_db
def test_the_command_serves_only_who_may_take_over():
    path = a_path("osoby.csv", a_file(ANNA))
    for email in (a_coordinator().email, "nikt@example.org"):
        with pytest.raises(CommandError):
            call_command("people", "import", str(path), "--from", "GOPS", "--by", email)
