"""How letters go out and what came of it; the electronic addresses of people; who was told that a letter waits."""

import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, User
from cus.cases.models.application import SEES_APPLICATIONS
from cus.people.models import AboutPersonQuerySet, Consent, Person
from cus.records.models import Document, Letter, OutboxMessage
from cus.records.models.letter import DeliveryWay
from cus.records.models.outbox import OutboxChannel


class SentQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever takes letters in and out; which letters they may read is the letter's own matter."""
        return self.in_centre_of(user) if user.has_role(*SEES_APPLICATIONS) else self.none()

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_on__isnull=True)


class TakenBy(models.TextChoices):
    """Who took a letter."""

    PERSON = "PERSON", _("the person themselves")
    REPRESENTATIVE = "REPRESENTATIVE", _("whoever acts for the person")
    HOUSEHOLD = "HOUSEHOLD", _("an adult of the household")
    OTHER = "OTHER", _("somebody else")


class CameBack(models.TextChoices):
    """Why a letter came back."""

    NOT_COLLECTED = "NOT_COLLECTED", _("nobody collected it")
    REFUSED = "REFUSED", _("it was not accepted")
    MOVED = "MOVED", _("the person has moved")
    WRONG_ADDRESS = "WRONG_ADDRESS", _("there is no such address")
    OTHER = "OTHER", _("another reason")


@pghistory.track()
class Dispatch(OwnedByCentre):
    """One try to bring one letter to whom it is for: by hand, by post, to an electronic address."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=20, choices=DeliveryWay.choices)
    addressee = models.JSONField(default=dict, help_text="name and lines of the address, as they stood that day")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    batch = models.UUIDField(default=uuid.uuid4, editable=False, help_text="what was posted together")
    card_number = models.CharField(_("number of the consignment"), max_length=40, blank=True)
    e_address = models.CharField(_("electronic address"), max_length=60, blank=True)
    package_sha256 = models.CharField(max_length=64, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(_("who took it"), max_length=200, blank=True)
    taken_by = models.CharField(max_length=20, choices=TakenBy.choices, blank=True)
    is_signed_for = models.BooleanField(_("signed for"), default=False)
    came_back_on = models.DateField(null=True, blank=True)
    came_back = models.CharField(_("why it came back"), max_length=20, choices=CameBack.choices, blank=True)
    first_notice_on = models.DateField(null=True, blank=True)
    second_notice_on = models.DateField(null=True, blank=True)
    deemed_on = models.DateField(null=True, blank=True)
    proof = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(undone_on__isnull=True, came_back_on__isnull=True),
                name="one_dispatch_of_a_letter_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="letter_arrives_after_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(came_back_on__isnull=True) | (~Q(came_back="") & Q(came_back_on__gte=F("sent_on"))),
                name="letter_comes_back_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "way", "sent_on", "id"], name="posting_book"),
            models.Index(fields=["person", "-id"], name="dispatch_of_person"),
        ]

    def __str__(self) -> str:
        return f"dispatch {self.pk} of letter {self.letter_id}"

    @property
    def is_open(self) -> bool:
        """Nobody knows yet what came of it."""
        return self.received_on is None and self.came_back_on is None and self.undone_on is None


class AddressCheckQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*SEES_APPLICATIONS) else self.none()


@pghistory.track()
class AddressCheck(OwnedByCentre):
    """The base of electronic addresses was asked about a person: the address it gave, or that there is none."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    checked_on = models.DateField()
    address = models.CharField(_("electronic address"), max_length=60, blank=True, help_text="empty: there is none")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AddressCheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-checked_on", "-id"], name="address_check_of_person")]

    def __str__(self) -> str:
        return f"address check {self.pk}"


class LetterNoticeQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*SEES_APPLICATIONS) else self.none()


class LetterNotice(OwnedByCentre):
    """A message that a letter waits, and nothing else, on a way the person agreed to."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=OutboxChannel.choices)
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    message = models.ForeignKey(OutboxMessage, models.SET_NULL, null=True, related_name="+")
    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = LetterNoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["letter", "id"], name="notice_of_letter")]

    def __str__(self) -> str:
        return f"notice {self.pk} of letter {self.letter_id}"
