"""A free place is offered to the next in line and held for them; nobody is qualified by it.

Only the offer moves by itself. The machine asks nobody who has not been considered, and skips nobody whose turn it is:
where the first of the line still waits for an outcome, a colleague gets a task.
"""

import uuid
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cus.accounts.models import User
from cus.cases.models import OfferChannel, PlaceOffer, RequestedService, Task
from cus.cases.permissions.waiting import may_offer_place
from cus.cases.services.letters import write_case_letter
from cus.cases.services.outcomes.holding import (
    close_offer,
    lock_line,
    locked_in_line,
    locked_request,
    places_free,
    rules_of,
    running_offer,
    tell_places,
)
from cus.cases.services.outcomes.progress import application_to_consider, check_considered
from cus.cases.states import RequestState
from cus.cases.ways import WayToTell, ways_to_tell
from cus.kit.conflicts import atomic_again
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.templatetags.kit import day_short
from cus.law.citations import provision_of
from cus.law.qualification import may_qualify, order_key
from cus.offer.models import Service
from cus.records.log import record
from cus.records.models.letter import LetterKind

DAYS_TO_FILL_A_PLACE = 3
DAYS_OF_REST = 30  # who answered or kept silent is not asked again by the night's round, only when a place frees
TOLD_BY_PAPER = (OfferChannel.POST, OfferChannel.EMAIL)


@atomic_again
def offer_place(
    *, request_id: int, channel: str, by: User, on: date, told: bool = False, out_of_turn: str = ""
) -> PlaceOffer:
    """Offer a free place to somebody in line and hold it for them. Records `place.offered`.

    `told`: the person was told today, face to face or by phone; a letter tells by being written. Out of turn only with
    a reason (RULE-36). Done twice, it happens once.
    """
    request, application = locked_in_line(request_id)
    if not may_offer_place(by, application):
        raise NotAllowed(_("The director, the organiser or a coordinator offers places."))
    if offered := running_offer(request):
        return offered
    check_considered(application)
    if request.state != RequestState.WAITING:
        raise WrongState(_("A place is offered to those on the waiting list. Put the person on the list first."))
    _check_may_be_asked(request, channel=channel, on=on)
    out_of_turn = _check_turn(request, out_of_turn=out_of_turn, on=on)
    return _offer(request, place=uuid.uuid4(), channel=channel, by=by, on=on, told=told, out_of_turn=out_of_turn)


def _check_may_be_asked(request: RequestedService, *, channel: str, on: date) -> None:
    if request.is_paused:
        raise Refused(_("The place in line is paused. End the pause first, when the person wants the place."))
    open_ways = [way.channel for way in ways_to_tell(request.application.person, on=on)]
    if not open_ways:
        raise Refused(_("The register says that this person has died. No place is offered to them."))
    if channel not in open_ways:
        ways = ", ".join(str(OfferChannel(way).label) for way in open_ways)
        raise Refused(_("The person cannot be told this way. Possible: %(ways)s.") % {"ways": ways})


def _check_turn(request: RequestedService, *, out_of_turn: str, on: date) -> str:
    """The reason to keep when the offer goes out of turn; refused when no place is free or a reason is missing."""
    free = places_free(request.service, on=on)
    if free == 0:
        raise Refused(_("No place is free: all are in use or offered to others."), provision=provision_of(may_qualify))
    ahead = RequestedService.objects.ahead_of(request).ready().count()
    if free is None or ahead < free or not request.centre.applies("RULE-36"):
        return ""
    if not out_of_turn.strip():
        text = ngettext(
            "%(count)d person stands before them and a place is due to that person first. "
            "Offer it there, or write why you pass them over.",
            "%(count)d people stand before them and the free places are due to those first. "
            "Offer it there, or write why you pass them over.",
            ahead,
        )
        raise Refused(text % {"count": ahead}, provision=provision_of(order_key))
    return out_of_turn.strip()


def _offer(
    request: RequestedService, *, place: uuid.UUID, channel: str, by: User | None, on: date, told: bool = False,
    out_of_turn: str = "",
) -> PlaceOffer:  # fmt: skip
    is_told = told or channel in TOLD_BY_PAPER
    days = rules_of(request.service).days_to_answer
    offer = PlaceOffer.objects.create(
        centre=request.centre,
        request=request,
        service=request.service,
        place=place,
        channel=channel,
        offered_on=on,
        offered_by=by,
        told_on=on if is_told else None,
        answer_by=on + timedelta(days=days),
        out_of_turn=out_of_turn,
    )
    if channel in TOLD_BY_PAPER:
        _write(offer, by=by, on=on)
    if not told and channel != OfferChannel.EMAIL:
        _give_task(request, task_of(offer), due_on=on + timedelta(days=DAYS_TO_FILL_A_PLACE), by=by)
    person, told_name = request.application.person, request.service.name
    name = "place.offered_out_of_turn" if out_of_turn else "place.offered"
    event = record(name, subject=request, story=person, by=by, service=told_name, until=day_short(offer.answer_by),
                   reason=out_of_turn)  # fmt: skip
    tell_places(request.service, at=event.happened_at)
    return offer


def _write(offer: PlaceOffer, *, by: User | None, on: date) -> None:
    write_case_letter(
        application=offer.request.application,
        kind=LetterKind.PLACE_OFFER,
        title="Wolne miejsce w usłudze",
        template="cases/letters/place_offer.txt",
        values={"service": offer.service.name, "answer_by": day_short(offer.answer_by)},
        by=by,
        on=on,
    )


def task_of(offer: PlaceOffer) -> str:
    """What whoever answers for the case has to do about the offer. The same words find the task again."""
    if offer.channel == OfferChannel.POST:
        text = _("Post the letter: a place is free for %(name)s: %(service)s.")
    else:
        text = _("Tell %(name)s that a place is free: %(service)s.")
    return text % {"name": offer.request.application.person.name, "service": offer.service.name}


def _give_task(request: RequestedService, text: str, *, due_on: date, by: User | None) -> Task | None:
    application = request.application
    owner = application.coordinator or by or request.outcome_by
    if owner is None:
        return None
    return Task.objects.create(
        centre=request.centre, owner=owner, person=application.person, application=application,
        text=text[:300], due_on=due_on, added_by=by,
    )  # fmt: skip


@atomic_again
def fill_place(
    *, service_id: int, by: User | None, on: date, place: uuid.UUID | None = None, nightly: bool = False
) -> PlaceOffer | None:
    """Offer a free place of the service to the next in line, where the rules of the line say so.

    `place` is a place somebody before did not take: it is offered to nobody twice. `nightly`: only to those who were
    not asked lately. Where nobody can be asked by itself, whoever answers for the next in line gets a task.
    """
    service = lock_line(service_id)
    if not places_free(service, on=on):
        return None
    request, ways = _next_in_line(service, place=place, nightly=nightly, on=on)
    if request and request.state == RequestState.WAITING and rules_of(service).offers_by_itself:
        return _offer(request, place=place or uuid.uuid4(), channel=ways[0].channel, by=by, on=on)
    if request and not nightly:
        _ask_to_decide(request, by=by, on=on)
    elif place and not request:
        _nobody_took(service, by=by, on=on)
    return None


def _next_in_line(
    service: Service, *, place: uuid.UUID | None, nightly: bool, on: date
) -> tuple[RequestedService | None, list[WayToTell]]:
    """The first whose turn can come, locked, and how to tell them. The dead are passed by: a task waits for them."""
    line = RequestedService.objects.in_line().ready().filter(service=service)
    if place:
        line = line.exclude(offers__place=place)
    if nightly:
        line = line.exclude(_asked_since(on - timedelta(days=DAYS_OF_REST)))
    for request_id, application_id in list(line.in_order_of_filing().values_list("pk", "application_id")[:50]):
        application = application_to_consider(application_id)
        ways = ways_to_tell(application.person, on=on)
        if ways:
            return locked_request(request_id, application, service), ways
    return None, []


def _asked_since(day: date) -> Q:
    return Q(pk__in=PlaceOffer.objects.filter(offered_on__gt=day).values("request"))


def _ask_to_decide(request: RequestedService, *, by: User | None, on: date) -> None:
    text = _("A place is free: %(service)s. Next in line: %(name)s.") % {
        "service": request.service.name,
        "name": request.application.person.name,
    }
    _give_task(request, text, due_on=on + timedelta(days=DAYS_TO_FILL_A_PLACE), by=by)


def _nobody_took(service: Service, *, by: User | None, on: date) -> None:
    """Everybody who can be asked was asked: the first of the line is shown to whoever answers for them."""
    line = RequestedService.objects.in_line().filter(service=service).in_order_of_filing()
    request = line.select_related("application__person", "application__coordinator", "outcome_by", "centre").first()
    if request:
        text = _("Nobody in line took the free place: %(service)s.") % {"service": service.name}
        _give_task(request, text, due_on=on + timedelta(days=DAYS_TO_FILL_A_PLACE), by=by)


def use_offer(request: RequestedService, *, on: date) -> PlaceOffer | None:
    """The person gets the place that was held for them."""
    return close_offer(request, "use", on=on)
