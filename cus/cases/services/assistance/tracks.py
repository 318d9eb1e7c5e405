"""Moving a wish from one legal track to the other: only with the person's consent, and the day of filing stays."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, RequestedService, Task, TrackChange
from cus.cases.permissions.assistance import may_change_track
from cus.cases.services.assistance.locking import locked_request
from cus.cases.services.outcomes.progress import application_to_consider, check_considered, give_outcome, settle
from cus.cases.states import REQUEST, RequestState
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.citations import provision_of
from cus.law.transfer import transfer_allowed
from cus.offer.models import Service, ServiceStatus
from cus.people.models.consent import ConsentKind, ConsentWay
from cus.people.services.consent import give_consent
from cus.records.log import record

STILL_WAITS = (RequestState.OPEN, RequestState.WAITING)
RUNS = (RequestState.QUALIFIED, RequestState.GRANTED)
DAYS_TO_END_THE_FORMER = 30


@transaction.atomic
def change_track(
    *,
    request_id: int,
    service_id: int,
    consented_on: date | None,
    consented_how: str,
    reason: str,
    by: User,
    on: date,
    way: str = ConsentWay.SPOKEN,
) -> TrackChange:
    """Ask for a service of the other track instead, in the same application. Records `track.changed`.

    The consent stands among the person's consents too, where it can be withdrawn: records `consent.given`.

    What still waits gives way at once. A service that already runs goes on until somebody ends it, so that the
    person is never without help; a task reminds of it.
    """
    asked = RequestedService.objects.get(pk=request_id)
    application = application_to_consider(asked.application_id)
    request = locked_request(request_id, application)
    if not may_change_track(by, application):
        raise NotAllowed(_("Only case staff of the centre move a service to the other track."))
    check_considered(application)
    service = Service.objects.get(pk=service_id, centre_id=application.centre_id)
    _check_service(request, service)
    _check_consent(consented_on, consented_how, on=on)
    if not reason.strip():
        raise Refused(_("Write why: it stays in the history of the case."))
    _check_may_move(request)

    if request.state in STILL_WAITS:
        give_outcome(request, "move", by=by, on=on, note=service.name)
    else:
        _ask_to_end(request, service, by=by, on=on)
    change = TrackChange.objects.create(
        centre=application.centre,
        application=application,
        request=request,
        new_request=_ask_for(application, service),
        consented_on=consented_on,  # type: ignore[misc]  # asked for above: without it nothing moves
        consented_how=consented_how.strip(),
        reason=reason.strip(),
        changed_on=on,
        changed_by=by,
    )
    give_consent(
        person_id=application.person_id,
        kind=ConsentKind.CHANGE_OF_TRACK,
        words=_("Instead of “%(former)s”: “%(new)s” (%(how)s).")
        % {"former": request.service.name, "new": service.name, "how": consented_how.strip()},
        way=way,
        starts_on=consented_on,
        by=by,
        on=on,
    )
    settle(application, on=on)
    told = {"before": request.service.name, "after": service.name, "reason": reason.strip()}
    record("track.changed", subject=change, story=application.person, by=by, **told)
    return change


def _check_service(request: RequestedService, service: Service) -> None:
    if service.legal_track == request.service.legal_track:
        raise Refused(
            _("“%(service)s” is on the same track. Choose a service of the other one.") % {"service": service}
        )
    if service.status not in (ServiceStatus.PUBLIC, ServiceStatus.PAUSED):
        raise Refused(_("“%(service)s” is not offered now. Choose another service.") % {"service": service})


def _check_consent(consented_on: date | None, consented_how: str, *, on: date) -> None:
    if not transfer_allowed(consented_on=consented_on, on=on):
        raise Refused(
            _("Ask the person first: the track changes only with their consent. Write when they gave it."),
            provision=provision_of(transfer_allowed),
        )
    if not consented_how.strip():
        raise Refused(
            _("Write how the consent was given, for example in a call or in writing."),
            provision=provision_of(transfer_allowed),
        )


def _check_may_move(request: RequestedService) -> None:
    if request.state not in (*STILL_WAITS, *RUNS):
        raise WrongState(
            _("This service is “%(state)s” and cannot move any more.") % {"state": request.get_state_display()}
        )
    draft = request.assistance_decisions.in_the_making().first()
    if draft:
        raise Refused(
            _("The draft %(number)s on this service is not signed yet. Give it up first, or sign it.")
            % {"number": draft.number}
        )


def _ask_for(application: Application, service: Service) -> RequestedService:
    """The request for the new service: added to the application, or opened again where it had moved away before."""
    found = application.requests.select_for_update(of=("self",)).filter(service=service).first()
    if found is None:
        return RequestedService.objects.create(centre=application.centre, application=application, service=service)
    if found.state != RequestState.MOVED:
        raise Refused(
            _("“%(service)s” is already asked for in this case: “%(state)s”.")
            % {"service": service, "state": found.get_state_display()}
        )
    REQUEST.take(found, "move_back")
    found.outcome_on, found.outcome_by, found.outcome_note = None, None, ""
    found.save(update_fields=["state", "outcome_on", "outcome_by", "outcome_note"])
    return found


def _ask_to_end(request: RequestedService, service: Service, *, by: User, on: date) -> None:
    Task.objects.create(
        centre=request.centre,
        owner=request.application.coordinator or by,
        person=request.application.person,
        application=request.application,
        text=_("Once “%(new)s” is decided, end “%(former)s”.") % {"new": service.name, "former": request.service.name},
        due_on=on + timedelta(days=DAYS_TO_END_THE_FORMER),
        added_by=by,
    )
