"""Two entries prove to be one person: what that means for their cases, done in the same journal as the merge itself.

No application, plan or place is ended by a merge: only people do that. Whatever now stands twice is put on the list of
whoever coordinates it. Nobody reads more than before: units ask anew, notes of a team stay with those who wrote them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.joined_cases import (
    AskedTwice,
    asked_twice,
    living_plans_of,
    notes_with_new_readers,
    open_to_units,
)
from cus.cases.models import (
    Application,
    ContactNote,
    LineChangeKind,
    LinePause,
    LinePauseReason,
    NoteLevel,
    PlanMember,
    RequestedService,
    Task,
    UnitAccess,
)
from cus.cases.services.outcomes.changes import note_change
from cus.people.journal import Journal
from cus.people.models import Merge, Person
from cus.people.services import Joining, merge_people, undo_merge

DAYS_TO_SETTLE = 7
REQUEST = RequestedService._meta.label_lower


@dataclass(frozen=True)
class Cases:
    """How the cases of the two entries stand before they are joined."""

    twice: list[AskedTwice]
    plans: list[str]
    units: list[UnitAccess]
    notes: list[ContactNote]


@transaction.atomic
def join_entries(*, joining: Joining, by: User, at: datetime, open_team_notes: bool = False) -> Merge:
    """Join two entries with everything that hangs on them. Records `person.merged`.

    `open_team_notes`: the notes of each team are for the joined team from now on; else where that would show them to
    somebody new, only their authors (and the director) read them.
    """
    on = localdate(at)
    survivor, merged = (Person.objects.get(pk=pk) for pk in (joining.survivor_id, joining.merged_id))
    before = _cases_of(survivor, merged, on=on)

    def settle(journal: Journal, survivor: Person, merged: Person) -> None:
        for access in before.units:
            journal.change(access, closed_on=on, closed_by_id=by.pk)
        for note in () if open_team_notes else before.notes:
            journal.change(note, level=NoteLevel.AUTHOR)
        for member in PlanMember.objects.filter(person=merged).in_it().order_by("pk"):
            journal.change(member, left_on=on)  # whom the plan counts already stays in it once
        for one in before.twice:
            _settle_line(journal, one, by=by, on=on)
        _put_on_lists(journal, survivor, before, by=by, on=on)

    return merge_people(joining=joining, by=by, at=at, also=settle)


@transaction.atomic
def split_entries(
    *, merge_id: int, why: str, by: User, at: datetime, goes: frozenset[str] = frozenset(), two_people: bool = False
) -> Merge:
    """Undo a merge with everything it did in the cases. Records `person.split` in both stories."""
    merge = Merge.objects.get(pk=merge_id)
    paused = merge.rows.filter(table=REQUEST, column="is_paused").values_list("row", flat=True)
    were_paused = set(RequestedService.objects.filter(pk__in=paused, is_paused=True).values_list("pk", flat=True))
    merge = undo_merge(merge_id=merge_id, why=why, by=by, at=at, goes=goes, two_people=two_people)
    again = RequestedService.objects.filter(pk__in=were_paused, is_paused=False)
    for request in again.select_related("application", "service").order_by("pk"):
        _note_line(request, LineChangeKind.RESUMED, reason=why, by=by, on=localdate(at))
    return merge


def _cases_of(survivor: Person, merged: Person, *, on: date) -> Cases:
    of_survivor, of_merged = living_plans_of(survivor), living_plans_of(merged)
    return Cases(
        twice=asked_twice(survivor, merged),
        plans=[plan.number for plan in of_survivor + of_merged] if of_survivor and of_merged else [],
        units=open_to_units(survivor, merged, on=on),
        notes=notes_with_new_readers(survivor, merged, on=on),
    )


def _settle_line(journal: Journal, one: AskedTwice, *, by: User, on: date) -> None:
    """The earlier place in line counts; the later one is kept, and passed over until somebody ends it."""
    if not one.later_is_to_pause:
        return
    request = one.later
    reason = _("waits in the same line by an earlier application (%(number)s)")
    words = reason % {"number": one.earlier.application.number}
    if LinePause.objects.filter(request=request).exclude(ends_on__lt=on).exists():
        return
    pause = LinePause.objects.create(
        centre_id=request.centre_id, request=request, starts_on=on, reason=LinePauseReason.OTHER, note=words[:300],
        noted_by=by,
    )  # fmt: skip
    journal.made([pause])
    journal.change(request, is_paused=True)
    _note_line(request, LineChangeKind.PAUSED, reason=words, by=by, on=on)


def _note_line(request: RequestedService, kind: LineChangeKind, *, reason: str, by: User, on: date) -> None:
    place = RequestedService.objects.place_of(request).place
    note_change(request, kind, before=place, after=place, reason=reason, by=by, on=on)


def _put_on_lists(journal: Journal, survivor: Person, before: Cases, *, by: User, on: date) -> None:
    """One task for each thing that now stands twice."""
    things: list[tuple[str, Application | None]] = []
    for one in before.twice:
        words = _("“%(service)s” is asked for twice (%(earlier)s, %(later)s). Settle with the person which one stays.")
        numbers = {"earlier": one.earlier.application.number, "later": one.later.application.number}
        things.append((words % {"service": one.later.service.name, **numbers}, one.later.application))
    if before.plans:
        words = _("Two plans run for one person: %(numbers)s. Agree which one goes on.")
        things.append((words % {"numbers": ", ".join(before.plans)}, None))
    journal.made(
        [
            Task.objects.create(
                centre_id=survivor.centre_id,
                owner=(application and application.coordinator) or by,
                person=survivor,
                application=application,
                text=text[:300],
                due_on=on + timedelta(days=DAYS_TO_SETTLE),
                added_by=by,
            )
            for text, application in things
        ]
    )
