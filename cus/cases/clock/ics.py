"""A calendar file (RFC 5545) of matters: day, number of the case and next step; no name, no address, no health."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from cus.cases.clock.matter import Matter

MOST_OCTETS = 75
LINE_END = "\r\n"


def calendar_of(matters: Iterable[Matter], *, name: str, host: str, at: datetime) -> str:
    """The whole file. Matters without a day are left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Otwarty CUS//Zegar//PL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for matter in matters:
        if matter.due_on:
            lines += event_of(matter, matter.due_on, host=host, at=at)
    lines += ["END:VCALENDAR"]
    return "".join(f"{folded}{LINE_END}" for line in lines for folded in [LINE_END.join(folds(line))])


def event_of(matter: Matter, day: date, *, host: str, at: datetime) -> list[str]:
    """One day of a calendar; the same matter keeps its UID, so that a moved day moves in the calendar."""
    text = f"{matter.number}: {matter.next_step}"
    return [
        "BEGIN:VEVENT",
        f"UID:{matter.about.replace(':', '-').replace(' ', '-')}-{matter.application_id}@{host}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(text)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def folds(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no letter cut in two; each further piece begins with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > MOST_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
