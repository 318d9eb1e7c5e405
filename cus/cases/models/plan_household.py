"""A plan for people who live together: who is in it, and who of them agreed to which wording."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.cases.models.plan import Plan, PlanVersion
from cus.people.models import AboutPersonQuerySet, Person, Representation


class PlanMemberQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the plan, which nobody does from whom one of its people is kept."""
        return self.in_centre_of(user).filter(plan__in=Plan.objects.visible_to(user))

    def in_it(self) -> Self:
        return self.filter(left_on__isnull=True)


@pghistory.track()
class PlanMember(OwnedByCentre):
    """Somebody of a household for whom the plan is, too; the person of the plan is one of them."""

    about_person = ("person", "plan__person")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = PlanMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"], condition=Q(left_on__isnull=True), name="member_once_in_a_plan"
            )
        ]
        indexes = [models.Index(fields=["person"], name="plans_of_member")]

    def __str__(self) -> str:
        return f"member {self.pk} of plan {self.plan_id}"


class MemberAgreementQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user).filter(member__in=PlanMember.objects.visible_to(user))


@pghistory.track()
class MemberAgreement(OwnedByCentre):
    """That an adult of the household, or who may act for them, agreed to a wording of the plan."""

    about_person = ("member__person", "version__plan__person")

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="agreements")
    member = models.ForeignKey(PlanMember, models.PROTECT, related_name="agreements")
    representation = models.ForeignKey(
        Representation, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: they themselves"
    )
    agreed_on = models.DateField(_("day of the agreement"))
    how = models.CharField(_("how"), max_length=200)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    void_on = models.DateField(null=True, blank=True, help_text="the wording was returned and is written anew")

    objects = MemberAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "member"], condition=Q(void_on__isnull=True), name="member_agrees_once_a_version"
            ),
            models.CheckConstraint(condition=~Q(how=""), name="agreement_says_how"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
