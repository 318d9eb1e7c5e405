from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class AuthorisationKind(models.TextChoices):
    APPROVE_PLANS = "APPROVE_PLANS", _("approve individual plans")
    SIGN_DECISIONS = "SIGN_DECISIONS", _("sign decisions")


class AuthorisationQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def valid(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class Authorisation(OwnedByCentre):
    """What the director put in a member of staff's hands, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AuthorisationKind.choices)
    number = models.CharField(_("number of the authorisation"), max_length=60, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="authorisation_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"
