"""On what basis a provider delivers: agreements, and what a unit costs from when to when."""

from datetime import date, timedelta
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import DayRange, OwnedByCentre, OwnedQuerySet, Role, User
from cus.offer.models.contest import Contest
from cus.offer.models.provider import Provider
from cus.offer.models.service import Service
from cus.offer.states.agreements import AgreementState

ENDS_SOON = timedelta(days=60)


class AgreementKind(models.TextChoices):
    OWN_TASK = "OWN_TASK", _("own task: the centre or a unit of the municipality")
    CONTEST = "CONTEST", _("public task after an open contest of offers")
    PROCUREMENT = "PROCUREMENT", _("public procurement")
    POWIAT = "POWIAT", _("agreement with the powiat")


class CapacityUnit(models.TextChoices):
    HOURS = "HOURS", _("hours a month")
    UNITS = "UNITS", _("units a month")
    PLACES = "PLACES", _("places")


class AgreementQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff see all agreements; a provider sees its own, once they are signed."""
        rows = self.in_centre_of(user)
        if user.is_staff_of_centre:
            return rows
        own = rows.filter(provider__in=Provider.objects.visible_to(user))
        return own.exclude(state=AgreementState.DRAFT) if user.has_role(Role.PROVIDER) else self.none()

    def valid(self, *, on: date) -> Self:
        """Signed and running on the day; one that was ended early runs to its new last day."""
        running = self.exclude(state=AgreementState.DRAFT).filter(starts_on__lte=on)
        return running.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def ending(self, *, first: date, last: date) -> Self:
        return self.filter(state=AgreementState.SIGNED, ends_on__gte=first, ends_on__lte=last)


@pghistory.track()
class Agreement(OwnedByCentre):
    """What the centre agreed with a provider, or the gmina with the powiat: which services, from when to when."""

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, verbose_name=_("provider"), related_name="agreements"
    )
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("from the day"))
    ends_on = models.DateField(_("to the day"), null=True, blank=True)
    services = models.ManyToManyField(Service, verbose_name=_("services"), related_name="agreements")
    capacity = models.PositiveIntegerField(_("how much at most"), null=True, blank=True)
    capacity_unit = models.CharField(_("counted in"), max_length=10, choices=CapacityUnit.choices, blank=True)
    places_text = models.CharField(_("where"), max_length=300, blank=True)
    data_agreement = models.CharField(_("agreement on processing personal data"), max_length=100, blank=True)
    no_data_agreement = models.CharField(_("why none is needed"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    contest = models.ForeignKey(Contest, models.PROTECT, null=True, blank=True, related_name="agreements")
    state = models.CharField(_("state"), max_length=20, choices=AgreementState.choices, default=AgreementState.DRAFT)
    end_reason = models.CharField(_("why it ended early"), max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="agreement_number_once_a_centre"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT) | Q(signed_on__isnull=False), name="signed_agreement_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind=AgreementKind.POWIAT) | Q(provider__isnull=False), name="agreement_is_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PriceQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(agreement__in=Agreement.objects.visible_to(user))

    def valid(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class PriceListItem(OwnedByCentre):
    """What a unit of a service costs under an agreement, net, from a day to a day: one price at a time."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="prices")
    service = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service"), related_name="+")
    unit = models.CharField(_("unit"), max_length=40)
    price_grosze = models.PositiveBigIntegerField(_("net price of a unit"))
    starts_on = models.DateField(_("from the day"))
    ends_on = models.DateField(_("to the day"), null=True, blank=True)

    objects = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="price_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="one_price_at_a_time",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_grosze} gr / {self.unit}"
