"""Supervision of those who make and run plans: what was talked over and learned, with nobody's identity."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, Role, User
from cus.team.models import Unit

OVERSEERS = (Role.DIRECTOR, Role.ORGANISER)


class SupervisionForm(models.TextChoices):
    ALONE = "ALONE", _("one coordinator")
    TEAM = "TEAM", _("a team")


class SupervisionQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Those who took part or wrote it down; the director and the organiser see all."""
        rows = self.in_centre_of(user)
        if user.has_role(*OVERSEERS):
            return rows
        if not user.has_role(Role.COORDINATOR, Role.SOCIAL_WORKER):
            return self.none()
        mine = SupervisionSeat.objects.filter(user=user).values("supervision")
        return rows.filter(Q(author=user) | Q(pk__in=mine))


@pghistory.track()
class Supervision(OwnedByCentre):
    """One meeting with a supervisor. A case is in it only under a label made up for the meeting."""

    held_on = models.DateField(_("day"))
    form = models.CharField(_("for whom"), max_length=10, choices=SupervisionForm.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    supervisor = models.CharField(_("supervisor"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("how long, in minutes"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=200)
    label = models.CharField(_("label of the case, made up"), max_length=60, blank=True)
    question = models.TextField(_("question"))
    conclusions = models.TextField(_("conclusions"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField()

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "-held_on", "-id"], name="supervision_in_order")]

    def __str__(self) -> str:
        return self.theme


@pghistory.track()
class SupervisionSeat(OwnedByCentre):
    """A colleague who took part."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supervision", "user"], name="seat_once_a_supervision")]

    def __str__(self) -> str:
        return f"seat {self.pk}"
