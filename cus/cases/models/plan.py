from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, DayRange, OwnedByCentre, Role, User
from cus.cases.models.application import Application
from cus.cases.models.seal import sealed_when_approved
from cus.cases.states import PlanState, VersionState
from cus.people.models import AboutPersonQuerySet, Household, Person, kept_from


class PlanQuerySet(AboutPersonQuerySet):
    def in_centre_of(self, user: User) -> Self:  # type: ignore[override]
        """Without the plans of a household in which somebody's file is closed to the user."""
        return super().in_centre_of(user).exclude(members__person__in=kept_from(user))

    def visible_to(self, user: User) -> Self:
        """Case staff see every plan of the centre but their kin's; a resident their own, once approved."""
        if user.has_role(*CASE_STAFF):
            return self.in_centre_of(user)
        if user.has_role(Role.RESIDENT):
            return self.in_centre_of(user).filter(person__user=user, versions__approved_on__isnull=False).distinct()
        return self.none()

    def coordinated_by(self, user: User, *, on: date) -> Self:
        current = Q(coordinators__ends_on__isnull=True) | Q(coordinators__ends_on__gte=on)
        return self.filter(current, coordinators__user=user, coordinators__starts_on__lte=on)

    def alive(self) -> Self:
        """Not closed and not abandoned: somebody still has something to do."""
        return self.exclude(state__in=[PlanState.CLOSED, PlanState.ABANDONED])


class EndReason(models.TextChoices):
    ON_TIME = "ON_TIME", _("the period ended")
    GOALS_REACHED = "GOALS_REACHED", _("goals reached")
    RESIGNED = "RESIGNED", _("the person resigned")
    MOVED = "MOVED", _("the person moved away")
    DIED = "DIED", _("the person died")
    OTHER_CARE = "OTHER_CARE", _("other care took over")
    OTHER = "OTHER", _("another reason")


@pghistory.track()
class Plan(OwnedByCentre):
    """An individual service plan: agreed with the person, approved, lived, changed, closed with a talk."""

    number = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="plans")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: for one person"
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next_plans", help_text="copied from it"
    )
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.PREPARED)
    begun_on = models.DateField(help_text="the day the first draft was begun")
    starts_on = models.DateField(null=True, blank=True, help_text="first day of the first approved version")
    ends_on = models.DateField(null=True, blank=True, help_text="last day of the approved version")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    end_note = models.TextField(blank=True)
    course_and_results = models.TextField(_("course and results"), blank=True)
    closed_on = models.DateField(null=True, blank=True)
    next_contact_on = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="plan_number_once_a_centre"),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state__in=[PlanState.CLOSED, PlanState.ABANDONED]),
                name="one_living_plan_an_application",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PlanState.PREPARED, PlanState.ABANDONED])
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="approved_plan_has_its_period",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.CLOSED) | (Q(closed_on__isnull=False) & ~Q(course_and_results="")),
                name="closed_plan_has_its_description",
            ),
        ]
        indexes = [
            GinIndex(OpClass("number", name="gin_trgm_ops"), name="plan_by_number"),
            models.Index(fields=["centre", "state", "ends_on", "id"], name="plan_in_order"),
            models.Index(fields=["person"], name="plan_of_person"),
        ]

    def __str__(self) -> str:
        return self.number


class PlanCoordinatorQuerySet(AboutPersonQuerySet):
    def held(self, *, on: date) -> Self:
        """The terms that cover the day: one at most (RULE-55)."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class PlanCoordinator(OwnedByCentre):
    """Who is responsible for the plan, from a day to a day: one at a time (RULE-55)."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("why the coordinator changed"), max_length=200, blank=True)

    objects = PlanCoordinatorQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_coordinator_at_a_time",
                expressions=[
                    ("plan", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"coordinator {self.user_id} of plan {self.plan_id}"


class PlanVersionQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(plan__in=Plan.objects.visible_to(user))


@pghistory.track()
class PlanVersion(OwnedByCentre):
    """One wording of a plan. An approved one never changes: a change is a new version (RULE-51)."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=VersionState.choices, default=VersionState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    summary = models.TextField(_("what matters most to the person, in their words"), blank=True)
    change_reason = models.TextField(_("why the plan changes"), blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_how = models.CharField(max_length=200, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True, help_text="the person, or who represented them")
    return_reason = models.TextField(blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once_a_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=VersionState.APPROVED), name="one_approved_version_a_plan"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.AGREED]),
                name="one_version_in_the_making_a_plan",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="version_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state__in=[VersionState.APPROVED, VersionState.REPLACED])
                | Q(approved_on__isnull=False, approved_by__isnull=False, agreed_on__isnull=False),
                name="approved_version_was_agreed_and_signed",
            ),
        ]
        triggers = sealed_when_approved()

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


@pghistory.track()
class Pause(OwnedByCentre):
    """Days on which the plan stands still: hospital, a stay with family."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="pauses")
    reason = models.CharField(_("reason"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="one_pause_at_a_time",
                expressions=[
                    ("plan", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"


@pghistory.track()
class SummaryTalk(OwnedByCentre):
    """The talk at the end of a plan, or why there was none (RULE-52)."""

    about_person = ("plan__person",)

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="talk")
    held_on = models.DateField(_("date of the talk"), null=True, blank=True)
    present = models.CharField(_("who was there"), max_length=200, blank=True)
    note = models.TextField(_("what was said"), blank=True)
    why_none = models.TextField(_("why there was no talk"), blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | ~Q(why_none=""), name="talk_was_held_or_says_why_not"
            )
        ]

    def __str__(self) -> str:
        return f"talk on plan {self.plan_id}"
