"""The interview at home: planned, held and written down by one social worker, signed by them."""

from datetime import date, time
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Role, RoleHeld, User
from cus.cases.models import Application, EnvironmentalInterview, InterviewPlace, RequestedService
from cus.cases.permissions.assistance import may_cancel_interview, may_plan_interview, may_write_interview
from cus.cases.services.outcomes.progress import application_to_consider, check_considered
from cus.cases.states import APPLICATION, INTERVIEW, ApplicationState, InterviewState
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.assistance import granted_by_decision
from cus.law.citations import provision_of
from cus.records.log import record

OPEN_INTERVIEW = (InterviewState.PLANNED, InterviewState.WRITTEN)
MUST_BE_WRITTEN = ("situation", "conclusions", "proposed_help")


class InterviewParts(TypedDict, total=False):
    """What was learnt: everything may be empty while it is being written."""

    place_detail: str
    present: str
    situation: str
    health: str
    housing: str
    family: str
    income: str
    conclusions: str
    proposed_help: str


@transaction.atomic
def plan_interview(
    *,
    application_id: int,
    social_worker_id: int,
    by: User,
    on: date,
    planned_on: date | None = None,
    planned_at: time | None = None,
    place: str = InterviewPlace.HOME,
    updates_id: int | None = None,
) -> EnvironmentalInterview:
    """Put the interview into a social worker's hands, with the day of the visit where it is known.

    The time to hold it runs from the filing of the application, that of an update from today.
    Records `interview.planned`.
    """
    application = application_to_consider(application_id)
    if not may_plan_interview(by, application):
        raise NotAllowed(_("Only case staff of the centre plan an interview at home."))
    check_considered(application)
    _check_is_needed(application)
    worker = _social_worker(application, social_worker_id, on=on)
    if planned_on is not None and planned_on < on:
        raise Refused(_("This day has passed. Choose today or a later day, or leave it empty."))
    if application.interviews.filter(state__in=OPEN_INTERVIEW).exists():
        raise WrongState(_("An interview of this case is already planned or being written. Finish that one first."))

    interview = EnvironmentalInterview.objects.create(
        centre=application.centre,
        application=application,
        updates=application.interviews.get(pk=updates_id) if updates_id else None,
        social_worker=worker,
        ordered_on=on if updates_id else application.filed_on,
        planned_on=planned_on,
        planned_at=planned_at,
        place=place,
    )
    if application.state == ApplicationState.FILED:
        APPLICATION.take(application, "recognise")
        application.save(update_fields=["state"])
    record("interview.planned", subject=interview, story=application.person, by=by, who=worker.name)
    return interview


@transaction.atomic
def write_interview(
    *,
    interview_id: int,
    held_on: date,
    place: str,
    parts: InterviewParts,
    by: User,
    on: date,
    signed: bool = False,
) -> EnvironmentalInterview:
    """Write down what was learnt; signed, it does not change any more. Records `interview.written` or `.signed`."""
    interview = locked_interview(interview_id)
    if not may_write_interview(by, interview):
        raise NotAllowed(_("The interview is written by the social worker who holds it, until it is signed."))
    if held_on > on:
        raise Refused(_("The visit has not taken place yet. Write it down afterwards."))
    if place not in InterviewPlace.values:
        raise Refused(_("Choose where the interview was held."))

    INTERVIEW.take(interview, "write")
    interview.held_on, interview.place = held_on, place
    for name in InterviewParts.__annotations__:
        if name in parts:
            setattr(interview, name, parts[name].strip())  # type: ignore[literal-required]
    if signed:
        _sign(interview, on=on)
    interview.save()
    name = "interview.signed" if signed else "interview.written"
    record(name, subject=interview, story=interview.application.person, by=by, who=by.name)
    return interview


def _sign(interview: EnvironmentalInterview, *, on: date) -> None:
    empty = [EnvironmentalInterview._meta.get_field(name) for name in MUST_BE_WRITTEN if not getattr(interview, name)]
    if empty:
        labels = ", ".join(str(field.verbose_name) for field in empty)  # type: ignore[union-attr]
        raise Refused(
            _("Still empty: %(parts)s. Write them, then sign. Until then keep it as a draft.") % {"parts": labels}
        )
    INTERVIEW.take(interview, "sign")
    interview.signed_on = on


@transaction.atomic
def cancel_interview(*, interview_id: int, reason: str, by: User, on: date) -> EnvironmentalInterview:
    """It will not be held: say why. Records `interview.cancelled`."""
    interview = locked_interview(interview_id)
    if not may_cancel_interview(by, interview):
        raise NotAllowed(_("Its social worker or the director cancels an interview, until it is signed."))
    if not reason.strip():
        raise Refused(_("Write why the interview is cancelled."))

    INTERVIEW.take(interview, "cancel")
    interview.cancel_reason = reason.strip()
    interview.save(update_fields=["state", "cancel_reason"])
    record("interview.cancelled", subject=interview, story=interview.application.person, by=by, reason=reason.strip())
    return interview


def locked_interview(interview_id: int) -> EnvironmentalInterview:
    rows = EnvironmentalInterview.objects.select_for_update(of=("self",))
    return rows.select_related("application__person", "centre").get(pk=interview_id)


def _check_is_needed(application: Application) -> None:
    if not RequestedService.objects.filter(application=application).of_assistance().exists():
        raise Refused(
            _("No service of this application needs a decision, so no interview at home is held."),
            provision=provision_of(granted_by_decision),
        )


def _social_worker(application: Application, user_id: int, *, on: date) -> User:
    worker = User.objects.get(pk=user_id, centre_id=application.centre_id)
    if not RoleHeld.objects.held(on=on).filter(user=worker, role=Role.SOCIAL_WORKER).exists():
        raise Refused(
            _("%(name)s is not a social worker on this day. Choose a social worker.") % {"name": worker.name}
        )
    return worker
