"""What the community needs and what it has: the ground of every programme."""

from typing import Self

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.community.models.consultation import Consultation
from cus.community.states import DiagnosisState

REFUSE_UNDER_FINAL = """
IF EXISTS (SELECT 1 FROM community_diagnosis d WHERE d.id = {row}.diagnosis_id AND d.state = 'FINAL') THEN
    RAISE EXCEPTION 'A final diagnosis never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {result};
"""


class DiagnosisQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


@pghistory.track()
class Diagnosis(OwnedByCentre):
    """The diagnosis of needs and potential. A final one never changes; after five years a new one is due."""

    title = models.CharField(_("title"), max_length=300)
    made_on = models.DateField(_("date of the diagnosis"))
    valid_until = models.DateField(_("valid until"))
    state = models.CharField(max_length=20, choices=DiagnosisState.choices, default=DiagnosisState.DRAFT)
    method = models.TextField(_("how it was made: who was asked, which data"), blank=True)
    potential = models.TextField(_("potential: people, places, organisations"), blank=True)
    consultation = models.OneToOneField(Consultation, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("made_on")), name="diagnosis_ends_after_it_is_made"),
            models.CheckConstraint(
                condition=~Q(state=DiagnosisState.FINAL) | Q(consultation__isnull=False),
                name="final_diagnosis_was_consulted",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-made_on", "id"], name="diagnosis_newest")]
        triggers = [
            pgtrigger.Protect(
                name="final_wording_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=DiagnosisState.FINAL),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Priority(models.IntegerChoices):
    HIGH = 1, _("high")
    MIDDLE = 2, _("middle")
    LOW = 3, _("low")


class Finding(OwnedByCentre):
    """One thing the diagnosis found: in which area of the Act, how many people, how urgent."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="findings")
    area = models.PositiveSmallIntegerField(_("area of the act, 1-14"))
    words = models.TextField(_("what was found"))
    people = models.PositiveIntegerField(
        _("number of people"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.MIDDLE)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        ordering = ("priority", "area", "id")
        constraints = [
            models.CheckConstraint(condition=Q(area__range=(1, 14)), name="finding_in_one_of_14_areas"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="finding_has_a_priority"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sealed_against_new_findings",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=REFUSE_UNDER_FINAL.format(row="NEW", result="NEW"),
            ),
            pgtrigger.Trigger(
                name="sealed_against_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=REFUSE_UNDER_FINAL.format(row="OLD", result="NEW"),
            ),
            pgtrigger.Trigger(
                name="sealed_against_removal",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=REFUSE_UNDER_FINAL.format(row="OLD", result="OLD"),
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk} of diagnosis {self.diagnosis_id}"
