"""Names, addresses and numbers of people who do not exist, as frequent as among those who do."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from stdnum.pl import pesel as pesel_number

from cus.people.models import Sex

DATA = Path(__file__).parent / "data"
BORN_BEFORE = ((date(1955, 1, 1), "1"), (date(1985, 1, 1), "2"))
CENTURY_IN_MONTH = {18: 80, 19: 0, 20: 20}
SPREAD = 613  # shares no factor with 5000: serials far apart, none twice


@cache
def rows_of(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def generation(born_on: date) -> str:
    return next((code for day, code in BORN_BEFORE if born_on < day), "3")


@cache
def _first_names(sex: Sex, code: str) -> tuple[list[str], list[int]]:
    rows = [row for row in rows_of("first_names.csv") if row["sex"] == sex and code in row["generations"]]
    return [row["name"] for row in rows], [int(row["bearers"]) for row in rows]


def first_name(dice: Random, *, sex: Sex, born_on: date) -> str:
    names, bearers = _first_names(sex, generation(born_on))
    return dice.choices(names, bearers)[0]


def surnames(dice: Random) -> dict[str, str]:
    """A surname in both forms, by sex."""
    rows = rows_of("surnames.csv")
    row = dice.choices(rows, [int(row["bearers"]) for row in rows])[0]
    return {Sex.MALE: row["male"], Sex.FEMALE: row["female"]}


def pesel_of(*, born_on: date, sex: Sex, serial: int) -> str:
    """A valid number: the `serial` (under 5000) sets it apart from every other, whatever the birthday."""
    month = born_on.month + CENTURY_IN_MONTH[born_on.year // 100]
    order = 2 * (serial * SPREAD % 5000) + (sex == Sex.MALE)
    digits = f"{born_on.year % 100:02}{month:02}{born_on.day:02}{order:04}"
    return digits + pesel_number.calc_check_digit(digits)


def birthday(dice: Random, *, age: int, on: date) -> date:
    """A day on which somebody who is `age` on the day was born; never 29 February, which not every year has."""
    return date(on.year - age - 1, on.month, min(on.day, 28)) + timedelta(days=dice.randint(3, 360))


def address(dice: Random) -> dict[str, str]:
    """Town, street where the town has streets, house number, postcode."""
    places = rows_of("places.csv")
    place = dice.choices(places, [int(place["share"]) for place in places])[0]
    streets = [street for street in place["streets"].split("|") if street]
    street = dice.choice(streets) if streets and dice.random() < 0.9 else ""
    house = str(dice.randint(1, 80) if street else dice.randint(1, 420))
    if street and place["town"] == "Niepołomice" and dice.random() < 0.35:
        house += f"/{dice.randint(1, 24)}"
    elif not street and dice.random() < 0.15:
        house += dice.choice("ABC")
    return {"town": place["town"], "street": street, "house": house, "postcode": place["postcode"]}


def telephone(number: int) -> str:
    """One of the mobile numbers 600 000 …: nobody's, and easy to tell."""
    return f"+48600000{number:03}"
