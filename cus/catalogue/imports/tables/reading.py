"""A row of a table as rows of HSDS: the thing itself, who delivers it, where, when and for how much."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from cus.catalogue.hsds.tables import TABLES
from cus.catalogue.imports.checking import checked, the_nobody
from cus.catalogue.imports.rows import BadRow, Ids, Note, Read, Row, Unreadable
from cus.catalogue.imports.tables.lines import heading_of, lines_of
from cus.catalogue.imports.tables.mapping import by_meaning, mapping_for
from cus.catalogue.imports.tables.words import address_in, amount_in, opening_in, yes_or_no
from cus.law.services import AREAS

SHARED = uuid5(NAMESPACE_URL, "urn:otwarty-cus:open-data")  # terms have the same ids at all centres
COUNTRY, CURRENCY = "PL", "PLN"
NUMBERS = (("krs", "PL-KRS", "KRS"), ("nip", "PL-NIP", "NIP"), ("regon", "PL-REGON", "REGON"))

Columns = dict[str, Any]


def read_table(path: Path, *, ids: Ids, mapping: dict[str, Any]) -> Iterator[Read]:
    """The rows of the table. Without a mapping a known table is recognised, and an unknown one guessed."""
    lines = lines_of(path)
    first = next(lines, None)
    if first is None:
        raise Unreadable(_("The file is empty."))
    heading = heading_of(first)
    mapping = mapping if mapping.get("columns") else mapping_for(heading)
    if "name" not in mapping["columns"]:
        raise Unreadable(_("No column gives the names. Say which one does."))
    if missing := sorted(_columns_of(mapping) - set(heading)):
        yield Note(_("The table has no longer the columns: %(columns)s.") % {"columns": ", ".join(missing)})
    table = TableRows(Ids(mapping["origin"]) if mapping.get("origin") else ids, mapping)
    for line in lines:
        if line.trouble or len(line.cells) > len(heading):
            have = {"have": len(line.cells), "want": len(heading)}
            reason = line.trouble or _("the row has %(have)d cells and the heading %(want)d") % have
            yield BadRow(table.makes, "", "", [reason], line.number)
            continue
        yield from table.rows(dict(zip(heading, line.cells, strict=False)), line.number)
    yield from table.terms()
    yield from the_nobody(table.ids)


def _columns_of(mapping: dict[str, Any]) -> set[str]:
    named = {told for told in mapping["columns"].values() if "{" not in told}
    return named | {cost["column"] for cost in mapping.get("costs", [])}


class TableRows:
    """Makes the rows of one table."""

    def __init__(self, ids: Ids, mapping: dict[str, Any]) -> None:
        self.ids, self.mapping = ids, mapping
        self.makes = "organizations" if mapping.get("makes") == "organizations" else "services"
        self.fixed = mapping.get("fixed", {})

    def rows(self, cells: dict[str, str], line: int) -> Iterator[Read]:
        """The rows of one line. When the thing itself cannot be kept, nothing around it is."""
        said = by_meaning(cells, self.mapping)
        if not said.get("name"):
            yield BadRow(self.makes, "", "", [_("the cell of the name is empty")], line)
            return
        key = said.get("id") or "/".join(said.get(name, "") for name in ("name", "address", "street", "town", "nip"))
        thing = self._organisation(said, key) if self.makes == "organizations" else self._service(said, key)
        for table, columns in [thing, *self._around(thing, said, cells)]:
            yield checked(TABLES[table], columns, self.ids, line)

    def terms(self) -> Iterator[Row]:
        """The terms all rows are described by."""
        for taxonomy, code, name in self._described():
            taxonomy_id, term_id = _shared("taxonomy", taxonomy), _shared("taxonomy", taxonomy, code)
            named = {"id": taxonomy_id, "name": taxonomy, "description": taxonomy}
            term = {"id": term_id, "code": f"{taxonomy}:{code}", "name": name, "description": name, "language": "pl"}
            yield Row("taxonomies", taxonomy_id, named)
            yield Row("taxonomy_terms", term_id, term | {"taxonomy_id": taxonomy_id})

    def _service(self, said: dict[str, str], key: str) -> tuple[str, Columns]:
        owner = self._owner(said)
        return "services", {
            "id": self.ids.made("services", key),
            "organization_id": owner["id"] if owner else None,
            "name": said["name"],
            "alternate_name": said.get("keywords"),
            "description": said.get("description"),
            "url": said.get("website"),
            "email": said.get("email"),
            "status": "temporarily closed" if yes_or_no(said.get("closed", "")) else "active",
            "fees_description": said.get("fee"),
            "eligibility_description": said.get("eligibility"),
        }

    def _organisation(self, said: dict[str, str], key: str) -> tuple[str, Columns]:
        return "organizations", {
            "id": self.ids.made("organizations", key),
            "name": said["name"],
            "alternate_name": said.get("keywords"),
            "description": said.get("description") or said["name"],
            "email": said.get("email"),
            "website": said.get("website"),
            "tax_id": said.get("nip"),
        }

    def _owner(self, said: dict[str, str]) -> Columns | None:
        """Who delivers the service; one with a number is the same in all rows, however its name is written."""
        name = said.get("organization")
        number = next((said[one] for one, _scheme, _type in NUMBERS if said.get(one)), "")
        if not name:
            return None
        owner_id = self.ids.made("organizations", number or name)
        return {"id": owner_id, "name": name, "description": name, "tax_id": said.get("nip")}

    def _around(
        self, thing: tuple[str, Columns], said: dict[str, str], cells: dict[str, str]
    ) -> Iterator[tuple[str, Columns]]:
        table, columns = thing
        is_service = table == "services"
        owner = self._owner(said) if is_service else columns
        if is_service and owner:
            yield "organizations", owner
        if owner:
            yield from self._numbers(owner["id"], said)
        of_it = {"service_id" if is_service else "organization_id": columns["id"]}
        if said.get("phone"):
            number = said["phone"].strip(" \"'")
            yield "phones", {"id": self.ids.made("phones", columns["id"]), "number": number} | of_it
        yield from self._place(columns["id"], is_service, said)
        if is_service:
            yield from self._of_a_service(columns["id"], said, cells)

    def _numbers(self, owner_id: str, said: dict[str, str]) -> Iterator[tuple[str, Columns]]:
        for name, scheme, kind in NUMBERS:
            if said.get(name):
                row_id = self.ids.made("organization_identifiers", owner_id, name)
                number = {"identifier_scheme": scheme, "identifier_type": kind, "identifier": said[name]}
                yield "organization_identifiers", {"id": row_id, "organization_id": owner_id} | number

    def _place(self, owner_id: str, is_service: bool, said: dict[str, str]) -> Iterator[tuple[str, Columns]]:
        """The place; the standard knows whole addresses only, so what is less stands in the words of the place."""
        found = address_in(said.get("address", ""))
        street, postcode = said.get("street") or found.street, said.get("postcode") or found.postcode
        town = said.get("town") or found.town
        if not (street or town):
            return
        region = [f"{word} {said[name]}" for word, name in REGIONS if said.get(name) and said[name] != town]
        location_id = self.ids.made("locations", owner_id)
        yield (
            "locations",
            {
                "id": location_id,
                "location_type": "physical",
                "organization_id": None if is_service else owner_id,
                "name": town or street,
                "alternate_name": town,
                "description": ", ".join(filter(None, [street, f"{postcode} {town}".strip(), *region])),
                "latitude": said.get("latitude"),
                "longitude": said.get("longitude"),
                "external_identifier": said.get("teryt"),
                "external_identifier_type": "TERYT" if said.get("teryt") else None,
            },
        )
        if street and postcode and town and said.get("voivodeship"):
            yield (
                "addresses",
                {
                    "id": self.ids.made("addresses", owner_id),
                    "location_id": location_id,
                    "address_1": street,
                    "city": town,
                    "region": said.get("powiat"),
                    "state_province": said["voivodeship"],
                    "postal_code": postcode,
                    "country": COUNTRY,
                    "address_type": "physical",
                },
            )
        if is_service:
            link_id = self.ids.made("service_at_location", owner_id)
            yield "service_at_location", {"id": link_id, "service_id": owner_id, "location_id": location_id}
        yield from self._access(location_id, said)

    def _access(self, location_id: str, said: dict[str, str]) -> Iterator[tuple[str, Columns]]:
        answer = yes_or_no(said.get("wheelchair", ""))
        if answer is not None:
            words = _("Accessible by wheelchair") if answer else _("Not accessible by wheelchair")
            row_id = self.ids.made("accessibility", location_id)
            yield "accessibility", {"id": row_id, "location_id": location_id, "description": words}

    def _of_a_service(
        self, service_id: str, said: dict[str, str], cells: dict[str, str]
    ) -> Iterator[tuple[str, Columns]]:
        of_it = {"service_id": service_id}
        for number, days in enumerate(opening_in(said.get("opening", ""))):
            hours = {"byday": days.byday, "opens_at": days.opens_at, "closes_at": days.closes_at}
            row_id = self.ids.made("schedules", service_id, number)
            yield "schedules", {"id": row_id, "freq": "WEEKLY", "wkst": "MO"} | of_it | hours
        for cost in self.mapping.get("costs", []):
            amount = amount_in(cells.get(cost["column"], ""))
            if amount is not None:
                price = {"amount": amount, "currency": CURRENCY, "amount_description": cost["words"]}
                yield "cost_options", {"id": self.ids.made("cost_options", service_id, cost["column"])} | of_it | price
        for code in said.get("languages", "").lower().replace(";", ",").split(","):
            if code.strip():
                row_id = self.ids.made("languages", service_id, code.strip())
                yield "languages", {"id": row_id, "code": code.strip(), "name": code.strip()} | of_it
        for taxonomy, code, _name in self._described():
            yield (
                "attributes",
                {
                    "id": self.ids.made("attributes", service_id, taxonomy, code),
                    "link_id": service_id,
                    "link_entity": "service",
                    "link_type": taxonomy,
                    "taxonomy_term_id": _shared("taxonomy", taxonomy, code),
                },
            )

    def _described(self) -> Iterator[tuple[str, str, str]]:
        """Taxonomy, code and name of what is fixed for all rows of the table."""
        if number := self.fixed.get("area"):
            yield "area", str(number), _name_of_area(int(number))
        for audience in self.fixed.get("audiences", []):
            yield "audience", audience, audience
        if form := self.fixed.get("form"):
            yield "form", form, form


REGIONS = (("gmina", "gmina"), ("powiat", "powiat"), ("województwo", "voivodeship"))


def _shared(*parts: str) -> str:
    return str(uuid5(SHARED, ":".join(parts)))


def _name_of_area(number: int) -> str:
    return next((area.name_pl for area in AREAS.on(date.max) if area.number == number), str(number))
