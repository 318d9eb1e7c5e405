from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class UnmetNeedSource(models.TextChoices):
    SEARCH = "SEARCH", _("search without a result")
    NO_PLACES = "NO_PLACES", _("no free places")
    REFUSAL = "REFUSAL", _("refusal")
    SIGNAL = "SIGNAL", _("signal nobody could serve")


class UnmetNeedQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class UnmetNeed(OwnedByCentre):
    """A need the centre could not serve: what and where, never who."""

    source = models.CharField(max_length=20, choices=UnmetNeedSource.choices)
    words = models.CharField(max_length=200, help_text="what was looked for, or the name of the service")
    area = models.PositiveSmallIntegerField(null=True, help_text="1-14, when known")
    town = models.CharField(max_length=100, blank=True)
    noted_on = models.DateField()

    objects = UnmetNeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "-noted_on", "id"], name="unmet_need_newest")]

    def __str__(self) -> str:
        return f"{self.source}: {self.words}"
