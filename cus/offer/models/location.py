"""Where services are given, and when."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class LocationQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Location(OwnedByCentre):
    """A place where services are given. Where a confidential one lies is known to staff of the centre only."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    teryt = models.CharField(_("code of the municipality (TERYT)"), max_length=7, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    is_confidential = models.BooleanField(_("the address is confidential"), default=False)
    public_contact = models.CharField(_("contact the public may know"), max_length=200, blank=True)
    wheelchair = models.BooleanField(_("accessible by wheelchair"), null=True, blank=True)
    accessibility = models.TextField(_("accessibility: entrance, lift, toilet, loop"), blank=True)
    transport = models.CharField(_("how to get there"), max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "uuid"], name="location_uuid_once_a_centre"),
            models.UniqueConstraint(fields=["centre", "name"], name="location_name_once_a_centre"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="location_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """In one line: "Rynek 1, 32-005 Lipnowiec"."""
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))


class OpeningHours(OwnedByCentre):
    """When a service is given: a weekday with hours, for a time; at one of its places, if it has several."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey("offer.Service", models.CASCADE, related_name="opening_hours")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    starts_on = models.DateField(_("from the day"), null=True, blank=True)
    ends_on = models.DateField(_("to the day"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="opening_on_a_weekday"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="opening_closes_later"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"
