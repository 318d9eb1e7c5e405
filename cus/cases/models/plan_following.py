"""How a plan is watched: planned reviews with their outcome, and how far each goal has come."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.cases.models.contact import Task
from cus.cases.models.plan import Plan
from cus.people.models import AboutPersonQuerySet


class ReviewOutcome(models.TextChoices):
    GOES_ON = "GOES_ON", _("the plan helps, it goes on as it is")
    CHANGE = "CHANGE", _("the plan is to be changed")
    END = "END", _("the plan may end")
    NOT_REACHED = "NOT_REACHED", _("nobody could be reached")


class OfPlanQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the plan."""
        return self.in_centre_of(user).filter(plan__in=Plan.objects.visible_to(user))


class PlanReviewQuerySet(OfPlanQuerySet):
    def waiting(self) -> Self:
        """Planned, neither held nor called off."""
        return self.filter(held_on__isnull=True, called_off_on__isnull=True)

    def overdue(self, *, on: date) -> Self:
        return self.waiting().filter(planned_on__lt=on)


@pghistory.track()
class PlanReview(OwnedByCentre):
    """A day on which the plan is looked at together with the person, and what came of it."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    planned_on = models.DateField(_("planned for"))
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reminder = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    held_on = models.DateField(_("held on"), null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.CharField(_("who was there"), max_length=200, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=ReviewOutcome.choices, blank=True)
    note = models.TextField(_("what was said"), blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    why_called_off = models.CharField(_("why it was called off"), max_length=200, blank=True)

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "planned_on"],
                condition=Q(held_on__isnull=True, called_off_on__isnull=True),
                name="one_review_of_a_plan_a_day",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, held_by__isnull=True, outcome="")
                | (Q(held_on__isnull=False, held_by__isnull=False) & ~Q(outcome="")),
                name="held_review_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(called_off_on__isnull=True, why_called_off="")
                | (Q(called_off_on__isnull=False, held_on__isnull=True) & ~Q(why_called_off="")),
                name="review_called_off_says_why",
            ),
        ]
        indexes = [models.Index(fields=["plan", "planned_on", "id"], name="review_of_plan")]

    def __str__(self) -> str:
        return f"review {self.pk} of plan {self.plan_id}"


class GoalStep(models.IntegerChoices):
    """How far a goal has come, in words anybody uses; the numbers only put them in order."""

    WORSE = 0, _("worse than at the beginning")
    SAME = 1, _("nothing has changed")
    FIRST_STEPS = 2, _("the first steps are made")
    MUCH_BETTER = 3, _("much better")
    REACHED = 4, _("the goal is reached")


class SaidBy(models.TextChoices):
    PERSON = "PERSON", _("the person says so")
    CARER = "CARER", _("those who help say so")
    COORDINATOR = "COORDINATOR", _("the coordinator sees it so")


@pghistory.track()
class GoalProgress(OwnedByCentre):
    """How far a goal had come on a day, and who says so. Goals keep their key from version to version."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="progress")
    need_key = models.UUIDField()
    noted_on = models.DateField(_("day"))
    step = models.PositiveSmallIntegerField(_("how far"), choices=GoalStep.choices)
    said_by = models.CharField(_("who says so"), max_length=20, choices=SaidBy.choices)
    note = models.CharField(_("in a sentence"), max_length=500, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    struck_on = models.DateField(null=True, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__lte=GoalStep.REACHED), name="step_is_on_the_scale"),
            models.CheckConstraint(
                condition=Q(struck_on__isnull=True, struck_by__isnull=True)
                | Q(struck_on__isnull=False, struck_by__isnull=False),
                name="struck_progress_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["plan", "need_key", "noted_on", "id"], name="progress_of_goal")]

    def __str__(self) -> str:
        return f"progress {self.pk} of plan {self.plan_id}"


@pghistory.track()
class PlainSentence(OwnedByCentre):
    """What an item of the plan says in easy words, as somebody wrote it; `said` is what it stood for that day."""

    about_person = ("plan__person",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="plain_sentences")
    key = models.UUIDField(help_text="of the need or the row")
    text = models.TextField(_("in easy words"))
    said = models.TextField(help_text="the sentence made from the plan when this one was written")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField()

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plain_sentence_once_an_item"),
            models.CheckConstraint(condition=~Q(text=""), name="plain_sentence_says_something"),
        ]

    def __str__(self) -> str:
        return f"plain sentence {self.pk}"
