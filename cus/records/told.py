"""How an event is told on a timeline: every room lists its own events in `events.py`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Told:
    """The sentence people read, with %(name)s from the event's details; an icon; the thread it belongs to."""

    sentence: str | Promise
    icon: str = "file"
    thread: str = ""
