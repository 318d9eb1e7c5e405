"""An open contest of offers: the call, the offers, who assessed them and how, the choice."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.offer.models.provider import Provider
from cus.offer.models.service import Service
from cus.offer.states.contests import ContestState


class ContestQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff only: offers and points are nobody else's before the results are announced."""
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Contest(OwnedByCentre):
    """A call for offers to carry out a public task (otwarty konkurs ofert)."""

    title = models.CharField(_("title"), max_length=200)
    task = models.TextField(_("what is to be done"))
    services = models.ManyToManyField(Service, verbose_name=_("services"), blank=True, related_name="+")
    amount_grosze = models.PositiveBigIntegerField(_("money for the task"))
    starts_on = models.DateField(_("the task begins on"))
    ends_on = models.DateField(_("the task ends on"))
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    offers_until = models.DateField(_("offers until"))
    state = models.CharField(_("state"), max_length=20, choices=ContestState.choices, default=ContestState.DRAFT)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reasons = models.TextField(_("reasons of the choice"), blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "title"], name="contest_title_once_a_centre"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="task_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True) | Q(offers_until__gte=F("announced_on")),
                name="offers_end_after_the_call",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfContestQuerySet(OwnedQuerySet):
    """Rows that belong to a contest."""

    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()


class Criterion(OwnedByCentre):
    """What an offer is judged by, and the most points it can get for it."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=200)
    most_points = models.PositiveSmallIntegerField(_("points at most"))

    objects = OfContestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="criterion_once_a_contest"),
            models.CheckConstraint(condition=Q(most_points__gte=1), name="criterion_gives_points"),
        ]

    def __str__(self) -> str:
        return self.name


class Judge(OwnedByCentre):
    """A member of the committee, of the centre or not; judges nothing before a statement on conflicts of interest."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="judges")
    name = models.CharField(_("first and last name"), max_length=200)
    represents = models.CharField(_("represents"), max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    stated_on = models.DateField(_("statement signed on"), null=True, blank=True)
    is_excluded = models.BooleanField(_("excluded: a conflict of interest"), default=False)

    objects = OfContestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "name"], name="judge_once_a_contest")]

    def __str__(self) -> str:
        return self.name

    @property
    def may_judge(self) -> bool:
        return self.stated_on is not None and not self.is_excluded


class ContestOffer(OwnedByCentre):
    """What a provider offers: how it would do the task, for how much, and what it adds itself."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="offers")
    provider = models.ForeignKey(Provider, models.PROTECT, verbose_name=_("provider"), related_name="+")
    title = models.CharField(_("title of the offer"), max_length=200, blank=True)
    filed_on = models.DateField(_("day of filing"))
    amount_grosze = models.PositiveBigIntegerField(_("amount asked for"))
    own_grosze = models.PositiveBigIntegerField(_("own contribution"), default=0)
    fault = models.CharField(_("formal fault, for which it is left out"), max_length=300, blank=True)
    granted_grosze = models.PositiveBigIntegerField(_("amount granted"), null=True, blank=True)

    objects = OfContestQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.provider.name

    @property
    def is_chosen(self) -> bool:
        return self.granted_grosze is not None


class Score(OwnedByCentre):
    """The points a judge gave an offer for a criterion."""

    offer = models.ForeignKey(ContestOffer, models.CASCADE, related_name="scores")
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "judge", "criterion"], name="points_once_a_criterion")]

    def __str__(self) -> str:
        return str(self.points)
