"""Programmes of social services: what the council adopted, version by version."""

import uuid
from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import DayRange, Municipality, OwnedByCentre, OwnedQuerySet, User
from cus.community.models import Consultation, Diagnosis, Finding
from cus.offer.models.seal import sealed_when_adopted, sealed_with_version
from cus.offer.models.service import Service
from cus.offer.states.programmes import IN_THE_MAKING, Standing, VersionState, standing_on


class OfStaffQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


@pghistory.track()
class Programme(OwnedByCentre):
    """A programme of social services through all its versions; joint when several municipalities adopt it."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=300)
    municipalities = models.ManyToManyField(Municipality, verbose_name=_("municipalities"), related_name="+")
    copied_from = models.CharField(_("copied from"), max_length=400, blank=True)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "uuid"], name="programme_uuid_once_a_centre")]

    def __str__(self) -> str:
        return self.name

    def version_on(self, day: date) -> "ProgrammeVersion | None":
        """The version in force that day. Asked again years later, the answer is the same."""
        return self.versions.in_force_on(day).first()


class ProgrammeVersionQuerySet(OfStaffQuerySet):
    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force_from__lte=day, in_force_until__gte=day)

    def in_force_within(self, first: date, last: date) -> Self:
        """In force on at least one of these days."""
        return self.filter(in_force_from__lte=last, in_force_until__gte=first)

    def last_day_in_force(self) -> date | None:
        """The last day on which any of the versions is or was in force."""
        return self.aggregate(last=models.Max("in_force_until"))["last"]

    def in_the_making(self) -> Self:
        return self.filter(state__in=IN_THE_MAKING)

    def public(self) -> Self:
        """What is law or was, and what residents are asked about."""
        return self.filter(Q(state__in=[VersionState.PUBLISHED, VersionState.CONSULTATION]))


@pghistory.track()
class ProgrammeVersion(OwnedByCentre):
    """One wording of a programme. The first is the programme; each later one amends it from its day on.

    `in_force_from` and `in_force_until` are given by the journal, by an amendment and by annulment; whether the
    version is in force is a question of the day.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=VersionState.choices, default=VersionState.DRAFT)
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("carried out from"))
    ends_on = models.DateField(_("carried out to"))
    content = models.JSONField(default=dict, help_text="the text of each item of law.programme.CONTENT, by its key")
    change_reason = models.TextField(_("why the programme changes"), blank=True)
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, null=True, blank=True, related_name="+")
    consultation = models.OneToOneField(Consultation, models.PROTECT, null=True, blank=True, related_name="+")
    consulted_content = models.JSONField(null=True, blank=True, help_text="the content residents were asked about")
    submitted_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(_("why the council rejected it"), blank=True)
    restores = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="version_number_once_a_programme"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state__in=IN_THE_MAKING),
                name="one_version_in_the_making_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programme_version_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True, in_force_until__isnull=True)
                | Q(in_force_until__gte=F("in_force_from"), in_force_until__lte=F("ends_on")),
                name="programme_version_in_force_within_its_period",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.PUBLISHED, in_force_from__isnull=False)
                | Q(state=VersionState.ANNULLED)
                | (~Q(state=VersionState.PUBLISHED) & Q(in_force_from__isnull=True)),
                name="only_published_programmes_come_into_force",
            ),
            ExclusionConstraint(
                name="one_version_in_force_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    (DayRange("in_force_from", "in_force_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force_from__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["centre", "in_force_from", "in_force_until"], name="programmes_in_force")]
        triggers = sealed_when_adopted()

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def standing_on(self, day: date) -> Standing:
        return standing_on(day, state=self.state, in_force_from=self.in_force_from, in_force_until=self.in_force_until)


@pghistory.track()
class Resolution(OwnedByCentre):
    """The resolution of one council on a version, and where the journal of the voivodeship published it."""

    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="resolutions")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    number = models.CharField(_("number of the resolution"), max_length=60)
    adopted_on = models.DateField(_("date of the resolution"))
    starts_on = models.DateField(_("in force from, if the resolution says so"), null=True, blank=True)
    journal_year = models.PositiveSmallIntegerField(_("year of the journal"), null=True, blank=True)
    journal_position = models.PositiveIntegerField(_("position in the journal"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        ordering = ("adopted_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["version", "municipality"], name="one_resolution_a_council"),
            models.CheckConstraint(
                condition=Q(journal_year__isnull=True, journal_position__isnull=True, published_on__isnull=True)
                | Q(journal_year__isnull=False, journal_position__isnull=False, published_on__gte=F("adopted_on")),
                name="publication_is_whole_and_after_the_resolution",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Annulment(OwnedByCentre):
    """The voivode or a court declared a version void: all of it, or the points and services named."""

    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="annulments")
    is_whole = models.BooleanField(_("the whole version"))
    decided_on = models.DateField(_("date of the ruling"))
    void_from = models.DateField(_("not applied from"))
    reference = models.CharField(_("reference of the ruling"), max_length=100)
    what = models.TextField(_("what is void"), blank=True)
    services = models.ManyToManyField(Service, verbose_name=_("services"), blank=True, related_name="+")

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        ordering = ("decided_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(is_whole=True) | ~Q(what=""), name="annulment_in_part_says_what")
        ]

    def __str__(self) -> str:
        return self.reference


class FindingUsed(OwnedByCentre):
    """An item of a version stands on a finding of the diagnosis."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="findings_used")
    item = models.CharField(max_length=40)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "item", "finding"], name="finding_used_once_an_item")
        ]
        triggers = sealed_with_version()

    def __str__(self) -> str:
        return f"finding {self.finding_id} under {self.item}"


class EvaluationKind(models.TextChoices):
    YEARLY = "YEARLY", _("yearly")
    FINAL = "FINAL", _("at the end")


@pghistory.track()
class ProgrammeEvaluation(OwnedByCentre):
    """What the programme gave: once at its end, and on the way whenever the centre looks."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="evaluations")
    kind = models.CharField(_("kind"), max_length=20, choices=EvaluationKind.choices)
    evaluated_on = models.DateField(_("date of the evaluation"))
    findings = models.TextField(_("findings"))
    indicators = models.TextField(_("indicators and their values"), blank=True)
    decision = models.TextField(_("what follows"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        ordering = ("evaluated_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(kind=EvaluationKind.FINAL), name="one_final_evaluation_a_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} evaluation of programme {self.programme_id}"
