from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import STAFF, OwnedByCentre, User
from cus.cases.states import SignalState
from cus.people.models import AboutPersonQuerySet, Person


class ReporterKind(models.TextChoices):
    NEIGHBOUR = "NEIGHBOUR", _("neighbour")
    FAMILY = "FAMILY", _("family")
    HOSPITAL = "HOSPITAL", _("hospital or clinic")
    INSTITUTION = "INSTITUTION", _("institution")
    PARISH = "PARISH", _("parish or organisation")
    STAFF = "STAFF", _("worker of the centre")
    OTHER = "OTHER", _("somebody else")


class SignalQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Everyone who takes calls or acts on them, the community organiser too."""
        return self.in_centre_of(user) if user.has_role(*STAFF) else self.none()


@pghistory.track()
class Signal(OwnedByCentre):
    """Somebody reports that a person may need help: a lead, never an application (RULE-34)."""

    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter_kind = models.CharField(_("who reports"), max_length=20, choices=ReporterKind.choices)
    reporter_name = models.CharField(_("name of the reporter"), max_length=200, blank=True)
    reporter_phone = models.CharField(_("phone of the reporter"), max_length=20, blank=True)
    about_name = models.CharField(_("who may need help"), max_length=200)
    about_where = models.CharField(_("where the person lives, how to reach them"), max_length=300, blank=True)
    about_phone = models.CharField(_("phone of the person"), max_length=20, blank=True)
    content = models.TextField(_("what is happening"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=SignalState.choices, default=SignalState.NEW)
    outcome_note = models.TextField(_("what came of it"), blank=True)
    closed_on = models.DateField(null=True, blank=True)
    submission_key = models.UUIDField(
        null=True, unique=True, editable=False, help_text="the same online form sent twice reports once"
    )

    objects = SignalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "state", "-received_at", "id"], name="signal_newest")]

    def __str__(self) -> str:
        return f"signal {self.pk}"
