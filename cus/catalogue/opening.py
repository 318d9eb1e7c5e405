"""When an entry is open, out of the minutes of the week it keeps: the table of days, and what holds right now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import holidays

DAY = 24 * 60
WEEK = 7 * DAY
PUBLIC_HOLIDAYS = holidays.country_holidays("PL")
LOOKED_AHEAD = 14  # days: past Christmas and the New Year

Span = tuple[int, int]


@dataclass(frozen=True)
class OpenDay:
    """A day of the week (1 is Monday) with its hours, as one reads them: 8:00-16:00."""

    weekday: int
    hours: list[str]


@dataclass(frozen=True)
class OpenState:
    """What holds at a moment: open until when, or closed and open again when."""

    is_open: bool
    until: datetime | None = None  # None while open: day and night
    opens_at: datetime | None = None
    opens_in_days: int | None = None
    is_holiday: bool = False


def minute_of_week(at: datetime) -> int:
    """The minutes since Monday 00:00, by the clock on the wall."""
    return at.weekday() * DAY + at.hour * 60 + at.minute


def is_public_holiday(on: date) -> bool:
    return on in PUBLIC_HOLIDAYS


def spans_of(opening: Iterable[Any]) -> list[Span]:
    """The ranges in order, those that touch made one."""
    merged: list[Span] = []
    for start, end in sorted((span.lower, span.upper) for span in opening):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def week_of(spans: Sequence[Span]) -> list[OpenDay]:
    """All seven days; a day without hours is closed. Nothing if no hours are known."""
    if not spans:
        return []
    return [OpenDay(number + 1, _hours(spans, number * DAY)) for number in range(7)]


def state_at(spans: Sequence[Span], at: datetime) -> OpenState | None:
    """What holds at the moment. On a public holiday only who is there day and night opens."""
    if not spans:
        return None
    is_holiday = is_public_holiday(at.date())
    minute = minute_of_week(at)
    now = next(((start, end) for start, end in spans if start <= minute < end), None)
    if now and (not is_holiday or _is_all_day(spans, at.weekday())):
        return OpenState(is_open=True, until=_until(spans, now, at))
    opens_at = _next_opening(spans, at)
    in_days = (opens_at.date() - at.date()).days if opens_at else None
    return OpenState(False, opens_at=opens_at, opens_in_days=in_days, is_holiday=is_holiday)


def _hours(spans: Sequence[Span], midnight: int) -> list[str]:
    today = [(max(start, midnight), min(end, midnight + DAY)) for start, end in spans]
    return [f"{_clock(start - midnight)}–{_clock(end - midnight)}" for start, end in today if start < end]


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _is_all_day(spans: Sequence[Span], weekday: int) -> bool:
    return any(start <= weekday * DAY and end >= (weekday + 1) * DAY for start, end in spans)


def _until(spans: Sequence[Span], now: Span, at: datetime) -> datetime | None:
    end = now[1]
    if end == WEEK and spans[0][0] == 0:  # past midnight of Sunday
        end += spans[0][1]
    if end - now[0] >= WEEK:
        return None
    return _at_minute(at, end - at.weekday() * DAY)


def _next_opening(spans: Sequence[Span], at: datetime) -> datetime | None:
    for ahead in range(LOOKED_AHEAD + 1):
        day = at + timedelta(days=ahead)
        begins = [
            start - day.weekday() * DAY
            for start, _end in spans
            if 0 <= start - day.weekday() * DAY < DAY and (ahead or start > minute_of_week(at))
        ]
        if begins and (not is_public_holiday(day.date()) or _is_all_day(spans, day.weekday())):
            return _at_minute(day, min(begins))
    return None


def _at_minute(day: datetime, minute: int) -> datetime:
    """So many minutes after the midnight with which the day begins, by the clock on the wall."""
    midnight = datetime.combine(day.date(), time(), tzinfo=day.tzinfo)
    return midnight + timedelta(minutes=minute)
