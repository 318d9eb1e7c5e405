from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import DayRange, OwnedByCentre, OwnedQuerySet, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person

WHOLE = 100


class HouseholdRole(models.TextChoices):
    """Who somebody is in the household."""

    ADULT = "ADULT", _("adult")
    SPOUSE = "SPOUSE", _("husband, wife or partner")
    PARENT = "PARENT", _("parent")
    CHILD = "CHILD", _("child")
    GRANDPARENT = "GRANDPARENT", _("grandparent")
    RELATIVE = "RELATIVE", _("relative")
    FOSTER_CHILD = "FOSTER_CHILD", _("child in foster care")
    LODGER = "LODGER", _("lodger or flatmate")


class HouseholdQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees one of its people sees the household."""
        theirs = Membership.objects.filter(person__in=Person.objects.visible_to(user))
        return self.in_centre_of(user).filter(pk__in=theirs.values("household"))


@pghistory.track()
class Household(OwnedByCentre):
    """People who live and keep house together, under one address."""

    name = models.CharField(_("name of the household"), max_length=100)
    street = models.CharField(_("street"), max_length=100, blank=True)
    house = models.CharField(_("house and flat number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = HouseholdQuerySet.as_manager()

    def __str__(self) -> str:
        return f"household {self.pk}"

    @property
    def address(self) -> str:
        place = f"{self.street} {self.house}".strip() if self.street else f"{self.town} {self.house}".strip()
        return ", ".join(part for part in (place, f"{self.postcode} {self.town}".strip()) if part)


class MembershipQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Of the households one sees, the people one sees and those the register does not hold."""
        seen = Q(person__isnull=True) | Q(person__in=Person.objects.visible_to(user))
        return self.in_centre_of(user).filter(seen, household__in=Household.objects.visible_to(user))

    def lasting(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class Membership(OwnedByCentre):
    """Somebody in a household, from a day to a day; a child of parents who live apart is in two."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="memberships")
    name = models.CharField(_("first name, when not in the register"), max_length=100, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=HouseholdRole.choices)
    share = models.PositiveSmallIntegerField(_("part of the time, in per cent"), default=WHOLE)
    days = models.CharField(_("which days"), max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="member_is_in_the_register_or_named",
            ),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=WHOLE), name="share_is_a_part_of_the_time"),
            ExclusionConstraint(
                name="member_once_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def is_part_time(self) -> bool:
        return self.share < WHOLE
