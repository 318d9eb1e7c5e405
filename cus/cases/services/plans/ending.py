"""The end of a plan: on time or early, the summary talk, the description, the closing (RULE-52, RULE-53)."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import EndReason, Plan, ServiceRow, SummaryTalk
from cus.cases.services.outcomes.places import end_service
from cus.cases.services.plans.locking import IN_THE_MAKING, approved, check_may_write, locked_plan
from cus.cases.states import PLAN, ROW, PlanState, RequestState, RowState, VersionState
from cus.kit.errors import Refused
from cus.kit.templatetags.kit import day_short
from cus.law.citations import provision_of
from cus.law.closing import ClosingPart, description_is_written, missing_before_closing, talk_is_settled
from cus.records.log import record

LAST_STEPS = {
    (RowState.PLANNED, True): "cancel",
    (RowState.PLANNED, False): "cancel",
    (RowState.STARTED, True): "complete",
    (RowState.STARTED, False): "interrupt",
    (RowState.SUSPENDED, True): "interrupt",
    (RowState.SUSPENDED, False): "interrupt",
}


@transaction.atomic
def end_plan(*, plan_id: int, reason: str, by: User, on: date, note: str = "", ended_on: date | None = None) -> Plan:
    """End a plan on time, or early with a reason; its rows end with it, a change being prepared is discarded.

    After an early end the places of its services are free. Records `plan.ended`.
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    ended_on = ended_on or on
    if ended_on > on:
        raise Refused(_("Note the end on the day it comes, not before."))
    on_time = plan.ends_on is not None and ended_on >= plan.ends_on
    if reason == EndReason.ON_TIME and plan.ends_on and not on_time:
        raise Refused(
            _("The plan runs until %(day)s. To end it earlier, choose the reason.") % {"day": day_short(plan.ends_on)}
        )
    if reason == EndReason.OTHER and not note.strip():
        raise Refused(_("Write in a sentence why the plan ends."))
    put_an_end(plan, reason=reason, note=note.strip(), ended_on=ended_on, by=by)
    if reason != EndReason.ON_TIME:
        _free_places(plan, by=by, on=on)
    return plan


def _free_places(plan: Plan, *, by: User, on: date) -> None:
    """After an early end the places are free; after an end on time a next plan may follow, so a person decides."""
    rows = ServiceRow.objects.filter(version=approved(plan), request__state=RequestState.QUALIFIED)
    for request_id in sorted(set(rows.values_list("request_id", flat=True))):
        end_service(request_id=request_id, by=by, on=on, note=plan.get_end_reason_display())


def put_an_end(plan: Plan, *, reason: str, note: str, ended_on: date, by: User | None) -> Plan:
    """The step itself, also taken by the passing of days (`by` None)."""
    PLAN.take(plan, "end")
    plan.ended_on, plan.end_reason, plan.end_note, plan.next_contact_on = ended_on, reason, note, None
    plan.save(update_fields=["state", "ended_on", "end_reason", "end_note", "next_contact_on"])
    _settle_rows(plan, on_time=reason == EndReason.ON_TIME)
    plan.versions.filter(state__in=IN_THE_MAKING).update(state=VersionState.DISCARDED)
    plan.pauses.filter(ends_on__isnull=True, starts_on__lte=ended_on).update(ends_on=ended_on)
    label = str(EndReason(reason).label)
    record("plan.ended", subject=plan, story=plan.person, by=by, number=plan.number, reason=label)
    return plan


def _settle_rows(plan: Plan, *, on_time: bool) -> None:
    version = approved(plan)
    for row in [*version.service_rows.all(), *version.support_rows.all()] if version else []:
        step = LAST_STEPS.get((RowState(row.state), on_time))
        if step:
            ROW.take(row, step)
            row.save(update_fields=["state"])


@transaction.atomic
def note_summary_talk(
    *, plan_id: int, by: User, on: date, held_on: date | None = None, present: str = "", note: str = "",
    why_none: str = "",
) -> SummaryTalk:  # fmt: skip
    """Note the talk that sums the plan up, or why there was none; a second note mends the first. RULE-52.

    Records `plan.talked`.
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if held_on and held_on > on:
        raise Refused(_("The talk is noted after it was held."))
    if not talk_is_settled(talked_on=held_on, reason_for_no_talk=why_none):
        raise Refused(
            _("Write when the talk was held, or why there was none."), provision=provision_of(talk_is_settled)
        )
    if plan.state != PlanState.TALKED:
        PLAN.take(plan, "talk")
        plan.save(update_fields=["state"])
    given = {"held_on": held_on, "present": present.strip(), "note": note.strip(), "noted_by": by}
    given["why_none"] = "" if held_on else why_none.strip()
    talk, _created = SummaryTalk.objects.update_or_create(plan=plan, defaults=given | {"centre": plan.centre})
    record("plan.talked", subject=plan, story=plan.person, by=by, number=plan.number, held=held_on is not None)
    return talk


MISSING: dict[ClosingPart, tuple[Callable[[], str], Callable[..., object]]] = {
    ClosingPart.SUMMARY_TALK: (lambda: _("the summary talk, or why there was none"), talk_is_settled),
    ClosingPart.DESCRIPTION: (lambda: _("the description of course and results"), description_is_written),
}


@transaction.atomic
def close_plan(*, plan_id: int, course_and_results: str, by: User, on: date) -> Plan:
    """Close an ended plan with its description. Names at once all that is missing. Records `plan.closed`."""
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    talk = SummaryTalk.objects.filter(plan=plan).first()
    missing = missing_before_closing(
        talked_on=talk.held_on if talk else None,
        reason_for_no_talk=talk.why_none if talk else "",
        description=course_and_results,
    )
    if missing and plan.state in (PlanState.ENDED, PlanState.TALKED):
        words = ", ".join(MISSING[part][0]() for part in missing)
        raise Refused(
            _("Before the plan is closed, this is still missing: %(missing)s.") % {"missing": words},
            provision=provision_of(MISSING[missing[0]][1]),
        )
    PLAN.take(plan, "close")
    plan.course_and_results, plan.closed_on = course_and_results.strip(), on
    plan.save(update_fields=["state", "course_and_results", "closed_on"])
    record("plan.closed", subject=plan, story=plan.person, by=by, number=plan.number)
    return plan
