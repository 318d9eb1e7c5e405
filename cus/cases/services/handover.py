"""Cases handed from one coordinator to another: proposed, answered case by case, taken over on the day, returned.

The move itself is one function in both directions: the application's coordinator, the plan's coordinator (RULE-55:
one at a time, with history) and the open tasks of the case.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import Role, RoleHeld, User
from cus.cases.models import Application, HandedCase, Handover, HandoverReason, Plan, PlanCoordinator, Task
from cus.cases.models.handover import HandedCaseQuerySet, living_plans, open_applications
from cus.cases.permissions.team import may_answer, may_call_off, may_give_back, may_hand_over
from cus.cases.services.plans.coordination import begin_term
from cus.cases.states import HANDED, HandedState
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import KinExclusion
from cus.records.log import record


@dataclass(frozen=True)
class HandoverGiven:
    """What is handed over: to whom, why, when; `application_ids` None: the whole caseload."""

    giver_id: int
    receiver_id: int
    reason: str
    starts_on: date
    returns_on: date | None = None
    note: str = ""
    application_ids: frozenset[int] | None = None


@transaction.atomic
def propose_handover(*, given: HandoverGiven, by: User, on: date) -> Handover:
    """Ask a coordinator to take cases over. Records `handover.proposed` for each."""
    giver = User.objects.visible_to(by).get(pk=given.giver_id)
    if not may_hand_over(by, giver):
        raise NotAllowed(_("Coordinators hand over their own cases; the director and the organiser anybody's."))
    receiver = _receiver(given, giver, by=by)
    _check_days(given, on=on)
    rows = _cases_of(giver, given.application_ids, on=on)
    if not rows:
        raise Refused(_("There is no case to hand over. Choose at least one."))
    _check_kin(receiver, rows)

    handover = Handover.objects.create(
        centre=giver.centre,  # type: ignore[misc]
        giver=giver,
        receiver=receiver,
        reason=HandoverReason(given.reason),
        note=given.note.strip(),
        starts_on=given.starts_on,
        returns_on=given.returns_on,
        proposed_by=by,
        proposed_on=on,
    )
    for row in rows:
        row.handover, row.centre = handover, handover.centre
    try:
        with transaction.atomic():
            HandedCase.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused(_("Some of these cases are being handed over already. Call that handover off first.")) from error
    for row in rows:
        _tell("handover.proposed", row, who=receiver, by=by)
    return handover


def _receiver(given: HandoverGiven, giver: User, *, by: User) -> User:
    receiver = User.objects.visible_to(by).filter(pk=given.receiver_id, is_active=True).first()
    held = RoleHeld.objects.held(on=given.starts_on).filter(role=Role.COORDINATOR)
    if receiver is None or not held.filter(user=receiver).exists():
        raise Refused(_("Only a coordinator of individual plans can take cases over."))
    if receiver == giver:
        raise Refused(_("Choose another coordinator than the one who hands over."))
    return receiver


def _check_days(given: HandoverGiven, *, on: date) -> None:
    if given.starts_on < on:
        raise Refused(_("A handover begins today or later."))
    if given.reason == HandoverReason.LEAVE and given.returns_on is None:
        raise Refused(_("Write the day on which the cases come back."))
    if given.reason == HandoverReason.DEPARTURE and given.returns_on is not None:
        raise Refused(_("Whoever leaves does not get the cases back. Leave the day of return empty."))
    if given.returns_on and given.returns_on <= given.starts_on:
        raise Refused(_("The cases would come back before they are handed over. Correct the days."))


def _cases_of(giver: User, wanted: frozenset[int] | None, *, on: date) -> list[HandedCase]:
    """One row for each case the giver answers for: its application, its living plan, or both."""
    applications = {case.pk: case for case in open_applications(giver)}
    plans = {plan.application_id: plan for plan in living_plans(giver, on=on)}
    keys = (applications.keys() | plans.keys()) if wanted is None else (applications.keys() | plans.keys()) & wanted
    return [
        HandedCase(
            application=applications.get(key) or plans[key].application,
            plan=plans.get(key),
            with_application=key in applications,
        )
        for key in sorted(keys)
    ]


def _check_kin(receiver: User, rows: list[HandedCase]) -> None:
    kin = set(KinExclusion.objects.filter(user=receiver).in_force().values_list("person_id", flat=True))
    numbers = [row.application.number for row in rows if row.application.person_id in kin]
    if numbers:
        text = ngettext(
            "%(name)s is kept from the file of the case %(numbers)s. Give it to somebody else.",
            "%(name)s is kept from the files of the cases %(numbers)s. Give them to somebody else.",
            len(numbers),
        )
        raise Refused(text % {"name": receiver.name, "numbers": ", ".join(numbers)})


@transaction.atomic
def accept_cases(*, handover_id: int, case_ids: Iterable[int] | None, by: User, on: date) -> int:
    """Agree to take over the cases (None: all that wait for an answer); how many.

    They move at once when the day has come, else on the day. Records `handover.accepted`, `handover.taken_over`.
    """
    handover, rows = _waiting(handover_id, case_ids, by=by)
    for row in rows:
        HANDED.take(row, "accept")
        row.answered_on = on
        row.save(update_fields=["state", "answered_on"])
        _tell("handover.accepted", row, who=handover.receiver, by=by)
        if handover.starts_on <= on:
            _take_over(row, by=by, on=on)
    return len(rows)


@transaction.atomic
def decline_cases(*, handover_id: int, case_ids: Iterable[int] | None, reason: str, by: User, on: date) -> int:
    """Say no to the cases, with the reason; they stay where they are. Records `handover.declined`."""
    handover, rows = _waiting(handover_id, case_ids, by=by)
    if not reason.strip():
        raise Refused(_("Write why you cannot take the cases over."))
    for row in rows:
        HANDED.take(row, "decline")
        row.answered_on, row.answer_note = on, reason.strip()
        row.save(update_fields=["state", "answered_on", "answer_note"])
        _tell("handover.declined", row, who=handover.receiver, by=by, reason=row.answer_note)
    return len(rows)


def _waiting(handover_id: int, case_ids: Iterable[int] | None, *, by: User) -> tuple[Handover, list[HandedCase]]:
    handover = _locked(handover_id)
    if not may_answer(by, handover):
        raise NotAllowed(_("The coordinator who is asked to take the cases over answers."))
    rows = _rows(handover).filter(state=HandedState.PROPOSED)
    if case_ids is not None:
        rows = rows.filter(pk__in=case_ids)
    found = list(rows)
    if not found:
        raise Refused(_("Choose at least one case that waits for an answer."))
    return handover, found


@transaction.atomic
def call_off(*, handover_id: int, by: User, on: date) -> int:
    """Give up what has not been taken over yet; how many cases. Records `handover.dropped`."""
    handover = _locked(handover_id)
    if not may_call_off(by, handover):
        raise NotAllowed(_("A handover is called off by who gives, who proposed it, the organiser or the director."))
    rows = list(_rows(handover).filter(state__in=HANDED.steps["accept"].sources + HANDED.steps["take_over"].sources))
    if not rows:
        raise Refused(_("Nothing of this handover waits any more. What was taken over can be given back."))
    for row in rows:
        HANDED.take(row, "drop")
        row.save(update_fields=["state"])
        _tell("handover.dropped", row, who=handover.receiver, by=by)
    return len(rows)


@transaction.atomic
def give_back(*, handover_id: int, by: User, on: date) -> int:
    """Return the cases before their day: the colleague is back; how many. Records `handover.returned`."""
    handover = _locked(handover_id)
    if not may_give_back(by, handover):
        raise NotAllowed(_("Cases are given back by who handed or took them over, the organiser or the director."))
    if handover.reason != HandoverReason.LEAVE:
        raise Refused(_("These cases were handed over for good. Hand them over anew."))
    rows = list(_rows(handover).filter(state=HandedState.HELD))
    for row in rows:
        _return(row, by=by, on=on)
    return len(rows)


def take_over_due_cases(*, on: date) -> int:
    """The accepted cases whose day has come move to their receivers: for the daily task."""
    return _each(HandedCase.objects.to_take_over(on=on), lambda row: _take_over(row, by=None, on=on))


def return_due_cases(*, on: date) -> int:
    """The cases whose coordinators are back return to them: for the daily task."""
    return _each(HandedCase.objects.to_return(on=on), lambda row: _return(row, by=None, on=on))


def _each(due: HandedCaseQuerySet, step: Callable[[HandedCase], None]) -> int:
    done = 0
    for pk in due.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = _with_story(due.select_for_update(of=("self",), skip_locked=True)).filter(pk=pk).first()
            if row is not None:
                step(row)
                done += 1
    return done


def _locked(handover_id: int) -> Handover:
    found = Handover.objects.select_for_update(of=("self",)).select_related("giver", "receiver")
    return found.get(pk=handover_id)


def _rows(handover: Handover) -> HandedCaseQuerySet:
    rows = HandedCase.objects.select_for_update(of=("self",)).filter(handover=handover)
    return _with_story(rows).order_by("pk")


def _with_story(rows: HandedCaseQuerySet) -> HandedCaseQuerySet:
    return rows.select_related("handover__giver", "handover__receiver", "application__person", "plan")


def _take_over(row: HandedCase, *, by: User | None, on: date) -> None:
    """Move the case to the receiver; one that is closed, or another's by now, is dropped."""
    handover = row.handover
    moved = _move(row, from_=handover.giver, to=handover.receiver, why=str(handover.get_reason_display()), on=on)
    HANDED.take(row, "take_over" if moved else "drop")
    row.taken_over_on = on if moved else None
    row.save(update_fields=["state", "taken_over_on"])
    _tell("handover.taken_over" if moved else "handover.dropped", row, who=handover.receiver, by=by)


def _return(row: HandedCase, *, by: User | None, on: date) -> None:
    """Move the case back; what somebody else has by now stays with them."""
    handover = row.handover
    moved = _move(row, from_=handover.receiver, to=handover.giver, why=_("back from leave"), on=on)
    HANDED.take(row, "return" if moved else "drop")
    row.returned_on = on if moved else None
    row.save(update_fields=["state", "returned_on"])
    _tell("handover.returned" if moved else "handover.dropped", row, who=handover.giver, by=by)


def _move(row: HandedCase, *, from_: User, to: User, why: str, on: date) -> bool:
    """What of the case `from_` still answers for goes to `to`; whether anything did."""
    moved = False
    application = Application.objects.select_for_update(of=("self",)).get(pk=row.application_id)
    if row.with_application and application.coordinator_id == from_.pk and application.closed_on is None:
        application.coordinator = to
        application.save(update_fields=["coordinator"])
        moved = True
    plan = Plan.objects.select_for_update(of=("self",)).alive().filter(pk=row.plan_id).first()
    if plan and PlanCoordinator.objects.held(on=on).filter(plan=plan, user=from_).exists():
        begin_term(plan, coordinator=to, reason=why, on=on)
        moved = True
    if moved:
        Task.objects.open().filter(owner=from_, application=application).update(owner=to)
    return moved


def _tell(name: str, row: HandedCase, *, who: User, by: User | None, **details: str) -> None:
    case = row.application
    record(name, subject=case, story=case.person, by=by, who=who.name, number=case.number, **details)
