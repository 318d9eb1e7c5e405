"""The terms of four services of the example programme: for whom, how much, in what order, with what money."""

from datetime import date
from decimal import Decimal
from typing import Any

from cus.accounts.models import User
from cus.offer.models import FeeRule, FundingKind, LimitPer, LimitSpan, LimitUnit, Order, ProgrammeVersion, Service
from cus.offer.services.terms import add_terms, change_terms, save_conditions, save_tariff, save_terms_row

TARIFF = "Przejazdy z asystentem"
TARIFF_NOTE = "Kurs w gminie: 3 zł. Kurs poza gminę, do 30 km: 6 zł. Powrót tego samego dnia jest w cenie."
# code: conditions, limits (how many, of what, over what time, for whom), words
TERMS: dict[str, dict[str, Any]] = {
    "U048": {
        "conditions": {
            "all": [
                {"all": [{"kind": "AGE", "from": 60}]},
                {
                    "any": [
                        {"kind": "HOUSEHOLD", "kinds": ["ALONE"]},
                        {"kind": "DISABILITY", "degrees": ["SEVERE", "MODERATE", "LIGHT"]},
                    ]
                },
                {"none": [{"kind": "SITUATION", "wording": "Musi leżeć podczas jazdy"}]},
            ]
        },
        "limits": [(10, "RIDE", "MONTH", "PERSON"), (60, "RIDE", "YEAR", "PERSON")],
        "criteria": [("Osoby dojeżdżające na dializy, chemioterapię albo rehabilitację", "przed innymi")],
        "fields": {
            "order": Order.CRITERIA,
            "fee": FeeRule.TARIFF,
            "fee_note": "3 zł za kurs w gminie",
            "timetable": "Poniedziałek i środa 10:00–18:00, pozostałe dni robocze 8:00–16:00. "
            "Termin ustalasz telefonicznie, najlepiej trzy dni wcześniej.",
            "documents": "dowód osobisty\norzeczenie o niepełnosprawności, jeśli je masz",
        },
        "checks": [("Kierowca pomaga wyjść z domu i wsiąść", "rozmowa po przejeździe", "co miesiąc, pięć osób")],
        "funding": (FundingKind.EU, "Fundusze Europejskie dla Małopolski", 18_000_000),
    },
    "U030": {
        "conditions": {
            "all": [{"all": [{"kind": "SITUATION", "wording": "Opiekuje się w domu kimś, kto nie zostaje sam"}]}]
        },
        "limits": [(240, "HOUR", "YEAR", "HOUSEHOLD"), (12, "HOUR", "AT_ONCE", "PERSON")],
        "fields": {"quality": "Opiekuna zastępuje ta sama osoba, którą rodzina już zna."},
        "checks": [("Zastępca przychodzi o umówionej godzinie", "karta pracy", "co miesiąc")],
        "funding": (FundingKind.STATE, "Program ministra „Opieka wytchnieniowa”", 9_600_000),
    },
    "U001": {
        "conditions": {"all": [{"any": [{"kind": "HOUSEHOLD", "kinds": ["SINGLE_PARENT", "WITH_CHILDREN"]}]}]},
        "limits": [
            (15, "HOUR", "PROGRAMME", "HOUSEHOLD"),
            (3, "TIME", "PROGRAMME", "HOUSEHOLD"),
            (5, "HOUR", "DAY", "HOUSEHOLD"),
        ],
        "fields": {"timetable": "Poniedziałek–czwartek 6:00–20:00, piątek 6:00–22:00"},
        "funding": (FundingKind.OWN, "Budżet gminy, dział 855", 3_200_000),
    },
    "U049": {
        "conditions": {},
        "limits": [(3, "MONTH", "AT_ONCE", "PERSON")],
        "fields": {"documents": "dowód osobisty\nzaświadczenie lekarza, jeśli sprzęt ma zostać dłużej"},
        "checks": [
            ("Sprzęt przywozimy, składamy i pokazujemy, jak działa", "protokół wydania", "przy każdym wydaniu")
        ],
        "funding": (FundingKind.OWN, "Budżet gminy, dział 852", 4_500_000),
    },
}
EXCLUSION = ("U048", "U047", "Oba przejazdy służą temu samemu: dojazdowi do lekarza, urzędu i sklepu.")


def add_terms_of_services(version: ProgrammeVersion, services: dict[str, Service], *, by: User, on: date) -> None:
    """The services with terms worth looking at join the draft."""
    tariff = save_tariff(
        centre=version.centre,
        fields={"name": TARIFF, "note": TARIFF_NOTE, "starts_on": version.starts_on, "ends_on": None},
        by=by,
        on=on,
    )
    for code, said in TERMS.items():
        terms = add_terms(version_id=version.pk, service_id=services[code].pk, by=by, on=on)
        fields = said["fields"] | ({"tariff": tariff} if said["fields"].get("fee") == FeeRule.TARIFF else {})
        change_terms(terms_id=terms.pk, fields=fields, by=by, on=on)
        save_conditions(terms_id=terms.pk, conditions=said["conditions"], by=by, on=on)
        for part, row in _rows(said, starts_on=version.starts_on):
            save_terms_row(terms_id=terms.pk, part=part, fields=row, by=by, on=on)
        if code == EXCLUSION[0]:
            fields = {"other": services[EXCLUSION[1]], "reason": EXCLUSION[2]}
            save_terms_row(terms_id=terms.pk, part="exclusions", fields=fields, by=by, on=on)


def _rows(said: dict[str, Any], *, starts_on: date) -> list[tuple[str, dict[str, Any]]]:
    rows = [
        (
            "limits",
            {
                "quantity": Decimal(quantity),
                "unit": LimitUnit(unit),
                "span": LimitSpan(span),
                "per": LimitPer(per),
            },
        )
        for quantity, unit, span, per in said["limits"]
    ]
    rows += [("criteria", {"wording": wording, "weight": weight}) for wording, weight in said.get("criteria", ())]
    rows += [
        ("checks", {"sentence": sentence, "how": how, "how_often": how_often})
        for sentence, how, how_often in said.get("checks", ())
    ]
    kind, name, grosze = said["funding"]
    money = {"kind": kind, "name": name, "amount_grosze": grosze, "starts_on": starts_on, "ends_on": None}
    return [*rows, ("funding", money)]
