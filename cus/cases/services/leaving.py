"""Somebody died or moved away: what hangs on it becomes a list of tasks, each with whoever answers for it.

Nothing is closed by itself: a person looks at every plan, place and application, for the note may be a mistake.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Application, Plan, RequestedService, Task
from cus.cases.states import RequestState
from cus.people.models import Leaving, LeavingKind, Person
from cus.people.services import note_death, note_moving, undo_leaving
from cus.records.log import record
from cus.records.models import Event

DAYS_TO_SETTLE = 7
PUT_ON_LISTS = "leaving.on_lists"
LEAVING = Leaving._meta.label_lower


@dataclass(frozen=True)
class ToSettle:
    """One thing that waits for a hand after the person is gone."""

    text: str
    owner: User
    application: Application | None = None


@transaction.atomic
def note_death_and_tasks(*, person_id: int, died_on: date, known_from: str, by: User, on: date) -> Leaving:
    """Note the death and put on lists what must be done now. Records `person.died`."""
    leaving = note_death(person_id=person_id, died_on=died_on, known_from=known_from, by=by, on=on)
    _put_on_lists(leaving, by=by, on=on)
    return leaving


@transaction.atomic
def note_moving_and_tasks(
    *, person_id: int, moved_on: date, moved_to: str, known_from: str, by: User, on: date
) -> Leaving:
    """Note that the person moved away and put on lists what must be done now. Records `person.moved_away`."""
    leaving = note_moving(
        person_id=person_id, moved_on=moved_on, moved_to=moved_to, known_from=known_from, by=by, on=on
    )
    _put_on_lists(leaving, by=by, on=on)
    return leaving


@transaction.atomic
def undo_leaving_and_tasks(*, leaving_id: int, reason: str, by: User, on: date) -> Leaving:
    """Take the note back; what it put on lists and nobody did yet comes off them again."""
    leaving = undo_leaving(leaving_id=leaving_id, reason=reason, by=by, on=on)
    put = Event.objects.filter(subject_kind=LEAVING, subject_id=leaving.pk, name=PUT_ON_LISTS).first()
    Task.objects.open().filter(pk__in=put.details["tasks"] if put else []).update(done_on=on)
    return leaving


def what_hangs_on(person: Person, *, kind: str, by: User) -> list[ToSettle]:
    """Living plans, qualified services, places in lines, open applications and decisions: whose they are."""
    died = kind == LeavingKind.DEATH
    things = []
    for plan in Plan.objects.filter(person=person).alive().select_related("application__coordinator").order_by("id"):
        text = _("End the plan %(number)s: the person has died") if died else _("End or pass on the plan %(number)s")
        owner = plan.application.coordinator or by
        things.append(ToSettle(text % {"number": plan.number}, owner, plan.application))
    for request in _requests(person):
        words = DIED if died else MOVED
        text = str(words[RequestState(request.state)]()) % {
            "service": request.service.name,
            "number": request.application.number,
        }
        things.append(ToSettle(text, request.application.coordinator or by, request.application))
    return things


def _requests(person: Person) -> list[RequestedService]:
    found = RequestedService.objects.filter(application__person=person, state__in=DIED)
    return list(found.select_related("service", "application__coordinator").order_by("application_id", "id"))


DIED = {
    RequestState.OPEN: lambda: _("Withdraw “%(service)s” from the application %(number)s: the person has died"),
    RequestState.WAITING: lambda: _("Free the place in line for “%(service)s” (%(number)s): the person has died"),
    RequestState.REFUSAL_DRAFTED: lambda: _("Give up the refusal for “%(service)s” (%(number)s): the person has died"),
    RequestState.QUALIFIED: lambda: _("End the service “%(service)s” (%(number)s) and tell who provides it"),
    RequestState.GRANTED: lambda: _("Expire the decision on “%(service)s” (%(number)s) and tell who provides it"),
}
MOVED = {
    RequestState.OPEN: lambda: _("Ask whether the person upholds “%(service)s” (%(number)s) after moving"),
    RequestState.WAITING: lambda: _("Ask whether to keep the place for “%(service)s” (%(number)s) after moving"),
    RequestState.REFUSAL_DRAFTED: lambda: _("Check the refusal for “%(service)s” (%(number)s): the person has moved"),
    RequestState.QUALIFIED: lambda: _("End or pass on the service “%(service)s” (%(number)s) after moving"),
    RequestState.GRANTED: lambda: _("Check the decision on “%(service)s” (%(number)s): the person has moved"),
}


def _put_on_lists(leaving: Leaving, *, by: User, on: date) -> None:
    things = what_hangs_on(leaving.person, kind=leaving.kind, by=by)
    if leaving.kind == LeavingKind.DEATH:
        things.insert(0, ToSettle(leading(leaving), things[0].owner if things else by))
    tasks = Task.objects.bulk_create(
        Task(
            centre=leaving.centre,
            owner=thing.owner,
            person=leaving.person,
            application=thing.application,
            text=thing.text[:300],
            due_on=on + timedelta(days=DAYS_TO_SETTLE),
            added_by=by,
        )
        for thing in things
    )
    ids = [task.pk for task in tasks]
    record(PUT_ON_LISTS, subject=leaving, story=leaving.person, by=by, tasks=ids, count=len(ids))


def leading(leaving: Leaving) -> str:
    """The first thing after a death: people before papers."""
    return _("Talk to the family of %(name)s") % {"name": leaving.person.name}
