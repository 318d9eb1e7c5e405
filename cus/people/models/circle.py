from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person


class CircleKind(models.TextChoices):
    """Who somebody of the person's circle is."""

    FAMILY = "FAMILY", _("family")
    NEIGHBOUR = "NEIGHBOUR", _("neighbour")
    FRIEND = "FRIEND", _("friend")
    DOCTOR = "DOCTOR", _("doctor")
    NURSE = "NURSE", _("nurse")
    PRIEST = "PRIEST", _("priest")
    TEACHER = "TEACHER", _("teacher or carer at school")
    WORK = "WORK", _("somebody from work")
    OTHER = "OTHER", _("somebody else")


class MayTell(models.TextChoices):
    """What this somebody may hear from us about the person."""

    NO = "NO", _("tell nothing")
    EMERGENCY = "EMERGENCY", _("only when life or health is in danger")
    MATTERS = "MATTERS", _("only what is written here")
    EVERYTHING = "EVERYTHING", _("may be told")


class CircleContactQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the person sees who is around them."""
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def lasting(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class CircleContact(OwnedByCentre):
    """Somebody around the person: a neighbour with the key, the doctor, the priest. Acts for nobody."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="circle")
    kind = models.CharField(_("who it is"), max_length=20, choices=CircleKind.choices)
    name = models.CharField(_("first and last name"), max_length=200)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("what it is good to know"), max_length=300, blank=True)
    may_tell = models.CharField(_("may we tell them?"), max_length=20, choices=MayTell.choices, default=MayTell.NO)
    may_tell_what = models.CharField(_("what may be told"), max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = CircleContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="circle_contact_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"contact of the circle {self.pk}"
