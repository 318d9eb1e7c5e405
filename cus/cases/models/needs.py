from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, User
from cus.cases.models.application import Application
from cus.people.models import AboutPersonQuerySet


class RecognitionPlace(models.TextChoices):
    """RULE-43: nowhere else."""

    CENTRE = "CENTRE", _("at the centre")
    STAY = "STAY", _("where the person stays")


class NeedsRecognitionQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff only: it tells of health and worries."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()


@pghistory.track()
class NeedsRecognition(OwnedByCentre):
    """A conversation in which a coordinator learns what a person needs, can, wants and worries about."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="recognitions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=20, choices=RecognitionPlace.choices)
    place_detail = models.CharField(_("where exactly"), max_length=200, blank=True)
    present = models.CharField(_("who was there"), max_length=200, blank=True)
    can_do = models.TextField(_("what the person can do"), blank=True)
    hard = models.TextField(_("what is hard"), blank=True)
    wants = models.TextField(_("what the person wants"), blank=True)
    worries = models.TextField(_("what the person worries about"), blank=True)
    strengths = models.TextField(_("strengths"), blank=True)
    network = models.TextField(_("people around"), blank=True)
    needs = models.TextField(_("needs, one a line"))
    finished_on = models.DateField(null=True, blank=True)

    objects = NeedsRecognitionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"recognition {self.pk}"
