"""Places and lines: how many are free, who stands where, whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Concat

from cus.accounts.models import User
from cus.cases.line import PlaceInLine
from cus.cases.models import LinePause, PlaceOffer, RequestedService
from cus.cases.models.application import LINE_KEY, RequestedServiceQuerySet
from cus.cases.states import RUNNING_OFFER, RequestState
from cus.offer.models import Service
from cus.people.models import all_kept_from, kept_from

SHOWN = (
    "state", "is_paused", "outcome_on", "criterion", "placed_criterion", "placed_at", "application__filed_at",
    "application__filed_on", "application__person__first_name", "application__person__last_name",
    "application__coordinator__first_name", "application__coordinator__last_name",
)  # fmt: skip
SHOWN_OF_OFFER = ("state", "told_on", "answer_by")


def _count_of(rows: RequestedServiceQuerySet) -> Coalesce:
    """The number of rows for the service of the outer query, as an annotation."""
    counted = rows.order_by().values("service").annotate(counted=Count("pk")).values("counted")
    return Coalesce(Subquery(counted), 0)


def with_places(requests: RequestedServiceQuerySet) -> RequestedServiceQuerySet:
    """Each request with all that tells its turn.

    `taken` and `held` (places in use, and held for those to whom they are offered), `ahead` (who stands before it),
    `ready_ahead` (those of them whose turn can come), `waiting_in_line` (how many wait) and `has_offer`.
    """
    same = RequestedService.objects.filter(service=OuterRef("service"))
    rank, number = Coalesce(OuterRef("placed_criterion"), OuterRef("criterion")), OuterRef("application_id")
    stands_at = Coalesce(OuterRef("placed_at"), OuterRef("application__filed_at"))
    earlier = Q(stands_at__lt=stands_at) | Q(stands_at=stands_at, application_id__lt=number)
    ahead = same.in_line().alias(**LINE_KEY).filter(Q(rank__lt=rank) | (Q(rank=rank) & earlier))
    return requests.annotate(
        taken=_count_of(same.taking_a_place()),
        held=_count_of(same.offered_a_place()),
        ahead=_count_of(ahead),
        ready_ahead=_count_of(ahead.ready()),
        waiting_in_line=_count_of(same.in_line()),
        has_offer=Exists(PlaceOffer.objects.running().filter(request=OuterRef("pk"))),
    )


def place_in_line(request: RequestedService) -> PlaceInLine:
    """The place of a request that came `with_places`."""
    return PlaceInLine(place=request.ahead + 1, total=request.waiting_in_line)  # type: ignore[attr-defined]


def free_places(request: RequestedService) -> int | None:
    """How many places the person of a request that came `with_places` could get: the one held for them is theirs.

    None without a limit.
    """
    places: int | None = request.service.places
    held_for_others = request.held - request.has_offer  # type: ignore[attr-defined]
    return None if places is None else max(places - request.taken - held_for_others, 0)  # type: ignore[attr-defined]


def is_in_turn(request: RequestedService) -> bool:
    """Whether a place is offered to the person, or one is free that nobody before them is due to get."""
    free = free_places(request)
    if free is None or (request.has_offer and free):  # type: ignore[attr-defined]
        return True
    return not request.is_paused and request.ready_ahead < free  # type: ignore[attr-defined]


def services_with_places(*, user: User) -> QuerySet[Service]:
    """Each service with the places `taken` and `held` and how many are `waiting`, whoever of them one may see."""
    same = RequestedService.objects.filter(service=OuterRef("pk"))
    return Service.objects.visible_to(user).annotate(
        taken=_count_of(same.taking_a_place()),
        held=_count_of(same.offered_a_place()),
        waiting=_count_of(same.in_line()),
    )


def waiting_lists(*, user: User) -> QuerySet[Service]:
    """The services with a limit of places, or with somebody put on the list: the longest lines first.

    A service without a limit has no line: who asks for it waits for an outcome, not for a place.
    """
    same = RequestedService.objects.filter(service=OuterRef("pk"))
    line = same.in_line().ready().in_order_of_filing()
    name = Concat("application__person__first_name", Value(" "), "application__person__last_name")
    named = Case(When(application__person__in=kept_from(user), then=Value("–")), default=name)
    services = services_with_places(user=user).annotate(
        next_name=Subquery(line.annotate(name=named).values("name")[:1]),
        longest_since=Subquery(same.in_line().order_by("application__filed_at").values("application__filed_on")[:1]),
    )
    listed = Exists(same.filter(state=RequestState.WAITING))
    services = services.filter(Q(places__isnull=False) | listed).annotate(free=F("places") - F("taken") - F("held"))
    return services.order_by("-waiting", "sort_key", "id")


@dataclass(frozen=True)
class LineRow:
    """Somebody in line, as the list shows them."""

    request: RequestedService
    place: int
    days: int
    is_next: bool
    offer: PlaceOffer | None
    paused_until: date | None


def line_for(service: Service, *, user: User, on: date) -> RequestedServiceQuerySet:
    """Whom the user sees in line for the service, in its order, with `turn`: the number among those who are ready.

    With what is shown of a running offer (`offer_…`) and of the pause of the day (`paused_until`).
    """
    rows = RequestedService.objects.visible_to(user).in_line().filter(service=service).in_order_of_filing()
    is_ready = Case(When(is_paused=False, has_offer=False, then=1), default=0)
    in_order: list[Coalesce | F] = [*LINE_KEY.values(), F("application_id"), F("id")]
    offered = PlaceOffer.objects.filter(request=OuterRef("pk"), state__in=RUNNING_OFFER)  # all rows are in line
    pauses = LinePause.objects.filter(request=OuterRef("pk")).exclude(ends_on__lt=on).order_by("starts_on")
    rows = rows.annotate(
        has_offer=Exists(offered),
        turn=Window(Sum(is_ready), order_by=in_order),
        paused_until=Subquery(pauses.values("ends_on")[:1]),
        **{f"offer_{part}": Subquery(offered.values(part)[:1]) for part in SHOWN_OF_OFFER},
    )
    return rows.select_related("application__person", "application__coordinator").only(*SHOWN)


def unseen_in_line(service: Service, *, user: User) -> list[RequestedService]:
    """Those in the same line whom the user may not see, such as their own kin: they stand there all the same."""
    if not all_kept_from(user):
        return []
    line = RequestedService.objects.in_line().filter(service=service)
    offered = PlaceOffer.objects.filter(request=OuterRef("pk"), state__in=RUNNING_OFFER)
    seen = line.visible_to(user).order_by().values("pk")
    return list(line.exclude(pk__in=seen).annotate(has_offer=Exists(offered)).select_related("application"))


def line_rows(
    requests: list[RequestedService],
    *,
    first: int,
    free: int | None,
    on: date,
    unseen: Sequence[RequestedService] = (),
) -> list[LineRow]:
    """The rows of one page of the line, `first` being the number of its first row among those that are seen."""
    return [
        _line_row(request, number, free=free, on=on, unseen=[one for one in unseen if one.line_key < request.line_key])
        for number, request in enumerate(requests, start=first)
    ]


def _line_row(
    request: RequestedService, number: int, *, free: int | None, on: date, unseen: list[RequestedService]
) -> LineRow:
    """The row of somebody with `unseen` standing before them."""
    offer = _offer_shown(request) if request.has_offer else None  # type: ignore[attr-defined]
    is_ready = not request.is_paused and offer is None
    ready_unseen = sum(not one.is_paused and not one.has_offer for one in unseen)  # type: ignore[attr-defined]
    turn = request.turn + ready_unseen  # type: ignore[attr-defined]
    return LineRow(
        request=request,
        place=number + len(unseen),
        days=(on - request.application.filed_on).days,
        is_next=is_ready and (free is None or turn <= free),
        offer=offer,
        paused_until=request.paused_until if request.is_paused else None,  # type: ignore[attr-defined]
    )


def _offer_shown(request: RequestedService) -> PlaceOffer:
    """The running offer of a row of `line_for`, with no more than the list shows."""
    return PlaceOffer(**{part: getattr(request, f"offer_{part}") for part in SHOWN_OF_OFFER})


def users_of(service: Service, *, user: User) -> RequestedServiceQuerySet:
    """Those who have a place now, the longest first."""
    rows = RequestedService.objects.visible_to(user).taking_a_place().filter(service=service)
    rows = rows.select_related("application__person", "application__coordinator").only(*SHOWN)
    return rows.order_by("outcome_on", "id")
