from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.records.models.event import RecordQuerySet
from cus.records.models.subject import AboutSubject
from cus.records.states import ARRIVED, TO_SEND, LetterState


class LetterKind(models.TextChoices):
    CONFIRMATION = "CONFIRMATION", _("confirmation of the application")
    CALL_TO_COMPLETE = "CALL_TO_COMPLETE", _("call to complete the application")
    SET_ASIDE = "SET_ASIDE", _("application left without consideration")
    WITHDRAWAL = "WITHDRAWAL", _("confirmation of the withdrawal")
    QUALIFICATION = "QUALIFICATION", _("notice of qualification")
    WAITING = "WAITING", _("notice of a place on the waiting list")
    TRANSFER = "TRANSFER", _("application passed on")
    REFUSAL = "REFUSAL", _("refusal decision")
    ASSISTANCE_DECISION = "ASSISTANCE_DECISION", _("decision under the social assistance act")
    PLACE_OFFER = "PLACE_OFFER", _("offer of a place")
    PLAN = "PLAN", _("individual service plan")
    CLOSING = "CLOSING", _("end of the plan")
    NOTICE = "NOTICE", _("letter about the course of the case")


class DeliveryWay(models.TextChoices):
    BY_HAND = "BY_HAND", _("handed over in person")
    POST = "POST", _("registered post with return card")
    E_DELIVERY = "E_DELIVERY", _("e-Doręczenia")
    EMAIL = "EMAIL", _("e-mail")


class Letter(AboutSubject):
    """A paper the centre writes: kept as it was written, printable at any time as PDF or DOCX."""

    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    dated_on = models.DateField()
    recipient = models.JSONField(default=dict)
    text = models.TextField()
    signature = models.JSONField(default=dict)
    signed_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=LetterState.choices, default=LetterState.WAITING)
    sent_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    delivery_way = models.CharField(max_length=20, choices=DeliveryWay.choices, blank=True)
    story_kind = models.CharField(max_length=60, blank=True)
    story_id = models.BigIntegerField(null=True)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre_id", "number"], name="one_letter_a_number"),
            models.CheckConstraint(
                condition=models.Q(delivered_on__isnull=True) | ~models.Q(delivery_way=""),
                name="delivered_letter_names_its_way",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ARRIVED, delivered_on__isnull=False)
                | models.Q(~models.Q(state__in=ARRIVED), delivered_on__isnull=True),
                name="arrived_letter_has_its_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["centre_id", "dated_on", "id"],
                condition=models.Q(state__in=TO_SEND),
                name="letter_to_send",
            ),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="letter_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
