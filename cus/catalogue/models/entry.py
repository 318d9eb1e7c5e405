"""What a person can find: a service or an organisation, with what the filters ask for."""

from typing import Self

from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.catalogue.models.source import Source


class EntryKind(models.TextChoices):
    SERVICE = "SERVICE", _("service")
    ORGANISATION = "ORGANISATION", _("organisation")


class PlacesLeft(models.TextChoices):
    """How many places are free, as a range: the public needs no more, and nobody is counted out of it."""

    UNKNOWN = "", _("not known")
    NONE = "NONE", _("no free places")
    FEW = "FEW", _("last places")
    MANY = "MANY", _("free places")


class EntryQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff see all entries of their centre, drafts too; everybody what is public, of any centre."""
        own = Q(centre_id=user.centre_id) if user.is_staff_of_centre else Q(pk__in=[])
        return self.filter(own | Q(is_public=True))

    def public(self) -> Self:
        return self.filter(is_public=True)


class Entry(OwnedByCentre):
    """A line of the catalogue, made anew whenever its service or its source changes. Holds public facts only.

    An own service's entry bears the service's uuid and no source. The address of a confidential place never gets
    here, so it cannot get out from here.
    """

    uuid = models.UUIDField()
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind.choices, default=EntryKind.SERVICE)
    is_public = models.BooleanField(default=False)  # False: a draft or withdrawn; found by staff of the centre only
    takes_applications = models.BooleanField(default=False)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    keywords = models.TextField(blank=True)  # residents' own words for it
    beside = models.TextField(blank=True)  # words that find it too, but say little: area, provider, place
    area = models.PositiveSmallIntegerField(null=True, blank=True)
    audiences = ArrayField(models.CharField(max_length=20), default=list)
    form = models.CharField(max_length=20, blank=True)
    is_free = models.BooleanField(null=True, blank=True)
    fee_text = models.CharField(max_length=300, blank=True)
    provider_name = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)  # ISO 639-1
    wheelchair = models.BooleanField(null=True, blank=True)
    opening = ArrayField(IntegerRangeField(), default=list)  # minutes of the week from Monday 00:00: [540, 900)
    places_left = models.CharField(max_length=10, choices=PlacesLeft.choices, blank=True)
    # how long people waited, measured: the middle half of them, in weeks, and in which time they got their place
    wait_weeks_from = models.PositiveSmallIntegerField(null=True, blank=True)
    wait_weeks_to = models.PositiveSmallIntegerField(null=True, blank=True)
    wait_since = models.DateField(null=True, blank=True)
    wait_until = models.DateField(null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    modified_at = models.DateTimeField()
    checked_on = models.DateField(null=True, blank=True)
    quality = models.PositiveSmallIntegerField(null=True, blank=True)  # 0-100
    faults = models.JSONField(default=list, blank=True)  # codes of what to mend
    sort_key = models.CharField(max_length=600)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "source", "uuid"], name="entry_once_a_source", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["uuid"], name="entry_by_uuid"),
            models.Index(fields=["centre", "is_public", "sort_key", "id"], name="entries_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class EntryPlace(OwnedByCentre):
    """A place where the entry is given, if the public may know it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="places")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    teryt = models.CharField(max_length=7, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="entry_places_on_the_map")]

    def __str__(self) -> str:
        return f"{self.name} {self.town}".strip()
