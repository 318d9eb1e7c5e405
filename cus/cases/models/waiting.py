"""What happens in a line: its rules, the offers of places, pauses, and every change of order."""

import uuid
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import DayRange, OwnedByCentre, OwnedQuerySet, User
from cus.cases.models.application import SEES_APPLICATIONS, Application, RequestedService
from cus.cases.states import ApplicationState, RequestState
from cus.cases.states.waiting import RUNNING_OFFER, OfferState
from cus.offer.models import Service
from cus.people.models import AboutPersonQuerySet

DAYS_TO_ANSWER = 7  # [K] of the house: no provision was seen that sets it, so each centre and service may


class Unanswered(models.TextChoices):
    """What becomes of the place in line of somebody who did not answer."""

    KEEP = "KEEP", _("keeps the place in line; the next free place is offered to them again")
    PAUSE = "PAUSE", _("keeps the place in line, with a pause until they say they still want the service")


class LineRulesQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*SEES_APPLICATIONS) else self.none()


@pghistory.track()
class LineRules(OwnedByCentre):
    """How a centre offers places: for one service, or (no service) for all that have no rules of their own."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    offers_by_itself = models.BooleanField(_("a free place is offered to the next in line by itself"), default=True)
    days_to_answer = models.PositiveSmallIntegerField(_("days to answer"), default=DAYS_TO_ANSWER)
    unanswered = models.CharField(
        _("who does not answer"), max_length=10, choices=Unanswered.choices, default=Unanswered.KEEP
    )

    objects = LineRulesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "service"], name="one_set_of_rules_a_line", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(days_to_answer__range=(1, 60)), name="days_to_answer_1_to_60"),
        ]

    def __str__(self) -> str:
        return f"rules of the line for {self.service_id or 'every service'}"


class OfInLineQuerySet(AboutPersonQuerySet):
    """Rows about somebody's place in line: whoever sees the application sees them."""

    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(request__application__in=Application.objects.visible_to(user))


class OfferChannel(models.TextChoices):
    """How the person is told of the place: only ways somebody can really take."""

    PHONE = "PHONE", _("by phone")
    THROUGH_HELPER = "THROUGH_HELPER", _("through the person who acts for them")
    POST = "POST", _("by letter")
    EMAIL = "EMAIL", _("by e-mail")
    IN_PERSON = "IN_PERSON", _("in person")


class PlaceOfferQuerySet(OfInLineQuerySet):
    def running(self) -> Self:
        """Those that hold a place: not answered with no, and the person still waits for the service."""
        return self.filter(
            state__in=RUNNING_OFFER,
            request__state__in=[RequestState.OPEN, RequestState.WAITING],
            request__application__state__in=[
                ApplicationState.FILED,
                ApplicationState.RECOGNITION,
                ApplicationState.DECIDED,
            ],
        )

    def to_lapse(self, *, on: date) -> Self:
        """Told, and the last day to answer has passed. Who was never told cannot be late."""
        return self.filter(state=OfferState.OFFERED, told_on__isnull=False, answer_by__lt=on)


@pghistory.track()
class PlaceOffer(OwnedByCentre):
    """A free place offered to one person. While it runs the place counts as taken, so it is never given twice.

    `place` is the same in all offers of one free place: it passes from one to the next, to nobody twice.
    """

    about_person = ("request__application__person",)

    request = models.ForeignKey(RequestedService, models.PROTECT, related_name="offers")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    place = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=20, choices=OfferState.choices, default=OfferState.OFFERED)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="empty: passed on by itself"
    )
    channel = models.CharField(_("how the person is told"), max_length=20, choices=OfferChannel.choices)
    told_on = models.DateField(_("told on"), null=True, blank=True, help_text="empty: somebody still has to tell them")
    answer_by = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="who noted the answer; empty: the person themselves on the public page, or nobody answered",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    out_of_turn = models.CharField(_("why out of turn"), max_length=300, blank=True)

    objects = PlaceOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state__in=RUNNING_OFFER), name="one_running_offer_a_request"
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state__in=RUNNING_OFFER), name="a_place_is_offered_to_one_at_a_time"
            ),
            models.UniqueConstraint(fields=["place", "request"], name="a_place_is_offered_once_to_a_person"),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("offered_on")), name="offer_is_answered_after_it_is_made"
            ),
        ]
        indexes = [
            models.Index(fields=["service", "state"], name="offers_of_service"),
            models.Index(fields=["centre", "state", "answer_by"], name="offers_to_answer"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} ({self.state})"


class LinePauseReason(models.TextChoices):
    HOSPITAL = "HOSPITAL", _("hospital, sanatorium")
    AWAY = "AWAY", _("away from home")
    WISH = "WISH", _("the person wishes to wait")
    NO_ANSWER = "NO_ANSWER", _("no answer to an offer")
    OTHER = "OTHER", _("other reason")


@pghistory.track()
class LinePause(OwnedByCentre):
    """A time in which somebody keeps their place in line and is passed over; both days included."""

    about_person = ("request__application__person",)

    request = models.ForeignKey(RequestedService, models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=LinePauseReason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfInLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="line_pause_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="one_pause_in_line_at_a_time",
                expressions=[
                    ("request", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"pause in line {self.pk}"


class LineChangeKind(models.TextChoices):
    REORDERED = "REORDERED", _("put at another place")
    CRITERION = "CRITERION", _("a criterion of the programme")
    OUT_OF_TURN = "OUT_OF_TURN", _("a place out of turn")
    PAUSED = "PAUSED", _("paused: passed over, keeps the place")
    RESUMED = "RESUMED", _("the pause ended")
    CAME = "CAME", _("came from the line of another service")
    WENT = "WENT", _("went to the line of another service")


class LineChange(OwnedByCentre):
    """One change of who comes before whom: by whom, why, from which place to which. Never changed, never removed."""

    about_person = ("request__application__person",)

    request = models.ForeignKey(RequestedService, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=LineChangeKind.choices)
    place_before = models.PositiveIntegerField(null=True)
    place_after = models.PositiveIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    changed_on = models.DateField()
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="empty: the day itself"
    )

    objects = OfInLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service", "-id"], name="changes_of_a_line")]
        triggers = [pgtrigger.Protect(name="history_of_order_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} of request {self.request_id}"
