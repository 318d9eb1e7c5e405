"""A file of the social assistance centre, taken over some weeks ago: its decisions, doubts and rejected rows."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from cus.accounts.models import User
from cus.cases.services.ops_import import (
    begin_reading,
    begin_taking_over,
    carry_out_import,
    hand_in,
    map_help,
    read_import,
)
from cus.office.demo.care import is_by_decision
from cus.office.demo.names import pesel_of
from cus.office.demo.scene import Scene
from cus.people.models import Sex
from cus.records.log import recorded_as_of

SOME_DAYS_AGO = 38
A_YEAR = timedelta(days=364)
UNIT = "Ośrodek Pomocy Społecznej (przykład)"
TITLE = "Wykaz świadczeniobiorców, stan na dzień przekazania;;;;;;;;;;;;"
HEADING = (
    "Nazwisko i imię;PESEL;Data ur.;Adres;Telefon;Znak sprawy;Rodzaj świadczenia;Decyzja nr;Od dnia;Do dnia;"
    "Liczba godzin;Odpłatność;Pracownik socjalny"
)
CARE, NEEDS_NO_DECISION = "Usługi opiekuńcze", ("Posiłek",)
PEOPLE = Path(__file__).parent / "data" / "ops_people.csv"
REJECTED = (
    "Ptasznik Jan;44051401358;;ul. Polna 1, 32-005 Niepołomice;;OPS.8123.40;Posiłek;;;;;;",
    "Zawada Helena;;31.02.1950;;;OPS.8123.41;;;;;;;",
)


def add_import(scene: Scene) -> None:
    """The services organiser took the file over; two rows were rejected, one waits for somebody to say who it is."""
    at, by = scene.moment_on(scene.day(SOME_DAYS_AGO)), scene.staff["organiser"]
    with recorded_as_of(at):
        take_over(scene, at=at, by=by)


def take_over(scene: Scene, *, at: datetime, by: User) -> None:
    care = next((one for _code, one in sorted(scene.services.items()) if is_by_decision(one)), None)
    map_help(centre=scene.centre, words=CARE, service_id=care.pk if care else None, by=by)
    content = "\r\n".join([TITLE, HEADING, *lines(scene), ""]).encode("cp1250")
    file = ContentFile(content)
    run = hand_in(centre=scene.centre, from_unit=UNIT, file=file, file_name="wykaz-ops.csv", by=by, at=at)
    begin_reading(run_id=run.pk, columns=run.columns, by=by, at=at)
    read_import(run_id=run.pk, at=at)
    begin_taking_over(run_id=run.pk, by=by, at=at)
    carry_out_import(run_id=run.pk, by=by, at=at)


def lines(scene: Scene) -> list[str]:
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        told = [line_of(row, number, scene) for number, row in enumerate(csv.DictReader(file, delimiter=";"), start=1)]
    return [*told, *REJECTED, somebody_known(scene)]


def line_of(row: dict[str, str], number: int, scene: Scene) -> str:
    """A row as the old program prints it; `lasts` are days from today, negative where the help has ended."""
    pesel = pesel_of(born_on=date.fromisoformat(row["born_on"]), sex=Sex(row["sex"]), serial=700 + number)
    last = scene.on + timedelta(days=int(row["lasts"]))
    first = last - A_YEAR
    decision = "" if row["kind"] in NEEDS_NO_DECISION else f"OPS/{number}/{first.year}"
    days = [f"{day.day:02}.{day.month:02}.{day.year}" for day in (first, last)]
    who = [row["name"], pesel, "", row["address"], row["phone"]]
    help_ = [f"OPS.8123.{number}", row["kind"], decision, *days, row["hours"], row["fee"]]
    return ";".join([*who, *help_, scene.staff["joanna"].name])


def somebody_known(scene: Scene) -> str:
    """The name of somebody of the register, without anything that would say that it is the same person."""
    known = sorted(scene.people.items())[0][1]
    return f"{known.last_name} {known.first_name};;;;;OPS.8123.42;;;;;;;"
