"""The place of one person in a line, with all that happened to it; the history of a whole line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from cus.accounts.models import User
from cus.cases.line import PlaceInLine
from cus.cases.models import LineChange, LinePause, LineRules, PlaceOffer, RequestedService
from cus.cases.queries.places import free_places, is_in_turn, place_in_line
from cus.cases.states import RUNNING_OFFER, RequestState
from cus.cases.waiting_times import Waited, waited_for
from cus.offer.models import Service


@dataclass(frozen=True)
class LinePage:
    """What the page of a place in line shows."""

    waits: bool
    place: PlaceInLine
    free: int | None
    in_turn: bool
    offer: PlaceOffer | None
    offers: list[PlaceOffer]
    pauses: list[LinePause]
    changes: list[LineChange]
    waited: Waited | None

    @property
    def may_be_offered(self) -> bool:
        return self.waits and self.offer is None and self.free != 0


def line_page(request: RequestedService, *, user: User, on: date) -> LinePage:
    """The page of a request that came `with_places`."""
    own = {"request": request}
    offers = PlaceOffer.objects.visible_to(user).filter(**own).select_related("offered_by", "answered_by")
    offers_made = list(offers.order_by("-offered_on", "-id"))
    waits = request.state in (RequestState.OPEN, RequestState.WAITING)
    return LinePage(
        waits=waits,
        place=place_in_line(request),
        free=free_places(request),
        in_turn=is_in_turn(request),
        offer=next((offer for offer in offers_made if waits and offer.state in RUNNING_OFFER), None),
        offers=offers_made,
        pauses=list(LinePause.objects.visible_to(user).filter(**own).order_by("-starts_on", "-id")),
        changes=list(changes_of_order(user=user).filter(**own)),
        waited=waited_for(request.service_id, on=on),
    )


def changes_of_order(*, user: User, service: Service | None = None) -> "QuerySet[LineChange]":
    """Every change of order, the newest first."""
    rows = LineChange.objects.visible_to(user).select_related("changed_by", "request__application__person")
    return (rows.filter(service=service) if service else rows).order_by("-id")


def rules_shown(service: Service) -> LineRules:
    """The rules in force for the line: its own, the centre's, or those the house proposes."""
    found = LineRules.objects.filter(centre_id=service.centre_id).filter(Q(service=service) | Q(service=None))
    return found.order_by(F("service").asc(nulls_last=True)).first() or LineRules(centre_id=service.centre_id)


def other_lines(request: RequestedService, *, user: User) -> "QuerySet[Service]":
    """The services of the same legal track that the application does not ask for already."""
    asked = RequestedService.objects.filter(application=request.application_id).exclude(state=RequestState.SWITCHED)
    rows = Service.objects.visible_to(user).in_catalogue().filter(legal_track=request.service.legal_track)
    return rows.exclude(pk__in=asked.values("service")).order_by("sort_key", "id")
