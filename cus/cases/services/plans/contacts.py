"""Contacts noted in twenty seconds, and tasks no deadline of the law already says."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, ContactKind, ContactNote, NoteLevel, Plan, Task
from cus.cases.permissions.plans import may_add_task, may_finish_task, may_note_contact
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person
from cus.records.log import record


@transaction.atomic
def note_contact(
    *,
    person_id: int,
    kind: str,
    text: str,
    by: User,
    on: date,
    happened_on: date | None = None,
    reached: bool = True,
    application_id: int | None = None,
    plan_id: int | None = None,
    next_contact_on: date | None = None,
    level: str = NoteLevel.OFFICE,
) -> ContactNote:
    """Note a contact with a person. Left alone, it belongs to their one living plan, whose next contact it settles.

    The level says who reads it; what is not for the whole office stays out of the event. Records `contact.noted`.
    """
    if not may_note_contact(by):
        raise NotAllowed(_("Contacts are noted by those who work on cases."))
    person = Person.objects.visible_to(by).get(pk=person_id)
    happened_on = happened_on or on
    if happened_on > on:
        raise Refused(_("A contact is noted after it happened. Plan a task instead."))
    if next_contact_on and next_contact_on < on:
        raise Refused(_("The next contact is a day still to come."))
    if reached and not text.strip():
        raise Refused(_("Write in a sentence what was said."))
    plan = _plan_of(person, plan_id, by=by)
    application = Application.objects.filter(pk=application_id, person=person).first() if application_id else None

    note = ContactNote.objects.create(
        centre=person.centre,
        person=person,
        plan=plan,
        application=application or (plan.application if plan else None),
        kind=kind,
        happened_on=happened_on,
        reached=reached,
        text=text.strip(),
        level=NoteLevel(level),
        author=by,
    )
    if plan:
        _settle_next_contact(plan, note, next_contact_on)
    label = str(ContactKind(kind).label)
    told = note.text if note.level == NoteLevel.OFFICE else ""
    record("contact.noted", subject=note, story=person, by=by, kind=label, text=told, reached=reached)
    return note


def _plan_of(person: Person, plan_id: int | None, *, by: User) -> Plan | None:
    plans = Plan.objects.select_for_update(of=("self",)).visible_to(by).filter(person=person)
    if plan_id:
        return plans.select_related("application").get(pk=plan_id)
    living = list(plans.alive().select_related("application")[:2])
    return living[0] if len(living) == 1 else None


def _settle_next_contact(plan: Plan, note: ContactNote, next_contact_on: date | None) -> None:
    settled = note.reached and plan.next_contact_on is not None and plan.next_contact_on <= note.happened_on
    if next_contact_on or settled:
        plan.next_contact_on = next_contact_on
        plan.save(update_fields=["next_contact_on"])


@transaction.atomic
def add_task(
    *,
    text: str,
    due_on: date,
    by: User,
    on: date,
    owner_id: int | None = None,
    person_id: int | None = None,
    application_id: int | None = None,
) -> Task:
    """Give oneself or a colleague something to do by a day. Records `task.added`."""
    if not may_add_task(by):
        raise NotAllowed(_("Tasks are added by the staff of the centre."))
    if not text.strip():
        raise Refused(_("Write what is to be done."))
    if due_on < on:
        raise Refused(_("Choose a day that is still to come."))
    owner = User.objects.visible_to(by).filter(pk=owner_id).first() if owner_id else by
    if owner is None or not may_add_task(owner):
        raise Refused(_("Choose a colleague who works at the centre."))
    application = Application.objects.visible_to(by).get(pk=application_id) if application_id else None
    person: Person | None = application.person if application else None
    if person_id:
        person = Person.objects.visible_to(by).get(pk=person_id)
    assert owner.centre is not None  # who may have a task works for a centre
    task = Task.objects.create(
        centre=owner.centre, owner=owner, person=person, application=application,
        text=text.strip(), due_on=due_on, added_by=by,
    )  # fmt: skip
    record("task.added", subject=task, story=person, by=by, text=task.text, who=owner.name)
    return task


@transaction.atomic
def finish_task(*, task_id: int, by: User, on: date) -> Task:
    """Done. Records `task.finished`."""
    task = _task(task_id, by=by)
    if task.done_on is None:
        task.done_on = on
        task.save(update_fields=["done_on"])
        record("task.finished", subject=task, story=task.person, by=by, text=task.text)
    return task


@transaction.atomic
def reopen_task(*, task_id: int, by: User, on: date) -> Task:
    """Not done after all: the way back from `finish_task`. Records `task.reopened`."""
    task = _task(task_id, by=by)
    if task.done_on is not None:
        task.done_on = None
        task.save(update_fields=["done_on"])
        record("task.reopened", subject=task, story=task.person, by=by, text=task.text)
    return task


def _task(task_id: int, *, by: User) -> Task:
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if not may_finish_task(by, task):
        raise NotAllowed(_("A task is finished by its owner, by who gave it, or by the organiser."))
    return task
