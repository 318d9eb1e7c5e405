"""One value of a column: kept as it is where it fits, mended where that is safe, otherwise dropped with a sentence."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from cus.catalogue.hsds.tables import Column

LONGEST = 20_000
EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")
SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:|urn:|ftp://)\S+", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?")
CLOCK = re.compile(r"([01]?\d|2[0-4])(?::([0-5]\d))?(?::([0-5]\d)(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")


class Misfit(Exception):
    """The value does not fit its column; the text says why."""


def fitted(value: Any, column: Column) -> Any:
    """The value as the column wants it. Raises Misfit."""
    if column.enum:
        return _one_of(_text(value), column)
    return FITTING[column.type](value, column)


def text_of(value: object) -> str:
    """The text without characters no database keeps, and not without end."""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()[:LONGEST]


def _text(value: Any) -> str:
    if isinstance(value, list | dict):
        raise Misfit(_("a text was expected, not a list or an object"))
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of(value)


def _string(value: Any, column: Column) -> str:
    text = _text(value)
    if column.format == "email":
        return _email(text)
    if column.format == "uri":
        return _address(text)
    return text


def _email(text: str) -> str:
    if not EMAIL.fullmatch(text.strip()):
        raise Misfit(_("“%(value)s” is not an e-mail address") % {"value": text[:80]})
    return text.strip()


def _address(text: str) -> str:
    plain = text.strip()
    if SAFE_ADDRESS.fullmatch(plain):
        return plain
    if BARE_ADDRESS.fullmatch(plain):
        return f"https://{plain}"
    raise Misfit(_("“%(value)s” is not an address of a page") % {"value": plain[:80]})


def _one_of(text: str, column: Column) -> str:
    known = {choice.lower(): choice for choice in column.enum}
    if (plain := text.strip().lower()) not in known:
        raise Misfit(_("“%(value)s” is none of: %(all)s") % {"value": text[:80], "all": ", ".join(column.enum)})
    return known[plain]


def _number(value: Any, column: Column) -> int | float:
    try:
        if isinstance(value, bool | list | dict):
            raise ValueError
        number = float(str(value).strip().replace(",", ".")) if not isinstance(value, int) else value
    except (ValueError, OverflowError):
        raise Misfit(_("“%(value)s” is not a number") % {"value": str(value)[:80]}) from None
    if isinstance(number, float) and not math.isfinite(number) or abs(number) > 1e15:
        raise Misfit(_("“%(value)s” is not a number") % {"value": str(value)[:80]})
    return int(number) if float(number).is_integer() else number


def _date(value: Any, column: Column) -> str:
    text = _text(value).strip()
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise Misfit(_("“%(value)s” is not a date (2026-03-01)") % {"value": text[:80]}) from None


def _datetime(value: Any, column: Column) -> str:
    text = _text(value).strip()
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Misfit(_("“%(value)s” is not a moment (2026-03-01T12:00:00Z)") % {"value": text[:80]}) from None
    return text if moment.tzinfo and "T" in text else f"{moment.replace(tzinfo=None).isoformat()}Z"


def _time(value: Any, column: Column) -> str:
    text = _text(value).strip()
    found = CLOCK.fullmatch(text)
    if not found or (found[1] == "24" and (found[2] or "00") != "00"):
        raise Misfit(_("“%(value)s” is not a time of day (09:30)") % {"value": text[:80]})
    zone = found[4] or ""
    clock = time(int(found[1]) % 24, int(found[2] or 0), int(found[3] or 0))
    return f"{clock:%H:%M:%S}{zone}" if found[3] or not found[2] or len(found[1]) < 2 else text


FITTING: dict[str, Callable[[Any, Column], Any]] = {
    "string": _string,
    "number": _number,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
