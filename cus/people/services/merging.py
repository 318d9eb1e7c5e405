"""Two entries prove to be one person: one becomes the survivor and gets everything, the other points to it.

The joined entry is not emptied: its own data stay in it as they were. Every row that told of it tells of the survivor
from then on, and the journal knows of each what it said before (`undo_merge` reads it).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.kit.polish import sort_key
from cus.people.joined_data import joined_values, taken_groups
from cus.people.journal import Journal
from cus.people.models import Consent, DuplicatePair, EmergencyAccess, Merge, PageCode, Person
from cus.people.permissions.merging import may_merge
from cus.people.pointers import PERSON, pointers
from cus.people.services.duplicates import find_pairs, make_pair
from cus.people.services.register import search_text_of
from cus.records.log import record


@dataclass(frozen=True)
class Joining:
    """Which entry is joined to which, what the survivor takes of its data, and how we know it is one person."""

    survivor_id: int
    merged_id: int
    why: str
    taken: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.survivor_id == self.merged_id:
            raise ValueError(f"Person {self.survivor_id} cannot be joined to themselves.")


Also = Callable[[Journal, Person, Person], None]


def _nothing_else(journal: Journal, survivor: Person, merged: Person) -> None:
    """What a merge does beyond the register, when no room above adds anything."""


@transaction.atomic
def merge_people(*, joining: Joining, by: User, at: datetime, also: Also = _nothing_else) -> Merge:
    """Join two entries. `also` is what a room above does in the same journal. Records `person.merged`.

    Rows that a rule of the database keeps from moving (the same colleague twice in one team) stay with the joined
    entry, named in `set_aside`. Nobody sees more through a merge: exclusions move, emergencies end, a consent taken
    back in one entry is taken back.
    """
    survivor, merged = locked_pair(joining.survivor_id, joining.merged_id)
    if not may_merge(by, survivor, merged):
        raise NotAllowed(
            _("The organiser of services or the director joins entries, but nobody those of their family.")
        )
    _check(survivor, merged, why=joining.why)

    taken = taken_groups(survivor, merged, chosen=joining.taken)
    merge = Merge(centre_id=survivor.centre_id, survivor=survivor, merged=merged, why=joining.why.strip(), taken=taken)
    merge.done_on, merge.done_at, merge.done_by = localdate(at), at, by
    merge.own_rows = {one.name: list(one.rows_of(survivor.pk).values_list("pk", flat=True)) for one in pointers()}
    merge.save()
    journal = Journal(merge)
    _end_emergencies(journal, survivor, merged, at=at)
    _take_back_consents(journal, survivor, merged)
    _move_rows(journal, survivor, merged)
    _switch_off_second_codes(journal, merged, by=by)
    _join_data(journal, survivor, merged, taken)
    _carry_two_people(journal, survivor, merged)
    also(journal, survivor, merged)
    journal.made(find_pairs(survivor, on=merge.done_on))
    journal.write()
    merge.save(update_fields=["moved", "set_aside"])
    record("person.merged", subject=merge, story=survivor, by=by, other=merged.name, why=merge.why)
    return merge


def locked_pair(survivor_id: int, merged_id: int) -> tuple[Person, Person]:
    """Both entries, locked in the order of their numbers, so that two merges never wait for each other."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[survivor_id, merged_id]).order_by("pk")
    both = {person.pk: person for person in rows}
    return both[survivor_id], both[merged_id]


def _check(survivor: Person, merged: Person, *, why: str) -> None:
    if survivor.centre_id != merged.centre_id:
        raise NotAllowed(_("Entries of two centres are never joined."))
    if merged.merged_into_id or survivor.merged_into_id:
        raise Refused(_("One of the entries was joined to another meanwhile. Reload the page."))
    if not why.strip():
        raise Refused(_("Write how you know that it is one person, for example: we compared the identity card."))
    pair = DuplicatePair.objects.between(survivor.pk, merged.pk).first()
    if pair and pair.two_people_on:
        raise Refused(_("Somebody noted that these are two people. Talk to them, and take the note back first."))


def _move_rows(journal: Journal, survivor: Person, merged: Person) -> None:
    """Give every row of the joined entry to the survivor, but those a constraint of the database holds back."""
    for pointer in pointers():
        moving, aside = [], {}
        for row in pointer.rows_of(merged.pk):
            if pointer.table == PERSON and row.pk == survivor.pk:
                continue
            reason = pointer.in_the_way(row, person=survivor)
            if reason:
                aside[str(row.pk)] = reason
                continue
            moving.append(row.pk)
            journal.note(row, pointer.column, before=merged.pk, after=survivor.pk)
        if moving:
            pointer.model._base_manager.filter(pk__in=moving).update(**{pointer.column: survivor.pk})
            journal.merge.moved[pointer.name] = len(moving)
        if aside:
            journal.merge.set_aside[pointer.name] = aside


def _join_data(journal: Journal, survivor: Person, merged: Person, taken: Iterable[str]) -> None:
    """The joined entry lets go of its account and its PESEL number first: each is one a centre."""
    account = merged.user_id if survivor.user_id is None else None
    journal.change(merged, merged_into_id=survivor.pk, **({"user_id": None} if account else {}))
    values = joined_values(survivor, merged, taken=taken)
    values["other_words"] = f"{survivor.other_words} {merged.search_text}".strip()
    if account:
        values["user_id"] = account
    journal.change(survivor, **values)
    journal.change(
        survivor,
        search_text=search_text_of(survivor),
        sort_key=sort_key(f"{survivor.last_name} {survivor.first_name}"),
    )


def _end_emergencies(journal: Journal, survivor: Person, merged: Person, *, at: datetime) -> None:
    """An emergency opened one file, not the other: whoever still needs it opens the joined one."""
    for access in EmergencyAccess.objects.filter(person__in=[survivor, merged]).open(at=at).order_by("pk"):
        journal.change(access, ends_at=at)


def _take_back_consents(journal: Journal, survivor: Person, merged: Person) -> None:
    """What the person took back in one entry, is not agreed to by an older yes in the other."""
    consents = list(Consent.objects.filter(person__in=[survivor, merged]).order_by("pk"))
    for consent in (one for one in consents if one.withdrawn_on is None):
        taken_back = [
            one
            for one in consents
            if one.person_id != consent.person_id
            and (one.kind, one.to_whom) == (consent.kind, consent.to_whom)
            and one.withdrawn_on is not None
            and one.withdrawn_on >= consent.starts_on
        ]
        if taken_back:
            last = max(taken_back, key=lambda one: (one.withdrawn_on, one.pk))
            journal.change(
                consent,
                withdrawn_on=last.withdrawn_on,
                withdrawal_way=last.withdrawal_way,
                withdrawal_noted_by_id=last.withdrawal_noted_by_id,
            )


def _switch_off_second_codes(journal: Journal, merged: Person, *, by: User) -> None:
    """Whose code could not move holds another one already: the second would open an empty page."""
    for code in PageCode.objects.filter(person=merged).working().order_by("pk"):
        journal.change(code, switched_off_on=journal.merge.done_on, switched_off_by_id=by.pk)


def _carry_two_people(journal: Journal, survivor: Person, merged: Person) -> None:
    """Whoever was told apart from the joined entry is told apart from the survivor too."""
    for said in DuplicatePair.objects.of(merged).filter(two_people_on__isnull=False).order_by("pk"):
        third_id = said.second_id if said.first_id == merged.pk else said.first_id
        words = {
            "two_people_on": said.two_people_on,
            "two_people_by_id": said.two_people_by_id,
            "two_people_why": said.two_people_why,
        }
        known = DuplicatePair.objects.between(survivor.pk, third_id).first()
        if known is None:
            journal.made([make_pair(survivor, third_id, reasons=said.reasons, on=said.found_on, **words)])
        elif known.two_people_on is None:
            journal.change(known, **words)
