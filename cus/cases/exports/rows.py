"""The rows of a file, one after another as the database gives them: never held whole."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import phonenumbers
from django.db.models import Q, QuerySet
from django.utils.translation import override

from cus.accounts.models import User
from cus.cases.models import Application, AssistanceDecision, ExportKind, RequestedService, TakenOverHelp
from cus.cases.models.assistance import GIVES_HELP, HAS_EFFECT
from cus.cases.states import RequestState
from cus.people.models import Membership, Person, Sex

AT_ONCE = 500
Row = list[str]
SEX: dict[str, str] = {Sex.FEMALE: "K", Sex.MALE: "M"}
RUNS = (RequestState.QUALIFIED, RequestState.ENDED)


def rows_of(kind: str, *, user: User, first: date, last: date) -> Iterator[Row]:
    """The rows of one file that fall into the time, as far as the user sees the people; words are Polish."""
    with override("pl"):
        yield from ROWS[kind](user, first, last)


def _people(user: User, first: date, last: date) -> Iterator[Row]:
    """Everybody entered by the last day who had neither died nor moved away before the first."""
    there = Q(deceased_on__isnull=True) | Q(deceased_on__gte=first)
    stays = Q(moved_out_on__isnull=True) | Q(moved_out_on__gte=first)
    people = Person.objects.visible_to(user).filter(there, stays, added_on__lte=last)
    for person in people.order_by("sort_key", "id").iterator(AT_ONCE):
        yield [
            *_who(person),
            SEX.get(person.sex, ""),
            *_address(person),
            _phone(person.phone),
            person.email,
            person.reach_note,
        ]


def _households(user: User, first: date, last: date) -> Iterator[Row]:
    """Everybody of the register who lived in a household at that time."""
    rows = Membership.objects.visible_to(user).filter(person__isnull=False, starts_on__lte=last)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first)).select_related("person")
    for row in rows.order_by("household_id", "id").iterator(AT_ONCE):
        person = row.person
        assert person is not None
        yield [
            *_who(person),
            *_address(person),
            f"G-{row.household_id}",
            row.get_role_display(),
            _day(row.starts_on),
            _day(row.ends_on),
        ]


def _cases(user: User, first: date, last: date) -> Iterator[Row]:
    """Cases filed by the last day and not closed before the first: a row for each help and each service asked for."""
    rows = Application.objects.visible_to(user).filter(filed_on__lte=last)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first))
    whole = rows.select_related("person", "coordinator").prefetch_related(
        "requests__service",
        "requests__assistance_decisions",
        "requests__taken_over_help",
        "taken_over__helps",
    )
    for application in whole.order_by("id").iterator(AT_ONCE):
        told = [*_helps(application)] or [["", "", "", "", "", "", ""]]
        who = [*_who(application.person), *_address(application.person), *_case(application)]
        worker = application.coordinator.name if application.coordinator else ""
        for help_ in told:
            yield [*who, *help_, worker]


def _helps(application: Application) -> Iterator[Row]:
    """Service, state, from, to, decision, hours, fee: by decisions, by old papers, or only asked for."""
    for request in application.requests.all():
        state = request.get_state_display()
        helps: list[AssistanceDecision | TakenOverHelp] = [
            *(one for one in request.assistance_decisions.all() if _gives_help(one)),
            *(one for one in request.taken_over_help.all() if one.decision_id is None),
        ]
        for one in helps:
            yield [request.service.name, state, *_help(one)]
        if not helps:
            yield [request.service.name, state, *_asked(request)]
    taken = getattr(application, "taken_over", None)
    for one in taken.helps.all() if taken else ():
        if one.request_id is None:
            yield [one.kind, "", *_help(one)]


def _asked(request: RequestedService) -> Row:
    starts_on = request.outcome_on if request.state in RUNS else None
    return [_day(starts_on), _day(request.ended_on), "", "", ""]


def _help(one: AssistanceDecision | TakenOverHelp) -> Row:
    number = one.number if isinstance(one, AssistanceDecision) else one.decision_number
    ends_on = one.lasts_until if isinstance(one, AssistanceDecision) else one.ends_on
    return [_day(one.starts_on), _day(ends_on), number, _hours(one.hours, one.hours_over), _fee(one)]


def _gives_help(decision: AssistanceDecision) -> bool:
    return decision.kind in GIVES_HELP and decision.state in HAS_EFFECT and decision.lasts_until is not None


def _decisions(user: User, first: date, last: date) -> Iterator[Row]:
    """Decisions with effect that were signed in the time or give help in it."""
    signed = Q(signed_on__gte=first, signed_on__lte=last)
    helping = Q(starts_on__lte=last, lasts_until__gte=first)
    rows: QuerySet[Any] = AssistanceDecision.objects.visible_to(user).filter(signed | helping, state__in=HAS_EFFECT)
    whole = rows.select_related("application__person", "request__service", "taken_over_help")
    for decision in whole.order_by("id").iterator(AT_ONCE):
        taken = getattr(decision, "taken_over_help", None)
        yield [
            *_who(decision.application.person),
            *_address(decision.application.person),
            *_case(decision.application),
            decision.request.service.name,
            decision.get_kind_display(),
            _day(decision.signed_on or (taken.decided_on if taken else None)),
            _day(decision.starts_on),
            _day(decision.lasts_until or decision.ends_on),
            decision.number,
            _hours(decision.hours, decision.hours_over),
            _fee(decision),
            decision.fee_text,
            _day(decision.delivered_on),
        ]


ROWS: dict[str, Callable[[User, date, date], Iterator[Row]]] = {
    ExportKind.PEOPLE: _people,
    ExportKind.HOUSEHOLDS: _households,
    ExportKind.CASES: _cases,
    ExportKind.DECISIONS: _decisions,
}


def _who(person: Person) -> Row:
    return [person.last_name, person.first_name, person.pesel, _day(person.born_on)]


def _address(person: Person) -> Row:
    return [person.street, person.house, person.postcode, person.town]


def _case(application: Application) -> Row:
    """Where nobody knows when a case was filed at the centre before us, nothing is said."""
    taken = getattr(application, "taken_over", None)
    return [application.number, _day(taken.filed_on if taken else application.filed_on)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _phone(number: str) -> str:
    if not number.startswith("+48"):
        return number
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)


def _hours(hours: Decimal | None, over: str) -> str:
    if hours is None:
        return ""
    written = f"{hours.normalize():f}".replace(".", ",")
    return f"{written} {'tyg.' if over == 'WEEK' else 'mies.'}"


def _fee(one: AssistanceDecision | TakenOverHelp) -> str:
    if one.fee_grosze is None:
        return one.fee_text
    return f"{one.fee_grosze // 100},{one.fee_grosze % 100:02} zł/{'mies.' if one.fee_per == 'MONTH' else 'godz.'}"
