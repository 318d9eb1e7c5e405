import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre
from cus.cases.models.application import RequestedService
from cus.cases.models.plan import Plan, PlanVersion
from cus.cases.models.plan_household import PlanMember
from cus.cases.models.seal import sealed_with_version
from cus.cases.states import RowState
from cus.offer.models import Provider, Service
from cus.people.models import AboutPersonQuerySet


class PlanNeed(OwnedByCentre):
    """A need in a version of a plan, with the goal the person set. The key stays the same from version to version."""

    about_person = ("version__plan__person", "member__person")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="needs")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    member = models.ForeignKey(
        PlanMember, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: of everybody"
    )
    need = models.CharField(_("need"), max_length=300)
    goal = models.CharField(_("goal, in the person's words"), max_length=300, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="need_once_a_version")]
        triggers = sealed_with_version()

    def __str__(self) -> str:
        return self.need


class Rhythm(models.TextChoices):
    """Over what time the amount counts."""

    DAY = "DAY", _("a day")
    WEEK = "WEEK", _("a week")
    MONTH = "MONTH", _("a month")
    WHOLE = "WHOLE", _("in the whole plan")


class PlanRow(OwnedByCentre):
    """What both threads of a plan share: when, how it goes, in which state."""

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    when = models.CharField(_("days and hours"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=RowState.choices, default=RowState.PLANNED)
    member = models.ForeignKey(
        PlanMember, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: for everybody"
    )

    class Meta:
        abstract = True


@pghistory.track()
class ServiceRow(PlanRow):
    """A social service in a version of a plan."""

    about_person = ("version__plan__person", "member__person")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="service_rows")
    need = models.ForeignKey(PlanNeed, models.CASCADE, related_name="service_rows")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    request = models.ForeignKey(RequestedService, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    rhythm = models.CharField(_("over what time"), max_length=10, choices=Rhythm.choices)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    fee_text = models.CharField(_("fee"), max_length=200, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="service_row_once_a_version"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="service_row_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="service_row_has_an_amount"),
        ]
        triggers = sealed_with_version(but=["state"])

    def __str__(self) -> str:
        return f"row {self.pk}: {self.service_id}"


class SupportKind(models.TextChoices):
    NEIGHBOUR = "NEIGHBOUR", _("neighbour")
    VOLUNTEER = "VOLUNTEER", _("volunteer")
    FAMILY = "FAMILY", _("family")
    SELF_HELP = "SELF_HELP", _("self-help group")


@pghistory.track()
class SupportRow(PlanRow):
    """A supporting activity by neighbours and volunteers: equal in a plan, kept apart, never with a fee (RULE-54)."""

    about_person = ("version__plan__person", "member__person")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="support_rows")
    need = models.ForeignKey(PlanNeed, models.CASCADE, related_name="support_rows")
    kind = models.CharField(_("who they are"), max_length=20, choices=SupportKind.choices)
    what = models.CharField(_("what they do"), max_length=200)
    who = models.CharField(_("who"), max_length=200)
    phone = models.CharField(_("phone"), max_length=20, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="support_row_once_a_version"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="support_row_ends_after_it_starts"),
        ]
        triggers = sealed_with_version(but=["state"])

    def __str__(self) -> str:
        return f"row {self.pk}: {self.what}"


@pghistory.track()
class Delivered(OwnedByCentre):
    """What was delivered of a row (of either thread) in a month, noted by the coordinator."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="delivered")
    row_key = models.UUIDField()
    month = models.DateField(help_text="its first day")
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    note = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "row_key", "month"], name="delivered_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivered_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="delivered_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"delivered {self.row_key} {self.month}"
