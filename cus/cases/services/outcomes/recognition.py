"""Recognising needs: a coordinator listens, at the centre or where the person stays (RULE-43)."""

from datetime import date
from typing import TypedDict

from django.utils.translation import gettext as _

from cus.accounts.models import Role, User
from cus.cases.models import NeedsRecognition
from cus.cases.permissions.outcomes import may_change_recognition, may_recognise_needs
from cus.cases.services.outcomes.progress import application_to_consider, check_considered
from cus.cases.states import APPLICATION, ApplicationState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.law.citations import provision_of
from cus.law.recognition import recognition_is_allowed, recognition_place_is_allowed
from cus.records.log import record


class Findings(TypedDict, total=False):
    """What was learnt: all optional while it is a draft."""

    place_detail: str
    present: str
    can_do: str
    hard: str
    wants: str
    worries: str
    strengths: str
    network: str
    needs: str


@atomic_again
def recognise_needs(
    *, application_id: int, held_on: date, place: str, finished: bool, findings: Findings, by: User, on: date
) -> NeedsRecognition:
    """Write down a conversation about needs, as a draft or finished. Records `needs.recognised` once finished."""
    application = application_to_consider(application_id)
    if not may_recognise_needs(by, application):
        raise NotAllowed(_("Only case staff of the centre recognise needs."))
    check_considered(application)
    if not recognition_is_allowed(place=place, by_coordinator=by.has_role(Role.COORDINATOR)):
        raise Refused(
            _("Needs are recognised by a plan coordinator, at the centre or where the person stays."),
            provision=provision_of(recognition_is_allowed),
        )
    recognition = NeedsRecognition(centre=application.centre, application=application, author=by)
    _write(recognition, held_on=held_on, place=place, findings=findings, finished=finished, on=on)
    if application.state == ApplicationState.FILED:
        APPLICATION.take(application, "recognise")
        application.save(update_fields=["state"])
    _record(recognition, by=by)
    return recognition


@atomic_again
def change_recognition(
    *, recognition_id: int, held_on: date, place: str, finished: bool, findings: Findings, by: User, on: date
) -> NeedsRecognition:
    """Go on with one's own draft, or finish it. Records `needs.recognised` once finished."""
    found = NeedsRecognition.objects.select_for_update(of=("self",)).select_related("application__person")
    recognition = found.get(pk=recognition_id)
    if not may_change_recognition(by, recognition):
        raise NotAllowed(_("Only the author changes a recognition, and only until it is finished. Write a new one."))
    if not recognition_place_is_allowed(place=place):
        raise Refused(
            _("Needs are recognised at the centre or where the person stays."),
            provision=provision_of(recognition_is_allowed),
        )
    _write(recognition, held_on=held_on, place=place, findings=findings, finished=finished, on=on)
    _record(recognition, by=by)
    return recognition


def _write(
    recognition: NeedsRecognition, *, held_on: date, place: str, findings: Findings, finished: bool, on: date
) -> None:
    if held_on > on:
        raise Refused(_("The conversation has not taken place yet. Write it down afterwards."))
    if finished and not findings.get("needs", recognition.needs).strip():
        raise Refused(_("Write at least one need, then finish. Until then keep it as a draft."))
    recognition.held_on, recognition.place = held_on, place
    for name in Findings.__annotations__:
        if name in findings:
            setattr(recognition, name, findings[name].strip())  # type: ignore[literal-required]
    recognition.finished_on = on if finished else None
    recognition.save()


def _record(recognition: NeedsRecognition, *, by: User) -> None:
    if recognition.finished_on:
        record("needs.recognised", subject=recognition, story=recognition.application.person, by=by)
