from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import Person
from cus.people.models.representation import Representation


class ConsentKind(models.TextChoices):
    """What a person may agree to and take back. What the law orders us to process is no consent."""

    EMAIL_NOTICE = "EMAIL_NOTICE", _("notices by e-mail")
    SMS_NOTICE = "SMS_NOTICE", _("notices by text message")
    SHARE_WITH_FAMILY = "SHARE_WITH_FAMILY", _("telling the family")
    SHARE_WITH_UNIT = "SHARE_WITH_UNIT", _("showing the case to another unit")
    TRANSFER = "TRANSFER", _("passing the case on to another body")
    CHANGE_OF_TRACK = "CHANGE_OF_TRACK", _("changing between the programme and social assistance")
    WAITING_OFFER = "WAITING_OFFER", _("offers of a place by phone or message")
    AUTHORISATION = "AUTHORISATION", _("authorisation for another person")
    IMAGE = "IMAGE", _("using a picture")
    OTHER = "OTHER", _("something else")


class ConsentWay(models.TextChoices):
    """How it was said."""

    WRITTEN = "WRITTEN", _("in writing")
    SPOKEN = "SPOKEN", _("in a talk")
    ONLINE = "ONLINE", _("online")


class ConsentQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the person sees what they agreed to."""
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def in_force(self, *, on: date) -> Self:
        """Given, not ended, not withdrawn: from the day of withdrawal on it gives no right."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on),
            starts_on__lte=on,
        )


@pghistory.track()
class Consent(OwnedByCentre):
    """What a person agreed to, in which words, for whom, until when; and that they took it back."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    kind = models.CharField(_("what it is about"), max_length=20, choices=ConsentKind.choices)
    words = models.TextField(_("words of the consent"))
    to_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        Representation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents_given",
        verbose_name=_("given by"),
        help_text="empty: the person themselves",
    )
    way = models.CharField(_("how"), max_length=20, choices=ConsentWay.choices)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken by")
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_way = models.CharField(_("how it was withdrawn"), max_length=20, choices=ConsentWay.choices, blank=True)
    withdrawal_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawal noted by"),
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="consent_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("starts_on")),
                name="consent_withdrawn_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "starts_on", "id"], name="consent_of_person")]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    @property
    def is_from_the_person(self) -> bool:
        return self.given_by_id is None

    def is_in_force(self, *, on: date) -> bool:
        lasts = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return lasts and (self.withdrawn_on is None or on < self.withdrawn_on)


class BasisKind(models.TextChoices):
    """Why data may be processed without asking."""

    LEGAL_DUTY = "LEGAL_DUTY", _("a duty by law")
    PUBLIC_TASK = "PUBLIC_TASK", _("a public task")
    VITAL_INTEREST = "VITAL_INTEREST", _("saving life or health")


class ProcessingBasisQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def in_force(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@pghistory.track()
class ProcessingBasis(OwnedByCentre):
    """What the centre processes because the law tells it to: nobody is asked, nobody can take it back."""

    kind = models.CharField(_("why without consent"), max_length=20, choices=BasisKind.choices)
    purpose = models.CharField(_("what for"), max_length=300)
    categories = models.CharField(_("which data"), max_length=300)
    provision = models.CharField(_("provision"), max_length=300)
    kept_for = models.CharField(_("how long it is kept"), max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = ProcessingBasisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="processing_basis_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"processing basis {self.pk}"
