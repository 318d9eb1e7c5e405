"""How a table of HSDS is described here, and short words for its columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "number", "date", "datetime", "time"]
ColumnFormat = Literal["", "uuid", "email", "uri"]

ANY_TABLE = "*"  # what `link_id` and `resource_id` refer to: the table named in the column beside them


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType = "string"
    format: ColumnFormat = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    refers_to: str = ""  # the name of a table, or ANY_TABLE


@dataclass(frozen=True, slots=True)
class Table:
    name: str  # as its CSV file and its rows are called: "organizations"
    singular: str  # as its schema and its resource in a datapackage are called: "organization"
    columns: tuple[Column, ...]
    version: str = "3.0"  # the version of the standard that brought it

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def references(self) -> Iterator[Column]:
        """The columns that hold the id of another row."""
        return (column for column in self.columns if column.refers_to)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def key() -> Column:
    return Column("id", format="uuid", required=True, unique=True)


def text(name: str, *, required: bool = False, unique: bool = False) -> Column:
    return Column(name, required=required, unique=unique)


def email(name: str) -> Column:
    return Column(name, format="email")


def uri(name: str, *, required: bool = False) -> Column:
    return Column(name, format="uri", required=required)


def number(name: str, *, required: bool = False) -> Column:
    return Column(name, type="number", required=required)


def date(name: str, *, required: bool = False) -> Column:
    return Column(name, type="date", required=required)


def datetime(name: str, *, required: bool = False) -> Column:
    return Column(name, type="datetime", required=required)


def time(name: str) -> Column:
    return Column(name, type="time")


def one_of(name: str, *values: str, required: bool = False) -> Column:
    return Column(name, enum=values, required=required)


def refers(name: str, table: str, *, required: bool = False, unique: bool = False) -> Column:
    return Column(name, format="uuid", refers_to=table, required=required, unique=unique)
