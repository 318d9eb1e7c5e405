"""What providers say about their own entries, and what the public says about them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.offer.models.provider import Provider
from cus.offer.models.service import Service
from cus.offer.states.workspace import ProposalState, ReportState


class OfProviderQuerySet(OwnedQuerySet):
    """Rows about a provider or about one of its services."""

    def visible_to(self, user: User) -> Self:
        """Staff see those of the centre; somebody of a provider those of this provider only."""
        rows = self.in_centre_of(user)
        if user.is_staff_of_centre:
            return rows
        return rows.filter(provider__in=Provider.objects.visible_to(user))


class ProposalQuerySet(OfProviderQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=ProposalState.PROPOSED)


class ProposedChange(OwnedByCentre):
    """How a provider wants its entry to read: of itself, or of one of its services. Public once it is approved."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="proposals")
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    before = models.JSONField(default=dict)  # the fields as they stood when the proposal was written
    after = models.JSONField(default=dict)
    message = models.TextField(_("message to the centre"), blank=True)
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "service"],
                condition=Q(state=ProposalState.PROPOSED),
                nulls_distinct=False,
                name="one_proposal_waits",
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def entry(self) -> Provider | Service:
        """Whose wording would change."""
        return self.service or self.provider

    @property
    def stale_fields(self) -> list[str]:
        """The fields of the entry that read otherwise than when the proposal was written, and than it proposes."""
        entry = self.entry
        return [name for name, was in self.before.items() if getattr(entry, name) not in (was, self.after[name])]


class BreakQuerySet(OfProviderQuerySet):
    def not_over(self, *, on: date) -> Self:
        return self.filter(ends_on__gte=on)

    def running(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class PlannedBreak(OwnedByCentre):
    """Days on which a provider, or one of its services, does not work."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="breaks")
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, verbose_name=_("service"), related_name="breaks"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("why"), max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BreakQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="break_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"


class FreeCapacity(OwnedByCentre):
    """How much more of a service its provider could take on, as it said on a day. The latest word counts."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, related_name="free_capacity")
    as_of = models.DateField(_("as of"))
    free = models.PositiveIntegerField(_("free"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfProviderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "as_of"], name="free_capacity_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.free} ({self.as_of})"


class ReportQuerySet(OfProviderQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=ReportState.OPEN)


class ErrorReport(OwnedByCentre):
    """What somebody wrote about an entry of the catalogue that is wrong. Their contact goes once it is answered."""

    entry_uuid = models.UUIDField()
    entry_name = models.CharField(max_length=300)
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, related_name="+")
    provider = models.ForeignKey(Provider, models.SET_NULL, null=True, blank=True, related_name="reports")
    words = models.TextField(_("what is wrong"))
    contact = models.CharField(_("e-mail or phone"), max_length=200, blank=True)
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ReportState.choices, default=ReportState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "state", "-reported_at"], name="reports_waiting")]

    def __str__(self) -> str:
        return f"report {self.pk}: {self.entry_name}"
