"""The first draft of a plan, a change of an approved one, and giving either up."""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import MO, relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Role, User
from cus.accounts.numbers import next_number
from cus.cases.models import (
    Application,
    Plan,
    PlanCoordinator,
    PlanNeed,
    PlanVersion,
    RequestedService,
    Rhythm,
    ServiceRow,
)
from cus.cases.permissions.plans import may_begin_plan
from cus.cases.planning.granted import granted_help
from cus.cases.services.plans.locking import approved, check_may_write, in_the_making, locked_plan, locked_version
from cus.cases.states import PLAN, VERSION, PlanState, RequestState, VersionState
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.plan import last_day_allowed
from cus.records.log import record

LIVING = (PlanState.APPROVED, PlanState.ACTIVE)
LONGEST_NEED = 300
HELP_IS_SURE = (RequestState.QUALIFIED, RequestState.GRANTED)


@transaction.atomic
def begin_plan(
    *, application_id: int, by: User, on: date, coordinator_id: int | None = None, starts_on: date | None = None
) -> Plan:
    """Begin a plan with a draft from what is known: the recognised needs and the qualified services.

    Starts next Monday and runs as long as RULE-46 allows, unless told otherwise. Records `plan.begun`.
    """
    application = Application.objects.select_for_update(of=("self",)).select_related("centre").get(pk=application_id)
    if not may_begin_plan(by, application):
        raise NotAllowed(_("Plans are begun by coordinators, the organiser or the director."))
    requests = list(application.requests.filter(state__in=HELP_IS_SURE).select_related("service").order_by("id"))
    if not requests:
        raise Refused(_("No service of this application is qualified yet. Qualify one, then begin the plan."))
    living = application.plans.alive().first()
    if living:
        raise Refused(
            _("This application already has the plan %(number)s. Open that one.") % {"number": living.number}
        )
    coordinator = _first_coordinator(application, coordinator_id=coordinator_id, by=by)

    plan = Plan.objects.create(
        centre=application.centre,
        person_id=application.person_id,
        application=application,
        number=next_number(centre=application.centre, series="5021", on=on),
        begun_on=on,
    )
    PlanCoordinator.objects.create(centre=plan.centre, plan=plan, user=coordinator, starts_on=on)
    version = _first_version(plan, requests, author=by, starts_on=starts_on or _next_monday(on))
    record("plan.begun", subject=version, story=plan.person, by=by, number=plan.number)
    return plan


def _first_coordinator(application: Application, *, coordinator_id: int | None, by: User) -> User:
    """Who was named; else the coordinator of the application; else the caller, when a coordinator."""
    wanted = coordinator_id or application.coordinator_id or by.pk
    coordinators = User.objects.visible_to(by).holding(Role.COORDINATOR)
    chosen: User | None = coordinators.filter(pk=wanted).first() or coordinators.filter(pk=by.pk).first()
    if chosen is None or (coordinator_id and chosen.pk != coordinator_id):
        raise Refused(_("A plan needs a coordinator of individual plans. Choose one, then begin the plan."))
    return chosen


def _next_monday(day: date) -> date:
    return day + timedelta(days=1) + relativedelta(weekday=MO)


def _first_version(plan: Plan, requests: list[RequestedService], *, author: User, starts_on: date) -> PlanVersion:
    period = {"starts_on": starts_on, "ends_on": last_day_allowed(starts_on=starts_on)}
    version = PlanVersion.objects.create(centre=plan.centre, plan=plan, number=1, author=author, **period)
    recognition = (
        plan.application.recognitions.filter(finished_on__isnull=False).order_by("-finished_on", "-id").first()
    )
    named = recognition.needs.splitlines() if recognition else []
    needs = [line.strip()[:LONGEST_NEED] for line in named if line.strip()] or [_("To be named together")]
    first = [
        PlanNeed.objects.create(centre=plan.centre, version=version, position=place, need=need)
        for place, need in enumerate(needs, start=1)
    ][0]
    for place, request in enumerate(requests, start=1):
        service = request.service
        offered = {"unit": service.unit, "rhythm": Rhythm.WEEK, "fee_text": service.fee_text[:200]} | period
        ServiceRow.objects.create(
            centre=plan.centre, version=version, need=first, position=place, service=service, request=request,
            provider=service.provider, **(offered | granted_help(request, **period)),
        )  # fmt: skip
    return version


@transaction.atomic
def begin_change(*, plan_id: int, reason: str, by: User, on: date) -> PlanVersion:
    """Begin a new version of an approved plan: the old one stays as it is and in force until the new is approved.

    Needs and rows keep their keys, so that the difference can be told. Records `plan.change_begun` (RULE-51).
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    former = approved(plan)
    if plan.state not in LIVING or former is None:
        raise WrongState(_("Only an approved plan is changed. One being prepared is simply edited."))
    if in_the_making(plan):
        raise Refused(_("A change of this plan is already being prepared. Finish or discard it first."))
    if not reason.strip():
        raise Refused(_("Write why the plan changes: the person and the director will read it."))

    version = PlanVersion.objects.create(
        centre=plan.centre,
        plan=plan,
        number=max(plan.versions.values_list("number", flat=True)) + 1,
        author=by,
        starts_on=former.starts_on,
        ends_on=former.ends_on,
        summary=former.summary,
        change_reason=reason.strip(),
    )
    _copy_content(former, version)
    record("plan.change_begun", subject=version, story=plan.person, by=by, number=plan.number, reason=reason.strip())
    return version


def _copy_content(former: PlanVersion, version: PlanVersion) -> None:
    copies: dict[int, PlanNeed] = {}
    for need in former.needs.order_by("position", "id"):
        old_id = need.pk
        need.pk, need._state.adding, need.version = None, True, version
        need.save()
        copies[old_id] = need
    rows: list[Any] = [*former.service_rows.order_by("id"), *former.support_rows.order_by("id")]
    for row in rows:
        row.need = copies[row.need_id]
        row.pk, row._state.adding, row.version = None, True, version
        row.save()


@transaction.atomic
def discard_version(*, version_id: int, by: User, on: date) -> PlanVersion:
    """Give up a change that is being prepared; the approved version goes on. Records `plan.change_discarded`."""
    version = locked_version(version_id)
    check_may_write(by, version.plan, on=on)
    if version.plan.state == PlanState.PREPARED:
        raise WrongState(_("This is the first version of the plan. Abandon the plan instead."))
    VERSION.take(version, "discard")
    version.save(update_fields=["state"])
    record("plan.change_discarded", subject=version, story=version.plan.person, by=by, number=version.plan.number)
    return version


@transaction.atomic
def abandon_plan(*, plan_id: int, reason: str, by: User, on: date) -> Plan:
    """Give up a plan that was never approved, with the reason. Records `plan.abandoned`."""
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    if not reason.strip():
        raise Refused(_("Write why the plan is abandoned. The application stays open."))
    PLAN.take(plan, "abandon")
    plan.end_note, plan.ended_on = reason.strip(), on
    plan.save(update_fields=["state", "end_note", "ended_on"])
    plan.versions.filter(state__in=[VersionState.DRAFT, VersionState.AGREED]).update(state=VersionState.DISCARDED)
    record("plan.abandoned", subject=plan, story=plan.person, by=by, number=plan.number, reason=reason.strip())
    return plan
