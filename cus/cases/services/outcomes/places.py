"""Places: qualifying in the order of filing, waiting for a place, and what happens when one becomes free."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import User
from cus.cases.line import place_of
from cus.cases.models import Application, RequestedService, Task
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.judging import judge_for_outcome
from cus.cases.services.outcomes.progress import (
    application_to_consider,
    check_considered,
    check_is_of_programme,
    give_outcome,
    settle,
)
from cus.cases.states import REQUEST, RequestState
from cus.kit.errors import NotAllowed, Refused
from cus.law.citations import provision_of
from cus.law.qualification import may_qualify, order_key
from cus.offer.facts import where_to_come, whom_to_ask
from cus.offer.models import Service
from cus.offer.publishing import note_places
from cus.records.log import record
from cus.records.models.letter import LetterKind

DAYS_TO_FILL_A_PLACE = 3


@transaction.atomic
def qualify_service(
    *, request_id: int, by: User, on: date, note: str = "", passing_over: str = "", nevertheless: str = ""
) -> RequestedService:
    """Qualify the person for one service, without a decision (RULE-38), and tell them by letter.

    Places (RULE-37) and the order of filing (RULE-36) are checked under the lock of the service, so that two
    officers never give the same place. `passing_over` is the reason for qualifying somebody out of turn,
    `nevertheless` that for qualifying against the conditions of the programme in force on the day of filing: both
    are kept and shown. Done twice, it happens once. Records `request.qualified`.
    """
    asked = RequestedService.objects.get(pk=request_id)
    service = Service.objects.select_for_update(of=("self",)).get(pk=asked.service_id)
    application = application_to_consider(asked.application_id)
    request = _locked(request_id, application, service)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator qualifies for services."))
    if request.state == RequestState.QUALIFIED:
        return request
    check_considered(application)
    check_is_of_programme(request)
    judge_for_outcome(request, nevertheless=nevertheless, by=by, on=on)
    ahead = _check_turn(request, passing_over=passing_over)

    give_outcome(request, "qualify", by=by, on=on, note=passing_over or nevertheless or note)
    settle(application, on=on)
    write_case_letter(
        application=application,
        kind=LetterKind.QUALIFICATION,
        title="Zakwalifikowanie do usługi",
        template="cases/letters/qualification.txt",
        values={
            "service": service.name,
            "contact": whom_to_ask(service),
            "documents": service.documents,
            "place": where_to_come(service),
            "fee": service.fee_text,
        },
        by=by,
        on=on,
    )
    person = application.person
    if ahead and passing_over:
        told = {"service": service.name, "reason": passing_over}
        event = record("request.qualified_out_of_turn", subject=request, story=person, by=by, **told)
    else:
        event = record("request.qualified", subject=request, story=person, by=by, service=service.name)
    tell_places(service, at=event.happened_at)
    return request


def _check_turn(request: RequestedService, *, passing_over: str) -> int:
    """How many stand before the request; refused when no place is left, or their turn comes first."""
    service = request.service
    taken = RequestedService.objects.taking_a_place().filter(service=service).count()
    if not may_qualify(places=service.places, taken=taken):
        raise Refused(
            _("All %(places)d places are taken. Put the person on the waiting list, or end a service first.")
            % {"places": service.places},
            provision=provision_of(may_qualify),
        )
    if service.places is None:
        return 0
    ahead = RequestedService.objects.ahead_of(request).count()
    free = service.places - taken
    if ahead >= free and not passing_over.strip() and request.centre.applies("RULE-36"):
        raise Refused(
            ngettext(
                "%(count)d person asked for this service earlier and a place is due to them first. "
                "Decide on them first, put this person on the waiting list, or write why you pass them over.",
                "%(count)d people asked for this service earlier and the free places are due to them first. "
                "Decide on them first, put this person on the waiting list, or write why you pass them over.",
                ahead,
            )
            % {"count": ahead},
            provision=provision_of(order_key),
        )
    return ahead if ahead >= free else 0


@transaction.atomic
def put_on_waiting_list(*, request_id: int, by: User, on: date, note: str = "") -> RequestedService:
    """Let the person wait for a place, and tell them by letter where they stand. Records `request.waiting`."""
    asked = RequestedService.objects.select_related("service").get(pk=request_id)
    application = application_to_consider(asked.application_id)
    request = _locked(request_id, application, asked.service)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator puts people on a waiting list."))
    if request.state == RequestState.WAITING:
        return request
    check_considered(application)
    check_is_of_programme(request)

    give_outcome(request, "wait", by=by, on=on, note=note, waiting_since=on)
    settle(application, on=on)
    place = place_of(request)
    write_case_letter(
        application=application,
        kind=LetterKind.WAITING,
        title="Miejsce na liście oczekujących",
        template="cases/letters/waiting.txt",
        values={"service": request.service.name, "first": place.first, "last": place.last, "total": place.total},
        by=by,
        on=on,
    )
    record("request.waiting", subject=request, story=application.person, by=by, service=request.service.name)
    return request


@transaction.atomic
def end_service(*, request_id: int, by: User, on: date, note: str = "") -> RequestedService:
    """The person no longer uses the service: the place is free. Whoever decides on the next in line gets a task.

    Nobody is qualified by this: a person decides. Records `request.ended`.
    """
    asked = RequestedService.objects.select_related("service").get(pk=request_id)
    application = application_to_consider(asked.application_id)
    request = _locked(request_id, application, asked.service)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator ends a service."))

    REQUEST.take(request, "end")
    request.ended_on = on
    if note.strip():
        request.outcome_note = note.strip()
    request.save(update_fields=["state", "ended_on", "outcome_note"])
    event = record("request.ended", subject=request, story=application.person, by=by, service=request.service.name)
    tell_places(request.service, at=event.happened_at)
    if request.service.places is not None:
        _ask_to_fill_the_place(request.service, by=by, on=on)
    return request


def tell_places(service: Service, *, at: datetime) -> None:
    """Let the catalogue say whether places are left; how many exactly only staff see."""
    if service.places is not None:
        taken = RequestedService.objects.taking_a_place().filter(service=service).count()
        note_places(service=service, free=max(service.places - taken, 0), capacity=service.places, at=at)


def _ask_to_fill_the_place(service: Service, *, by: User, on: date) -> Task | None:
    line = RequestedService.objects.in_line().filter(service=service).in_order_of_filing()
    request = line.select_related("application__person", "application__coordinator").first()
    if request is None:
        return None
    application: Application = request.application
    return Task.objects.create(
        centre=application.centre,
        owner=application.coordinator or by,
        person=application.person,
        application=application,
        text=_("A place is free: %(service)s. Next in line: %(name)s.")
        % {"service": service.name, "name": application.person.name},
        due_on=on + timedelta(days=DAYS_TO_FILL_A_PLACE),
        added_by=by,
    )


def _locked(request_id: int, application: Application, service: Service) -> RequestedService:
    """The requested service as it stands now, with its application and service already in hand."""
    request = RequestedService.objects.select_for_update(of=("self",)).get(pk=request_id)
    request.application, request.service, request.centre = application, service, application.centre
    return request
