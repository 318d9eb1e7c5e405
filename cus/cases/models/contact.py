from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, Role, User
from cus.cases.models.application import Application
from cus.cases.models.plan import Plan, PlanCoordinator
from cus.cases.models.team import TeamMember
from cus.people.models import AboutPersonQuerySet, EmergencyAccess, Person


class ContactKind(models.TextChoices):
    CALL = "CALL", _("phone call")
    VISIT = "VISIT", _("visit at home")
    OFFICE = "OFFICE", _("talk at the centre")
    LETTER = "LETTER", _("letter")
    OTHER = "OTHER", _("other")


def around(user: User, *, on: date) -> Q:
    """Rows whose `person` has the user around them: as a coordinator, or as a member of the team, that day."""
    return (
        Q(person__in=TeamMember.objects.filter(user=user).current(on=on).values("person"))
        | Q(person__in=Application.objects.filter(coordinator=user, closed_on__isnull=True).values("person"))
        | Q(person__in=PlanCoordinator.objects.filter(user=user).held(on=on).values("plan__person"))
    )


class NoteLevel(models.TextChoices):
    """Who reads a note: how narrow the circle is, its author decides."""

    OFFICE = "OFFICE", _("everyone who works on cases")
    TEAM = "TEAM", _("the team around the person and the director")
    AUTHOR = "AUTHOR", _("only me and the director")


class ContactNoteQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff, each as far as the level of the note lets them; an emergency opens all notes of the person."""
        if not user.has_role(*CASE_STAFF):
            return self.none()
        rows = self.in_centre_of(user)
        if user.has_role(Role.DIRECTOR):
            return rows
        at_hand = Q(level=NoteLevel.OFFICE) | Q(author=user)
        of_team = Q(level=NoteLevel.TEAM) & around(user, on=localdate())
        opened = EmergencyAccess.objects.filter(user=user).open(at=now()).values("person")
        return rows.filter(at_hand | of_team | Q(person__in=opened))

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
    level = models.CharField(
        _("who reads it"), max_length=10, choices=NoteLevel.choices, default=NoteLevel.OFFICE, db_default="OFFICE"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_on", "id"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class TaskQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF, Role.FRONT_DESK) else self.none()

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def due(self, *, by: date) -> Self:
        return self.open().filter(due_on__lte=by)


class Task(OwnedByCentre):
    """Something to do by a day, that no deadline of the law already says."""

    about_person = ("person", "application__person")

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
