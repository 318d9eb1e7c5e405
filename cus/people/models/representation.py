from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.people.models.person import Person


class RepresentationKind(models.TextChoices):
    STATUTORY_REPRESENTATIVE = "STATUTORY_REPRESENTATIVE", _("statutory representative")
    ACTUAL_CARER = "ACTUAL_CARER", _("actual carer")


class RepresentationQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the person sees who acts for them."""
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))


@pghistory.track()
class Representation(OwnedByCentre):
    """Somebody who acts for a person: a parent, a court's guardian, a daughter who cares."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="representations")
    kind = models.CharField(max_length=30, choices=RepresentationKind.choices)
    name = models.CharField(_("first and last name"), max_length=200)
    relation = models.CharField(_("who they are to the person"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    basis = models.CharField(_("on what basis, for example a court order"), max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="representation_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"representation {self.pk}"
