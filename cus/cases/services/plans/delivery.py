"""How a running plan goes: rows start and end, the plan stands still in hospital, what was delivered in a month."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Delivered, Pause, Plan, ServiceRow, SupportRow
from cus.cases.services.plans.locking import approved, check_may_write, locked_plan
from cus.cases.states import ROW, PlanState
from cus.kit.errors import Refused, WrongState
from cus.kit.periods import Period
from cus.kit.templatetags.kit import day_short
from cus.records.log import record


@transaction.atomic
def move_row_along(*, plan_id: int, row_key: UUID, step: str, by: User, on: date) -> ServiceRow | SupportRow:
    """Start, suspend, resume, complete, interrupt or cancel one row of the approved version.

    Records `plan.row_moved`.
    """
    plan = _running(plan_id, by=by, on=on)
    row = _row(plan, row_key)
    ROW.take(row, step)
    row.save(update_fields=["state"])
    told = {"what": _title(row), "state": row.get_state_display(), "key": str(row.key), "step": step}
    record("plan.row_moved", subject=plan, story=plan.person, by=by, **told)
    return row


@transaction.atomic
def pause_plan(
    *, plan_id: int, reason: str, starts_on: date, by: User, on: date, ends_on: date | None = None
) -> Pause:
    """Note days on which the plan stands still, such as a stay in hospital. Records `plan.paused`."""
    plan = _running(plan_id, by=by, on=on)
    if not reason.strip():
        raise Refused(_("Write the reason of the pause, for example: hospital."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day comes before the first. Change one of them."))
    if plan.starts_on is None or plan.ends_on is None or starts_on not in Period(plan.starts_on, plan.ends_on):
        raise Refused(_("A pause begins on a day of the plan."))
    days = Period(starts_on, ends_on)
    for pause in plan.pauses.all():
        if days.overlaps(Period(pause.starts_on, pause.ends_on)):
            raise Refused(
                _("The plan already stands still from %(day)s (%(reason)s). End that pause first.")
                % {"day": day_short(pause.starts_on), "reason": pause.reason}
            )
    made = Pause.objects.create(
        centre=plan.centre, plan=plan, reason=reason.strip(), starts_on=starts_on, ends_on=ends_on, noted_by=by
    )
    record("plan.paused", subject=plan, story=plan.person, by=by, reason=made.reason, day=str(starts_on))
    return made


@transaction.atomic
def resume_plan(*, plan_id: int, resumed_on: date, by: User, on: date) -> Plan:
    """The plan runs again from this day; a pause that began that very day never was. Records `plan.resumed`."""
    plan = _running(plan_id, by=by, on=on)
    pause = plan.pauses.filter(ends_on__isnull=True).first() or plan.pauses.filter(ends_on__gte=resumed_on).first()
    if pause is None:
        raise WrongState(_("The plan does not stand still now."))
    if resumed_on < pause.starts_on:
        raise Refused(_("The pause began only on %(day)s.") % {"day": day_short(pause.starts_on)})
    if resumed_on == pause.starts_on:
        pause.delete()
    else:
        pause.ends_on = resumed_on - timedelta(days=1)
        pause.save(update_fields=["ends_on"])
    record("plan.resumed", subject=plan, story=plan.person, by=by, day=str(resumed_on))
    return plan


@transaction.atomic
def note_delivered(
    *, plan_id: int, row_key: UUID, month: date, amount: Decimal, by: User, on: date, note: str = ""
) -> Delivered:
    """Note what was delivered of a row in a month; a second note of the month replaces the first.

    Records `plan.delivered_noted`.
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if plan.starts_on is None or plan.ends_on is None:
        raise WrongState(_("The plan is not approved yet: nothing could be delivered."))
    first = month.replace(day=1)
    if first > on:
        raise Refused(_("This month has not begun yet."))
    if not plan.starts_on.replace(day=1) <= first <= plan.ends_on:
        raise Refused(_("The plan does not run in this month."))
    if amount < 0:
        raise Refused(_("The amount cannot be less than zero."))
    row = _row(plan, row_key, any_version=True)
    noted, _created = Delivered.objects.update_or_create(
        plan=plan,
        row_key=row_key,
        month=first,
        defaults={"amount": amount, "note": note.strip(), "noted_by": by, "centre": plan.centre},
    )
    record("plan.delivered_noted", subject=plan, by=by, what=_title(row), amount=str(amount), month=str(first))
    return noted


def _running(plan_id: int, *, by: User, on: date) -> Plan:
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if plan.state not in (PlanState.APPROVED, PlanState.ACTIVE):
        raise WrongState(
            _("The plan is “%(state)s”: this is noted only in an approved plan.") % {"state": plan.get_state_display()}
        )
    return plan


def _row(plan: Plan, key: UUID, *, any_version: bool = False) -> ServiceRow | SupportRow:
    version = approved(plan)
    given = {"version__plan": plan} if any_version else {"version": version}
    service = (
        ServiceRow.objects.filter(key=key, **given).select_related("service").order_by("-version__number").first()
    )
    row = service or SupportRow.objects.filter(key=key, **given).order_by("-version__number").first()
    if row is None:
        raise Refused(_("This row is not in the approved plan."))
    return row


def _title(row: ServiceRow | SupportRow) -> str:
    return row.service.name if isinstance(row, ServiceRow) else row.what
