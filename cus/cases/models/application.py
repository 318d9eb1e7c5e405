import uuid
from datetime import timedelta
from typing import Self

import pghistory
import pgtrigger
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, Role, User
from cus.cases.line import LineKey, PlaceInLine
from cus.cases.models.signal import Signal
from cus.cases.states import OPEN_APPLICATION, RUNNING_OFFER, ApplicationState, RequestState
from cus.law.plan import SHORTEST_COORDINATION
from cus.offer.models import LegalTrack, Service
from cus.people.models import AboutPersonQuerySet, Person, Representation


class Applicant(models.TextChoices):
    """Who may file (RULE-34)."""

    PERSON = "PERSON", _("the person themselves")
    STATUTORY_REPRESENTATIVE = "STATUTORY_REPRESENTATIVE", _("statutory representative")
    ACTUAL_CARER = "ACTUAL_CARER", _("actual carer")


class FilingChannel(models.TextChoices):
    ONLINE = "ONLINE", _("online")
    PHONE = "PHONE", _("by phone")
    IN_PERSON = "IN_PERSON", _("in person")
    PAPER = "PAPER", _("on paper")
    EMAIL = "EMAIL", _("by e-mail")
    TAKEN_OVER = "TAKEN_OVER", _("at the centre before us")


SEES_APPLICATIONS = CASE_STAFF | {Role.FRONT_DESK}


class ApplicationQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff and the front desk see every application of the centre but their kin's; a resident their own."""
        if user.has_role(*SEES_APPLICATIONS):
            return self.in_centre_of(user)
        if user.has_role(Role.RESIDENT):
            return self.in_centre_of(user).filter(person__user=user)
        return self.none()

    def open(self) -> Self:
        return self.filter(state__in=OPEN_APPLICATION)

    def coordinated_long_enough_for_a_plan(self) -> Self:
        """RULE-45 in the database, from the values of the law: `is_plan_required` on what the coordinator noted."""
        spans = sorted(SHORTEST_COORDINATION.since.items(), reverse=True)
        shortest = Case(
            *(When(coordination_from__gte=since, then=Value(_interval(span))) for since, span in spans),
            output_field=models.CharField(),
        )
        required_from = F("coordination_from") + Cast(shortest, models.DurationField()) - timedelta(days=1)
        last_day = ExpressionWrapper(required_from, output_field=models.DateTimeField())
        long_enough = Q(coordination_to__isnull=True) | Q(coordination_to__gte=Cast(last_day, models.DateField()))
        return self.filter(long_enough, coordination_from__isnull=False)


def _interval(span: relativedelta) -> str:
    return f"{12 * span.years + span.months} months {span.days} days"


@pghistory.track()
class Application(OwnedByCentre):
    """An application to be qualified for social services, and the file of everything that follows from it."""

    number = models.CharField(max_length=60)
    code = models.CharField(max_length=12, help_text="with the number, lets the applicant follow without an account")
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="the same form sent twice files once")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(help_text="never changes; the order of filing")
    filed_on = models.DateField(help_text="never changes; day 0 of the 30-day clock (RULE-35)")
    applicant = models.CharField(max_length=30, choices=Applicant.choices, default=Applicant.PERSON)
    representation = models.ForeignKey(Representation, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=20, choices=FilingChannel.choices)
    signal = models.ForeignKey(Signal, models.PROTECT, null=True, blank=True, related_name="applications")
    situation = models.TextField(_("what is hard, what is needed"), blank=True)
    state = models.CharField(max_length=20, choices=ApplicationState.choices, default=ApplicationState.FILED)
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    missing = models.TextField(_("what is missing"), blank=True)
    complete_by = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    coordination_from = models.DateField(_("coordination from"), null=True, blank=True)
    coordination_to = models.DateField(_("coordination to"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.TextField(blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="application_number_once_a_centre"),
            models.UniqueConstraint(fields=["code"], name="application_code_once"),
            models.CheckConstraint(
                condition=Q(applicant=Applicant.PERSON) | Q(representation__isnull=False),
                name="applicant_for_another_is_named",
            ),
            models.CheckConstraint(
                condition=Q(coordination_from__isnull=True, coordination_to__isnull=True)
                | Q(coordination_to__gte=models.F("coordination_from")),
                name="coordination_ends_after_it_starts",
            ),
        ]
        indexes = [
            GinIndex(OpClass("number", name="gin_trgm_ops"), name="application_by_number"),
            models.Index(fields=["centre", "state", "filed_at", "id"], name="application_in_order"),
            models.Index(fields=["person", "filed_at"], name="application_of_person"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="filing_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("filed_at", "filed_on", "number"),
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """The word of one state; Django's own would translate all of them, for each row of a list."""
        return str(ApplicationState(self.state).label)


# What orders a line, of a request in a query; the number of the application decides between equals.
LINE_KEY = {
    "rank": Coalesce("placed_criterion", "criterion"),
    "stands_at": Coalesce("placed_at", "application__filed_at"),
}


class RequestedServiceQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(application__in=Application.objects.visible_to(user))

    def in_order_of_filing(self) -> Self:
        """First whom the programme's own criteria put first, then in the order of filing (RULE-36).

        Whom staff put at another place stands there: `placed_…` holds the place between two others.
        """
        return self.order_by(*LINE_KEY.values(), "application_id", "id")

    def of_assistance(self) -> Self:
        """Those granted by a decision under the social assistance act, not in the way of a programme."""
        return self.filter(service__legal_track=LegalTrack.SOCIAL_ASSISTANCE)

    def taking_a_place(self) -> Self:
        """Those who use up the places of a service."""
        return self.filter(state=RequestState.QUALIFIED)

    def in_line(self) -> Self:
        """Those who still wait for their service, with a complete application: order counts among them (RULE-36)."""
        return self.filter(
            state__in=[RequestState.OPEN, RequestState.WAITING],
            application__state__in=[ApplicationState.FILED, ApplicationState.RECOGNITION, ApplicationState.DECIDED],
        )

    def ahead_of(self, request: "RequestedService") -> Self:
        """Those who still wait for the same service and come first in line."""
        rank, stands_at, application_id = request.line_key
        earlier = Q(stands_at__lt=stands_at) | Q(stands_at=stands_at, application_id__lt=application_id)
        first = Q(rank__lt=rank) | (Q(rank=rank) & earlier)
        return self.in_line().alias(**LINE_KEY).filter(first, service_id=request.service_id)

    def place_of(self, request: "RequestedService") -> PlaceInLine:
        """Where a request that waits stands, among all who wait: a pause keeps the place."""
        total = self.in_line().filter(service_id=request.service_id).count()
        return PlaceInLine(place=self.ahead_of(request).count() + 1, total=total)

    def ready(self) -> Self:
        """Those of the line whose turn can come: without a pause, and no place is offered to them already."""
        return self.filter(is_paused=False).exclude(offers__state__in=RUNNING_OFFER)

    def offered_a_place(self) -> Self:
        """Those of the line for whom a place is held while they think about it."""
        return self.in_line().filter(offers__state__in=RUNNING_OFFER)


@pghistory.track()
class RequestedService(OwnedByCentre):
    """One service of an application: each has its own outcome."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="requests")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    wish = models.CharField(_("wish"), max_length=300, blank=True)
    criterion = models.SmallIntegerField(default=0, help_text="lower comes first; 0 where no criterion puts it ahead")
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.OPEN)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome_note = models.TextField(blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    is_paused = models.BooleanField(default=False, help_text="keeps the place in line, is passed over meanwhile")
    placed_criterion = models.SmallIntegerField(null=True, blank=True, help_text="set when staff changed the order")
    placed_at = models.DateTimeField(null=True, blank=True, help_text="the moment staff put the request at in line")
    moved_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", help_text="came from the line of this request"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = RequestedServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "service"], name="service_requested_once_an_application"),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN) | Q(outcome_on__isnull=False), name="outcome_has_its_day"
            ),
        ]
        indexes = [
            models.Index(fields=["service", "state"], name="request_of_service"),
            models.Index(
                fields=["service", "-outcome_on", "-id"],
                name="request_that_got_a_place",
                condition=Q(state__in=[RequestState.QUALIFIED, RequestState.ENDED]),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} ({self.state})"

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """As of the application: lists show many."""
        return str(RequestState(self.state).label)

    @property
    def line_key(self) -> LineKey:
        """What orders it among those who wait for the same service."""
        rank = self.criterion if self.placed_criterion is None else self.placed_criterion
        return rank, self.placed_at or self.application.filed_at, self.application_id
