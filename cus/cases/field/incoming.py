"""What a device may send: names we know, texts of a sensible length. Everything sent is kept, only this is read."""

import re
from typing import Any

from cus.cases.field.merging import IS_THERE, Values
from cus.cases.field.values import FINISH, OF_NEED, OF_RECOGNITION, OF_SERVICE, OF_SUPPORT

MOST_VALUES, LONGEST_VALUE, LONGEST_NAME = 2000, 20_000, 100
KEY = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
OF_THINGS = {
    "need": (*OF_NEED, IS_THERE),
    "service": (*OF_SERVICE, "need", IS_THERE),
    "support": (*OF_SUPPORT, "need", IS_THERE),
}
NAMES = re.compile(
    "|".join(
        [
            re.escape(FINISH),
            "frame\\.summary",
            f"recognition\\.({'|'.join(OF_RECOGNITION)})",
            *(f"{kind}\\.{KEY}\\.({'|'.join(fields)})" for kind, fields in OF_THINGS.items()),
        ]
    )
)


class NotReadable(ValueError):
    """No device of ours sends this."""


def values_in(sent: Any) -> Values:
    """Names with texts; anything else was not sent by our page."""
    if not isinstance(sent, dict) or len(sent) > MOST_VALUES:
        raise NotReadable
    for name, value in sent.items():
        if not isinstance(value, str) or len(value) > LONGEST_VALUE or len(name) > LONGEST_NAME:
            raise NotReadable
    return {name.replace("\x00", ""): value.replace("\x00", "").replace("\r\n", "\n") for name, value in sent.items()}


def known(values: Values) -> Values:
    """The values the office understands; an older or newer page may send others, which are only kept."""
    return {name: _tidy(name, value) for name, value in values.items() if NAMES.fullmatch(name)}


def _tidy(name: str, value: str) -> str:
    """Written as the office writes it, so that only real differences count."""
    value = value.strip()
    if name.endswith(".amount"):
        value = value.replace(".", ",")
        return value.rstrip("0").rstrip(",") if "," in value else value
    return value
