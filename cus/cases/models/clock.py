"""The legal clock: what stands still and why, letters drafted at the right moment, one's own calendar."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, User
from cus.cases.models.application import SEES_APPLICATIONS, Application
from cus.cases.models.assistance import AssistanceDecision
from cus.cases.models.contact import Task
from cus.cases.models.decision import Decision
from cus.people.models import AboutPersonQuerySet
from cus.records.models import Document, Letter


class MatterKind(models.TextChoices):
    """What of a case has a next step by a day."""

    APPLICATION = "APPLICATION", _("application and plan")
    COMPLETION = "COMPLETION", _("completing the application")
    REFUSAL = "REFUSAL", _("refusal")
    APPEAL = "APPEAL", _("appeal")
    TRANSFER = "TRANSFER", _("matter passed on")
    PLAN = "PLAN", _("running plan")
    SUMMARY = "SUMMARY", _("summing up a plan")
    INTERVIEW = "INTERVIEW", _("interview at home")
    ASSISTANCE = "ASSISTANCE", _("decision under the social assistance act")
    RENEWAL = "RENEWAL", _("help that ends")
    CONSENT = "CONSENT", _("consent that ends")
    OFFER = "OFFER", _("offer of a place")


class StopReason(models.TextChoices):
    DOCUMENTS = "DOCUMENTS", _("we wait for documents")
    ANOTHER_BODY = "ANOTHER_BODY", _("we wait for another body")
    PERSON_AWAY = "PERSON_AWAY", _("the person is away")
    HOSPITAL = "HOSPITAL", _("the person is in hospital")
    OTHER = "OTHER", _("another reason")


class OfCaseStaff(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()


class StopQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the application sees why it waits."""
        return self.in_centre_of(user) if user.has_role(*SEES_APPLICATIONS) else self.none()

    def standing(self) -> Self:
        return self.filter(ends_on__isnull=True)


@pghistory.track()
class Stop(OwnedByCentre):
    """A time in which a case, or one matter of it, stands still: why, since when, until when we expect it.

    Whether the days count is for the law to say (RULE-82), never for the row.
    """

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="stops")
    matter = models.CharField(
        _("what stands still"), max_length=20, choices=MatterKind.choices, blank=True, help_text="empty: all of it"
    )
    reason = models.CharField(_("why it stands still"), max_length=20, choices=StopReason.choices)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    starts_on = models.DateField(_("since"))
    expected_on = models.DateField(_("expected until"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    let_go_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="stop_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(reason=StopReason.OTHER) | ~Q(words=""), name="another_reason_is_in_words"
            ),
            models.UniqueConstraint(
                fields=["application", "matter"], condition=Q(ends_on__isnull=True), name="one_stop_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["application", "starts_on"], name="stop_of_application")]

    def __str__(self) -> str:
        return f"stop {self.pk}"

    @property
    def why(self) -> str:
        """“we wait for documents: opinion of the doctor”"""
        return f"{self.get_reason_display()}: {self.words}" if self.words else str(self.get_reason_display())


@pghistory.track()
class AppealPassedOn(OwnedByCentre):
    """An appeal went with the file to the appeal body (RULE-84)."""

    about_person = ("decision__application__person", "assistance_decision__application__person")

    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="appeal_passed_on")
    assistance_decision = models.OneToOneField(
        AssistanceDecision, models.PROTECT, null=True, blank=True, related_name="appeal_passed_on"
    )
    passed_on = models.DateField(_("passed on"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfCaseStaff.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=True) ^ Q(assistance_decision__isnull=True),
                name="appeal_against_one_decision",
            )
        ]

    def __str__(self) -> str:
        return f"appeal passed on {self.passed_on}"


class DraftKind(models.TextChoices):
    """What a letter drafted by the clock is for."""

    REMINDER = "REMINDER", _("reminder of what is missing")
    DELAY = "DELAY", _("notice that the decision takes longer")
    APPEAL = "APPEAL", _("passing an appeal on")
    TRANSFER = "TRANSFER", _("question about a matter passed on")
    RENEWAL = "RENEWAL", _("help ends soon")


class LetterDraftQuerySet(OfCaseStaff):
    def open(self) -> Self:
        return self.filter(letter__isnull=True, dropped_on__isnull=True)


@pghistory.track()
class LetterDraft(OwnedByCentre):
    """A letter the clock proposes: somebody reads, changes and writes it, or lets it be. Never sent by itself."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="letter_drafts")
    kind = models.CharField(max_length=20, choices=DraftKind.choices)
    about = models.CharField(max_length=60, help_text="which matter, so that a day gives a matter one draft only")
    due_on = models.DateField(help_text="the term that made it needed")
    title = models.CharField(_("title"), max_length=200)
    recipient = models.JSONField(default=dict)
    text = models.TextField(_("text"))
    task = models.OneToOneField(Task, models.SET_NULL, null=True, related_name="+")
    drafted_on = models.DateField()
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    dropped_on = models.DateField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = LetterDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "about"], name="one_draft_a_matter"),
            models.CheckConstraint(
                condition=Q(letter__isnull=True) | Q(dropped_on__isnull=True), name="draft_is_written_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} ({self.kind})"


class CalendarFeedQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own only."""
        return self.in_centre_of(user).filter(user=user)


class CalendarFeed(OwnedByCentre):
    """The secret address of somebody's own deadlines. Only its fingerprint is kept: it is shown once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar of user {self.user_id}"
