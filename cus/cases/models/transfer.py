from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, User
from cus.cases.models.application import Application, RequestedService
from cus.people.models import AboutPersonQuerySet
from cus.records.models import Letter
from cus.team.models import Unit


class TransferAnswer(models.TextChoices):
    NONE = "NONE", _("no answer yet")
    TAKEN = "TAKEN", _("taken over")
    RETURNED = "RETURNED", _("returned")


class TransferQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()


@pghistory.track()
class Transfer(OwnedByCentre):
    """An application passed on, wholly or in part, with the applicant's consent, and followed up (RULE-40..42)."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="transfers")
    requests = models.ManyToManyField(RequestedService, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    consented_on = models.DateField(_("consent given on"))
    consented_how = models.CharField(_("how the consent was given"), max_length=200)
    passed_on = models.DateField(_("passed on"))
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("why"), blank=True)
    follow_up_on = models.DateField(_("ask about it on"))
    answer = models.CharField(max_length=20, choices=TransferAnswer.choices, default=TransferAnswer.NONE)
    answered_on = models.DateField(null=True, blank=True)
    answer_note = models.TextField(blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    objects = TransferQuerySet.as_manager()

    def __str__(self) -> str:
        return f"transfer {self.pk}"
