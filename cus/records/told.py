"""How an event is told on a timeline: every room lists its own events in `events.py`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cus.kit.templatetags.kit import day_short

STORED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Told:
    """The sentence people read, with %(name)s from the event's details; an icon; the thread it belongs to."""

    sentence: str | Promise
    icon: str = "file"
    thread: str = ""

    def in_words(self, details: Mapping[str, Any]) -> str:
        """The sentence with the details in it; a day, stored as 2026-01-31, is said as people say it."""
        return str(self.sentence) % {name: _as_said(value) for name, value in details.items()}


def _as_said(value: Any) -> Any:
    if isinstance(value, str) and STORED_DAY.fullmatch(value):
        return day_short(date.fromisoformat(value))
    return value
