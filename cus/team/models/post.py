from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.team.models.unit import Unit


class PostKind(models.TextChoices):
    DIRECTOR = "DIRECTOR", _("director of the centre")
    SERVICES_ORGANISER = "SERVICES_ORGANISER", _("social services organiser")
    ASSISTANCE_ORGANISER = "ASSISTANCE_ORGANISER", _("social assistance organiser")
    PLAN_COORDINATOR = "PLAN_COORDINATOR", _("coordinator of individual service plans")
    COMMUNITY_ORGANISER = "COMMUNITY_ORGANISER", _("local community organiser")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("social worker")
    OFFICE = "OFFICE", _("office worker")
    CARER = "CARER", _("carer")


class PostQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def held(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Post(OwnedByCentre):
    """A post a member of staff holds in a team, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    kind = models.CharField(max_length=30, choices=PostKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"
