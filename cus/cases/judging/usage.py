"""How much of a service people use: from the plans, and from what was delivered where that is noted."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from cus.cases.models import Delivered, Rhythm, ServiceRow
from cus.cases.states import RowState, VersionState
from cus.cases.timetable import slots_of
from cus.kit.polish import fold
from cus.law.limits import Limit, Per, Span, Unit, Use, spread
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
    ends_on = min(row.ends_on, last_day) if last_day else row.ends_on
    if unit is None or row.amount is None or row.state in NOTHING_MORE or ends_on < row.starts_on:
        return []
    number, household = _whom(person)
    planned = spread(
        _amounts(row, unit),
        over=OVER[Rhythm(row.rhythm)],
        starts_on=row.starts_on,
        ends_on=ends_on,
        person=number,
        household=household,
        at_once=_at_once(row, unit),
    )
    return [use for use in planned if use.on.replace(day=1) not in noted]


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
    service_id: int,
    *,
    person: Person | None,
    limits: Collection[Limit],
    but_plan: int | None = None,
    within: tuple[date, date] | None = None,
) -> list[Use]:
    """All uses that count towards the limits of this person: their own, their household's, or everybody's.

    Without a person: everybody's, and not whose. With `within` only of the plans that run on some of these days,
    which are the only ones with uses on them.
    """
    rows = ServiceRow.objects.filter(
        service_id=service_id, version__state__in=[VersionState.APPROVED, VersionState.REPLACED]
    )
    pers = {limit.per for limit in limits if limit.unit is not Unit.PLACE}
    if person and Per.SERVICE not in pers:
        people = people_counted(person, whole_household=Per.HOUSEHOLD in pers)
        own = Q(member__isnull=True, version__plan__person__in=people)
        rows = rows.filter(own | Q(member__person__in=people))
    if within:
        rows = rows.filter(version__plan__starts_on__lte=within[1], version__plan__ends_on__gte=within[0])
    if but_plan:
        rows = rows.exclude(version__plan=but_plan)
    in_order = rows.order_by("-version__number", "id")
    if person is None:
        return _uses_of_plans(list(in_order.select_related("version__plan").only(*COUNTED)), is_told_whose=False)
    in_order = in_order.select_related("version__plan__person", "member__person")
    return _uses_of_plans(list(in_order.only(*COUNTED, *WHOSE)), is_told_whose=True)


def people_counted(person: Person, *, whole_household: bool) -> list[int]:
    """The person; with everybody at the same address when a household shares a limit."""
    if not whole_household or not household_of(person):
        return [person.pk]
    same_house = Person.objects.standing().filter(
        centre_id=person.centre_id, postcode=person.postcode, house__iexact=person.house
    )
    return [one.pk for one in same_house if household_of(one) == household_of(person)] or [person.pk]


def _uses_of_plans(rows: list[ServiceRow], *, is_told_whose: bool) -> list[Use]:
    """Of the wordings of one row the newest says what is planned; where it left the plan, only what was delivered."""
    newest: dict[tuple[int, UUID], ServiceRow] = {}
    for row in rows:
        newest.setdefault((row.version.plan_id, row.key), row)
    noted = delivered_months({plan_id for plan_id, _key in newest})
    uses: list[Use] = []
    for key, row in newest.items():
        plan, months = row.version.plan, noted.get(key, {})
        person = whose(row) if is_told_whose else None
        uses += delivered_uses(row, person=person, noted=months)
        if row.version.state == VersionState.APPROVED:
            uses += planned_uses(row, person=person, noted=months, last_day=plan.ended_on)
    return uses


def delivered_months(plan_ids: Iterable[int]) -> dict[tuple[int, UUID], Months]:
    """What was delivered month by month, by plan and key of the row."""
    noted: dict[tuple[int, UUID], Months] = defaultdict(dict)
    for one in Delivered.objects.filter(plan__in=list(plan_ids)):
        noted[one.plan_id, one.row_key][one.month] = one.amount
    return noted


def uses_within(uses: Iterable[Use], first: date, last: date) -> list[Use]:
    return [use for use in uses if first <= use.on <= last]
