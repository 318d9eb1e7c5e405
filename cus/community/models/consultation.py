"""Asking the residents: of a draft diagnosis, of a draft programme."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class ConsultationQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Consultation(OwnedByCentre):
    """From a day to a day residents say what they think of a draft; a report tells what came of it.

    What is consulted points here. A second round follows the first, so that neither is lost.
    """

    subject = models.CharField(max_length=300, help_text="the title of the draft, as residents read it")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    channels = models.TextField(_("how residents can take part"))
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(null=True, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="consultation_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | ~Q(report=""), name="reported_consultation_has_its_report"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_finished(self) -> bool:
        return self.reported_on is not None


class RemarkOutcome(models.TextChoices):
    TAKEN = "TAKEN", _("taken into account")
    PARTLY = "PARTLY", _("taken into account in part")
    NOT_TAKEN = "NOT_TAKEN", _("not taken into account")


class ConsultationRemark(OwnedByCentre):
    """What somebody said of the draft, and what the centre answered: the kind of author only, never who."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="remarks")
    came_on = models.DateField(_("came on"))
    came_from = models.CharField(_("from whom: a resident, an organisation, a council"), max_length=200)
    concerns = models.CharField(_("what it concerns"), max_length=200, blank=True)
    words = models.TextField(_("remark"))
    answer = models.TextField(_("answer"), blank=True)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=RemarkOutcome.choices, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ("came_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="") & Q(answer="")) | (~Q(outcome="") & ~Q(answer="")),
                name="remark_is_answered_with_reasons",
            )
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"
