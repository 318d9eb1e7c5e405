"""What a column may hold: values of others are made to fit, or left out, so that our feed keeps the standard."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.encoding import iri_to_uri

from cus.catalogue.hsds.columns import Column, Table

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
ADDRESS_OF_A_PAGE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\[\]]+", re.IGNORECASE | re.ASCII)
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
WHEN_MISSING = {"status": "inactive", "location_type": "physical", "address_type": "physical"}
PATTERNS = {"email": EMAIL, "uri": ADDRESS_OF_A_PAGE}


def fitting(table: Table, data: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the row that fit the table, in its order; what must be there and is not stays an empty text."""
    row = {}
    for column in table.columns:
        value = fit(column, data.get(column.name))
        if value is None and column.required and not column.refers_to and column.type == "string":
            value = WHEN_MISSING.get(column.name, "")
        if value is not None:
            row[column.name] = value
    return row


def fit(column: Column, value: Any) -> Any:
    """The value as the column has it; None when it is empty or nothing the column can hold."""
    if value is None or value == "" or isinstance(value, dict | list):
        return None
    if column.type == "number":
        return _number(value)
    text = str(value).strip()
    if column.type in ("date", "datetime", "time"):
        return _moment(column.type, text)
    if column.enum and text not in column.enum:
        return None
    if column.format == "uri":
        text = iri_to_uri(f"http://{text}" if text.lower().startswith("www.") else text)
    pattern = PATTERNS.get(column.format)
    return text if pattern is None or pattern.fullmatch(text) else None


def as_cell(value: Any) -> str:
    """A value as it stands in a CSV file: 12, not 12.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _moment(kind: str, text: str) -> str | None:
    if kind == "time":
        return _time(text)
    try:
        if kind == "date":
            return date.fromisoformat(text[:10]).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if len(text) >= len("2026-01-01T00:00:00") else moment.isoformat()


def _time(text: str) -> str | None:
    """ "9:00" is written "09:00:00": a reader of files expects the seconds."""
    found = TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, seconds, _, zone = found.groups()
    return f"{int(hour):02}:{minute}{seconds or ':00'}{zone or ''}"
