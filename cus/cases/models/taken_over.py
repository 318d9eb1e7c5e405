"""What we know of a case that another centre led before us: only what its papers say, nothing made up."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre
from cus.cases.models.application import Application, RequestedService
from cus.cases.models.assistance import AssistanceDecision, FeePer, HoursOver, OfCaseStaff
from cus.people.models import Household


@pghistory.track()
class TakenOver(OwnedByCentre):
    """A case led by the social assistance centre before us. Its old number keeps finding it."""

    about_person = ("application__person",)

    application = models.OneToOneField(Application, models.CASCADE, related_name="taken_over")
    from_unit = models.CharField(_("from which centre"), max_length=200)
    old_number = models.CharField(_("number of the case there"), max_length=60, blank=True)
    filed_on = models.DateField(_("filed there on"), null=True, blank=True)
    worker_name = models.CharField(_("who led it there"), max_length=200, blank=True)
    taken_over_on = models.DateField()

    objects = OfCaseStaff.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "old_number"], condition=~Q(old_number=""), name="old_number_once_a_centre"
            )
        ]

    def __str__(self) -> str:
        return f"case taken over: {self.old_number or self.application_id}"


@pghistory.track()
class TakenOverHelp(OwnedByCentre):
    """Help given before us, in the words and numbers of the old system.

    `request` is empty where our catalogue has no such service, `decision` where too little is known for one.
    """

    about_person = ("case__application__person",)

    case = models.ForeignKey(TakenOver, models.CASCADE, related_name="helps")
    request = models.ForeignKey(
        RequestedService, models.CASCADE, null=True, blank=True, related_name="taken_over_help"
    )
    decision = models.OneToOneField(
        AssistanceDecision, models.CASCADE, null=True, blank=True, related_name="taken_over_help"
    )
    kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("decision of"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    hours_over = models.CharField(
        _("over what time"), max_length=10, choices=HoursOver.choices, default=HoursOver.MONTH
    )
    fee_text = models.CharField(_("fee, in words"), max_length=300, blank=True)
    fee_grosze = models.PositiveIntegerField(_("fee"), null=True, blank=True)
    fee_per = models.CharField(_("for what"), max_length=10, choices=FeePer.choices, default=FeePer.HOUR)

    objects = OfCaseStaff.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="help_taken_over_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"help taken over {self.pk}"


class TakenOverHousehold(OwnedByCentre):
    """The number of a household in the old system, so that its further members find it."""

    old_number = models.CharField(max_length=60)
    household = models.OneToOneField(Household, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "old_number"], name="old_household_number_once_a_centre")
        ]

    def __str__(self) -> str:
        return f"household {self.household_id}: {self.old_number}"
