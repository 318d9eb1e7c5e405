"""How much of a service people use: from the plans, and from what was delivered where that is noted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from cus.cases.models import Delivered, Rhythm, ServiceRow
from cus.cases.states import RowState, VersionState
from cus.cases.timetable import slots_of
from cus.kit.polish import fold
from cus.law.limits import Limit, Per, Span, Unit, Use, days_of, spread
from cus.offer.units import unit_in
from cus.people.models import Person

OVER = {Rhythm.DAY: Span.DAY, Rhythm.WEEK: Span.WEEK, Rhythm.MONTH: Span.MONTH, Rhythm.WHOLE: Span.PROGRAMME}
NOTHING_MORE = (RowState.CANCELLED, RowState.INTERRUPTED)  # of these only what was delivered counts
MINUTES_AN_HOUR = 60
HOME = ("street", "house", "postcode", "town")
COUNTED = (
    "key", "unit", "amount", "rhythm", "state", "when", "starts_on", "ends_on", "version__state",
    "version__plan__ended_on",
)  # fmt: skip
WHOSE = (
    *(f"version__plan__person__{part}" for part in HOME), *(f"member__person__{part}" for part in HOME),
)  # fmt: skip
Months = dict[date, Decimal]
Totals = dict[Unit, Decimal]


def household_of(person: Person) -> str:
    """Who lives at one address is one household; empty when no house is known."""
    if not person.house:
        return ""
    return "|".join(fold(part).strip() for part in (person.street, person.house, person.postcode, person.town))


def whose(row: ServiceRow) -> Person:
    """The one of a household whose help it is; else the person of the plan, who stands for everybody."""
    return row.member.person if row.member else row.version.plan.person


def delivered_uses(row: ServiceRow, *, person: Person | None, noted: Months) -> list[Use]:
    """What was delivered, known by the month only; without a person where it does not matter whose it is."""
    unit = unit_in(row.unit) if noted else None
    if unit is None:
        return []
    whom = _whom(person)
    return [
        Use(max(month, row.starts_on), {unit: amount}, *whom, known_to=Span.MONTH, is_done=True)
        for month, amount in noted.items()
    ]


def _whom(person: Person | None) -> tuple[int, str]:
    return (person.pk, household_of(person)) if person else (0, "")


def planned_uses(row: ServiceRow, *, person: Person | None, noted: Months, last_day: date | None = None) -> list[Use]:
    """What the row plans for the months of which nothing is noted; `last_day`: the plan ended early."""
    unit = unit_in(row.unit)
    if unit is None or not _plans_anything(row):
        return []
    number, household = _whom(person)
    planned = spread(
        _amounts(row, unit),
        over=OVER[Rhythm(row.rhythm)],
        starts_on=row.starts_on,
        ends_on=_last_day(row, last_day),
        person=number,
        household=household,
        at_once=_at_once(row, unit),
    )
    return [use for use in planned if use.on.replace(day=1) not in noted]


def _plans_anything(row: ServiceRow) -> bool:
    return row.amount is not None and row.state not in NOTHING_MORE


def _last_day(row: ServiceRow, last_day: date | None) -> date:
    return min(row.ends_on, last_day) if last_day else row.ends_on


def _amounts(row: ServiceRow, unit: Unit) -> dict[Unit, Decimal]:
    """Hours with a weekly timetable are also so many times a week."""
    amounts = {unit: row.amount or Decimal(0)}
    slots = slots_of(row.when)
    if unit is Unit.HOUR and slots and row.rhythm == Rhythm.WEEK:
        amounts[Unit.TIME] = Decimal(len(slots))
    return amounts


def _at_once(row: ServiceRow, unit: Unit) -> dict[Unit, Decimal]:
    """The longest visit of the timetable; a hire for the whole time is one hire."""
    if unit is Unit.MONTH and row.rhythm == Rhythm.WHOLE:
        return {unit: row.amount or Decimal(0)}
    minutes = [slot.ends - slot.starts for slot in slots_of(row.when) if slot.starts is not None and slot.ends]
    return {Unit.HOUR: Decimal(max(minutes)) / MINUTES_AN_HOUR} if minutes else {}


def uses_of_service(
    service_id: int, *, person: Person, limits: Collection[Limit], but_plan: int | None = None
) -> list[Use]:
    """All uses that count towards the limits of this person: their own, their household's, or everybody's."""
    rows = _rows_of(service_id)
    pers = {limit.per for limit in limits if limit.unit is not Unit.PLACE}
    if Per.SERVICE not in pers:
        people = people_counted(person, whole_household=Per.HOUSEHOLD in pers)
        own = Q(member__isnull=True, version__plan__person__in=people)
        rows = rows.filter(own | Q(member__person__in=people))
    if but_plan:
        rows = rows.exclude(version__plan=but_plan)
    rows = rows.select_related("version__plan__person", "member__person").only(*COUNTED, *WHOSE)
    return [use for one in _newest(rows) for use in _uses_of(one, person=whose(one.row))]


def people_counted(person: Person, *, whole_household: bool) -> list[int]:
    """The person; with everybody at the same address when a household shares a limit."""
    if not whole_household or not household_of(person):
        return [person.pk]
    same_house = Person.objects.standing().filter(
        centre_id=person.centre_id, postcode=person.postcode, house__iexact=person.house
    )
    return [one.pk for one in same_house if household_of(one) == household_of(person)] or [person.pk]


@dataclass(frozen=True)
class NewestRow:
    """The newest wording of a row of a plan that was approved, and what is noted of it.

    Where it left the plan (`is_planned` is false), only what was delivered counts.
    """

    row: ServiceRow
    noted: Months
    is_planned: bool


def rows_within(service_id: int, first: date, last: date) -> list[NewestRow]:
    """Everybody's, of the plans that run on some of these days."""
    rows = _rows_of(service_id).filter(version__plan__starts_on__lte=last, version__plan__ends_on__gte=first)
    return _newest(rows.select_related("version__plan").only(*COUNTED))


def anonymous_uses(rows: Iterable[NewestRow]) -> list[Use]:
    """What is used, and not whose it is."""
    return [use for one in rows for use in _uses_of(one, person=None)]


def totals_within(rows: Iterable[NewestRow], first: date, last: date) -> tuple[Totals, Totals]:
    """What was delivered and what is planned on these days: the sums of `anonymous_uses` without the uses."""
    delivered: Totals = defaultdict(Decimal)
    planned: Totals = defaultdict(Decimal)
    for one in rows:
        unit = unit_in(one.row.unit)
        if unit is None:
            continue
        for month, amount in one.noted.items():
            if first <= max(month, one.row.starts_on) <= last:
                delivered[unit] += amount
        times = _times_planned(one, first, last)
        for counted, amount in _amounts(one.row, unit).items():
            planned[counted] += amount * times
    return delivered, planned


def _times_planned(one: NewestRow, first: date, last: date) -> int:
    """How many uses `planned_uses` would name on these days."""
    row = one.row
    if not one.is_planned or not _plans_anything(row):
        return 0
    days = days_of(OVER[Rhythm(row.rhythm)], row.starts_on, _last_day(row, row.version.plan.ended_on))
    days = days[bisect_left(days, first) : bisect_right(days, last)]
    return sum(day.replace(day=1) not in one.noted for day in days) if one.noted else len(days)


def _rows_of(service_id: int) -> QuerySet[ServiceRow]:
    return ServiceRow.objects.filter(
        service_id=service_id, version__state__in=[VersionState.APPROVED, VersionState.REPLACED]
    )


def _newest(rows: QuerySet[ServiceRow]) -> list[NewestRow]:
    """Of the wordings of one row the newest says what is planned."""
    newest: dict[tuple[int, UUID], ServiceRow] = {}
    for row in rows.order_by("-version__number", "id"):
        newest.setdefault((row.version.plan_id, row.key), row)
    noted = delivered_months({plan_id for plan_id, _key in newest})
    return [
        NewestRow(row, noted.get(key, {}), is_planned=row.version.state == VersionState.APPROVED)
        for key, row in newest.items()
    ]


def _uses_of(one: NewestRow, *, person: Person | None) -> list[Use]:
    uses = delivered_uses(one.row, person=person, noted=one.noted)
    if one.is_planned:
        uses += planned_uses(one.row, person=person, noted=one.noted, last_day=one.row.version.plan.ended_on)
    return uses


def delivered_months(plan_ids: Iterable[int]) -> dict[tuple[int, UUID], Months]:
    """What was delivered month by month, by plan and key of the row."""
    noted: dict[tuple[int, UUID], Months] = defaultdict(dict)
    for one in Delivered.objects.filter(plan__in=list(plan_ids)):
        noted[one.plan_id, one.row_key][one.month] = one.amount
    return noted


def uses_within(uses: Iterable[Use], first: date, last: date) -> list[Use]:
    return [use for use in uses if first <= use.on <= last]
