"""Places and lines: how many are free, who stands where, whose turn it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from cus.accounts.models import User
from cus.cases.line import PlaceInLine
from cus.cases.models import RequestedService
from cus.cases.models.application import RequestedServiceQuerySet
from cus.cases.states import RequestState
from cus.offer.models import Service
from cus.people.models import kept_from


def _count_of(rows: RequestedServiceQuerySet) -> Coalesce:
    """The number of rows for the service of the outer query, as an annotation."""
    counted = rows.order_by().values("service").annotate(counted=Count("pk")).values("counted")
    return Coalesce(Subquery(counted), 0)


def with_places(requests: RequestedServiceQuerySet) -> RequestedServiceQuerySet:
    """Each request with `taken` (places in use), `ahead` (who goes before it) and `in_line` (how many wait)."""
    same = RequestedService.objects.filter(service=OuterRef("service"))
    filed_at, number = OuterRef("application__filed_at"), OuterRef("application_id")
    earlier = Q(application__filed_at__lt=filed_at) | Q(application__filed_at=filed_at, application_id__lt=number)
    first = Q(criterion__lt=OuterRef("criterion")) | (Q(criterion=OuterRef("criterion")) & earlier)
    return requests.annotate(
        taken=_count_of(same.taking_a_place()),
        ahead=_count_of(same.in_line().filter(first)),
        waiting_in_line=_count_of(same.in_line()),
    )


def place_in_line(request: RequestedService) -> PlaceInLine:
    """The place of a request that came `with_places`."""
    return PlaceInLine(place=request.ahead + 1, total=request.waiting_in_line)  # type: ignore[attr-defined]


def free_places(request: RequestedService) -> int | None:
    """How many places are free in the service of a request that came `with_places`; None without a limit."""
    places: int | None = request.service.places
    return None if places is None else max(places - request.taken, 0)  # type: ignore[attr-defined]


def is_in_turn(request: RequestedService) -> bool:
    """Whether a place is free that nobody before this request is due to get."""
    free = free_places(request)
    return free is None or request.ahead < free  # type: ignore[attr-defined]


def waiting_lists(*, user: User) -> QuerySet[Service]:
    """The services with a limit of places, or with somebody put on the list: the longest lines first.

    A service without a limit has no line: who asks for it waits for an outcome, not for a place.
    """
    same = RequestedService.objects.filter(service=OuterRef("pk"))
    line = same.in_line().in_order_of_filing()
    name = Concat("application__person__first_name", Value(" "), "application__person__last_name")
    named = Case(When(application__person__in=kept_from(user), then=Value("–")), default=name)
    services = Service.objects.visible_to(user).annotate(
        taken=_count_of(same.taking_a_place()),
        waiting=_count_of(same.in_line()),
        next_name=Subquery(line.annotate(name=named).values("name")[:1]),
        longest_since=Subquery(line.values("application__filed_on")[:1]),
    )
    listed = Exists(same.filter(state=RequestState.WAITING))
    services = services.filter(Q(places__isnull=False) | listed).annotate(free=F("places") - F("taken"))
    return services.order_by("-waiting", "sort_key", "id")


@dataclass(frozen=True)
class LineRow:
    """Somebody in line, as the list shows them."""

    request: RequestedService
    place: int
    days: int
    is_next: bool


def line_for(service: Service, *, user: User) -> RequestedServiceQuerySet:
    """Everybody in line for the service, in the order of filing."""
    rows = RequestedService.objects.visible_to(user).in_line().filter(service=service).in_order_of_filing()
    return rows.select_related("application__person", "application__coordinator")


def line_rows(requests: list[RequestedService], *, first: int, free: int | None, on: date) -> list[LineRow]:
    """The rows of one page of the line, `first` being the place of its first row."""
    return [
        LineRow(
            request=request,
            place=place,
            days=(on - request.application.filed_on).days,
            is_next=free is None or place <= free,
        )
        for place, request in enumerate(requests, start=first)
    ]


def users_of(service: Service, *, user: User) -> RequestedServiceQuerySet:
    """Those who have a place now, the longest first."""
    rows = RequestedService.objects.visible_to(user).taking_a_place().filter(service=service)
    return rows.select_related("application__person", "application__coordinator").order_by("outcome_on", "id")
