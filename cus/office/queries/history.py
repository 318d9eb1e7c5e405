"""Both ways of history: who changed what, and who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Events

from cus.accounts.models import User
from cus.cases.models import Application, Plan, PlanVersion, RequestedService
from cus.people.models import Person, Representation
from cus.people.queries.merging import joined_to
from cus.records.models import Reading

SHOWN = 200
NOT_TOLD = frozenset(
    {
        "id",
        "search_text",
        "other_words",
        "sort_key",
        "centre",
        "changed_at",
        "submission_key",
        "code",
        "signal",
        "representation",
    }
)


@dataclass(frozen=True)
class FieldChange:
    """One field: what it said, what it says."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of one row, by whom and when."""

    at: datetime
    thing: str
    by: str
    is_new: bool
    fields: list[FieldChange]


def changes_of_person(person: Person, *, user: User) -> list[Change]:
    """Changes of the person, who acts for them, their applications and plans, the newest first."""
    applications = list(Application.objects.visible_to(user).filter(person=person))
    plans = list(Plan.objects.visible_to(user).filter(person=person))
    entries = Person.objects.filter(pk__in=joined_to(person)).order_by("pk")
    things: list[models.Model] = [*entries, *person.representations.all(), *applications, *plans]
    things += RequestedService.objects.filter(application__in=applications)
    things += PlanVersion.objects.filter(plan__in=plans)
    return changes_of(things)


def changes_of(things: list[models.Model]) -> list[Change]:
    """Changes of the rows, from the history the database keeps by itself."""
    kinds: dict[type[models.Model], list[models.Model]] = {}
    for thing in things:
        kinds.setdefault(type(thing), []).append(thing)
    rows = [row for same in kinds.values() for row in Events.objects.tracks(same).order_by("-pgh_created_at")[:SHOWN]]
    rows = sorted(rows, key=lambda row: (moment_of(row), row.pgh_created_at), reverse=True)[:SHOWN]
    names = {user.pk: user.name for user in User.objects.filter(centre_id=things[0].centre_id)} if things else {}
    changes = [change_of(row, names=names) for row in rows]
    return [change for change in changes if change.is_new or change.fields]


def change_of(row: Events, *, names: dict[int, str]) -> Change:
    model = apps.get_model(row.pgh_obj_model)
    who = (row.pgh_context or {}).get("user")
    diff: dict[str, list[Any]] = row.pgh_diff or {}
    return Change(
        at=moment_of(row),
        thing=THINGS.get(model, lambda: str(model._meta.verbose_name))(),
        by=names.get(who or 0, "") or _("the system or the public"),
        is_new=row.pgh_label == "insert",
        fields=[
            FieldChange(field_name(model, name), in_words(model, name, old, names), in_words(model, name, new, names))
            for name, (old, new) in diff.items()
            if name.removesuffix("_id") not in NOT_TOLD
        ],
    )


def moment_of(row: Events) -> datetime:
    """When it was changed; for cases taken over from elsewhere, the moment their story gives."""
    told: str = (row.pgh_context or {}).get("as_of", "")
    return datetime.fromisoformat(told) if told else row.pgh_created_at


THINGS = {
    Person: lambda: _("person"),
    Representation: lambda: _("who acts for the person"),
    Application: lambda: _("application"),
    RequestedService: lambda: _("requested service"),
    Plan: lambda: _("plan"),
    PlanVersion: lambda: _("version of the plan"),
}


# What the fields are called for people, where the model has no name of its own for them.
NAMES = {
    "state": gettext_lazy("state"),
    "coordinator": gettext_lazy("coordinator"),
    "registered_by": gettext_lazy("written down by"),
    "outcome_on": gettext_lazy("day of the outcome"),
    "outcome_by": gettext_lazy("outcome by"),
    "outcome_note": gettext_lazy("note to the outcome"),
    "waiting_since": gettext_lazy("waits since"),
    "ended_on": gettext_lazy("ended on"),
    "end_reason": gettext_lazy("why it ended"),
    "end_note": gettext_lazy("note to the end"),
    "closed_on": gettext_lazy("closed on"),
    "close_reason": gettext_lazy("why it was closed"),
    "complete_by": gettext_lazy("to be completed by"),
    "completed_on": gettext_lazy("completed on"),
    "starts_on": gettext_lazy("from"),
    "ends_on": gettext_lazy("to"),
    "next_contact_on": gettext_lazy("next contact"),
    "agreed_on": gettext_lazy("agreed on"),
    "agreed_how": gettext_lazy("how it was agreed"),
    "agreed_by": gettext_lazy("who agreed"),
    "return_reason": gettext_lazy("why it was returned"),
    "returned_on": gettext_lazy("returned on"),
    "returned_by": gettext_lazy("returned by"),
    "approved_on": gettext_lazy("approved on"),
    "approved_by": gettext_lazy("approved by"),
    "signal": gettext_lazy("signal"),
    "representation": gettext_lazy("who acts for the person"),
    "kind": gettext_lazy("kind"),
    "role": gettext_lazy("role"),
}


def field_name(model: type[models.Model], name: str) -> str:
    bare = name.removesuffix("_id")
    return str(NAMES.get(bare) or model._meta.get_field(bare).verbose_name)  # type: ignore[union-attr]


def in_words(model: type[models.Model], name: str, value: Any, people: dict[int, str]) -> str:
    """The value as people read it: a name, the label of a choice, a day in words, "–" for nothing."""
    if value in (None, ""):
        return "–"
    field = model._meta.get_field(name.removesuffix("_id"))
    if field.related_model is User:
        return people.get(value, str(value))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return date_format(date.fromisoformat(value[:10]), "j E Y")
    return str(dict(getattr(field, "flatchoices", ()) or ()).get(value, value))


def readings_of(person: Person) -> models.QuerySet[Reading]:
    """Who looked at pages about the person, the newest first."""
    readings = Reading.objects.filter(subject_kind=Person._meta.label_lower, subject_id__in=joined_to(person))
    return readings.select_related("reader").order_by("-id")
