"""The places of one service: how many are free, held and public; everything that changes them waits here in turn.

Locks are taken in one order everywhere: the service, the application, the requested service.
"""

from datetime import date, datetime

from cus.cases.judging.limits import place_limit_of
from cus.cases.models import Application, LineRules, PlaceOffer, RequestedService
from cus.cases.services.outcomes.progress import application_to_consider
from cus.cases.states import OFFER, RUNNING_OFFER
from cus.offer.models import Service
from cus.offer.publishing import note_places
from cus.offer.queries.terms import terms_on


def lock_line(service_id: int) -> Service:
    """The service, locked to the end of the transaction."""
    return Service.objects.select_for_update(of=("self",)).get(pk=service_id)


def locked_in_line(request_id: int) -> tuple[RequestedService, Application]:
    """The requested service and its application, with the line it stands in, locked in the order of the house."""
    service = lock_line(RequestedService.objects.values_list("service_id", flat=True).get(pk=request_id))
    application = application_to_consider(
        RequestedService.objects.values_list("application_id", flat=True).get(pk=request_id)
    )
    return locked_request(request_id, application, service), application


def locked_request(request_id: int, application: Application, service: Service) -> RequestedService:
    """The requested service as it stands now, with its application and service already in hand."""
    request = RequestedService.objects.select_for_update(of=("self",)).get(pk=request_id)
    request.application, request.service, request.centre = application, service, application.centre
    return request


def rules_of(service: Service) -> LineRules:
    """The rules of the service's line: its own, else the centre's, else those the house proposes."""
    found = LineRules.objects.filter(centre_id=service.centre_id)
    return (
        found.filter(service=service).first()
        or found.filter(service__isnull=True).first()
        or LineRules(centre_id=service.centre_id)
    )


def places_free(service: Service, *, on: date, but: RequestedService | None = None) -> int | None:
    """How many places nobody uses and none is held for; None without a limit. `but`: its own held place is free to it.

    The limit is the service's, or the programme's where that is lower.
    """
    terms = terms_on(service_id=service.pk, on=on)
    stated = place_limit_of(terms) if terms else None
    limits = [limit for limit in (service.places, int(stated.quantity) if stated else None) if limit is not None]
    if not limits:
        return None
    requests = RequestedService.objects.filter(service=service)
    held = requests.offered_a_place().exclude(pk=but.pk if but else None).count()
    return max(min(limits) - requests.taking_a_place().count() - held, 0)


def running_offer(request: RequestedService) -> PlaceOffer | None:
    return PlaceOffer.objects.filter(request=request, state__in=RUNNING_OFFER).first()


def close_offer(request: RequestedService, step: str, *, on: date) -> PlaceOffer | None:
    """End the running offer of a locked request, if there is one: `use` it, or `recall` it."""
    offer = running_offer(request)
    if offer:
        OFFER.take(offer, step)
        offer.answered_on = offer.answered_on or on
        offer.save(update_fields=["state", "answered_on"])
    return offer


def tell_places(service: Service, *, at: datetime) -> None:
    """Let the catalogue say whether places are left; how many exactly only staff see. A held place is not left."""
    if service.places is not None:
        requests = RequestedService.objects.filter(service=service)
        taken = requests.taking_a_place().count() + requests.offered_a_place().count()
        note_places(service=service, free=max(service.places - taken, 0), capacity=service.places, at=at)
