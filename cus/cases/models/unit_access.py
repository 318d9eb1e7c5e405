from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, User
from cus.people.models import AboutPersonQuerySet, Consent, Person
from cus.team.models import Post, Unit


class UnitAccessQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def in_force(self, *, on: date) -> Self:
        """From a day to a day, not closed before, and only as long as the consent it rests on."""
        days = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        return self.filter(
            days, closed_on__isnull=True, starts_on__lte=on, consent__in=Consent.objects.in_force(on=on)
        )

    def open_to(self, user: User, *, on: date) -> Self:
        """What colleagues of the units may read in which the user holds a post that day."""
        units = Post.objects.held(on=on).filter(user=user, unit__isnull=False).values("unit")
        return self.in_centre_of(user).in_force(on=on).filter(unit__in=units)


@pghistory.track()
class UnitAccess(OwnedByCentre):
    """Another unit may read, and only read, how a person's case stands: as long as the person consents."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    why = models.CharField(_("what they need it for"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = UnitAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="unit_access_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(ends_on__isnull=True, closed_on__isnull=True),
                name="one_open_access_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"unit {self.unit_id} reads person {self.person_id}"
