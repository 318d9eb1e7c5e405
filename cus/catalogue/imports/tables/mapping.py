"""What the columns of a table mean: known tables, guesses from the heading, and the cells of a row by their meaning.

A mapping is plain data, kept with the source:
  makes     "services" or "organizations"
  columns   for each field the column, or a sentence with columns in braces: "{type}, {town}"
  fixed     the same for every row: area, audiences, form, description
  costs     columns that hold prices, with the words for each
  origin    what the ids are made of, so that the same row of the same table has one id everywhere
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.kit.polish import fold

READY = Path(__file__).resolve().parents[2] / "data" / "mappings"
BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Field:
    """Something a column can mean, with the beginnings of the headings that hint at it (without diacritics)."""

    name: str
    label: str | Promise
    hints: tuple[str, ...]


FIELDS = (
    Field("name", _("name"), ("nazwa", "name", "tytul", "usluga", "official_name")),
    Field("description", _("description"), ("opis", "description", "zakres", "profil", "charakter")),
    Field("id", _("what tells the rows apart"), ("id", "identyfikator", "numer_rejestr", "nr_rejestr", "register_no")),
    Field("organization", _("who delivers it"), ("podmiot", "operator", "organizator", "prowadzacy", "realizator")),
    Field("nip", _("NIP of who delivers it"), ("nip", "operator_nip")),
    Field("regon", _("REGON of who delivers it"), ("regon", "operator_regon")),
    Field("krs", _("KRS of who delivers it"), ("krs", "nr_krs", "numer_krs")),
    Field("phone", _("telephone"), ("telefon", "tel", "phone")),
    Field("email", _("e-mail"), ("e-mail", "email", "mail", "adres_e-mail", "poczta")),
    Field("website", _("website"), ("www", "strona", "website", "url", "adres_www")),
    Field("address", _("address in one cell"), ("adres", "address", "siedziba", "lokalizacja")),
    Field("street", _("street and number"), ("ulica", "street", "addr:street")),
    Field("postcode", _("postcode"), ("kod", "postcode", "addr:postcode", "postal")),
    Field("town", _("town"), ("miejscowosc", "miasto", "town", "locality", "city", "addr:city")),
    Field("gmina", _("municipality"), ("gmina",)),
    Field("powiat", _("powiat"), ("powiat",)),
    Field("voivodeship", _("voivodeship"), ("wojewodztwo", "voivodeship")),
    Field("teryt", _("TERYT code of the municipality"), ("teryt", "gmina_teryt")),
    Field("latitude", _("latitude"), ("szerokosc", "lat", "latitude")),
    Field("longitude", _("longitude"), ("dlugosc", "lon", "lng", "longitude")),
    Field("opening", _("opening hours"), ("godziny", "opening", "czynne", "dni_i_godziny")),
    Field("fee", _("price in words"), ("oplata", "odplatnosc", "koszt", "cena", "fee")),
    Field("eligibility", _("for whom"), ("dla_kogo", "odbiorcy", "adresaci", "grupa", "eligibility", "recipients")),
    Field("wheelchair", _("accessible by wheelchair (yes, no)"), ("dostepnosc", "wozek", "wheelchair")),
    Field("languages", _("languages (codes: pl, uk)"), ("jezyk", "language")),
    Field("closed", _("paused (yes, no)"), ("zawieszon", "suspended", "wstrzyman")),
    Field("keywords", _("other words for it"), ("slowa", "keywords", "tagi", "inna_nazwa")),
)  # fmt: skip
BY_NAME = {one.name: one for one in FIELDS}


@dataclass(frozen=True)
class ReadyMapping:
    """A table that is recognised by its heading."""

    name: str
    title: str
    heading: frozenset[str]
    mapping: dict[str, Any]
    licence: str = ""
    attribution: str = ""


@cache
def ready_mappings() -> tuple[ReadyMapping, ...]:
    ready = []
    for path in sorted(READY.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        mapping = {key: told[key] for key in ("makes", "columns", "fixed", "costs") if key in told}
        mapping["origin"] = f"table:{path.stem}"
        whose = {"licence": told.get("licence", ""), "attribution": told.get("attribution", "")}
        ready.append(ReadyMapping(path.stem, told["title"], frozenset(told["heading"]), mapping, **whose))
    return tuple(ready)


def ready_for(heading: list[str]) -> ReadyMapping | None:
    """The known table that has this heading."""
    return next((ready for ready in ready_mappings() if ready.heading <= set(heading)), None)


def mapping_for(heading: list[str]) -> dict[str, Any]:
    """The mapping of a known table; otherwise guesses by the names of the columns."""
    ready = ready_for(heading)
    return ready.mapping if ready else guessed(heading)


def guessed(heading: list[str]) -> dict[str, Any]:
    """Each field gets the first column that is called like it; no column is taken twice, but the one of the id."""
    columns: dict[str, str] = {}
    for field in FIELDS:
        taken = {column for name, column in columns.items() if name != "id"} if field.name != "id" else set()
        column = next(
            (one for hint in field.hints for one in heading if one not in taken and _is_called(one, hint)), ""
        )
        if column:
            columns[field.name] = column
    return {"makes": "services", "columns": columns}


def by_meaning(cells: dict[str, str], mapping: dict[str, Any]) -> dict[str, str]:
    """The texts of a row by field: what is fixed, then what its columns say."""
    said = {name: text for name, text in mapping.get("fixed", {}).items() if isinstance(text, str)}
    for name, told in mapping.get("columns", {}).items():
        text = _filled(told, cells) if "{" in told else cells.get(told, "")
        if text.strip():
            said[name] = text.strip()
    return said


def _filled(sentence: str, cells: dict[str, str]) -> str:
    """The sentence with the cells in it; parts between bars fall away when a cell of theirs is empty."""
    parts = []
    for part in sentence.split("|"):
        named = BRACES.findall(part)
        if all(cells.get(name, "").strip() for name in named):
            parts.append(BRACES.sub(lambda found: cells[found[1]].strip(), part))
    return "".join(parts)


def _is_called(column: str, hint: str) -> bool:
    plain = fold(column).replace(" ", "_")
    return plain == hint or plain.startswith(f"{hint}_") or (len(hint) > 4 and plain.startswith(hint))
