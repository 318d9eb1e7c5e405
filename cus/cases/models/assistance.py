"""The assistance track: services under the social assistance act, by an interview at home and a decision."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cus.accounts.models import CASE_STAFF, DayRange, OwnedByCentre, User
from cus.cases.models.application import Application, RequestedService
from cus.cases.states import DecisionState, InterviewState
from cus.people.models import AboutPersonQuerySet
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay


class OfCaseStaff(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff only: it tells of health, money and the family."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()


class InterviewPlace(models.TextChoices):
    HOME = "HOME", _("at the person's home")
    STAY = "STAY", _("where the person stays now, such as a hospital")


@pghistory.track()
class EnvironmentalInterview(OwnedByCentre):
    """The interview a social worker holds at a person's home before a decision, or an update of an earlier one."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="interviews")
    updates = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="updated_by")
    social_worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=InterviewState.choices, default=InterviewState.PLANNED)
    ordered_on = models.DateField(help_text="from this day the time to hold it runs")
    planned_on = models.DateField(_("visit planned for"), null=True, blank=True)
    planned_at = models.TimeField(_("at what time"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=20, choices=InterviewPlace.choices, default=InterviewPlace.HOME)
    place_detail = models.CharField(_("where exactly"), max_length=200, blank=True)
    present = models.CharField(_("who was there"), max_length=200, blank=True)
    situation = models.TextField(_("situation of the person"), blank=True)
    health = models.TextField(_("health and what the person can do"), blank=True)
    housing = models.TextField(_("housing"), blank=True)
    family = models.TextField(_("family: who can help and how far"), blank=True)
    income = models.TextField(_("income and sources of support"), blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    proposed_help = models.TextField(_("proposed help"), blank=True)
    signed_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(_("why it is cancelled"), blank=True)

    objects = OfCaseStaff.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=InterviewState.SIGNED) | Q(signed_on__isnull=False, held_on__isnull=False),
                name="signed_interview_was_held",
            ),
            models.CheckConstraint(
                condition=~Q(state=InterviewState.CANCELLED) | ~Q(cancel_reason=""),
                name="cancelled_interview_says_why",
            ),
        ]
        indexes = [models.Index(fields=["social_worker", "state"], name="interview_of_social_worker")]

    def __str__(self) -> str:
        return f"interview {self.pk}"


class AssistanceKind(models.TextChoices):
    GRANT = "GRANT", _("grants help")
    RENEW = "RENEW", _("grants help for a next period")
    CHANGE = "CHANGE", _("changes the help")
    END = "END", _("ends the help")
    REFUSE = "REFUSE", _("refuses help")


GIVES_HELP = (AssistanceKind.GRANT, AssistanceKind.RENEW, AssistanceKind.CHANGE)


class HoursOver(models.TextChoices):
    """Over what time the hours of a decision count."""

    WEEK = "WEEK", _("a week")
    MONTH = "MONTH", _("a month")


class FeePer(models.TextChoices):
    HOUR = "HOUR", pgettext_lazy("fee", "an hour")
    MONTH = "MONTH", pgettext_lazy("fee", "a month")


HAS_EFFECT = (
    DecisionState.SIGNED,
    DecisionState.DELIVERED,
    DecisionState.APPEALED,
    DecisionState.UPHELD,
    DecisionState.TAKEN_OVER,
)
NOT_OURS_TO_SIGN = (DecisionState.DRAFT, DecisionState.DROPPED, DecisionState.TAKEN_OVER)


class AssistanceDecisionQuerySet(OfCaseStaff):
    def giving_help(self, *, on: date) -> Self:
        """Those by which help is given on the day."""
        return self.filter(starts_on__lte=on, lasts_until__gte=on)

    def in_the_making(self) -> Self:
        return self.filter(state=DecisionState.DRAFT)

    def signed(self) -> Self:
        return self.filter(state__in=HAS_EFFECT)


@pghistory.track()
class AssistanceDecision(OwnedByCentre):
    """A decision under the social assistance act on one service: how many hours, which tasks, from when, at what fee.

    One taken over from the centre before us has the state TAKEN_OVER: we know its number, period and hours, not its
    reasons and signature; `drafted_by` and `drafted_on` say who took it over and when.

    `ends_on` is the last day as signed, `lasts_until` the last day it really has effect: a later change, ending or
    reversal shortens it; empty while it is a draft, and where it gives no help.
    """

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="assistance_decisions")
    request = models.ForeignKey(RequestedService, models.PROTECT, related_name="assistance_decisions")
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_decisions")
    interview = models.ForeignKey(
        EnvironmentalInterview, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.CharField(max_length=60)
    kind = models.CharField(_("what the decision does"), max_length=10, choices=AssistanceKind.choices)
    state = models.CharField(max_length=20, choices=DecisionState.choices, default=DecisionState.DRAFT)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    hours_over = models.CharField(
        _("over what time"), max_length=10, choices=HoursOver.choices, default=HoursOver.MONTH
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    lasts_until = models.DateField(null=True, blank=True)
    tasks = models.TextField(_("tasks, one a line"), blank=True)
    fee_text = models.CharField(_("fee, in words"), max_length=300, blank=True)
    fee_grosze = models.PositiveIntegerField(_("fee"), null=True, blank=True)
    fee_per = models.CharField(_("for what"), max_length=10, choices=FeePer.choices, default=FeePer.HOUR)
    reasons = models.TextField(_("reasons"))
    provision = models.CharField(_("legal basis"), max_length=300)
    appeal_instruction = models.TextField(_("appeal instruction"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    delivery_way = models.CharField(max_length=20, choices=DeliveryWay.choices, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_ended_on = models.DateField(null=True, blank=True)
    appeal_note = models.TextField(blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    objects = AssistanceDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="assistance_number_once_a_centre"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state=DecisionState.DRAFT),
                name="one_assistance_draft_a_request",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_OURS_TO_SIGN) | Q(signed_on__isnull=False),
                name="assistance_in_force_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*NOT_OURS_TO_SIGN, DecisionState.SIGNED])
                | (Q(delivered_on__isnull=False) & ~Q(delivery_way="")),
                name="assistance_with_effect_is_delivered",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=GIVES_HELP)
                | Q(hours__gt=0, starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="help_has_its_hours_and_period",
            ),
            models.CheckConstraint(
                condition=Q(lasts_until__isnull=True)
                | Q(kind__in=GIVES_HELP, lasts_until__gte=F("starts_on"), lasts_until__lte=F("ends_on")),
                name="help_lasts_within_its_period",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AssistanceKind.END) | Q(starts_on__isnull=False, previous__isnull=False),
                name="ending_says_what_ends_and_when",
            ),
            ExclusionConstraint(
                name="one_decision_gives_help_at_a_time",
                expressions=[
                    ("request", RangeOperators.EQUAL),
                    (DayRange("starts_on", "lasts_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(lasts_until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["centre", "lasts_until"], name="assistance_by_last_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def gives_help(self) -> bool:
        return self.kind in GIVES_HELP

    @property
    def task_lines(self) -> list[str]:
        return [line.strip() for line in self.tasks.splitlines() if line.strip()]


@pghistory.track()
class TrackChange(OwnedByCentre):
    """A wish moved from one legal track to the other, with the person's consent; the day of filing stays."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="track_changes")
    request = models.ForeignKey(RequestedService, models.PROTECT, related_name="+")
    new_request = models.ForeignKey(RequestedService, models.PROTECT, related_name="+")
    consented_on = models.DateField(_("consent given on"))
    consented_how = models.CharField(_("how the consent was given"), max_length=200)
    reason = models.TextField(_("why"))
    changed_on = models.DateField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfCaseStaff.as_manager()

    def __str__(self) -> str:
        return f"change of track {self.pk}"
