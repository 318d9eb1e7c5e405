from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, Role, User
from cus.cases.models.application import Application, RequestedService
from cus.cases.models.plan import Plan, PlanQuerySet
from cus.cases.states import OPEN_APPLICATION, ApplicationState, PlanState, RequestState
from cus.cases.states.handover import UNDER_WAY, HandedState
from cus.people.models import AboutPersonQuerySet

HELP_BEFORE_US = (RequestState.TAKEN_OVER, RequestState.GRANTED)


class HandoverReason(models.TextChoices):
    LEAVE = "LEAVE", _("leave or illness: the cases come back")
    DEPARTURE = "DEPARTURE", _("the colleague leaves, or gets other work: the cases stay")


class HandoverQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """The director and the organiser see all; a colleague those from them and to them."""
        rows = self.in_centre_of(user)
        if user.has_role(Role.DIRECTOR, Role.ORGANISER):
            return rows
        if user.has_role(*CASE_STAFF):
            return rows.filter(Q(giver=user) | Q(receiver=user) | Q(proposed_by=user))
        return self.none()


@pghistory.track()
class Handover(OwnedByCentre):
    """Cases one coordinator leaves to another, all of them or some, for a time or for good."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=20, choices=HandoverReason.choices)
    note = models.CharField(_("what to mind"), max_length=500, blank=True)
    starts_on = models.DateField(_("from"))
    returns_on = models.DateField(_("back on"), null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_on = models.DateField()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(reason=HandoverReason.LEAVE, returns_on__gt=F("starts_on"))
                | Q(reason=HandoverReason.DEPARTURE, returns_on__isnull=True),
                name="only_a_leave_has_its_return",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-starts_on", "-id"], name="handover_newest")]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class HandedCaseQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(handover__in=Handover.objects.visible_to(user))

    def to_take_over(self, *, on: date) -> Self:
        return self.filter(state=HandedState.ACCEPTED, handover__starts_on__lte=on)

    def to_return(self, *, on: date) -> Self:
        return self.filter(state=HandedState.HELD, handover__returns_on__lte=on)


@pghistory.track()
class HandedCase(OwnedByCentre):
    """One case of a handover: accepted or declined on its own, and what of it moved."""

    about_person = ("application__person",)

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="cases")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    with_application = models.BooleanField(default=True, help_text="whether the giver coordinated the application")
    state = models.CharField(max_length=20, choices=HandedState.choices, default=HandedState.PROPOSED)
    answered_on = models.DateField(null=True, blank=True)
    answer_note = models.CharField(_("why"), max_length=300, blank=True)
    taken_over_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)

    objects = HandedCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=UNDER_WAY), name="case_in_one_handover_at_a_time"
            ),
            models.UniqueConstraint(fields=["handover", "application"], name="case_once_in_a_handover"),
            models.CheckConstraint(
                condition=~Q(state=HandedState.DECLINED) | ~Q(answer_note=""), name="declined_case_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.application_id} of handover {self.handover_id}"


def open_applications(member: User) -> QuerySet[Application]:
    """The applications a member of staff coordinates that are not over: open, with a living plan, or taken over
    with help that goes on."""
    lives = Exists(Plan.objects.alive().filter(application=OuterRef("pk")))
    made = Exists(Plan.objects.exclude(state=PlanState.ABANDONED).filter(application=OuterRef("pk")))
    needs_plan = Q(state=ApplicationState.DECIDED, coordination_from__isnull=False) & ~made
    before_us = Exists(RequestedService.objects.filter(application=OuterRef("pk"), state__in=HELP_BEFORE_US))
    runs = Q(state=ApplicationState.TAKEN_OVER) & before_us
    rows = Application.objects.filter(centre_id=member.centre_id, coordinator=member, closed_on__isnull=True)
    return rows.filter(Q(state__in=OPEN_APPLICATION) | needs_plan | lives | runs).select_related("person")


def living_plans(member: User, *, on: date) -> PlanQuerySet:
    """The plans a member of staff coordinates that day and that somebody still has something to do with."""
    rows = Plan.objects.filter(centre_id=member.centre_id).coordinated_by(member, on=on).alive()
    return rows.select_related("person", "application__person")
