"""The people a member of staff is responsible for: one row each, with what comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cus.cases.models import Application, Plan
from cus.cases.states import PlanState, VersionState
from cus.kit.addresses import address_of
from cus.law.deadlines import plan_due_on
from cus.office.queries.today import ENDS_SOON, Caseload, is_silent, plan_is_required
from cus.office.queries.work_item import used_share
from cus.people.models import Person

A_YEAR = 365
WITHIN_A_WEEK = 7


@dataclass(frozen=True)
class PersonRow:
    """A person, the state of their case in a word, the next date and the last contact."""

    person: Person
    age: int | None
    state: str
    tone: str
    due_on: date | None
    days_left: int | None
    share: int
    paused: str
    last_contact_on: date | None
    is_silent: bool
    number: str
    page: str
    row_id: int

    @property
    def url(self) -> str:
        return address_of(self.page, self.row_id)

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def is_soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= WITHIN_A_WEEK


def people_of(caseload: Caseload, *, on: date) -> list[PersonRow]:
    """The most urgent first; people without a date last."""
    with_plan = {plan.application_id for plan in caseload.plans}
    rows = [plan_row(plan, on=on) for plan in caseload.plans]
    rows += [application_row(a, on=on) for a in caseload.applications if a.pk not in with_plan]
    return sorted(rows, key=lambda row: (row.days_left is None, row.days_left, row.person.sort_key, row.person.pk))


FILTERS = {
    "late": lambda row: row.is_late,
    "soon": lambda row: row.is_soon,
    "silent": lambda row: row.is_silent,
}
SORTS = {
    "name": lambda row: row.person.sort_key,
    "contact": lambda row: row.last_contact_on or date.min,
    "due": lambda row: (row.days_left is None, row.days_left or 0),
}


def chosen(rows: list[PersonRow], *, only: str, sort: str) -> list[PersonRow]:
    """The rows a filter keeps, in the asked order ("-name" turns it round)."""
    kept = [row for row in rows if FILTERS[only](row)] if only in FILTERS else rows
    key = sort.removeprefix("-")
    return sorted(kept, key=SORTS[key], reverse=sort.startswith("-")) if key in SORTS else kept


def application_row(application: Application, *, on: date) -> PersonRow:
    due = plan_due_on(applied_on=application.filed_on)
    needs_plan = plan_is_required(application)
    left = (due - on).days
    return PersonRow(
        person=application.person,
        age=application.person.age(on=on),
        state=_("plan overdue") if needs_plan and left < 0 else str(application.get_state_display()),
        tone="danger" if left < 0 else "",
        due_on=due,
        days_left=left,
        share=used_share(left),
        paused="",
        last_contact_on=application.last_contact_on,
        is_silent=False,
        number=application.number,
        page="cases:application",
        row_id=application.pk,
    )


def plan_row(plan: Plan, *, on: date) -> PersonRow:
    state, tone = plan_in_a_word(plan, on=on)
    prepared = plan.state == PlanState.PREPARED
    due = plan_due_on(applied_on=plan.application.filed_on) if prepared else plan.ends_on
    if plan.state in (PlanState.ENDED, PlanState.TALKED):
        due = (plan.ended_on or on) + ENDS_SOON
    left = (due - on).days if due else None
    whole = 30 if prepared or plan.state != PlanState.ACTIVE else A_YEAR
    return PersonRow(
        person=plan.person,
        age=plan.person.age(on=on),
        state=state,
        tone=tone,
        due_on=due,
        days_left=left,
        share=used_share(left, of=whole) if left is not None else 0,
        paused=plan.pause_reason or "",
        last_contact_on=plan.last_contact_on,
        is_silent=is_silent(plan, on=on),
        number=plan.number,
        page="cases:plan",
        row_id=plan.pk,
    )


def plan_in_a_word(plan: Plan, *, on: date) -> tuple[str, str]:
    """The state of a plan as its coordinator says it, with the tone of the tag."""
    late = plan_due_on(applied_on=plan.application.filed_on) < on
    if plan.state == PlanState.PREPARED and plan.making == VersionState.AGREED:
        return _("plan at the director's"), "info"
    if plan.state == PlanState.PREPARED and plan.return_reason:
        return _("plan returned"), "danger" if late else "warn"
    if plan.state == PlanState.PREPARED:
        return (_("plan overdue"), "danger") if late else (_("plan to agree"), "warn")
    if plan.state == PlanState.ACTIVE and plan.pause_reason:
        return _("paused"), "info"
    if plan.state == PlanState.ACTIVE and plan.ends_on and plan.ends_on <= on + ENDS_SOON:
        return _("plan ends soon"), "warn"
    if plan.state == PlanState.ACTIVE:
        return _("plan running"), "ok"
    if plan.state == PlanState.APPROVED:
        return _("plan starts soon"), "ok"
    return (_("talk to be held"), "warn") if plan.state == PlanState.ENDED else (_("description to write"), "warn")
