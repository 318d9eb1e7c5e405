"""A person's whole story: what happened, what they have now, what they wait for, who looked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateField, IntegerField, Q, Value
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cus.accounts.models import CASE_STAFF, User
from cus.cases.events import EVENTS as CASE_EVENTS
from cus.cases.events import intake
from cus.cases.models import (
    Application,
    ContactNote,
    NoteLevel,
    Plan,
    RequestedService,
    Rhythm,
    ServiceRow,
    SupportRow,
    Task,
)
from cus.cases.states import OPEN_APPLICATION, PlanState, RequestState, VersionState
from cus.law.deadlines import plan_due_on
from cus.office.queries.today import plan_is_required
from cus.office.queries.work_item import used_share
from cus.people.events import EVENTS as PEOPLE_EVENTS
from cus.people.models import Person, Representation
from cus.people.queries.merging import joined_to
from cus.records.events import EVENTS as RECORD_EVENTS
from cus.records.models import Event
from cus.records.told import Told

EVENTS: dict[str, Told] = RECORD_EVENTS | PEOPLE_EVENTS | CASE_EVENTS
EVERYBODYS = frozenset(RECORD_EVENTS | PEOPLE_EVENTS | intake.EVENTS)
TOLD_BY_ITSELF = frozenset({"contact.noted", "letter.written"})
ENTRIES_AT_FIRST = 40


@dataclass(frozen=True)
class Entry:
    """One entry of the timeline, as `kit/timeline.html` draws it."""

    title: str
    on: date
    order: tuple[date, int]
    text: str = ""
    note: str = ""
    thread: str = "both"
    url: str = ""


@dataclass(frozen=True)
class Clock:
    """The 30 days of an open application."""

    application: Application
    due_on: date
    days_left: int
    share: int
    is_required: bool


SERVICE, SUPPORT, WAITING = Value("SERVICE"), Value("SUPPORT"), Value("WAITING")  # from where help comes, or not yet
NO_WORD, NO_PLACE, NO_NUMBER = Value(""), Value(0), Value(None, output_field=IntegerField())
NO_DAY = Value(None, output_field=DateField())


@dataclass(frozen=True)
class Help:
    """What the person has by their plan, or waits for: a service and when, or who does what."""

    source: str
    name: str
    what: str
    rhythm: str
    service_id: int | None
    since: date | None

    @property
    def when(self) -> str:
        return self.what or str(Rhythm(self.rhythm).label)


@dataclass(frozen=True)
class Now:
    """What stands beside the story: the clock, what the person has, what they wait for, who acts for them."""

    clock: Clock | None = None
    applications: list[Application] = field(default_factory=list)
    plan: Plan | None = None
    services: list[Help] = field(default_factory=list)
    support: list[Help] = field(default_factory=list)
    waiting: list[Help] = field(default_factory=list)
    helpers: list[Representation] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def timeline_of(person: Person, *, user: User, thread: str = "", limit: int | None = ENTRIES_AT_FIRST) -> list[Entry]:
    """What happened, the newest first; the front desk is not told of needs, decisions and plans."""
    events = (
        Event.objects.concerning(person, known_as=joined_to(person))
        .exclude(name__in=TOLD_BY_ITSELF)
        .select_related("actor")
    )
    if not user.has_role(*CASE_STAFF):
        events = events.filter(name__in=EVERYBODYS)
    rows = events.order_by("-happened_at", "-id")
    entries = [entry_of(event) for event in (rows[:limit] if limit else rows) if event.name in EVENTS]
    notes = ContactNote.objects.visible_to(user).filter(person=person).select_related("author")
    entries += [entry_of_contact(note) for note in notes.order_by("-happened_on", "-id")[:limit]]
    entries = [entry for entry in entries if not thread or entry.thread == thread]
    return sorted(entries, key=lambda entry: entry.order, reverse=True)[:limit]


def entry_of(event: Event) -> Entry:
    told = EVENTS[event.name]
    day = localtime(event.happened_at).date()
    return Entry(
        title=filled(str(told.sentence), event.details),
        on=day,
        order=(day, event.pk),
        text="" if "%(text)s" in str(told.sentence) else str(event.details.get("text", "")),
        note=event.actor.name if event.actor else _("online or by the system"),
        thread=told.thread or "both",
        url=page_of(event),
    )


def filled(sentence: str, details: dict[str, Any]) -> str:
    """The sentence with the details in it; a detail an old event lacks is left out."""

    class Details(dict):
        def __missing__(self, key: str) -> str:
            return "…"

    return sentence % Details(details) if "%(" in sentence else sentence


PAGES = {
    "cases.application": "cases:application",
    "cases.plan": "cases:plan",
    "cases.decision": "cases:decision",
    "cases.signal": "cases:signal",
    "records.letter": "cases:letter",
}


def page_of(event: Event) -> str:
    """Where the subject of the event can be read; nothing when it has no page."""
    name = PAGES.get(event.subject_kind)
    return reverse(name, args=[event.subject_id]) if name else ""


def entry_of_contact(note: ContactNote) -> Entry:
    title = str(note.get_kind_display()).capitalize()
    return Entry(
        title=title if note.reached else _("%(kind)s: no answer") % {"kind": title},
        on=note.happened_on,
        order=(note.happened_on, note.pk),
        text=note.text,
        note=note.author.name if note.level == NoteLevel.OFFICE else f"{note.author.name}, {who_reads(note)}",
        thread="both",
    )


def who_reads(note: ContactNote) -> str:
    """For whom a note is that is not for the whole office."""
    if note.level == NoteLevel.TEAM:
        return _("for the team around the person")
    return _("for the author and the director")


def now_of(person: Person, *, user: User, on: date) -> Now:
    """What is so today, as far as the user may see it."""
    applications = list(
        Application.objects.visible_to(user)
        .filter(person=person)
        .select_related("coordinator")
        .order_by("-filed_at", "-id")
    )
    helpers = list(
        person.representations.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on).order_by("id")
    )
    if not user.has_role(*CASE_STAFF):
        return Now(applications=applications, helpers=helpers)
    plans = (
        Plan.objects.visible_to(user).filter(person=person).select_related("application").order_by("-begun_on", "-id")
    )
    plan = next((plan for plan in plans if plan.state not in (PlanState.CLOSED, PlanState.ABANDONED)), None)
    helps = help_of(person, plan=plan, user=user)
    return Now(
        clock=clock_of(applications, plans=list(plans), on=on),
        applications=applications,
        plan=plan,
        services=[one for one in helps if one.source == SERVICE.value],
        support=[one for one in helps if one.source == SUPPORT.value],
        waiting=[one for one in helps if one.source == WAITING.value],
        helpers=helpers,
        tasks=list(Task.objects.visible_to(user).open().filter(person=person).order_by("due_on", "id")),
    )


def help_of(person: Person, *, plan: Plan | None, user: User) -> list[Help]:
    """What the approved wording of the plan gives, row by row, and what the person waits for: one query."""
    requests = RequestedService.objects.visible_to(user).filter(application__person=person, state=RequestState.WAITING)
    rows = requests.values_list(WAITING, NO_PLACE, "pk", "service__name", NO_WORD, NO_WORD, "service", "waiting_since")
    if plan:
        approved = {"version__plan": plan, "version__state": VersionState.APPROVED}
        services, support = ServiceRow.objects.filter(**approved), SupportRow.objects.filter(**approved)
        rows = rows.union(
            services.values_list(SERVICE, "position", "pk", "service__name", "when", "rhythm", "service", NO_DAY),
            support.values_list(SUPPORT, "position", "pk", "who", "what", NO_WORD, NO_NUMBER, NO_DAY),
            all=True,
        )
    return [Help(source, *rest) for source, _place, _pk, *rest in sorted(rows, key=lambda row: row[:3])]


def clock_of(applications: list[Application], *, plans: list[Plan], on: date) -> Clock | None:
    """The clock of the newest application that still runs: open, or waiting for a required plan."""
    made = {plan.application_id for plan in plans if plan.starts_on}
    for application in applications:
        is_required = plan_is_required(application)
        runs = application.state in OPEN_APPLICATION or (is_required and application.pk not in made)
        if runs and application.closed_on is None:
            due = plan_due_on(applied_on=application.filed_on)
            left = (due - on).days
            return Clock(application, due, left, used_share(left), is_required)
    return None
