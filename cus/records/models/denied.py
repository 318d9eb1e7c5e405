from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class DeniedWhy(models.TextChoices):
    """Why nothing was shown."""

    KIN = "KIN", _("kept from the person's file: family or close")
    ROLE = "ROLE", _("not for this role")
    NOT_HERE = "NOT_HERE", _("not of this centre, or does not exist")
    LEFT = "LEFT", _("no longer works here")
    WRONG_CODE = "WRONG_CODE", _("wrong code")
    LOCKED_CODE = "LOCKED_CODE", _("code locked after too many tries")
    CLOSED_CODE = "CLOSED_CODE", _("code switched off")
    EXPIRED_GUARDIAN = "EXPIRED_GUARDIAN", _("no longer acts for the person")


class DeniedTry(models.Model):
    """Somebody asked for what is not theirs to see, and got nothing. Never changed, never deleted.

    What they asked for is known by kind and number, or by the case number they typed; it may not even exist.
    """

    centre_id = models.BigIntegerField(editable=False)
    why = models.CharField(max_length=20, choices=DeniedWhy.choices)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    asked = models.CharField(max_length=100, blank=True, help_text="the case number or card typed on a public page")
    caller = models.CharField(max_length=16, blank=True, help_text="a digest of the address a card was tried from")
    path = models.CharField(max_length=200)
    method = models.CharField(max_length=10)
    tried_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["centre_id", "-tried_at", "-id"], name="denied_newest"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="denied_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.subject_kind} {self.subject_id}"
