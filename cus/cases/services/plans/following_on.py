"""The next plan: what of the last one goes on, once it is over."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, Plan, PlanMember, PlanNeed, PlanVersion, ServiceRow, SupportRow
from cus.cases.planning.next_plan import GoesOn, what_goes_on
from cus.cases.services.plans.beginning import begin_plan
from cus.cases.services.plans.locking import check_may_write, locked_plan
from cus.cases.states import PlanState, VersionState
from cus.kit.errors import Refused, WrongState
from cus.records.log import record

OVER = (PlanState.ENDED, PlanState.TALKED, PlanState.CLOSED)


@transaction.atomic
def copy_into_next_plan(
    *, plan_id: int, application_id: int, by: User, on: date, starts_on: date | None = None
) -> Plan:
    """Begin the next plan of the person with the goals not reached and the help still offered.

    What the application is qualified for comes in too. Records `plan.begun` and `plan.copied`.
    """
    former = locked_plan(plan_id)
    check_may_write(by, former, on=on)
    if former.state not in OVER:
        raise WrongState(_("The next plan is made from this one when its period is over."))
    if former.application_id == application_id and former.state != PlanState.CLOSED:
        raise Refused(_("First hold the summary talk and close this plan. Then copy it into the next one."))
    if not Application.objects.filter(pk=application_id, person=former.person_id).exists():
        raise Refused(_("Choose an application of the same person."))
    version = former.versions.get(state=VersionState.APPROVED)
    going_on = what_goes_on(version)

    plan = begin_plan(application_id=application_id, by=by, on=on, starts_on=starts_on)
    plan.previous, plan.household = former, former.household
    plan.save(update_fields=["previous", "household"])
    members = _copy_members(former, plan, on=on)
    draft = plan.versions.get()
    draft.summary = version.summary
    draft.save(update_fields=["summary"])
    begun = list(draft.needs.order_by("position", "id"))
    for place, one in enumerate(going_on.goes_on, start=1):
        _copy_need(one, draft, members, place=place)
    _drop_empty(begun, keep=former.application_id != application_id or not going_on.goes_on)
    left_out = "; ".join(f"{one.what}: {one.why}" for one in going_on.left_out)
    record(
        "plan.copied", subject=plan, story=plan.person, by=by, number=plan.number, former=former.number, left=left_out
    )
    return plan


def _copy_members(former: Plan, plan: Plan, *, on: date) -> dict[int, PlanMember]:
    """The people of a household's plan who are still in it, by their old membership."""
    return {
        member.pk: PlanMember.objects.create(centre=plan.centre, plan=plan, person_id=member.person_id, joined_on=on)
        for member in former.members.in_it().order_by("id")
    }


def _copy_need(one: GoesOn, draft: PlanVersion, members: dict[int, PlanMember], *, place: int) -> None:
    need = PlanNeed.objects.create(
        centre=draft.centre, version=draft, key=one.need.key, position=place, need=one.need.need, goal=one.need.goal,
        member=members.get(one.need.member_id or 0),
    )  # fmt: skip
    for row in one.services:
        _copy_service(row, need, draft, members)
    for helping in one.support:
        _copy_help(helping, need, draft, members)


def _copy_help(row: SupportRow, need: PlanNeed, draft: PlanVersion, members: dict[int, PlanMember]) -> None:
    SupportRow.objects.create(
        centre=draft.centre, version=draft, need=need, key=row.key, position=row.position, kind=row.kind,
        what=row.what, who=row.who, phone=row.phone, when=row.when, note=row.note, starts_on=draft.starts_on,
        ends_on=draft.ends_on, member=members.get(row.member_id or 0),
    )  # fmt: skip


def _copy_service(row: ServiceRow, need: PlanNeed, draft: PlanVersion, members: dict[int, PlanMember]) -> None:
    """Into the row the application already brought, where there is one: its decision says the days and hours."""
    begun = draft.service_rows.filter(service=row.service_id).exclude(need__key__in=_keys_gone_on(draft))
    there = begun.order_by("id").first()
    target = there or ServiceRow(
        centre=draft.centre, version=draft, service=row.service, starts_on=draft.starts_on, ends_on=draft.ends_on,
        unit=row.unit, rhythm=row.rhythm, fee_text=row.service.fee_text[:200],
    )  # fmt: skip
    if target.amount is None:
        target.amount, target.unit, target.rhythm = row.amount, row.unit, row.rhythm
    target.key, target.need, target.position = row.key, need, row.position
    target.when, target.note = row.when, row.note
    target.provider = row.provider or target.provider
    target.member = members.get(row.member_id or 0)
    target.save()


def _keys_gone_on(draft: PlanVersion) -> list[UUID]:
    """The needs that came from the former plan: what stands under them is copied already."""
    former = draft.plan.previous
    return list(former.versions.get(state=VersionState.APPROVED).needs.values_list("key", flat=True)) if former else []


def _drop_empty(begun: list[PlanNeed], *, keep: bool) -> None:
    """The needs of the old talk stand in the goals already; those of a new talk stay."""
    for need in begun:
        if not keep and not need.service_rows.exists() and not need.support_rows.exists():
            need.delete()
