"""How much of a service a person, a household or everybody together may use; several limits hold at once.

10 rides a month and 60 a year for a person: Limit(10, RIDE, MONTH), Limit(60, RIDE, YEAR)
4 hours at a stretch:                        Limit(4, HOUR, AT_ONCE)
240 hours a year for a household:            Limit(240, HOUR, YEAR, Per.HOUSEHOLD)
12 places:                                   Limit(12, PLACE, AT_ONCE, Per.SERVICE)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

ZERO = Decimal(0)
DECEMBER = 12


class Unit(StrEnum):
    """What is counted."""

    HOUR = "HOUR"
    TIME = "TIME"
    RIDE = "RIDE"
    KILOMETRE = "KILOMETRE"
    DAY = "DAY"
    MEAL = "MEAL"
    MONTH = "MONTH"
    PLACE = "PLACE"


class Span(StrEnum):
    """Over what time it is counted. AT_ONCE is one visit, one hire, or those who have a place at the same time."""

    AT_ONCE = "AT_ONCE"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    PROGRAMME = "PROGRAMME"


class Per(StrEnum):
    """For whom it is counted."""

    PERSON = "PERSON"
    HOUSEHOLD = "HOUSEHOLD"
    SERVICE = "SERVICE"


@dataclass(frozen=True)
class Limit:
    quantity: Decimal
    unit: Unit
    span: Span
    per: Per = Per.PERSON


class Use(NamedTuple):
    """What was or is to be used on a day; a visit of 3 hours is {HOUR: 3, TIME: 1}.

    `at_once` is the longest or largest part in one go, where it is known: of 6 hours a day perhaps 3. `known_to` is
    the shortest span to which the use can be told to belong: an amount a month says nothing about weeks, and no limit
    a week is held against it.
    """

    on: date
    amounts: Mapping[Unit, Decimal]
    person: int = 0
    household: str = ""
    at_once: Mapping[Unit, Decimal] | None = None
    known_to: Span = Span.DAY
    is_done: bool = False  # noted as delivered, not planned


@dataclass(frozen=True)
class Stand:
    """How far a limit is used up in one span of time, whose first day is `since`."""

    limit: Limit
    since: date | None
    used: Decimal
    asked: Decimal = ZERO
    free_again_on: date | None = None  # None where waiting does not help

    @property
    def left(self) -> Decimal:
        return max(self.limit.quantity - self.used, ZERO)

    @property
    def over(self) -> Decimal:
        """By how much the limit would be exceeded; nothing when what is asked fits."""
        return max(self.used + self.asked - self.limit.quantity, ZERO)

    @property
    def is_exceeded(self) -> bool:
        return self.over > ZERO


def exceeded(limits: Iterable[Limit], *, used: Sequence[Use], asked: Sequence[Use]) -> list[Stand]:
    """Every limit that what is asked would exceed, each in the first span of time in which it would."""
    found = []
    for limit in limits:
        too_much = next((stand for stand in _stands(limit, used, asked) if stand.is_exceeded), None)
        if too_much:
            found.append(too_much)
    return found


def stands_on(limits: Iterable[Limit], *, used: Sequence[Use], whose: Use) -> list[Stand]:
    """How far each limit is used up on the day of `whose`, for its person and household: what is left to them."""
    return [_stand_on(limit, used, whose) for limit in limits]


def _stand_on(limit: Limit, used: Sequence[Use], whose: Use) -> Stand:
    if limit.span is Span.AT_ONCE and limit.unit is not Unit.PLACE:
        return Stand(limit, None, ZERO)
    since = beginning(limit.span, whose.on)
    return Stand(limit, since, _used_in(limit, since, used, whose))


def _stands(limit: Limit, used: Sequence[Use], asked: Sequence[Use]) -> Iterator[Stand]:
    """One stand for each span of time that what is asked touches, in the order of time."""
    if limit.span is Span.AT_ONCE and limit.unit is not Unit.PLACE:
        yield from (_at_once(limit, use) for use in asked)
        return
    wanted: dict[date | None, list[Use]] = defaultdict(list)
    for use in asked:
        if limit.unit in use.amounts and _is_known(use, limit.span):
            wanted[beginning(limit.span, use.on)].append(use)
    for since, uses in sorted(wanted.items(), key=lambda one: one[0] or date.min):
        total = _sum(limit, uses)
        again = _free_again(limit, since, total, used, whose=uses[0])
        yield Stand(limit, since, _used_in(limit, since, used, uses[0]), total, again)


def _used_in(limit: Limit, since: date | None, used: Iterable[Use], whose: Use) -> Decimal:
    same = (use for use in used if beginning(limit.span, use.on) == since and _concerns(limit, use, whose))
    return _sum(limit, same)


def _free_again(limit: Limit, since: date | None, total: Decimal, used: Sequence[Use], *, whose: Use) -> date | None:
    """The first later span of time in which as much would fit; none when it never does."""
    if since is None or total > limit.quantity:
        return None
    later = following(limit.span, since)
    while later and _used_in(limit, later, used, whose) + total > limit.quantity:
        later = following(limit.span, later)
    return later


def _at_once(limit: Limit, use: Use) -> Stand:
    largest = (use.at_once or {}).get(limit.unit, ZERO)
    return Stand(limit, use.on, ZERO, largest)


def _concerns(limit: Limit, use: Use, whose: Use) -> bool:
    """Whether a use counts towards the limit of the person, the household or the whole service asked about."""
    if not _is_known(use, limit.span):
        return False
    if limit.per is Per.SERVICE:
        return True
    if limit.per is Per.HOUSEHOLD and whose.household:
        return use.household == whose.household
    return use.person == whose.person


FROM_SHORT_TO_LONG = (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR, Span.PROGRAMME)


def _is_known(use: Use, span: Span) -> bool:
    if span is Span.AT_ONCE:
        return True
    return FROM_SHORT_TO_LONG.index(use.known_to) <= FROM_SHORT_TO_LONG.index(span)


def _sum(limit: Limit, uses: Iterable[Use]) -> Decimal:
    return sum((use.amounts.get(limit.unit, ZERO) for use in uses), ZERO)


def beginning(span: Span, on: date) -> date | None:
    """The first day of the span of time the day belongs to; None where there is no such day."""
    if span is Span.DAY:
        return on
    if span is Span.WEEK:
        return on - timedelta(days=on.weekday())
    if span is Span.MONTH:
        return on.replace(day=1)
    if span is Span.YEAR:
        return on.replace(month=1, day=1)
    return None


def following(span: Span, since: date) -> date | None:
    """The first day of the next span of time."""
    if span in (Span.DAY, Span.WEEK):
        return since + timedelta(days=1 if span is Span.DAY else 7)
    if span is Span.MONTH:
        new_year = since.month == DECEMBER
        return date(since.year + 1, 1, 1) if new_year else since.replace(month=since.month + 1)
    return date(since.year + 1, 1, 1) if span is Span.YEAR else None


def spread(
    amounts: Mapping[Unit, Decimal],
    *,
    over: Span,
    starts_on: date,
    ends_on: date,
    person: int = 0,
    household: str = "",
    at_once: Mapping[Unit, Decimal] | None = None,
) -> list[Use]:
    """An amount a day, a week or a month as uses: each on the first day of its span that lies within the period.

    A week counts in the month of its Monday. PROGRAMME means once, on the first day, and is known to its year only
    where the whole period lies in one.
    """
    known_to = Span.YEAR if over is Span.PROGRAMME and starts_on.year == ends_on.year else over
    return [Use(day, amounts, person, household, at_once, known_to) for day in days_of(over, starts_on, ends_on)]


DAYS_IN = {Span.DAY: 1, Span.WEEK: 7}


def days_of(over: Span, starts_on: date, ends_on: date) -> list[date]:
    """The first day of each span within the period; the first span begins with the period."""
    if ends_on < starts_on:
        return []
    days, since = [starts_on], beginning(over, starts_on)
    if since and over in DAYS_IN:
        step = DAYS_IN[over]
        return days + [since + timedelta(days=n) for n in range(step, (ends_on - since).days + 1, step)]
    while since and over is Span.MONTH and (since := following(over, since)) and since <= ends_on:
        days.append(since)
    return days
