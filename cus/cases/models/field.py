"""Cases on a device without network: which copy is where, what came back, what two people wrote differently."""

import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, Role, User
from cus.cases.models.application import Application
from cus.cases.models.needs import NeedsRecognition
from cus.people.models import AboutPersonQuerySet


class CopyEnd(models.TextChoices):
    SYNCED = "SYNCED", _("sent to the office")
    SEALED = "SEALED", _("came back sealed")
    WITHDRAWN = "WITHDRAWN", _("taken off the device")
    SIGNED_OUT = "SIGNED_OUT", _("deleted at signing out")
    EXPIRED = "EXPIRED", _("its days on the device are over")


class SealedWhy(models.TextChoices):
    """Why work came back without its owner."""

    PIN = "PIN", _("five wrong PINs were typed on the device")
    EXPIRED = "EXPIRED", _("its days on the device were over")
    CLOSED = "CLOSED", _("the case is no longer open to who took it along, or was taken off the device")
    DELETED = "DELETED", _("it was deleted from the device before it was sent")


class FieldCopyQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Its owner, the organiser and the director, and only as long as the person's file is open to them."""
        if not user.has_role(*CASE_STAFF):
            return self.none()
        copies = self.in_centre_of(user)
        return copies if user.has_role(Role.ORGANISER, Role.DIRECTOR) else copies.filter(user=user)

    def sent_by(self, user: User) -> Self:
        """Copies whose owner may send back what they wrote, even once the file is closed to them."""
        return self.filter(centre_id=user.centre_id or 0, user=user)

    def living(self, *, at: datetime) -> Self:
        """Still on a device, as far as the office knows."""
        return self.filter(ended_at__isnull=True, expires_at__gt=at)


class FieldCopy(OwnedByCentre):
    """A case put on somebody's device, with the values it had that moment: the office compares with them later."""

    about_person = ("application__person",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    device = models.UUIDField(help_text="made by the device, tells one from another")
    taken_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    recognition = models.ForeignKey(NeedsRecognition, models.SET_NULL, null=True, related_name="+")
    seen_up_to = models.BigIntegerField(default=0, help_text="the newest recognition of the case at that moment")
    office_key = models.BinaryField(default=b"", help_text="opens what the device sealed for the office; emptied too")
    base = models.JSONField(default=dict, help_text="value by name of field; emptied when no longer needed")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=20, choices=CopyEnd.choices, blank=True)

    objects = FieldCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="ended_copy_says_how",
            )
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="field_copy_of_user")]

    def __str__(self) -> str:
        return f"copy {self.uuid}"


class FieldSync(OwnedByCentre):
    """What a device sent, once: a repeated sending with the same number is recognised and answered alike."""

    about_person = ("copy__application__person",)

    uuid = models.UUIDField(help_text="made by the device; the same sent twice is filed once")
    copy = models.ForeignKey(FieldCopy, models.PROTECT, related_name="syncs")
    came_at = models.DateTimeField()
    values = models.JSONField(help_text="everything as it stood on the device")
    written = models.PositiveSmallIntegerField(default=0, help_text="how many fields the office took over at once")
    sealed_why = models.CharField(max_length=10, choices=SealedWhy.choices, blank=True, help_text="empty if sent")

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "uuid"], name="sending_once_a_copy")]

    def __str__(self) -> str:
        return f"sync {self.uuid}"


class FieldMergeQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff: it tells of needs, like a recognition."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def waiting(self) -> Self:
        return self.filter(ended_at__isnull=True)


@pghistory.track()
class FieldMerge(OwnedByCentre):
    """Two wordings of one case, from a device and from the office: both are kept until a person ends it, and after."""

    about_person = ("application__person",)

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    sync = models.OneToOneField(FieldSync, models.PROTECT, related_name="merge")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="who wrote it")
    came_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FieldMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="merge_is_ended_by_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class MergeChoice(models.TextChoices):
    OFFICE = "OFFICE", _("as in the office")
    DEVICE = "DEVICE", _("as on the device")
    BOTH = "BOTH", _("both, one after the other")
    EDITED = "EDITED", _("in other words")


@pghistory.track()
class FieldMergeRow(OwnedByCentre):
    """One field in both wordings, why it was not simply taken over, and what a person made of it."""

    about_person = ("merge__application__person",)

    merge = models.ForeignKey(FieldMerge, models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=100)
    base = models.TextField(blank=True)
    office = models.TextField(blank=True)
    device = models.TextField(blank=True)
    is_clash = models.BooleanField(help_text="both sides changed it; else it waits for the others of its group")
    reason = models.TextField(blank=True, help_text="the refusal that stood in the way")
    provision = models.CharField(max_length=200, blank=True)
    choice = models.CharField(max_length=10, choices=MergeChoice.choices, blank=True)
    result = models.TextField(blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "key"], name="field_once_a_merge")]

    def __str__(self) -> str:
        return f"{self.key} of merge {self.merge_id}"
