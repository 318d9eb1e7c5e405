from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, User
from cus.people.models import AboutPersonQuerySet, Person


class TeamRole(models.TextChoices):
    """What somebody is for the person; who coordinates stands in the case itself."""

    SOCIAL_WORKER = "SOCIAL_WORKER", _("social worker")
    CARER = "CARER", _("carer")
    FAMILY_ASSISTANT = "FAMILY_ASSISTANT", _("family assistant")
    NURSE = "NURSE", _("nurse")
    DOCTOR = "DOCTOR", _("doctor")
    THERAPIST = "THERAPIST", _("psychologist or therapist")
    VOLUNTEER = "VOLUNTEER", _("volunteer or neighbour")
    OTHER = "OTHER", _("another role")


class TeamMemberQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def current(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class TeamMember(OwnedByCentre):
    """Somebody who helps a person, of the centre or from outside, in a role, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("first and last name"), max_length=200, blank=True)
    organisation = models.CharField(_("where from"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=TeamRole.choices)
    task = models.CharField(_("what they do for the person"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
                name="team_member_is_a_colleague_or_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="team_member_ends_after_they_start",
            ),
            models.UniqueConstraint(
                fields=["person", "user"], condition=Q(ends_on__isnull=True), name="colleague_once_in_a_team"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_on", "id"], name="team_of_person"),
            models.Index(fields=["user", "person"], name="teams_of_user"),
        ]

    def __str__(self) -> str:
        return f"team member {self.pk}"
