"""Help by a decision in a plan: its row begins as the decision says, and must not go beyond it (RULE-73)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cus.cases.amounts import amount_in_words
from cus.cases.assistance_words import fee_in_words
from cus.cases.models import AssistanceDecision, HoursOver, PlanVersion, RequestedService, Rhythm, ServiceRow
from cus.cases.planning.content import PlanWarning
from cus.kit.templatetags.kit import day_short
from cus.law.assistance import days_within_decision, granted_by_decision, within_decision
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.offer.models import LegalTrack

RHYTHM_OF = {HoursOver.WEEK.value: Rhythm.WEEK, HoursOver.MONTH.value: Rhythm.MONTH}
HOUR = "godzina"


def granted_help(request: RequestedService, *, starts_on: date, ends_on: date) -> dict[str, Any]:
    """The amount, days and fee of a new row, where a decision says them; nothing for a service of a programme."""
    decision = (
        request.assistance_decisions.filter(lasts_until__gte=starts_on, starts_on__lte=ends_on)
        .order_by("starts_on", "id")
        .first()
    )
    if decision is None or decision.starts_on is None or decision.lasts_until is None:
        return {}
    return {
        "amount": decision.hours,
        "unit": HOUR,
        "rhythm": RHYTHM_OF[decision.hours_over],
        "fee_text": fee_in_words(decision)[:200],
        "starts_on": max(starts_on, decision.starts_on),
        "ends_on": min(ends_on, decision.lasts_until),
    }


def beyond_decisions(version: PlanVersion, *, switched_off: Collection[str]) -> Mapping[UUID, list[PlanWarning]]:
    """What goes beyond the decisions, by the keys of the rows: read with one query for the whole version."""
    rows = [
        row
        for need in version.needs.all()
        for row in need.service_rows.all()
        if row.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE
    ]
    if not rows or effect_of(within_decision, switched_off=switched_off) is Effect.SILENT:
        return {}
    by_service: dict[int, list[AssistanceDecision]] = defaultdict(list)
    decisions = AssistanceDecision.objects.filter(
        request__service__in={row.service_id for row in rows},
        application__person=version.plan.person_id,
        lasts_until__isnull=False,
    ).select_related("request")
    for decision in decisions.order_by("starts_on", "id"):
        by_service[decision.request.service_id].append(decision)
    return {row.key: list(_on_row(row, by_service[row.service_id])) for row in rows}


def _on_row(row: ServiceRow, decisions: list[AssistanceDecision]) -> list[PlanWarning]:
    meeting = [one for one in decisions if _meets(row, one)]
    if not meeting:
        text = _("No decision gives this help on these days. Prepare the decision, or change the days.")
        return [PlanWarning(text, provision=provision_of(granted_by_decision))]
    found = []
    if not days_within_decision(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        granted_from=min(one.starts_on for one in meeting if one.starts_on),
        granted_until=max(one.lasts_until for one in meeting if one.lasts_until),
    ):
        last = day_short(max(one.lasts_until for one in meeting if one.lasts_until))
        text = _("The decision gives this help until %(day)s; the row lies beyond its days. Prepare the renewal.")
        found.append(PlanWarning(text % {"day": last}, provision=provision_of(within_decision)))
    return found + [_too_much(one) for one in meeting if not _fits(row, one)]


def _meets(row: ServiceRow, decision: AssistanceDecision) -> bool:
    first, until = decision.starts_on, decision.lasts_until
    return first is not None and until is not None and first <= row.ends_on and row.starts_on <= until


def _fits(row: ServiceRow, decision: AssistanceDecision) -> bool:
    if row.amount is None or decision.hours is None or row.unit != HOUR:
        return True
    return within_decision(
        planned=row.amount, planned_over=row.rhythm, granted=decision.hours, granted_over=decision.hours_over
    )


def _too_much(decision: AssistanceDecision) -> PlanWarning:
    granted = amount_in_words(decision.hours, HOUR, RHYTHM_OF[decision.hours_over])
    text = _("More than the decision %(number)s grants: %(amount)s. Plan less, or prepare a change of the decision.")
    return PlanWarning(text % {"number": decision.number, "amount": granted}, provision=provision_of(within_decision))
