"""What a new day brings to the lines: pauses begin and end, unanswered offers pass on, free places are offered.

Nobody is qualified and nobody loses their place in line by it.
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cus.cases.models import LinePause, PlaceOffer, RequestedService, Task, Unanswered
from cus.cases.services.outcomes.holding import locked_in_line, rules_of, tell_places
from cus.cases.services.outcomes.offers import fill_place
from cus.cases.services.waiting.answers import pass_on
from cus.cases.services.waiting.pauses import no_answer_pause, switch_pause
from cus.cases.states import OFFER, RUNNING_OFFER, OfferState, RequestState
from cus.kit.conflicts import atomic_again
from cus.offer.models import Service
from cus.records.log import record


def pass_offers(*, on: date) -> None:
    """Everything whose day has come in the lines of the centre acted for. A second call changes nothing."""
    turn_pauses(on=on)
    for offer_id in PlaceOffer.objects.to_lapse(on=on).order_by("id").values_list("pk", flat=True):
        lapse_offer(offer_id=offer_id, on=on)
    late = PlaceOffer.objects.running().filter(state=OfferState.OFFERED, told_on__isnull=True, answer_by__lt=on)
    for offer_id in late.order_by("id").values_list("pk", flat=True):
        remind_to_tell(offer_id=offer_id, on=on)
    over = PlaceOffer.objects.filter(state__in=RUNNING_OFFER).exclude(pk__in=PlaceOffer.objects.running())
    for offer_id in over.order_by("id").values_list("pk", flat=True):
        close_over(offer_id=offer_id, on=on)
    for service_id in _with_a_line():
        while fill_place(service_id=service_id, by=None, on=on, nightly=True):
            continue


def turn_pauses(*, on: date) -> None:
    """Switch over whoever's pause begins or has ended."""
    now_paused = Exists(LinePause.objects.filter(request=OuterRef("pk"), starts_on__lte=on).exclude(ends_on__lt=on))
    line = RequestedService.objects.in_line().annotate(paused_now=now_paused)
    turned = line.filter(is_paused=True, paused_now=False) | line.filter(is_paused=False, paused_now=True)
    for request_id, paused_now in turned.order_by("id").values_list("pk", "paused_now"):
        _turn(request_id=request_id, is_paused=paused_now, on=on)


@atomic_again
def _turn(*, request_id: int, is_paused: bool, on: date) -> None:
    request, _application = locked_in_line(request_id)
    switch_pause(request, is_paused=is_paused, reason="", by=None, on=on)


@atomic_again
def lapse_offer(*, offer_id: int, on: date) -> PlaceOffer:
    """No answer came in time: the place goes on to the next. Records `place.unanswered`.

    The person keeps their place in line; by the centre's choice with a pause until they say they want the service.
    """
    request, application = locked_in_line(PlaceOffer.objects.values_list("request_id", flat=True).get(pk=offer_id))
    offer = PlaceOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    if offer.state != OfferState.OFFERED or offer.answer_by >= on:
        return offer
    OFFER.take(offer, "lapse")
    offer.save(update_fields=["state"])
    service = request.service
    event = record("place.unanswered", subject=request, story=application.person, by=None, service=service.name)
    if rules_of(request.service).unanswered == Unanswered.PAUSE:
        no_answer_pause(request, on=on)
    pass_on(offer, by=None, on=on)
    tell_places(service, at=event.happened_at)
    return offer


@atomic_again
def remind_to_tell(*, offer_id: int, on: date) -> PlaceOffer:
    """Nobody told the person yet: they get their days, and whoever answers for the case a task for today."""
    request, application = locked_in_line(PlaceOffer.objects.values_list("request_id", flat=True).get(pk=offer_id))
    offer = PlaceOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    if offer.told_on or offer.state != OfferState.OFFERED or offer.answer_by >= on:
        return offer
    offer.answer_by = on + timedelta(days=rules_of(request.service).days_to_answer)
    offer.save(update_fields=["answer_by"])
    owner = application.coordinator or offer.offered_by or request.outcome_by
    if owner:
        text = _("Still nobody told %(name)s of the free place: %(service)s. The place waits.") % {
            "name": application.person.name,
            "service": request.service.name,
        }
        Task.objects.create(
            centre=request.centre, owner=owner, person=application.person, application=application,
            text=text[:300], due_on=on, added_by=None,
        )  # fmt: skip
    return offer


@atomic_again
def close_over(*, offer_id: int, on: date) -> PlaceOffer:
    """The person no longer waits for the service: the place held for them is free again."""
    offer = PlaceOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    OFFER.take(offer, "recall")
    offer.answered_on = on
    offer.save(update_fields=["state", "answered_on"])
    return offer


def _with_a_line() -> list[int]:
    """The services with a limit of places for which somebody waits on the list."""
    waits = RequestedService.objects.in_line().filter(service=OuterRef("pk"), state=RequestState.WAITING)
    limited = Service.objects.filter(Exists(waits), places__isnull=False)
    return list(limited.order_by("id").values_list("pk", flat=True))
