"""The limits of programmes held against a plan, and what is left of them to somebody today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from cus.cases.judging.usage import (
    Months,
    Totals,
    anonymous_uses,
    delivered_months,
    delivered_uses,
    household_of,
    planned_uses,
    rows_within,
    totals_within,
    uses_of_service,
    uses_within,
    whose,
)
from cus.cases.models import PlanVersion, RequestedService, ServiceRow
from cus.cases.states import VersionState
from cus.law.limits import Limit, Per, Stand, Unit, Use, exceeded, stands_on
from cus.offer.models import ProgrammeService, Service
from cus.offer.queries.terms import terms_among, terms_on, terms_with_limits_on, terms_within
from cus.offer.terms_in_words import counted, limit_in_words, limit_of, shown, stand_in_words
from cus.people.models import Person

Noted = dict[tuple[int, UUID], Months]


@dataclass(frozen=True)
class Breach:
    """A limit that a plan would exceed, in the rows of one service."""

    service: str
    rows: tuple[UUID, ...]
    text: str


def breaches_of(version: PlanVersion) -> list[Breach]:
    """Every limit the version would exceed. Each day is judged by the terms in force on that day."""
    by_service: dict[int, list[ServiceRow]] = defaultdict(list)
    for row in version.service_rows.select_related("service", "member__person", "version__plan__person").order_by(
        "id"
    ):
        by_service[row.service_id].append(row)
    if not by_service:
        return []
    rows = [row for some in by_service.values() for row in some]
    first, last = min(row.starts_on for row in rows), max(row.ends_on for row in rows)
    found = terms_within(service_ids=by_service, first=first, last=last)
    limited = {terms.service_id for terms in found if limits_of(terms)}
    noted = delivered_months([version.plan_id]) if limited else {}
    return [
        breach
        for service_id in by_service
        if service_id in limited
        for breach in _breaches(version, by_service[service_id], found, noted)
    ]


def limits_of(terms: ProgrammeService) -> list[Limit]:
    """The limits on amounts; places are held against those who have them, not against plans."""
    return [limit for limit in map(limit_of, terms.limits.all()) if limit.unit is not Unit.PLACE]


def _breaches(
    version: PlanVersion, rows: list[ServiceRow], found: list[ProgrammeService], noted: Noted
) -> list[Breach]:
    person, service = version.plan.person, rows[0].service
    asked: dict[ProgrammeService, list[Use]] = defaultdict(list)
    done: list[Use] = _from_former_rows(version, rows, noted)
    for row in rows:
        months = noted.get((version.plan_id, row.key), {})
        done += delivered_uses(row, person=whose(row), noted=months)
        for use in planned_uses(row, person=whose(row), noted=months):
            if terms := terms_among(found, service_id=service.pk, on=use.on):
                asked[terms].append(use)
    keys = tuple(row.key for row in rows)
    breaches = []
    for terms, uses in asked.items():
        limits, programme = limits_of(terms), terms.version
        used = done + [use for other, some in asked.items() if other != terms for use in some]
        used += uses_of_service(service.pk, person=person, limits=limits, but_plan=version.plan_id)
        used += _uses_of_members(version, rows, limits, service_id=service.pk)
        counted = uses_within(used, programme.starts_on, programme.ends_on)
        breaches += [
            Breach(service.name, keys, stand_in_words(one)) for one in _exceeded(limits, used=counted, asked=uses)
        ]
    return breaches


def _exceeded(limits: list[Limit], *, used: list[Use], asked: list[Use]) -> list[Stand]:
    """A limit of a person is held against each person of a household's plan apart."""
    own, shared = (
        [one for one in limits if one.per is Per.PERSON],
        [one for one in limits if one.per is not Per.PERSON],
    )
    found = []
    for person in sorted({use.person for use in asked}):
        found += exceeded(own, used=used, asked=[use for use in asked if use.person == person])
    return found + exceeded(shared, used=used, asked=asked)


def _uses_of_members(
    version: PlanVersion, rows: list[ServiceRow], limits: list[Limit], *, service_id: int
) -> list[Use]:
    """What others of a household's plan use besides, where it is not counted for the whole household already."""
    if any(limit.per is not Per.PERSON for limit in limits):
        return []
    others = {person.pk: person for person in map(whose, rows) if person.pk != version.plan.person_id}
    return [
        use
        for person in others.values()
        for use in uses_of_service(service_id, person=person, limits=limits, but_plan=version.plan_id)
    ]


def _from_former_rows(version: PlanVersion, rows: list[ServiceRow], noted: Noted) -> list[Use]:
    """What the approved wording planned before this one takes over, and delivered in rows this one leaves out."""
    begins = {row.key: row.starts_on for row in rows}
    former = ServiceRow.objects.filter(
        version__plan=version.plan_id, version__state=VersionState.APPROVED, service=rows[0].service_id
    ).exclude(version=version)
    uses: list[Use] = []
    for row in former.select_related("member__person", "version__plan__person"):
        months = noted.get((version.plan_id, row.key), {})
        planned = planned_uses(row, person=whose(row), noted=months)
        uses += [use for use in planned if use.on < begins.get(row.key, version.starts_on)]
        if row.key not in begins:
            uses += delivered_uses(row, person=whose(row), noted=months)
    return uses


def stands_of(service: Service, *, person: Person, on: date) -> list[Stand]:
    """How far each limit in force today is used up for the person: what is left to them."""
    terms = terms_on(service_id=service.pk, on=on)
    limits = limits_of(terms) if terms else []
    if terms is None or not limits:
        return []
    used = uses_of_service(service.pk, person=person, limits=limits)
    counted = uses_within(used, terms.version.starts_on, terms.version.ends_on)
    return stands_on(limits, used=counted, whose=Use(on, {}, person.pk, household_of(person)))


def place_limit_of(terms: ProgrammeService) -> Limit | None:
    """How many places the programme gives the service."""
    return next((limit for limit in map(limit_of, terms.limits.all()) if limit.unit is Unit.PLACE), None)


def places_exceeded(terms: ProgrammeService) -> Stand | None:
    """The programme's own number of places, when one person more would exceed it."""
    limit = place_limit_of(terms)
    if limit is None:
        return None
    taken = RequestedService.objects.taking_a_place().filter(service=terms.service_id).count()
    used, asked = Use(date.min, {Unit.PLACE: Decimal(taken)}), Use(date.min, {Unit.PLACE: Decimal(1)})
    return next(iter(exceeded([limit], used=[used], asked=[asked])), None)


@dataclass(frozen=True)
class Numbers:
    """Exactly how much of a service is used this year: for staff; the public is told a range of places."""

    terms: ProgrammeService | None
    delivered: tuple[str, ...]
    planned: tuple[str, ...]
    limits: tuple[str, ...]


def numbers_of(service: Service, *, on: date) -> Numbers:
    """What was delivered and is planned in the year of the day, and how far the limits shared by all are used up."""
    terms = terms_with_limits_on(service_id=service.pk, on=on)
    first, last = on.replace(month=1, day=1), on.replace(month=12, day=31)
    rows = rows_within(service.pk, first, last)
    delivered, planned = totals_within(rows, first, last)
    shared = [limit for limit in limits_of(terms) if limit.per is Per.SERVICE] if terms else []
    used = uses_within(anonymous_uses(rows), first, last) if shared else []
    stands = stands_on(shared, used=used, whose=Use(on, {}))
    return Numbers(
        terms,
        delivered=_in_words(delivered),
        planned=_in_words(planned),
        limits=tuple(
            _("%(limit)s: used %(used)s, left %(left)s")
            % {
                "limit": limit_in_words(stand.limit),
                "used": shown(stand.used),
                "left": shown(stand.left),
            }
            for stand in stands
        ),
    )


def _in_words(totals: Totals) -> tuple[str, ...]:
    """„120 godzin”, „40 razy”."""
    return tuple(counted(amount, unit) for unit, amount in totals.items() if amount)


def texts_by_row(breaches: Iterable[Breach]) -> dict[UUID, list[str]]:
    texts: dict[UUID, list[str]] = defaultdict(list)
    for breach in breaches:
        for key in breach.rows:
            texts[key].append(breach.text)
    return texts
