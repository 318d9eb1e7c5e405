"""A merge proves to be wrong: every row it changed is again as it was, and the two entries stand apart."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.kit.polish import sort_key
from cus.people.in_the_way import give_values
from cus.people.journal import given_back, model_of
from cus.people.models import DuplicatePair, KinExclusion, Merge, MergedRow, Person
from cus.people.permissions.merging import may_merge
from cus.people.pointers import PERSON
from cus.people.services.duplicates import make_pair, refresh_pairs
from cus.people.services.merging import locked_pair
from cus.people.services.register import search_text_of
from cus.people.since_merge import Restored, SinceMerge, since_merge
from cus.records.log import record


@transaction.atomic
def undo_merge(
    *, merge_id: int, why: str, by: User, at: datetime, goes: Collection[str] = (), two_people: bool = False
) -> Merge:
    """Split a joined entry off again. Records `person.split` in both stories.

    What was written since stays with the survivor, but for what hangs on something that goes back, and for the rows
    named in `goes` (`SinceRow.key`). Columns somebody changed since keep the newer word. Whoever was kept from the
    survivor since is kept from both. `two_people` keeps in mind that the pair is two people.

    Refuses with `StandsInTheWay` where a newer row excludes an older one.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge_id)
    survivor, merged = locked_pair(merge.survivor_id, merge.merged_id)
    if not may_merge(by, survivor, merged):
        raise NotAllowed(_("The organiser of services or the director undoes a merge, but nobody of their family."))
    _check(merge, survivor, why=why)

    since = since_merge(merge)
    _give_back(merge, since, goes)
    merge.undone_on, merge.undone_at, merge.undone_by, merge.undone_why = localdate(at), at, by, why.strip()
    merge.save(update_fields=["undone_on", "undone_at", "undone_by", "undone_why"])
    _tell_apart(merge, since, by=by if two_people else None)
    for person, other in ((survivor, merged), (merged, survivor)):
        record("person.split", subject=merge, story=person, by=by, other=other.name, why=merge.undone_why)
    return merge


def _check(merge: Merge, survivor: Person, *, why: str) -> None:
    if merge.undone_on is not None:
        raise Refused(_("This merge was undone already. Reload the page."))
    if survivor.merged_into_id is not None:
        raise Refused(_("The entry was itself joined to another since. Undo that merge first."))
    if Merge.objects.standing().filter(survivor=survivor, pk__gt=merge.pk).exists():
        raise Refused(_("Another entry was joined to this one since. Undo the newest merge first."))
    if not why.strip():
        raise Refused(_("Write why the merge is undone, for example: both came to the office."))


def _give_back(merge: Merge, since: SinceMerge, goes: Collection[str]) -> None:
    """The survivor lets go first (of an account, of a PESEL number), the joined entry takes back last."""

    def turn(one: Restored) -> int:
        if one.row._meta.label_lower != PERSON:
            return 1
        return {merge.survivor_id: 0, merge.merged_id: 2}.get(one.row.pk, 1)

    _unmake(since.made)
    for one in sorted(since.restored, key=turn):
        _restore(one)
    for row in since.rows:
        if row.follows or row.key in goes:
            give_values(row.row, {row.pointer.column: merge.merged_id})
    kept_away = KinExclusion.objects.in_force().filter(person=merge.merged_id)
    for exclusion in since.exclusions:
        if exclusion.lifted_on is None and not kept_away.filter(user=exclusion.user_id).exists():
            exclusion.pk, exclusion.person_id = None, merge.merged_id
            exclusion.save(force_insert=True)


def _restore(one: Restored) -> None:
    model = type(one.row)
    values = {line.column: given_back(model, line.column, line.before) for line in one.as_merged}
    if values:
        give_values(one.row, values)


def _unmake(made: list[MergedRow]) -> None:
    for line in made:
        model_of(line.table)._base_manager.filter(pk=line.row).delete()


def _tell_apart(merge: Merge, since: SinceMerge, *, by: User | None) -> None:
    """The words the entries are found by follow what changed since; so does who looks like them."""
    changed = {one.row.pk for one in since.restored if one.row._meta.label_lower == PERSON and one.changed_since}
    for pk in sorted(changed):
        person = Person.objects.get(pk=pk)
        in_order = sort_key(f"{person.last_name} {person.first_name}")
        Person.objects.filter(pk=pk).update(search_text=search_text_of(person), sort_key=in_order)
        refresh_pairs(person, on=merge.undone_on or merge.done_on)
    if by is None:
        return
    survivor = Person.objects.get(pk=merge.survivor_id)
    pair = DuplicatePair.objects.between(merge.survivor_id, merge.merged_id).first()
    pair = pair or make_pair(survivor, merge.merged_id, reasons=[], on=merge.undone_on or merge.done_on)
    pair.two_people_on, pair.two_people_by, pair.two_people_why = merge.undone_on, by, merge.undone_why
    pair.save(update_fields=["two_people_on", "two_people_by", "two_people_why"])
