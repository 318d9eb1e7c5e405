from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from cus.records.models.subject import AboutSubject, Subject


class RecordQuerySet(models.QuerySet["Event"]):
    """Which of them a user may see is decided by the room that owns the subject: it asks `about` what it may show."""

    def about(self, *things: models.Model) -> Self:
        """Rows on any of the things, or told of them."""
        found = models.Q(pk__in=[])
        for thing in things:
            subject = Subject.of(thing)
            found |= models.Q(subject_kind=subject.kind, subject_id=subject.pk)
        return self.filter(found)

    def concerning(self, thing: models.Model, *, known_as: "models.QuerySet[Any] | None" = None) -> Self:
        """Everything that happened in the story of one thing (a person, as a rule), whatever the subject.

        `known_as` finds the numbers it was known by, its own among them, when it was joined from several.
        """
        subject = Subject.of(thing)
        return self.filter(story_kind=subject.kind, story_id__in=[subject.pk] if known_as is None else known_as)


class Event(AboutSubject):
    """Something that happened in the office: what, to what, by whom, when. Never changed, never deleted."""

    name = models.CharField(max_length=60)
    story_kind = models.CharField(max_length=60, blank=True)
    story_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField(default=now)
    details = models.JSONField(default=dict)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="event_of_subject"),
            models.Index(fields=["story_kind", "story_id", "-id"], name="event_of_story"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind} {self.subject_id}"


class Reading(AboutSubject):
    """Somebody looked at a page with personal data."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(default=now)
    page = models.CharField(max_length=60)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-id"], name="reading_of_subject")]

    def __str__(self) -> str:
        return f"{self.page} {self.subject_kind} {self.subject_id}"
