"""`./run bench takeover --rows 100000`: people and cases of an OPS are read, taken over and taken back.

Makes the file as an office hands it over (Polish names as often as in life, families, several helps of one person,
one row in two hundred broken, one person in ten known already) and does with it what the worker does, in a database of
its own, under the role that row security binds. Each step stands beside a bare COPY of the same rows in the same run:
quote the ratio. Memory is the most the process of the worker ever held. Ends with an error when 100,000 rows miss
their five minutes, the undoing its two, or the memory its 500 MB (the times in proportion for other sizes).
"""

import argparse
import csv
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
django.setup()

from django.core.files.base import File
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils.timezone import localdate, now

from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.cases.models import Application, AssistanceDecision, OpsImport, OpsRow
from cus.cases.services.ops_import import (
    begin_reading,
    begin_taking_over,
    begin_undoing,
    carry_out_import,
    carry_out_undoing,
    hand_in,
    map_help,
    read_import,
)
from cus.cases.states import OpsImportState
from cus.kit.rows import SERVING_ROLE, acting_for
from cus.offer.models import LegalTrack, Service
from cus.office.demo.names import first_name, pesel_of, rows_of
from cus.people.models import Household, Person, Sex
from cus.people.services import add_people, drafted_person
from cus.people.services.duplicates import find_all_pairs

ROWS = 100_000
MOST_IMPORT_S, MOST_UNDO_S, MOST_MB = 300, 120, 500
TODAY = localdate()
HEADING = (
    "Nazwisko", "Imię", "PESEL", "Data urodzenia", "Ulica", "Nr domu", "Miejscowość", "Telefon", "Nr sprawy",
    "Rodzaj pomocy", "Od", "Do", "Nr decyzji", "Godziny", "Pracownik socjalny", "Nr rodziny", "Stopień pokrewieństwa",
)  # fmt: skip
STREETS = ("Polna", "Leśna", "Krótka", "Długa", "Szkolna", "Ogrodowa", "Kościelna", "Łąkowa", "Źródlana", "Rynek")
WORKERS = ("Joanna Wrona", "Danuta Kos", "Sylwia Mazur")
SECONDS_BETWEEN_LOOKS = 0.5


@dataclass(frozen=True)
class Resident:
    """Somebody of the file: `cells` are the columns up to the phone."""

    cells: tuple[str, ...]
    family: int
    role: str
    helps: int


def residents(size: int) -> Iterator[Resident]:
    """People in families of one to four; one in ten without a PESEL, one in seven without a phone."""
    dice, used, rows = Random(5020), {""}, rows_of("surnames.csv")
    weights = [int(row["bearers"]) for row in rows]
    family, left, last, place = 0, 0, rows[0], ("", "")
    for number in range(size):
        if not left:
            family, left = family + 1, dice.choice((1, 1, 2, 3, 4))
            last = dice.choices(rows, weights)[0]
            place = (dice.choice(STREETS), str(dice.randrange(1, 400)))
            head = True
        sex = Sex.FEMALE if dice.random() < 0.55 else Sex.MALE
        born = TODAY - timedelta(days=dice.randrange(18 * 365, 95 * 365) if head else dice.randrange(365, 60 * 365))
        pesel = "" if number % 10 == 0 else pesel_of(born_on=born, sex=sex, serial=dice.randrange(5000))
        pesel = "" if pesel in used else pesel
        used.add(pesel)
        phone = "" if number % 7 == 0 else str(dice.randrange(500_000_000, 899_999_999))
        names = (last[sex.lower()], first_name(dice, sex=sex, born_on=born))
        cells = (*names, pesel, f"{born:%d.%m.%Y}", *place, "Lipnowiec", phone)
        yield Resident(cells, family, "" if head else dice.choice(("żona", "syn", "córka")), dice.choice((1, 1, 2)))
        left, head = left - 1, False


def lines(rows: int) -> Iterator[tuple[str, ...]]:
    """The rows of the file: one a help, so that some people stand on two; one in two hundred has a broken PESEL."""
    dice, number = Random(5021), 0
    for place, one in enumerate(residents(rows)):
        for help_ in range(one.helps):
            number += 1
            if number > rows:
                return
            first = date(2024 + help_, dice.randrange(1, 13), 1)
            care = (place + help_) % 2 == 0
            kind = "Usługi opiekuńcze" if care else dice.choice(("Zasiłek stały", "Zasiłek celowy", "Praca socjalna"))
            decision = (f"D/{number}/24", str(dice.randrange(5, 60))) if care else ("", "")
            last = f"{first + timedelta(days=364):%d.%m.%Y}"
            cells = one.cells if number % 200 else (*one.cells[:2], "44051401459", *one.cells[3:])
            case = (f"OPS.5022.{place}.2024", kind, f"{first:%d.%m.%Y}", last, *decision, dice.choice(WORKERS))
            yield (*cells, *case, f"R{one.family}", one.role)


def a_file(folder: Path, rows: int) -> Path:
    path = folder / "osoby.csv"
    with path.open("w", encoding="cp1250", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADING)
        writer.writerows(lines(rows))
    return path


def known_already(size: int, *, centre: Centre, by: User) -> None:
    """Every tenth person of the file is in the register, without a phone: the import completes the entry."""
    names = ("last_name", "first_name", "pesel", "born_on", "street", "house", "town")
    people = []
    for place, one in enumerate(residents(size)):
        if place % 10 == 5 and one.cells[2]:
            fields: dict[str, Any] = dict(zip(names, one.cells[:7], strict=True)) | {"born_on": None}
            people.append(drafted_person(centre=centre, fields=fields, on=TODAY))
    for first in range(0, len(people), 1000):
        add_people(people[first : first + 1000], centre=centre, by=by, from_unit="", run=0)


@contextmanager
def a_database_of_its_own() -> Iterator[str]:
    """Made and dropped by the role that owns, which it yields."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_takeover_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    owner = connection.settings_dict["USER"]
    try:
        yield owner
    finally:
        become(owner)
        connection.creation.destroy_test_db(usual, verbosity=0)


def become(role: str) -> None:
    connection.close()
    connections.settings["default"]["USER"] = connection.settings_dict["USER"] = role


def a_centre() -> tuple[Centre, User]:
    centre = Centre.objects.create(name="bench", town="Lipnowiec")
    with acting_for(centre.pk):
        organiser = User.objects.create(email="organiser@example.org", first_name="Ola", last_name="O", centre=centre)
        RoleHeld.objects.create(centre=centre, user=organiser, role=Role.ORGANISER, starts_on=date(2020, 1, 1))
        for number, name in enumerate(WORKERS):
            first, last = name.split()
            user = User.objects.create(
                email=f"w{number}@example.org", first_name=first, last_name=last, centre=centre, is_active=True
            )
            RoleHeld.objects.create(centre=centre, user=user, role=Role.COORDINATOR, starts_on=date(2020, 1, 1))
        care = Service.objects.create(
            centre=centre, code="OPS1", area=4, name="Usługi opiekuńcze", unit="godzina",
            legal_track=LegalTrack.SOCIAL_ASSISTANCE,
        )  # fmt: skip
        map_help(centre=centre, words="Usługi opiekuńcze", service_id=care.pk, by=organiser)
    return centre, organiser


def bare_copy(path: Path) -> float:
    """How long PostgreSQL takes to keep the same cells as they are."""
    with connection.cursor() as cursor:
        columns = ", ".join(f"c{place} text" for place in range(len(HEADING)))
        cursor.execute(f"CREATE TABLE bench_bare ({columns})")
        began = time.perf_counter()
        options = "FORMAT csv, HEADER, DELIMITER ';', ENCODING 'WIN1250'"
        with path.open("rb") as file, cursor.copy(f"COPY bench_bare FROM STDIN ({options})") as copy:
            while block := file.read(2**16):
                copy.write(block)
        spent = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_bare")
    return spent


class Look:
    """Looks at the import now and then, as its page does: how often the progress had moved."""

    def __init__(self, run: OpsImport) -> None:
        self.run, self.seen, self.over = run, set[int](), threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Look":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()

    def _look(self) -> None:
        with acting_for(self.run.centre_id):
            while not self.over.wait(SECONDS_BETWEEN_LOOKS):
                self.seen |= set(OpsImport.objects.filter(pk=self.run.pk).values_list("rows_done", flat=True))
        connection.close()


def measure(rows: int, folder: Path, owner: str) -> dict[str, Any]:
    path = a_file(folder, rows)
    centre, organiser = a_centre()
    copied = bare_copy(path)
    become(SERVING_ROLE)
    with acting_for(centre.pk):
        known_already(rows, centre=centre, by=organiser)
        before = counted()
        with path.open("rb") as content:
            given: dict[str, Any] = {"file": File(content), "file_name": path.name, "by": organiser, "at": now()}
            run = hand_in(centre=centre, from_unit="GOPS w Lipnowcu", **given)
        begin_reading(run_id=run.pk, columns=run.columns, by=organiser, at=now())
        steps = [timed("preview", rows, lambda: read_import(run_id=run.pk, at=now()))]
        states = tallied(run)
        begin_taking_over(run_id=run.pk, by=organiser, at=now())
        with Look(run) as look:
            steps.append(timed("taking over", rows, lambda: carry_out_import(run_id=run.pk, by=organiser, at=now())))
        steps.append(timed("likely pairs", rows, lambda: find_all_pairs(centre=centre, on=TODAY)))
        taken = counted()
        begin_undoing(run_id=run.pk, by=organiser, at=now())
        steps.append(timed("undoing", rows, lambda: carry_out_undoing(run_id=run.pk, by=organiser, at=now())))
        run.refresh_from_db()
        wrong = faults(run, before=before, taken=taken, after=counted(), seen=len(look.seen))
    for step in steps:
        step["times_copy"] = round(step["seconds"] / copied, 1)
    sizes = {"rows": rows, "copy_s": round(copied, 2), "states": states, "taken_over": taken}
    return {**sizes, "progress_seen": len(look.seen), "steps": steps, "misses": wrong + misses(steps, rows)}


def timed(name: str, rows: int, act: Callable[[], object]) -> dict[str, Any]:
    began = time.perf_counter()
    act()
    spent = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {spent:.1f} s", file=sys.stderr, flush=True)
    return {"step": name, "seconds": round(spent, 1), "rows_a_second": round(rows / spent), "most_mb": round(most)}


def counted() -> dict[str, int]:
    kinds = {"people": Person, "cases": Application, "decisions": AssistanceDecision, "households": Household}
    return {name: model.objects.count() for name, model in kinds.items()}  # type: ignore[attr-defined]


def tallied(run: OpsImport) -> dict[str, int]:
    states = OpsRow.objects.filter(run=run).values_list("state", flat=True)
    return {state: states.filter(state=state).count() for state in states.order_by("state").distinct()}


def faults(run: OpsImport, *, before: dict[str, int], taken: dict[str, int], after: dict[str, int], seen: int) -> list:
    """What should not be: one sentence each."""
    found = [] if run.state == OpsImportState.UNDONE else [f"the import is {run.state}: {run.error}"]
    found += [f"no {name} were taken over" for name, count in taken.items() if count <= before[name]]
    found += [f"{after[name]} {name} after the undoing, {count} before" for name, count in before.items()
              if after[name] != count]  # fmt: skip
    return found if seen > 1 or run.rows_read < ROWS else [*found, "the progress never moved"]


def misses(steps: list[dict[str, Any]], rows: int) -> list[str]:
    share = rows / ROWS
    forth = sum(step["seconds"] for step in steps[:-1])
    found = [f"{forth:.0f} s to take over"] if forth > MOST_IMPORT_S * share else []
    found += [f"{steps[-1]['seconds']} s to undo"] if steps[-1]["seconds"] > MOST_UNDO_S * share else []
    return found + ([f"{steps[-1]['most_mb']} MB"] if steps[-1]["most_mb"] > MOST_MB else [])


def table(result: dict[str, Any]) -> str:
    told = [f"{count} {name}" for name, count in (result["states"] | result["taken_over"]).items()]
    lines = [f"{result['rows']} rows, a bare COPY of them {result['copy_s']} s; {', '.join(told)}"]
    lines.append(f"\n{'step':16}{'seconds':>9}{'rows/s':>9}{'× COPY':>9}{'most MB':>9}")
    lines += [
        f"{step['step']:16}{step['seconds']:>9}{step['rows_a_second']:>9}{step['times_copy']:>9}{step['most_mb']:>9}"
        for step in result["steps"]
    ]
    moved = result["progress_seen"]
    return "\n".join(
        [*lines, f"\nthe progress had moved {moved} times; misses: {', '.join(result['misses']) or 'none'}"]
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench takeover", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    a_folder = TemporaryDirectory(prefix="cus-takeover-")
    with a_folder as folder, override_settings(MEDIA_ROOT=folder), a_database_of_its_own() as owner:
        result = measure(given.rows, Path(folder), owner)
    print(json.dumps(result, indent=2, ensure_ascii=False) if given.json else table(result))
    return 1 if result["misses"] else 0


if __name__ == "__main__":
    sys.exit(main())
