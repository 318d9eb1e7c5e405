"""What providers see of themselves, and what the centre sees of their proposals."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Field, Q, QuerySet
from django.utils.functional import Promise

from cus.accounts.models import User
from cus.kit.word_differences import Piece, word_differences
from cus.offer.freshness import check_due_on, is_check_due
from cus.offer.models import (
    Agreement,
    ErrorReport,
    PlannedBreak,
    ProposedChange,
    Provider,
    Service,
    ServiceStatus,
)
from cus.offer.queries.providers import ServiceLine, lines_of

BREAK_ANNOUNCED = timedelta(days=31)


@dataclass(frozen=True)
class FieldChange:
    """One field of a proposal: how it reads now, how it should; `was` only where the entry changed meanwhile."""

    label: str | Promise
    now: Any
    wanted: Any
    was: Any
    is_stale: bool
    pieces: list[Piece]  # word by word from now to wanted


@dataclass(frozen=True)
class Workspace:
    """The first page of a provider: what to do on top, then everything it keeps."""

    provider: Provider
    is_check_due: bool
    check_due_on: date | None
    proposal: ProposedChange | None
    lines: list[ServiceLine]
    breaks: list[PlannedBreak]
    reports: list[ErrorReport]
    agreements: list[Agreement]
    answered: list[ProposedChange]

    @property
    def to_check(self) -> int:
        return sum(line.is_check_due for line in self.lines) + self.is_check_due


def own_provider(user: User) -> Provider | None:
    """The provider whose entry the user keeps."""
    found: Provider | None = Provider.objects.in_centre_of(user).filter(users__user=user).first()
    return found


def own_services(provider: Provider) -> QuerySet[Service]:
    """Drafts too: the provider sees what the centre prepares for it; withdrawn ones are over."""
    rows = Service.objects.filter(provider=provider).exclude(status=ServiceStatus.WITHDRAWN)
    found: QuerySet[Service] = rows.order_by("sort_key", "id")
    return found


def workspace_of(provider: Provider, *, user: User, on: date) -> Workspace:
    proposals = ProposedChange.objects.visible_to(user).filter(provider=provider).select_related("service")
    return Workspace(
        provider=provider,
        is_check_due=is_check_due(provider, on=on),
        check_due_on=check_due_on(provider),
        proposal=proposals.waiting().filter(service=None).first(),
        lines=lines_of(list(own_services(provider)), on=on),
        breaks=list(provider.breaks.not_over(on=on).select_related("service").order_by("starts_on", "id")),
        reports=list(ErrorReport.objects.visible_to(user).filter(provider=provider).order_by("state", "-id")[:20]),
        agreements=list(
            Agreement.objects.visible_to(user).filter(provider=provider).order_by("-starts_on", "-id")[:20]
        ),
        answered=list(proposals.exclude(answered_at=None).order_by("-answered_at", "-id")[:5]),
    )


def break_of(service: Service, *, on: date) -> PlannedBreak | None:
    """The break of the service, or of all its provider does, that runs on the day or begins within a month."""
    if service.provider_id is None:
        return None
    rows = PlannedBreak.objects.filter(provider=service.provider_id).filter(Q(service=service) | Q(service=None))
    soon = rows.not_over(on=on).filter(starts_on__lte=on + BREAK_ANNOUNCED)
    found: PlannedBreak | None = soon.order_by("starts_on", "id").first()
    return found


def changes_in(proposal: ProposedChange) -> list[FieldChange]:
    """Field by field, as the form shows them."""
    entry = proposal.entry
    stale = set(proposal.stale_fields)
    is_open = proposal.answered_at is None
    changes = []
    for name, wanted in proposal.after.items():
        now = getattr(entry, name) if is_open else proposal.before[name]
        changes.append(
            FieldChange(
                label=_label(entry, name),
                now=now,
                wanted=wanted,
                was=proposal.before[name],
                is_stale=is_open and name in stale,
                pieces=word_differences(now, wanted),
            )
        )
    return changes


def _label(entry: Provider | Service, name: str) -> str | Promise:
    field = entry._meta.get_field(name)
    return field.verbose_name if isinstance(field, Field) else name


def proposals_of(*, user: User, show: str) -> QuerySet[ProposedChange]:
    """Waiting ones, the oldest first; or the answered ones, the newest first."""
    rows = ProposedChange.objects.visible_to(user).select_related("provider", "service", "author", "answered_by")
    found: QuerySet[ProposedChange]
    found = (
        rows.exclude(answered_at=None).order_by("-answered_at", "-id")
        if show
        else rows.waiting().order_by("proposed_at", "id")
    )
    return found


def reports_of(*, user: User, show: str) -> QuerySet[ErrorReport]:
    rows = ErrorReport.objects.visible_to(user).select_related("provider", "service", "answered_by")
    found: QuerySet[ErrorReport]
    found = (
        rows.exclude(answered_at=None).order_by("-answered_at", "-id")
        if show
        else rows.waiting().order_by("reported_at", "id")
    )
    return found
