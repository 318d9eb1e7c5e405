from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, Role, User
from cus.cases.models.application import Application
from cus.cases.models.plan import Plan
from cus.people.models import Person


class ContactKind(models.TextChoices):
    CALL = "CALL", _("phone call")
    VISIT = "VISIT", _("visit at home")
    OFFICE = "OFFICE", _("talk at the centre")
    LETTER = "LETTER", _("letter")
    OTHER = "OTHER", _("other")


class ContactNoteQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def last_day(self) -> models.Subquery:
        """For `annotate`: the day of the latest of these, found per row instead of joining all notes to all rows."""
        return models.Subquery(self.order_by("-happened_on").values("happened_on")[:1])


@pghistory.track()
class ContactNote(OwnedByCentre):
    """A contact with a person, noted in twenty seconds."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="contacts")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="contacts")
    kind = models.CharField(max_length=20, choices=ContactKind.choices)
    happened_on = models.DateField()
    reached = models.BooleanField(_("we talked"), default=True)
    text = models.TextField(_("note"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_on", "id"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class TaskQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF, Role.FRONT_DESK) else self.none()

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def due(self, *, by: date) -> Self:
        return self.open().filter(due_on__lte=by)


class Task(OwnedByCentre):
    """Something to do by a day, that no deadline of the law already says."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="tasks")
    text = models.CharField(_("what to do"), max_length=300)
    due_on = models.DateField(_("by"))
    done_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "done_on", "due_on", "id"], name="task_in_order")]

    def __str__(self) -> str:
        return f"task {self.pk}"
