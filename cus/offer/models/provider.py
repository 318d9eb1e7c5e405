from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class ProviderKind(models.TextChoices):
    OWN = "OWN", _("the centre itself")
    MUNICIPAL = "MUNICIPAL", _("municipal unit")
    NGO = "NGO", _("non-governmental organisation")
    COOPERATIVE = "COOPERATIVE", _("social cooperative")
    FIRM = "FIRM", _("firm")
    PERSON = "PERSON", _("person on contract")


class ProviderQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Provider(OwnedByCentre):
    """Who delivers a service."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ProviderKind.choices)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="provider_name_once_a_centre")]

    def __str__(self) -> str:
        return self.name
