"""Decisions that wait for the signature of whoever signs them that day."""

from datetime import date
from typing import Any

from django.db.models import DateField, F, Value
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import AssistanceDecision, Decision
from cus.cases.states import DecisionState
from cus.kit.addresses import address_of
from cus.law.assistance import decision_due_on
from cus.law.deadlines import plan_due_on
from cus.office.queries.work_item import WorkItem, due_item
from cus.team.queries import signs_decisions

COLUMNS = (
    "is_assistance", "drafted_on", "pk", "previous_until", "application__filed_on", "application__person__first_name",
    "application__person__last_name", "drafted_by__first_name", "drafted_by__last_name",
)  # fmt: skip


def decisions_to_sign(*, user: User, on: date) -> list[WorkItem]:
    """Drafts of refusals and of decisions under the social assistance act, read in one query."""
    if not signs_decisions(user, on=on):
        return []
    refusals = Decision.objects.visible_to(user).filter(state=DecisionState.DRAFT)
    refusals = refusals.annotate(is_assistance=Value(False), previous_until=Value(None, output_field=DateField()))
    assistance = AssistanceDecision.objects.visible_to(user).in_the_making()
    assistance = assistance.annotate(is_assistance=Value(True), previous_until=F("previous__lasts_until"))
    drafts = refusals.values_list(*COLUMNS).union(assistance.values_list(*COLUMNS), all=True)
    return [_item(*row, on=on) for row in sorted(drafts, key=lambda row: row[:3])]


def _item(
    is_assistance: bool, _drafted_on: date, number: int, until: date | None, filed_on: date, *names: Any, on: date
) -> WorkItem:
    first, last, *author = names
    if is_assistance:
        text = _("A decision under the social assistance act waits for a signature. Prepared by: %(author)s.")
        url, due = "cases:assistance_decision", until or decision_due_on(ordered_on=filed_on)
    else:
        text = _("A refusal waits for a signature. Prepared by: %(author)s.")
        url, due = "cases:decision", plan_due_on(applied_on=filed_on)
    said = text % {"author": " ".join(author)}
    return due_item(f"{first} {last}", said, address_of(url, number), _("Read and sign"), due_on=due, on=on)
