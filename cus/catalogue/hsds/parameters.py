"""What one may ask the API for: each parameter once, with how it is read and how our OpenAPI document tells of it."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

PER_PAGE, MOST_PER_PAGE = 50, 500
MOST_FULL_PER_PAGE = 100  # whole trees are heavy: the largest page must not take the server's breath
MOST_MINIMAL_PER_PAGE = 10_000
LONGEST_TEXT = 400
FORMATS = ("json", "ndjson")
VERSIONS = ("3.0", "3.1")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,40}", re.ASCII)
TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
METRES = r"[0-9]{1,7}(\.[0-9]{1,3})?"
LARGEST = 2**53


class WrongParameter(ValueError):
    """A parameter that cannot be read; its text says what it should be."""


@dataclass(frozen=True)
class Parameter:
    name: str
    about: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    is_empty_absent: bool = False


def read(given: Mapping[str, str], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values asked for; what is not given is not in it."""
    values = {}
    for parameter in parameters:
        text = given.get(parameter.name)
        if text is None or (parameter.is_empty_absent and not text):
            continue
        try:
            values[parameter.name] = parameter.read(text)
        except ValueError as wrong:
            raise WrongParameter(f"{parameter.name}: {wrong}") from wrong
    return values


def _text(text: str) -> str:
    return text[:LONGEST_TEXT]


def _whole(text: str) -> int:
    if not WHOLE_NUMBER.fullmatch(text):
        raise ValueError("give a whole number, for example 2")
    return max(-LARGEST, min(LARGEST, int(text)))


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("give a number, for example 18")
    return number


def _distance(text: str) -> float:
    if not re.fullmatch(METRES, text, re.ASCII):
        raise ValueError("give a distance in metres, for example 5000")
    return float(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0"):
        raise ValueError("give true or false")
    return text.lower() in ("true", "1")


def _version(text: str) -> str:
    if text not in VERSIONS:
        raise ValueError("give 3.0 or 3.1")
    return text


def _format(text: str) -> str:
    if text not in FORMATS:
        raise ValueError("give json or ndjson")
    return text


def _moment(text: str) -> datetime:
    """A moment of ISO 8601; one without an offset is read as UTC. A plus sign may have become a space on the way."""
    try:
        moment = datetime.fromisoformat(re.sub(r" (?=\d\d:?\d\d$)", "+", text.strip()))
    except ValueError:
        raise ValueError("give a date or a moment, for example 2026-11-22T08:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _time(text: str) -> str:
    if not TIME_OF_DAY.fullmatch(text):
        raise ValueError("give a time of day, for example 09:30")
    return text if len(text) > len("09:30") else f"{text}:00"


def _day(text: str) -> str:
    if text[:2].upper() not in DAYS:
        raise ValueError("give a day as MO, TU, WE, TH, FR, SA or SU")
    return text[:2].upper()


def _words(name: str, about: str, read_as: Callable[[str], Any] = _text, pattern: str = "") -> Parameter:
    """A text; an empty one asks for nothing."""
    schema = {"type": "string"} | ({"pattern": f"^({pattern})?$"} if pattern else {})
    return Parameter(name, about, schema, read_as, is_empty_absent=True)


def _switch(name: str, about: str) -> Parameter:
    return Parameter(name, about, {"type": "boolean", "default": False}, _yes_or_no)


SEARCH = _words("search", "Words to look for, as a resident would say them; spelling may be imperfect.")
TEXT_SEARCH = _words("text_search", "The same as `search`.")
PAGE = Parameter(
    "page",
    "Number of the page, from 1; a smaller number gives the first page.",
    {"type": "integer", "default": 1},
    _whole,
)
PER_PAGE_ASKED = Parameter(
    "per_page",
    f"How many items on a page: 1 to {MOST_PER_PAGE}, with `full` at most {MOST_FULL_PER_PAGE}; "
    "a number outside is taken as the nearest allowed.",
    {"type": "integer", "default": PER_PAGE},
    _whole,
)
AFTER = Parameter(
    "after",
    "Where the page before ended, as the header `Link` gives it. Reading on by it neither loses nor repeats items "
    "while the data change.",
    {"type": "integer"},
    _whole,
)
FORMAT = _words(
    "format", "`ndjson` streams all items, one a line, without paging.", _format, pattern="|".join(FORMATS)
)
MINIMAL = _switch("minimal", "Only id, name, status and last_modified of each service.")
FULL = _switch("full", "Items with everything nested in them.")
FULL_SERVICE = _switch("full_service", "The services of an organisation in full, not by name only.")
MODIFIED_AFTER = Parameter(
    "modified_after",
    "Items changed here at this moment or later; without an offset the moment is read as UTC.",
    {"anyOf": [{"type": "string", "format": "date-time"}, {"const": ""}]},
    _moment,
    is_empty_absent=True,
)
TAXONOMY_TERM_ID = _words("taxonomy_term_id", "Items that bear this term of a taxonomy.")
TAXONOMY_ID = _words("taxonomy_id", "Items that bear any term of this taxonomy; terms of this taxonomy.")
ORGANIZATION_ID = _words("organization_id", "Items of this organisation.")
POSTCODE = _words("postcode", "Services given in this postal code area, or within `proximity` of it.")
PROXIMITY = _words(
    "proximity",
    "Metres from the middle of the `postcode`; without one nothing is near, so nothing is found.",
    _distance,
    pattern=METRES,
)
TOP_ONLY = _switch("top_only", "Only terms that stand under no other term.")
PARENT_ID = _words("parent_id", "Terms directly under this one.")
MINIMUM_AGE = Parameter("minimum_age", "Services whose lowest age is this or more.", {"type": "number"}, _number)
MAXIMUM_AGE = Parameter("maximum_age", "Services whose highest age is this or less.", {"type": "number"}, _number)
_TIME_PATTERN = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
START_TIME = _words("start_time", "Services that open at this time or later.", _time, pattern=_TIME_PATTERN)
END_TIME = _words("end_time", "Services that close at this time or earlier.", _time, pattern=_TIME_PATTERN)
DAY = _words("day", "Services open on this day of the week.", _day, pattern="|".join(DAYS))
VERSION = _words("version", "`3.1` adds the free places (`capacities`) of HSDS 3.1.", _version, pattern=r"3\.0|3\.1")
