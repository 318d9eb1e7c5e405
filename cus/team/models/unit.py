from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class UnitKind(models.TextChoices):
    """Where an application may be passed on to: the first three; the last is only told to the person."""

    CUS_TEAM = "CUS_TEAM", _("team of the centre")
    MUNICIPAL_OFFICE = "MUNICIPAL_OFFICE", _("municipal office")
    MUNICIPAL_UNIT = "MUNICIPAL_UNIT", _("municipal unit")
    OUTSIDE = "OUTSIDE", _("outside body: information only")


class UnitQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Unit(OwnedByCentre):
    """A team of the centre, or a municipal unit it works with."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="unit_name_once_a_centre")]

    def __str__(self) -> str:
        return self.name
