"""The centre's own wording of its letters, in versions; the shipped wording is what holds without one."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, User
from cus.cases.states.printing import PrintState


class LetterTemplateQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff, who sign such letters."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def in_force(self, kind: str, *, on: date) -> Any:
        """The version (a `LetterTemplate`) by which letters of the kind are written on the day; None: as shipped."""
        return self.filter(kind=kind, starts_on__lte=on).order_by("-starts_on", "-number").first()


class LetterTemplate(OwnedByCentre):
    """One version of the wording of one kind of letter. Never changed: a change is the next version."""

    kind = models.CharField(max_length=20, help_text="a `LetterKind`")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    is_default = models.BooleanField(default=False, help_text="from this day on the shipped wording holds again")
    title = models.CharField(_("title of the letter"), max_length=200, blank=True)
    text = models.TextField(_("text of the letter"), blank=True)
    reason = models.CharField(_("what changes and why"), max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField()

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "number"], name="letter_template_number_once"),
            models.CheckConstraint(
                condition=models.Q(is_default=True) | ~models.Q(text=""), name="own_wording_has_a_text"
            ),
        ]
        indexes = [models.Index(fields=["centre", "kind", "-starts_on", "-number"], name="letter_template_in_force")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PrintRunQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Only who asked for it: the file holds whole letters."""
        return self.in_centre_of(user).filter(asked_by=user)


class PrintRun(OwnedByCentre):
    """Many letters being set into one file by the worker, letter by letter."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    letter_ids = models.JSONField()
    is_double_sided = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=PrintState.choices, default=PrintState.RUNNING)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="prints/%Y/%m", max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = PrintRunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"print run {self.pk}"

    @property
    def total(self) -> int:
        return len(self.letter_ids)
