"""Keys of partners: whoever reads our data by a key may ask more often."""

from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class ApiKeyQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def valid(self) -> Self:
        return self.filter(revoked_at=None)


class ApiKey(OwnedByCentre):
    """A key given to a partner. Only its fingerprint is kept: the key itself is shown once, when it is made."""

    name = models.CharField(_("whose key"), max_length=200)
    beginning = models.CharField(max_length=12)  # to tell keys apart in a list
    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="who_revoked_the_key_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"


def fingerprint_of(key: str) -> str:
    """A key holds 256 random bits, so one round of hashing is enough: nobody can try them all."""
    return sha256(key.encode()).hexdigest()
