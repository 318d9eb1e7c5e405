"""How the state of an application follows from the outcomes of its services."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, RequestedService
from cus.cases.states import APPLICATION, DECISION, REQUEST, ApplicationState, RequestState
from cus.kit.errors import Refused, WrongState
from cus.law.assistance import granted_by_decision
from cus.law.citations import provision_of
from cus.offer.models import LegalTrack

CONSIDERED = (
    ApplicationState.FILED,
    ApplicationState.RECOGNITION,
    ApplicationState.DECIDED,
    ApplicationState.TAKEN_OVER,
)
SETTLED = (ApplicationState.DECIDED, ApplicationState.TAKEN_OVER)
LEAVES_THE_CENTRE = ("withdraw", "transfer")
WITHOUT_OUTCOME = (RequestState.OPEN, RequestState.REFUSAL_DRAFTED)


def application_to_consider(pk: int) -> Application:
    """The application, locked to the end of the transaction: all that happens to its services waits here in turn."""
    found = Application.objects.select_for_update(of=("self",))
    return found.select_related("person", "centre", "representation", "coordinator").get(pk=pk)


def check_considered(application: Application) -> None:
    """Outcomes are given on complete applications that are alive."""
    if application.state == ApplicationState.INCOMPLETE:
        raise WrongState(_("The application is not complete yet. Note first that everything is there."))
    if application.state not in CONSIDERED:
        raise WrongState(_("This application is closed: “%(state)s”.") % {"state": application.get_state_display()})


def check_is_of_programme(request: RequestedService) -> None:
    """The way of a programme is closed to services of the assistance track: no place, no line, no fee of ours."""
    if request.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE:
        raise Refused(
            _(
                "“%(service)s” is given by a decision under the social assistance act, after an interview at home. "
                "Go on with it on the page “Two tracks” of the case."
            )
            % {"service": request.service.name},
            provision=provision_of(granted_by_decision),
        )


def give_outcome(request: RequestedService, step: str, *, by: User, on: date, note: str = "", **also: Any) -> None:
    """Take a step of the requested service and keep who decided it, when and why."""
    REQUEST.take(request, step)
    if step in LEAVES_THE_CENTRE:
        drop_drafts(request)
    request.outcome_on, request.outcome_by, request.outcome_note = on, by, note.strip()
    save_request(request, **also)


def drop_drafts(request: RequestedService) -> None:
    """Nobody waits any more for a decision on it under the social assistance act: what is drafted is given up."""
    for draft in request.assistance_decisions.in_the_making():
        DECISION.take(draft, "drop")
        draft.save(update_fields=["state"])


def open_again(request: RequestedService, step: str) -> None:
    """The request waits for an outcome as if it had none; its history keeps the former one."""
    REQUEST.take(request, step)
    request.outcome_on, request.outcome_by, request.outcome_note = None, None, ""
    save_request(request)


def save_request(request: RequestedService, **also: Any) -> None:
    for name, value in also.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "outcome_on", "outcome_by", "outcome_note", *also])


def settle(application: Application, *, on: date) -> None:
    """Bring the state of the application in line with its services: being considered, decided, or withdrawn."""
    states = set(application.requests.values_list("state", flat=True)) - {RequestState.SWITCHED}
    if states - {RequestState.MOVED} == {RequestState.WITHDRAWN}:
        _close_as_withdrawn(application, on=on)
        return
    before = application.state
    if application.state == ApplicationState.FILED:
        APPLICATION.take(application, "recognise")
    waits = bool(states & set(WITHOUT_OUTCOME))
    if waits and application.state in SETTLED:
        APPLICATION.take(application, "reopen")
    elif not waits and application.state == ApplicationState.RECOGNITION:
        APPLICATION.take(application, "decide")
    if application.state != before:
        application.save(update_fields=["state"])


def _close_as_withdrawn(application: Application, *, on: date) -> None:
    if application.state in SETTLED:
        APPLICATION.take(application, "reopen")
    APPLICATION.take(application, "withdraw")
    application.closed_on = on
    application.save(update_fields=["state", "closed_on"])
