"""Places: qualifying in the order of filing, waiting for a place, and what happens when one becomes free."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import User
from cus.cases.models import LineChangeKind, RequestedService
from cus.cases.permissions.outcomes import may_decide_outcome
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.changes import note_change
from cus.cases.services.outcomes.holding import locked_in_line, running_offer, tell_places
from cus.cases.services.outcomes.judging import judge_for_outcome
from cus.cases.services.outcomes.offers import fill_place, use_offer
from cus.cases.services.outcomes.progress import check_considered, check_is_of_programme, give_outcome, settle
from cus.cases.states import REQUEST, RequestState
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused
from cus.law.citations import provision_of
from cus.law.qualification import may_qualify, order_key
from cus.offer.facts import where_to_come, whom_to_ask
from cus.records.log import record
from cus.records.models.letter import LetterKind


@atomic_again
def qualify_service(
    *, request_id: int, by: User, on: date, note: str = "", passing_over: str = "", nevertheless: str = ""
) -> RequestedService:
    """Qualify the person for one service, without a decision (RULE-38), and tell them by letter.

    Places (RULE-37) and the order of filing (RULE-36) are checked under the lock of the service, so that two
    officers never give the same place. `passing_over` is the reason for qualifying somebody out of turn,
    `nevertheless` that for qualifying against the conditions of the programme in force on the day of filing: both
    are kept and shown. Done twice, it happens once. Records `request.qualified`.
    """
    request, application = locked_in_line(request_id)
    service = request.service
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator qualifies for services."))
    if request.state == RequestState.QUALIFIED:
        return request
    check_considered(application)
    check_is_of_programme(request)
    judge_for_outcome(request, nevertheless=nevertheless, by=by, on=on)
    ahead = _check_turn(request, passing_over=passing_over)
    place = RequestedService.objects.place_of(request).place

    use_offer(request, on=on)
    give_outcome(request, "qualify", by=by, on=on, note=passing_over or nevertheless or note)
    settle(application, on=on)
    write_case_letter(
        application=application,
        kind=LetterKind.QUALIFICATION,
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
        note_change(request, LineChangeKind.OUT_OF_TURN, before=place, after=None, reason=passing_over, by=by, on=on)
        event = record("request.qualified_out_of_turn", subject=request, story=person, by=by, **told)
    else:
        event = record("request.qualified", subject=request, story=person, by=by, service=service.name)
    tell_places(service, at=event.happened_at)
    return request


def _check_turn(request: RequestedService, *, passing_over: str) -> int:
    """How many stand before the request; refused when no place is left, or their turn comes first.

    A place held for somebody else who was offered it counts as taken; whoever was offered one is in turn.
    """
    service = request.service
    requests = RequestedService.objects.filter(service=service)
    taken = requests.taking_a_place().count() + requests.offered_a_place().exclude(pk=request.pk).count()
    if not may_qualify(places=service.places, taken=taken):
        raise Refused(
            _("All %(places)d places are taken. Put the person on the waiting list, or end a service first.")
            % {"places": service.places},
            provision=provision_of(may_qualify),
        )
    if service.places is None or running_offer(request):
        return 0
    ahead = RequestedService.objects.ahead_of(request).ready().count()
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


@atomic_again
def put_on_waiting_list(*, request_id: int, by: User, on: date, note: str = "") -> RequestedService:
    """Let the person wait for a place, and tell them by letter where they stand. Records `request.waiting`."""
    request, application = locked_in_line(request_id)
    if not may_decide_outcome(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator puts people on a waiting list."))
    if request.state == RequestState.WAITING:
        return request
    check_considered(application)
    check_is_of_programme(request)

    give_outcome(request, "wait", by=by, on=on, note=note, waiting_since=on)
    settle(application, on=on)
    place = RequestedService.objects.place_of(request)
    write_case_letter(
        application=application,
        kind=LetterKind.WAITING,
        values={"service": request.service.name, "first": place.first, "last": place.last, "total": place.total},
        by=by,
        on=on,
    )
    record("request.waiting", subject=request, story=application.person, by=by, service=request.service.name)
    return request


@atomic_again
def end_service(*, request_id: int, by: User, on: date, note: str = "") -> RequestedService:
    """The person no longer uses the service: the place is free and is offered to the next in line.

    Nobody is qualified by this: a person decides. Records `request.ended`.
    """
    request, application = locked_in_line(request_id)
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
        fill_place(service_id=request.service_id, by=by, on=on)
    return request
