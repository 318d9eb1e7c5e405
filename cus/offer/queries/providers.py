"""What pages read of the register of providers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cus.accounts.models import User
from cus.offer.events import EVENTS
from cus.offer.freshness import check_due_on, is_check_due
from cus.offer.models import (
    Agreement,
    ErrorReport,
    FreeCapacity,
    PlannedBreak,
    PriceListItem,
    ProposedChange,
    Provider,
    ProviderKind,
    ProviderUser,
    Service,
    ServiceStatus,
)
from cus.records.models import Event

EVENTS_SHOWN = 12


@dataclass(frozen=True)
class Waiting:
    """What waits for an answer, as numbers on the tabs."""

    proposals: int
    reports: int


@dataclass(frozen=True)
class ServiceLine:
    """A service of a provider: what it costs today, how much is free, when it rests, whether to look at it again."""

    service: Service
    price: PriceListItem | None
    free: FreeCapacity | None
    rest: PlannedBreak | None
    is_check_due: bool
    check_due_on: date | None
    proposal: ProposedChange | None = None


def waiting_for(user: User) -> Waiting:
    proposals = ProposedChange.objects.visible_to(user).waiting().count()
    return Waiting(proposals, ErrorReport.objects.visible_to(user).waiting().count())


def providers_of_staff(*, user: User, text: str, kind: str, on: date) -> QuerySet[Provider]:
    """The providers of the centre with how many services and valid agreements each has."""
    rows = Provider.objects.visible_to(user)
    if text:
        digits = text.replace("-", "").replace(" ", "")
        rows = rows.filter(Q(name__icontains=text) | Q(nip=digits) | Q(krs=digits))
    if kind in ProviderKind.values:
        rows = rows.filter(kind=kind)
    services = Service.objects.filter(provider=OuterRef("pk")).exclude(status=ServiceStatus.WITHDRAWN)
    agreements = Agreement.objects.filter(provider=OuterRef("pk")).valid(on=on)
    found: QuerySet[Provider] = rows.annotate(
        service_count=_how_many(services), agreement_count=_how_many(agreements)
    ).order_by("name", "id")
    return found


def _how_many(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("provider").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def lines_of(services: Sequence[Service], *, on: date) -> list[ServiceLine]:
    """The services with what is known of each on the day; the same number of queries for any number of them."""
    keys = [service.pk for service in services]
    prices = _by_service(
        PriceListItem.objects.filter(service__in=keys, agreement__in=Agreement.objects.valid(on=on))
        .valid(on=on)
        .select_related("agreement")
        .order_by("starts_on", "id")
    )
    free = _by_service(FreeCapacity.objects.filter(service__in=keys).order_by("as_of"))
    rests = _by_service(PlannedBreak.objects.filter(service__in=keys).not_over(on=on).order_by("-starts_on", "-id"))
    waiting = _by_service(ProposedChange.objects.filter(service__in=keys).waiting())
    return [
        ServiceLine(
            service=service,
            price=prices.get(service.pk),
            free=free.get(service.pk),
            rest=rests.get(service.pk),
            is_check_due=is_check_due(service, on=on),
            check_due_on=check_due_on(service),
            proposal=waiting.get(service.pk),
        )
        for service in services
    ]


def _by_service(rows: QuerySet) -> dict:
    """The last row of each service."""
    return {row.service_id: row for row in rows}


def services_of(provider: Provider) -> list[Service]:
    rows = Service.objects.filter(provider=provider).exclude(status=ServiceStatus.WITHDRAWN)
    return list(rows.order_by("sort_key", "id"))


def keepers_of(provider: Provider) -> list[ProviderUser]:
    return list(provider.users.select_related("user").order_by("user__last_name", "id"))


def price_on(*, service: Service, on: date, agreement: Agreement | None = None) -> PriceListItem | None:
    """The agreed price of a unit on the day: under the agreement, else under the last one that holds then."""
    prices = PriceListItem.objects.filter(service=service).valid(on=on).select_related("agreement__provider")
    if agreement:
        return prices.filter(agreement=agreement).first()
    return prices.filter(agreement__in=Agreement.objects.valid(on=on)).order_by("-agreement__starts_on", "-id").first()


def history_about(*things: Model, story: Model | None = None) -> list[dict[str, object]]:
    """What happened to the things, and in the story of one of them, the newest first, as entries of a timeline."""
    rows = Event.objects.about(*things)
    rows = rows | Event.objects.concerning(story) if story else rows
    return told(rows.filter(name__in=list(EVENTS)).select_related("actor").order_by("-id")[:EVENTS_SHOWN])


def told(events: Collection[Event]) -> list[dict[str, object]]:
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "note": event.actor.name if event.actor else "",
            "on": event.happened_at,
        }
        for event in events
    ]
