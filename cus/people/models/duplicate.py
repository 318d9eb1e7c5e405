"""Two entries that look like one person: why, and what was said about them."""

from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cus.accounts.models import OwnedByCentre, User
from cus.people.likeness import AlikeBy
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import SEES_PEOPLE, Person


class DuplicatePairQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff who work with residents, without pairs in which a file is closed to them."""
        return self.in_centre_of(user) if user.has_role(*SEES_PEOPLE) else self.none()

    def standing(self) -> Self:
        """Both entries are still entries of their own."""
        return self.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)

    def of(self, person: Person) -> Self:
        return self.filter(Q(first=person) | Q(second=person))

    def between(self, one_id: int, other_id: int) -> Self:
        first, second = sorted((one_id, other_id))
        return self.filter(first=first, second=second)

    def to_settle(self) -> Self:
        """Nobody has said yet what they are."""
        return self.standing().filter(two_people_on__isnull=True)

    def two_people(self) -> Self:
        return self.standing().filter(two_people_on__isnull=False)


@pghistory.track()
class DuplicatePair(OwnedByCentre):
    """Two entries of one centre that may be one person. That they are two people is remembered here."""

    about_person = ("first", "second")
    tells_of_entries = True

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=20, choices=AlikeBy.choices), help_text="the surest first")
    score = models.PositiveSmallIntegerField(help_text="sum of what the reasons weigh, 100 at most")
    found_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_why = models.CharField(max_length=300, blank=True)
    two_people_on = models.DateField(null=True, blank=True)
    two_people_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    two_people_why = models.CharField(max_length=300, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(two_people_on__isnull=True, two_people_by__isnull=True)
                | Q(two_people_on__isnull=False, two_people_by__isnull=False),
                name="two_people_said_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-score", "id"], name="likeliest_pairs")]

    def __str__(self) -> str:
        return f"people {self.first_id} and {self.second_id}"

    @property
    def is_proposed(self) -> bool:
        return self.proposed_by_id is not None
