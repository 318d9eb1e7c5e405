from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cus.accounts.models.owned import OwnedByCentre, OwnedQuerySet


class Role(models.TextChoices):
    DIRECTOR = "DIRECTOR", _("director")
    ORGANISER = "ORGANISER", _("social services organiser")
    COORDINATOR = "COORDINATOR", _("plan coordinator")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("social worker")
    FRONT_DESK = "FRONT_DESK", _("front desk")
    COMMUNITY_ORGANISER = "COMMUNITY_ORGANISER", _("community organiser")
    CARER = "CARER", _("carer")
    PROVIDER = "PROVIDER", _("provider")
    RESIDENT = "RESIDENT", _("resident")
    PLATFORM_ADMIN = "PLATFORM_ADMIN", _("platform administrator")


CASE_STAFF = frozenset({Role.DIRECTOR, Role.ORGANISER, Role.COORDINATOR, Role.SOCIAL_WORKER})
STAFF = CASE_STAFF | {Role.FRONT_DESK, Role.COMMUNITY_ORGANISER}


class DayRange(Func):
    """The days from the first to the last, both included, as a PostgreSQL range."""

    function = "daterange"
    output_field = models.Field()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last), Value("[]"))


class RoleHeldQuerySet(OwnedQuerySet):
    def held(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class RoleHeld(OwnedByCentre):
    """A role a user holds, from a day, to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="role_held_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"
