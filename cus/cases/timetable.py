"""Days and hours as people write them: „pn, śr 8:00–9:30”, „codziennie o 12:30”, „wtorek i piątek”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from cus.kit.polish import fold

EVERY_DAY, WORKING_DAYS, WEEKEND = range(7), range(5), range(5, 7)
MINUTES_A_DAY = 24 * 60
# The order matters: „niedziela” before „nd”, „wtorek” before „wt”. Written after `fold`, without diacritics.
DAY_WORDS = (
    (r"poniedzial\w*|pon|pn", 0),
    (r"wtor\w*|wt", 1),
    (r"srod\w*|sr", 2),
    (r"czwart\w*|czw|cz", 3),
    (r"piat\w*|pt", 4),
    (r"sobo\w*|sob|so|sb", 5),
    (r"niedziel\w*|niedz|ndz|nd", 6),
)
DAY = "|".join(words for words, _day in DAY_WORDS)
BARE = r"(?:[01]?\d|2[0-4])"
CLOCK = rf"{BARE}[:.][0-5]\d"
TOKEN = re.compile(
    rf"""
    (?P<every>codziennie|co\ dzien|kazdego\ dnia)
    | (?P<working>(?:w\ )?dni\ robocze|robocze)
    | (?P<weekend>weekend\w*)
    | (?P<days>\b(?:{DAY})\b\.?(?:\s*[-–—]\s*(?:{DAY})\b)?)
    | (?P<hours>\b(?:od\ )?(?:{CLOCK}|{BARE})\s*(?:[-–—]|\bdo\b)\s*(?:{CLOCK}|{BARE}\b(?![:.\d])))
    | (?P<hour>\b{CLOCK}\b|\b(?:o|godz\.?)\ {BARE}\b(?![:.\d]))
    """,
    re.VERBOSE,
)


BETWEEN = {"i", "oraz", "a", "w", "we", "o", "od", "do", "godz", "godzinie"}


@dataclass(frozen=True, order=True)
class Slot:
    """A weekday (0 is Monday), and when on it: minutes after midnight, None when not written."""

    weekday: int
    starts: int | None = None
    ends: int | None = None

    def overlaps(self, other: "Slot") -> bool:
        """Whether both are on the same weekday at the same time; what has no hour overlaps nothing."""
        if self.weekday != other.weekday or self.starts is None or other.starts is None:
            return False
        mine, theirs = self.ends or self.starts + 1, other.ends or other.starts + 1
        return self.starts < theirs and other.starts < mine

    @property
    def hours(self) -> str:
        """„8:00–9:30”, „8:00” or nothing."""
        if self.starts is None:
            return ""
        return _written(self.starts) if self.ends is None else f"{_written(self.starts)}–{_written(self.ends)}"

    @property
    def starts_at(self) -> time | None:
        return None if self.starts is None else time(self.starts // 60 % 24, self.starts % 60)


def slots_of(text: str) -> tuple[Slot, ...]:
    """The weekdays and hours a text names, each once, in the order of the week; other words are passed over.

    Hours belong to the days written before them: „pn, śr 8:00–9:30, pt 16:00”.
    """
    found: set[Slot] = set()
    days: list[int] = []
    timed = False
    for kind, written in _tokens(text):
        if kind in ("hours", "hour"):
            starts, ends = _hours(written)
            found |= {Slot(day, starts, ends) for day in days}
            timed = True
        else:
            if timed:
                days, timed = [], False
            days += _days(kind, written)
    if not timed:
        found |= {Slot(day) for day in days}
    return tuple(sorted(found, key=lambda slot: (slot.weekday, slot.starts or 0, slot.ends or 0)))


def says_only_days_and_hours(text: str) -> bool:
    """Whether nothing was passed over: „ostatni piątek miesiąca” says more than its slots."""
    left = TOKEN.sub(" ", fold(text))
    return not set(re.findall(r"\w+", left)) - BETWEEN


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(fold(text)):
        yield str(match.lastgroup), match[0]


def _days(kind: str, written: str) -> list[int]:
    if kind != "days":
        return list({"every": EVERY_DAY, "working": WORKING_DAYS, "weekend": WEEKEND}[kind])
    ends = [_day(word) for word in re.split(r"\s*[-–—]\s*", written.rstrip("."))]
    if len(ends) == 1:
        return ends
    first, last = ends
    return [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]


def _day(word: str) -> int:
    return next(day for words, day in DAY_WORDS if re.fullmatch(words, word.strip(". ")))


def _hours(written: str) -> tuple[int, int | None]:
    moments = [_minutes(part) for part in re.findall(r"\d{1,2}(?:[:.]\d{2})?", written)]
    if len(moments) == 1 or moments[1] <= moments[0]:
        return moments[0], None
    return moments[0], moments[1]


def _minutes(written: str) -> int:
    hour, _separator, minute = written.replace(".", ":").partition(":")
    return min(int(hour) * 60 + int(minute or 0), MINUTES_A_DAY)


def _written(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
