"""What a plan may begin from: the centre's own templates and typical goals. Never anything of a person."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, User
from cus.cases.models.plan_rows import Rhythm, SupportKind
from cus.offer.models import Service


class OfCaseStaffQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Everybody who works on cases may begin from them."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def in_use(self) -> Self:
        return self.filter(retired_on__isnull=True)


@pghistory.track()
class PlanTemplate(OwnedByCentre):
    """A plan as the centre often makes it: needs, goals, services and help, and nobody's name."""

    name = models.CharField(_("name of the template"), max_length=120)
    for_whom = models.CharField(_("for whom it fits"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    objects = OfCaseStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], condition=Q(retired_on__isnull=True), name="template_name_once_a_centre"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TemplateNeed(OwnedByCentre):
    """A need that people of this kind often have, with the goal that goes with it."""

    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField()
    need = models.CharField(_("need"), max_length=300)
    goal = models.CharField(_("goal"), max_length=300, blank=True)

    objects = OfCaseStaffQuerySet.as_manager()

    def __str__(self) -> str:
        return self.need


@pghistory.track()
class TemplateRow(OwnedByCentre):
    """A service, or help by neighbours without their names: of one thread or the other."""

    need = models.ForeignKey(TemplateNeed, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("who they are"), max_length=20, choices=SupportKind.choices, blank=True)
    what = models.CharField(_("what they do"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    rhythm = models.CharField(_("over what time"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEK)
    when = models.CharField(_("days and hours"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OfCaseStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False, kind="", what="")
                | (Q(service__isnull=True, amount__isnull=True) & ~Q(kind="") & ~Q(what="")),
                name="template_row_is_a_service_or_help",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="template_amount_is_some"),
        ]

    def __str__(self) -> str:
        return f"row {self.pk} of a template"


@pghistory.track()
class TypicalGoal(OwnedByCentre):
    """A need and a goal in plain words that a coordinator may begin from, to be said in the person's own."""

    need = models.CharField(_("need"), max_length=300)
    goal = models.CharField(_("goal"), max_length=300)
    retired_on = models.DateField(null=True, blank=True)

    objects = OfCaseStaffQuerySet.as_manager()

    def __str__(self) -> str:
        return self.goal
