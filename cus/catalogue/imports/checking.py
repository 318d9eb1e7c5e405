"""A row as the source gives it, as a row of HSDS 3.0: what decides about it, column by column.

A row is rejected when nothing is left that could be shown or found: no id, no name of a service or an organisation, no
owner. Any other value that does not fit is dropped, and what the standard asks for is filled in; both are told.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.tables import ANY_TABLE, SINGULAR, TABLES, Column, Table
from cus.catalogue.imports.rows import BadRow, Ids, Row
from cus.catalogue.imports.values import Misfit, fitted, text_of

# What a row is nothing without, beside its id and the rows it must belong to.
CANNOT_LACK = {
    "organizations": ("name",),
    "services": ("name",),
    "programs": ("name",),
    "taxonomies": ("name",),
    "taxonomy_terms": ("name",),
    "phones": ("number",),
    "url": ("url",),
    "units": ("name",),
    "service_capacity": ("available", "updated"),
    "metadata": ("last_action_date",),
}
FILLED_IN = {
    ("services", "status"): "active",
    ("locations", "location_type"): "physical",
    ("addresses", "address_type"): "physical",
}
LIKE_THE_NAME = ("organizations", "programs", "taxonomies", "taxonomy_terms")  # their description may repeat it


def checked(table: Table, given: dict[str, Any], ids: Ids, line: int | None = None) -> Row | BadRow:
    """The row with what fits; or the reasons against it."""
    name = text_of(given.get("name") or "")[:200]
    if _is_empty(given.get("id")):
        return BadRow(table.name, "", name, [_("the row has no id")], line)
    row = Row(table.name, ids.of(table.name, given["id"]), {}, line)
    for column in table.columns:
        if not _is_empty(value := given.get(column.name)):
            _keep(row, column, value, given, ids)
    if table.name == "services" and "organization_id" not in row.data:
        row.data["organization_id"] = ids.nobody()
        row.remarks.append(_("the service names no organisation"))
    reasons = [reason for column in table.columns if (reason := _filled_in(row, table, column, given))]
    if reasons:
        return BadRow(table.name, row.record_id, name, [*reasons, *row.remarks], line)
    return row


def _keep(row: Row, column: Column, value: Any, given: dict[str, Any], ids: Ids) -> None:
    try:
        if column.name == "id":
            row.data["id"] = row.record_id
        elif column.refers_to:
            row.data[column.name] = ids.of(_referred(column, given), fitted(value, column))
        else:
            row.data[column.name] = fitted(value, column)
    except Misfit as misfit:
        row.remarks.append(_("column %(column)s: %(reason)s") % {"column": column.name, "reason": misfit})


def _referred(column: Column, given: dict[str, Any]) -> str:
    """The table the reference points into; a link names it in the column beside."""
    if column.refers_to != ANY_TABLE:
        return column.refers_to
    named = str(given.get("link_entity") or given.get("resource_type") or "")
    return SINGULAR[named].name if named in SINGULAR else named


def _filled_in(row: Row, table: Table, column: Column, given: dict[str, Any]) -> str:
    """Fill in what the standard asks for and the row lacks; the reason when that cannot be done honestly."""
    if not column.required or column.name in row.data:
        return ""
    if column.name in CANNOT_LACK.get(table.name, ()) or column.refers_to or column.type != "string":
        return _("column %(column)s is empty or unreadable, and the row means nothing without it") % {
            "column": column.name
        }
    if column.name == "description" and table.name in LIKE_THE_NAME:
        row.data["description"] = row.data.get("name", "")
        return ""
    if (table.name, column.name) not in FILLED_IN:
        return ""
    row.data[column.name] = FILLED_IN[table.name, column.name]
    if not _is_empty(given.get(column.name)):
        row.remarks.append(
            _("column %(column)s: “%(value)s” stands there instead")
            % {"column": column.name, "value": row.data[column.name]}
        )
    return ""


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == [] or value == {}


def the_nobody(ids: Ids) -> Iterator[Row]:
    """The organisation that stands where services named none, if there are such."""
    if ids.nobody_is_asked:
        name = str(_("Organisation not named"))
        nobody = ids.nobody()
        yield Row("organizations", nobody, {"id": nobody, "name": name, "description": name})


def references_of(table: str) -> dict[str, str]:
    """The columns of the table that must meet a row of the same source, and in which table.

    Parents and links may point outside: a term of a national taxonomy is known by its id alone.
    """
    return {
        column.name: column.refers_to
        for column in TABLES[table].references()
        if column.refers_to != ANY_TABLE and not column.name.startswith("parent_")
    }
