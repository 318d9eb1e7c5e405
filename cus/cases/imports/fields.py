"""What a column of such a table can mean, and the headings under which offices and their programs write it.

Pomost Std and TT-Pomoc let every office compose its own printouts, so no list of headings is complete: a person
corrects the guess, and the centre remembers the answer for the same heading (`OpsColumns`).
"""

import hashlib
import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.kit.polish import fold

GENITIVES = {"decyzja": "decyzji", "sprawa": "sprawy", "rodzina": "rodziny", "adres": "adresu"}


@dataclass(frozen=True)
class Field:
    """Something a column can mean; `hints` are headings, or their beginnings, without diacritics and marks."""

    name: str
    label: str | Promise
    hints: tuple[str, ...]


PERSON = (
    Field("pesel", "PESEL", ("pesel", "nr pesel", "numer pesel")),
    Field("last_and_first", _("last and first name in one cell"), (
        "nazwisko i imie", "nazwisko imie", "nazwisko i imiona", "swiadczeniobiorca", "podopieczny", "klient",
        "beneficjent", "osoba", "wnioskodawca",
    )),
    Field("first_and_last", _("first and last name in one cell"), (
        "imie i nazwisko", "imie nazwisko", "imiona i nazwisko",
    )),
    Field("last_name", _("last name"), ("nazwisko", "nazw")),
    Field("first_name", _("first name"), ("imie", "imiona", "pierwsze imie")),
    Field("born_on", _("date of birth"), (
        "data urodzenia", "data ur", "dataur", "ur", "urodzony", "urodzona", "urodz",
    )),
    Field("sex", _("sex"), ("plec",)),
    Field("street", _("street"), ("ulica", "ul")),
    Field("house", _("house number"), (
        "nr domu", "numer domu", "dom", "nr budynku", "nr adresu", "numer domu i lokalu", "nr domu/lokalu",
        "nr domu i lokalu",
    )),
    Field("flat", _("flat number"), ("nr lokalu", "numer lokalu", "nr mieszkania", "lokal", "mieszkanie")),
    Field("postcode", _("postcode"), ("kod pocztowy", "kod")),
    Field("town", _("town or village"), ("miejscowosc", "miasto", "poczta", "miejsce zamieszkania")),
    Field("address", _("whole address in one cell"), (
        "adres zamieszkania", "adres", "adres pobytu", "adres zameldowania",
    )),
    Field("phone", _("phone"), ("telefon", "tel", "nr telefonu", "numer telefonu", "kontakt", "kom", "tel kom")),
    Field("email", _("e-mail"), ("e mail", "email", "mail", "adres e mail", "adres email", "poczta elektroniczna")),
    Field("reach_note", _("how to reach, what to mind"), ("uwagi do kontaktu", "uwagi o kontakcie", "kontakt uwagi")),
)  # fmt: skip
CASE = (
    Field("case_number", _("number of the case there"), (
        "nr sprawy", "numer sprawy", "znak sprawy", "nr teczki", "numer teczki", "nr akt", "sygnatura", "sprawa",
    )),
    Field("filed_on", _("day of filing there"), (
        "data wniosku", "data zlozenia", "wniosek z dnia", "data wplywu", "wniosek",
    )),
    Field("kind", _("kind of help"), (
        "rodzaj pomocy", "rodzaj swiadczenia", "forma pomocy", "rodzaj uslugi", "usluga", "swiadczenie",
        "nazwa swiadczenia", "typ swiadczenia", "forma", "pomoc",
    )),
    Field("starts_on", _("help from"), (
        "data od", "od", "od dnia", "okres od", "poczatek", "przyznano od", "swiadczenie od", "data rozpoczecia",
    )),
    Field("ends_on", _("help to"), (
        "data do", "do", "do dnia", "okres do", "koniec", "przyznano do", "swiadczenie do", "data zakonczenia",
    )),
    Field("decision_number", _("number of the decision"), (
        "nr decyzji", "numer decyzji", "decyzja nr", "znak decyzji", "decyzja",
    )),
    Field("decided_on", _("day of the decision"), ("data decyzji", "decyzja z dnia", "data wydania", "z dnia")),
    Field("verdict", _("what the decision does (grants, refuses)"), (
        "rodzaj decyzji", "rozstrzygniecie", "typ decyzji", "tresc rozstrzygniecia",
    )),
    Field("hours", _("hours"), (
        "liczba godzin", "ilosc godzin", "godziny", "godz", "wymiar", "wymiar godzin", "ilosc h", "l godzin",
    )),
    Field("fee", _("fee"), ("odplatnosc", "oplata", "stawka", "kwota odplatnosci", "koszt godziny", "cena")),
    Field("worker", _("who leads the case there"), (
        "pracownik socjalny", "pracownik", "prowadzacy", "koordynator", "opiekun sprawy", "rejon prowadzi",
    )),
)  # fmt: skip
HOUSEHOLD = (
    Field("household", _("number of the household"), (
        "nr rodziny", "numer rodziny", "id rodziny", "rodzina", "nr gospodarstwa", "numer gospodarstwa",
        "gospodarstwo", "srodowisko", "nr srodowiska",
    )),
    Field("role", _("role in the household"), (
        "rola w rodzinie", "rola", "stopien pokrewienstwa", "pokrewienstwo", "rola w gospodarstwie",
    )),
)  # fmt: skip
FIELDS = (*PERSON, *CASE, *HOUSEHOLD)
GROUPS = ((_("Person"), PERSON), (_("Case and help"), CASE), (_("Household"), HOUSEHOLD))
BY_NAME = {field.name: field for field in FIELDS}
NAMES = ("last_name", "first_name", "last_and_first", "first_and_last")


def plain(heading: str) -> str:
    """ "Nr. sprawy (OPS)" as "nr sprawy": what two people write differently and mean alike."""
    return " ".join(re.sub(r"\(.*?\)|[^a-z0-9/]+", " ", fold(heading)).split())


def guessed(heading: list[str]) -> dict[str, int]:
    """For each field the column that is called like it, whole names before beginnings; no column is taken twice."""
    names = [plain(name) for name in heading]
    columns: dict[str, int] = {}
    for is_called in (_exactly, _of_its_group, _begins):
        for field in FIELDS:
            if field.name in columns:
                continue
            free = [(place, name) for place, name in enumerate(names) if place not in columns.values()]
            called = (place for hint in field.hints for place, name in free if is_called(name, hint))
            if (found := next(called, None)) is not None:
                columns[field.name] = found
    return _without_doubles(columns)


def _exactly(name: str, hint: str) -> bool:
    return name == hint


def _of_its_group(name: str, hint: str) -> bool:
    """ "decyzja / nr" and "decyzja / od": the column under a merged heading."""
    group, parted, own = (part.strip() for part in name.partition("/"))
    return bool(parted) and hint in (own, f"{own} {GENITIVES.get(group, group)}")


def _begins(name: str, hint: str) -> bool:
    return len(hint) > 3 and name.startswith(f"{hint} ")


def _without_doubles(columns: dict[str, int]) -> dict[str, int]:
    """Whoever has the names in two columns needs no cell with both."""
    if "last_name" in columns and "first_name" in columns:
        return {name: place for name, place in columns.items() if name not in ("last_and_first", "first_and_last")}
    return columns


def key_of(heading: list[str]) -> str:
    """The digest by which a heading is known again."""
    return hashlib.sha256("\n".join(plain(name) for name in heading).encode()).hexdigest()
