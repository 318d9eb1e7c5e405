from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person


class LeavingKind(models.TextChoices):
    DEATH = "DEATH", _("death")
    MOVING = "MOVING", _("moving away")


class LeavingQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def standing(self) -> Self:
        """Noted and not undone."""
        return self.filter(undone_on__isnull=True)


@pghistory.track()
class Leaving(OwnedByCentre):
    """That a person died or moved away: how we know it, who noted it, and whether it proved a mistake."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="leavings")
    kind = models.CharField(max_length=20, choices=LeavingKind.choices)
    happened_on = models.DateField(_("happened on"))
    known_from = models.CharField(_("how we know it"), max_length=200)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_on = models.DateField(_("taken back on"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(undone_on__isnull=True), name="one_standing_note_of_leaving"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
