"""From the line of one service to the line of another: the day of filing counts on."""

from datetime import date

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, LineChangeKind, RequestedService
from cus.cases.permissions.waiting import may_offer_place
from cus.cases.services.outcomes.changes import note_change
from cus.cases.services.outcomes.holding import close_offer, lock_line, locked_request
from cus.cases.services.outcomes.offers import fill_place
from cus.cases.services.outcomes.progress import (
    application_to_consider,
    check_considered,
    give_outcome,
    settle,
)
from cus.cases.states import REQUEST, RequestState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import Service
from cus.records.log import record


@atomic_again
def move_to_line(*, request_id: int, service_id: int, reason: str, by: User, on: date) -> RequestedService:
    """Let somebody wait for another service instead, with the same day of filing. Records `line.moved`.

    They stand in the other line where their application puts them; a service without a limit waits for an outcome.
    """
    asked = RequestedService.objects.get(pk=request_id)
    lines = {pk: lock_line(pk) for pk in sorted({asked.service_id, service_id})}
    application = application_to_consider(asked.application_id)
    request = locked_request(request_id, application, lines[asked.service_id])
    if not may_offer_place(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator moves people between lines."))
    _check(request, lines[service_id], reason=reason)
    check_considered(application)

    place = RequestedService.objects.place_of(request).place
    held = close_offer(request, "recall", on=on)
    waits = request.state
    give_outcome(request, "switch", by=by, on=on, note=reason)
    moved = _stand_in(lines[service_id], application, came_from=request, waits=waits, by=by, on=on)
    note_change(request, LineChangeKind.WENT, before=place, after=None, reason=reason, by=by, on=on)
    place = RequestedService.objects.place_of(moved).place
    note_change(moved, LineChangeKind.CAME, before=None, after=place, reason=reason, by=by, on=on)
    settle(application, on=on)
    told = {"service": request.service.name, "to": moved.service.name, "reason": reason.strip()}
    record("line.moved", subject=moved, story=application.person, by=by, **told)
    if held:
        fill_place(service_id=request.service_id, place=held.place, by=by, on=on)
    return moved


def _check(request: RequestedService, service: Service, *, reason: str) -> None:
    if service.pk == request.service_id:
        raise Refused(_("The person stands in this line already. Choose another service."))
    if service.centre_id != request.centre_id:
        raise NotAllowed(_("This service belongs to another centre."))
    if service.legal_track != request.service.legal_track:
        raise Refused(_("The other service goes the other legal track: change the track on the page of the case."))
    if not reason.strip():
        raise Refused(_("Write why the person waits for another service now: the reason stays in the history."))


def _stand_in(
    service: Service, application: Application, *, came_from: RequestedService, waits: str, by: User, on: date
) -> RequestedService:
    known = RequestedService.objects.select_for_update(of=("self",)).filter(application=application, service=service)
    moved = known.first()
    if moved and moved.state != RequestState.SWITCHED:
        raise Refused(
            _("The same application asks for this service already: “%(state)s”.")
            % {"state": moved.get_state_display()}
        )
    moved = moved or RequestedService(centre=application.centre, application=application, service=service)
    moved.application, moved.service, moved.centre = application, service, application.centre
    moved.moved_from = came_from
    if moved.pk:
        REQUEST.take(moved, "switch_back")
    moved.state = waits if service.places is not None else RequestState.OPEN
    has_outcome = moved.state != RequestState.OPEN
    moved.outcome_on, moved.outcome_by = (on, by) if has_outcome else (None, None)
    moved.waiting_since = came_from.waiting_since or (on if has_outcome else None)
    moved.save()
    return moved
