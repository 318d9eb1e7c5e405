"""Who is kept away from a person's file: colleagues who are family, and how an emergency opens it for a day."""

from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, Role, User
from cus.records.log import this_moment

OVERSEERS = (Role.DIRECTOR, Role.ORGANISER)


# In SQL because every list of everything asks it: built anew from querysets it took a tenth of the time of a page.
KEPT_FROM = """
SELECT person_id FROM people_kinexclusion
WHERE user_id = %s AND lifted_on IS NULL AND person_id NOT IN (
    SELECT person_id FROM people_emergencyaccess WHERE user_id = %s AND starts_at <= %s AND ends_at > %s
)
"""


def kept_from(user: User) -> RawSQL:
    """The ids of the people whose files are closed to the user now: kin, unless an emergency opened them.

    Like `User.roles` it asks the clock: who may see what is always a question of the moment one asks. What is in
    force and what is open it takes as `KinExclusionQuerySet` and `EmergencyAccessQuerySet` do.
    """
    at = this_moment()
    return RawSQL(KEPT_FROM, [user.pk, user.pk, at, at])


def is_kept_from(user: User, person_id: int | None) -> bool:
    """The same question for one person, asked by permissions; a thing of nobody is closed to nobody."""
    return person_id is not None and person_id in all_kept_from(user)


def all_kept_from(user: User) -> frozenset[int]:
    """Everybody whose file is closed to the user: nobody, for almost all of the staff."""
    if not hasattr(user, "_kept_from"):
        closed = KinExclusion.objects.filter(person__in=kept_from(user)).values_list("person", flat=True)
        user._kept_from = frozenset(closed)  # type: ignore[attr-defined]
    return user._kept_from  # type: ignore[attr-defined,no-any-return]


class AboutPersonQuerySet(OwnedQuerySet):
    """Rows that tell of a person: nobody finds those of their own kin, whatever role they hold.

    The model says in `about_person` on which ways its rows lead to the person. Every `visible_to` begins with
    `in_centre_of`, so none can forget it; `tests/architecture/test_kin.py` finds a model that does.
    """

    def in_centre_of(self, user: User) -> Self:  # type: ignore[override]
        """The rows of the user's own centre, without those of people whose files are closed to the user."""
        own = super().in_centre_of(user)
        closed = kept_from(user)
        for way in getattr(self.model, "about_person", ("person",)):
            own = own.exclude(**{f"{way}__in": closed})
        return own


class ExclusionGround(models.TextChoices):
    KIN = "KIN", _("family")
    CLOSE = "CLOSE", _("a close person: friend, neighbour, somebody they lived with")
    CONFLICT = "CONFLICT", _("another reason why they could be partial")


class KinExclusionQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff who work with residents: they must know whom not to ask."""
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def in_force(self) -> Self:
        """From the moment it is noted until it is lifted."""
        return self.filter(lifted_on__isnull=True)


@pghistory.track()
class KinExclusion(OwnedByCentre):
    """A colleague who has nothing to do with a person's case, and sees nothing of it, being family or close."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="exclusions")  # by name: people.person needs us
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ground = models.CharField(_("why"), max_length=20, choices=ExclusionGround.choices, default=ExclusionGround.KIN)
    note = models.CharField(_("who they are to each other"), max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_on = models.DateField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)
    lift_reason = models.CharField(_("why it was lifted"), max_length=200, blank=True)

    objects = KinExclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "person"], condition=Q(lifted_on__isnull=True), name="one_exclusion_in_force"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="lifted_exclusion_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id} kept from person {self.person_id}"


class Verdict(models.TextChoices):
    JUSTIFIED = "JUSTIFIED", _("it was needed")
    TO_EXPLAIN = "TO_EXPLAIN", _("to be talked over with the colleague")
    ABUSE = "ABUSE", _("it was not needed")


class EmergencyAccessQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """The director and the organiser see every one, everybody else their own."""
        rows = self.in_centre_of(user)
        return rows if user.has_role(*OVERSEERS) else rows.filter(user=user)

    def open(self, *, at: datetime) -> Self:
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def to_review(self) -> Self:
        return self.filter(reviewed_at__isnull=True)


@pghistory.track()
class EmergencyAccess(OwnedByCentre):
    """A file opened for a day against the usual rules, with a reason, looked at afterwards by a superior."""

    person = models.ForeignKey("Person", models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("why the file must be opened now"))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    review_note = models.TextField(_("what was found"), blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="emergency_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_a_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
                name="emergency_review_has_its_verdict",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")), name="nobody_reviews_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "ends_at"], name="emergency_of_user"),
            models.Index(fields=["centre", "reviewed_at", "-starts_at", "id"], name="emergency_to_review"),
        ]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"
