import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre
from cus.cases.models.application import RequestedService
from cus.offer.models import ProgrammeService
from cus.people.models import AboutPersonQuerySet


class JudgedAs(models.TextChoices):
    MET = "MET", _("all conditions are met")
    UNKNOWN = "UNKNOWN", _("something is not known")
    NOT_MET = "NOT_MET", _("a condition is not met")


@pghistory.track()
class Judgement(OwnedByCentre):
    """How the terms in force on the day of filing judge a requested service: on what facts, with which answers.

    Facts that no record holds are typed by whoever qualifies; the decision keeps the answers as they were given.
    """

    about_person = ("request__application__person",)

    request = models.OneToOneField(RequestedService, models.PROTECT, related_name="judgement")
    terms = models.ForeignKey(ProgrammeService, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict, help_text="what was typed: age, degree, income, household, people, asked")
    result = models.CharField(max_length=10, choices=JudgedAs.choices)
    answers = models.JSONField(default=list, help_text="each condition as people read it, with its answer")
    reason = models.TextField(_("why nevertheless"), blank=True)
    judged_on = models.DateField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | ~Q(result=JudgedAs.NOT_MET) | ~Q(reason=""),
                name="against_the_conditions_only_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"judgement of request {self.request_id}: {self.result}"
