"""The description of our files as a tabular data package of the Frictionless standard.

It depends on the rows alone, so that the same rows give the same files wherever they are kept. The standard's word
that a text must be there is left out: others' rows lack some, and a file nobody can check would help nobody.
"""

from collections.abc import Collection
from typing import Any

from cus.catalogue.hsds.columns import ANY_TABLE, Column, Table
from cus.catalogue.hsds.tables import TABLES

Json = dict[str, Any]
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def file_name(table: Table) -> str:
    return f"{table.name}.csv"


def descriptor(tables: Collection[Table], *, broken: Collection[tuple[str, str]] = ()) -> Json:
    """`broken` names the columns (table, column) some of whose keys lead nowhere: no key is promised there."""
    kept = {table.name for table in tables}
    return {
        "name": "uslugi-spoleczne",
        "title": "Usługi społeczne – otwarte dane w standardzie HSDS 3.0",
        "profile": "tabular-data-package",
        "homepage": "https://docs.openreferral.org/",
        "licenses": [LICENCE],
        "resources": [_resource(table, kept, broken) for table in tables],
    }


def _resource(table: Table, kept: Collection[str], broken: Collection[tuple[str, str]]) -> Json:
    schema: Json = {"fields": [_field(column) for column in table.columns], "primaryKey": "id"}
    keys = [
        {"fields": column.name, "reference": {"resource": TABLES[column.refers_to].singular, "fields": "id"}}
        for column in table.references()
        if column.refers_to != ANY_TABLE
        and column.refers_to != table.name
        and column.refers_to in kept
        and (table.name, column.name) not in broken
    ]
    return {
        "name": table.singular,
        "path": file_name(table),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> Json:
    field: Json = {"name": column.name, "type": column.type}
    if column.format in ("email", "uri"):
        field["format"] = column.format
    constraints: Json = {}
    if column.name == "id":
        constraints = {"required": True, "unique": True}
    if column.enum:
        constraints["enum"] = list(column.enum)
    return field | ({"constraints": constraints} if constraints else {})
