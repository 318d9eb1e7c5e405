"""What each column means and how its words become fields of a service. A bad cell is named with its column."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.kit.polish import fold
from cus.law.services import area_exists
from cus.offer.imports.services_csv.audiences import ages_of, audiences_of
from cus.offer.models import LegalTrack, Service, ServiceForm
from cus.offer.recipients import recipient_kinds_of

REQUIRED = ("id", "area_no", "name", "description", "recipients", "form", "unit")
OPTIONAL = (
    "area",
    "typical_limit",
    "fee_rule",
    "provider_type",
    "visit_scheduling",
    "individual_plan_usual",
    "basis",
)
TEXTS = {
    "id": "code",
    "name": "name",
    "description": "description",
    "recipients": "recipients",
    "unit": "unit",
    "typical_limit": "limit_text",
    "fee_rule": "fee_text",
    "provider_type": "provider_text",
    "basis": "basis",
}
FORMS = {
    "indywidualna": ServiceForm.INDIVIDUAL,
    "grupowa": ServiceForm.GROUP,
    "miejsce": ServiceForm.PLACE,
    "rzecz": ServiceForm.ITEM,
    "przedmiot": ServiceForm.ITEM,
}
YES_AND_NO = {"tak": True, "t": True, "1": True, "nie": False, "n": False, "0": False, "": False}

# A fee that depends: free for some, or up to a sum, or with something to add.
DEPENDS = re.compile(r"\b(lub|albo|dalej|czasem|material|prog|kaucj|doplat|kwot|zl\b|wg\b|platn)")
PLACES = re.compile(r"(?<![\d–-])\b(\d{1,5}) miejsc")
# Services the social assistance act knows: they are granted by a decision after an interview at home.
BY_DECISION = (
    "uslugi opiekuncze",
    "uslugi sasiedzkie",
    "dzienny dom",
    "mieszkanie wspomagane",
    "mieszkanie treningowe",
)
BY_POWIAT = re.compile(r"\b(pcpr|powiat\w*)\b.*porozumieni")  # "CUS z PCPR (porozumienie)"
MEAL_BY_INCOME = re.compile(r"\b(prog|dochod|uchwal)")


@dataclass(frozen=True)
class BadCell:
    column: str
    reason: str


def read_cells(cells: dict[str, str], *, on: date) -> tuple[dict[str, Any], list[BadCell]]:
    """The fields of the service the cells describe, and what is wrong with them."""
    bad = [BadCell(column, _("the cell is empty")) for column in REQUIRED if not cells[column]]
    fields: dict[str, Any] = {field: cells.get(column, "") for column, field in TEXTS.items()}
    bad += [
        BadCell(column, _("the text is too long: %(have)d letters, %(most)d fit") % {"have": len(text), "most": most})
        for column, field in TEXTS.items()
        if (most := Service._meta.get_field(field).max_length)  # type: ignore[union-attr]
        and len(text := fields[field]) > most
    ]
    fields["area"] = _area(cells["area_no"], bad, on=on)
    fields["form"] = _one_of(FORMS, cells["form"], "form", bad)
    fields["needs_scheduling"] = _one_of(YES_AND_NO, cells.get("visit_scheduling", ""), "visit_scheduling", bad)
    fields["usually_in_plan"] = _one_of(
        YES_AND_NO, cells.get("individual_plan_usual", ""), "individual_plan_usual", bad
    )
    fields["audiences"] = audiences_of(fields["recipients"])
    fields["recipient_kinds"] = recipient_kinds_of(fields["audiences"])
    fields["min_age"], fields["max_age"] = ages_of(fields["recipients"])
    fields["is_free"] = is_free(fields["fee_text"])
    fields["places"] = places_in(fields["limit_text"])
    fields["legal_track"] = legal_track_of(name=fields["name"], fee=fields["fee_text"])
    if BY_POWIAT.search(fold(fields["provider_text"])):
        fields |= {"is_powiat_task": True, "powiat_agreement": fields["provider_text"][:100]}
    return fields, bad


def is_free(fee: str) -> bool:
    """Free for everybody it serves; remarks in brackets tell of other places and times."""
    plain = fold(re.sub(r"\(.*?\)", "", fee))
    return plain.startswith(("bezplatn", "nieodplatn")) and not DEPENDS.search(plain)


def places_in(limit: str) -> int | None:
    """30 for "30 miejsc"; a range says nothing certain."""
    found = PLACES.search(limit)
    return int(found[1]) if found else None


def legal_track_of(*, name: str, fee: str) -> LegalTrack:
    plain = fold(name)
    by_decision = any(wording in plain for wording in BY_DECISION)
    meal_by_income = "posilek" in plain and MEAL_BY_INCOME.search(fold(fee))
    return LegalTrack.SOCIAL_ASSISTANCE if by_decision or meal_by_income else LegalTrack.PROGRAMME


def _area(text: str, bad: list[BadCell], *, on: date) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
    if text and not area_exists(number=number, on=on):
        bad.append(BadCell("area_no", _("“%(text)s” is not one of the areas 1–14 of the Act") % {"text": text}))
    return number


def _one_of(choices: dict[str, Any], text: str, column: str, bad: list[BadCell]) -> Any:
    chosen = choices.get(text.lower())
    if chosen is None and text:
        allowed = ", ".join(choice for choice in choices if len(choice) > 1)
        bad.append(
            BadCell(
                column, _("“%(text)s” is not known; write one of: %(allowed)s") % {"text": text, "allowed": allowed}
            )
        )
    return chosen
