"""What comes back from a device: what the office did not change meanwhile is written, the rest waits for a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.field.incoming import known
from cus.cases.field.merging import Clash, Values, group_of, merge
from cus.cases.field.office import office_values, own_draft
from cus.cases.field.values import FINISH
from cus.cases.models import Application, CopyEnd, FieldCopy, FieldMerge, FieldMergeRow, FieldSync
from cus.cases.permissions.outcomes import may_recognise_needs
from cus.cases.services.field.writing import Hand, Obstacle, write_values
from cus.kit.errors import NotAllowed
from cus.records.log import record

RECOGNITION = "recognition"


@dataclass(frozen=True)
class Synced:
    """What became of a sending."""

    written: int
    merge: FieldMerge | None


@transaction.atomic
def sync_copy(*, copy_uuid: UUID, sync_uuid: UUID, values: Values, by: User, on: date, at: datetime) -> Synced:
    """File what a device brings of one case, once: the same `sync_uuid` again changes nothing.

    What only the device changed is written by the services of the office; what both changed, and what they refuse,
    is kept in a merge until a person ends it. Records `field.synced`, and `field.to_merge` where a person must look.
    """
    copy = FieldCopy.objects.sent_by(by).select_for_update(of=("self",)).get(uuid=copy_uuid)
    application = Application.objects.select_for_update(of=("self",)).select_related("person", "centre").get(
        pk=copy.application_id
    )  # fmt: skip
    copy.application = application
    former = FieldSync.objects.filter(uuid=sync_uuid, copy=copy).first()
    if former:
        return Synced(former.written, FieldMerge.objects.filter(sync=former).first())

    written, waiting = _take_over(copy, known(values), Hand(application, by, on))
    kept = FieldSync.objects.create(
        centre=copy.centre, uuid=sync_uuid, copy=copy, came_at=at, values=values, written=written
    )
    end_copy(copy, values, how=CopyEnd.SYNCED, at=at)
    record("field.synced", subject=kept, story=application.person, by=by, number=application.number, fields=written)
    return Synced(written, put_to_merge(kept, waiting, by=by, at=at) if waiting else None)


@dataclass(frozen=True)
class Waiting:
    """A field that waits for a person: both wordings, and what stood in the way if it was no clash."""

    clash: Clash
    is_clash: bool
    reason: str = ""
    provision: str = ""


def _take_over(copy: FieldCopy, device: Values, hand: Hand) -> tuple[int, list[Waiting]]:
    office = office_values(copy)
    found = merge(base=copy.base, office=office, device=device)
    waiting = [Waiting(clash, is_clash=True) for clash in found.clashes]
    to_write = dict(found.to_write)
    if any(group_of(clash.key) == RECOGNITION for clash in found.clashes) and not _has_draft(hand):
        held = [key for key in to_write if group_of(key) == RECOGNITION]
    else:  # its end waits with the rest of it
        clashes = any(group_of(clash.key) == RECOGNITION for clash in found.clashes)
        held = [FINISH] if clashes and FINISH in to_write else []
    waiting += [Waiting(both_of(key, copy.base, office, device), is_clash=False) for key in held]
    for key in held:
        del to_write[key]

    obstacles = _write(hand, to_write, whole=_whole(office, device))
    for obstacle in obstacles:
        both = [both_of(key, copy.base, office, device) for key in obstacle.keys]
        waiting += [Waiting(one, False, obstacle.text, obstacle.provision) for one in both]
    return len(to_write) - sum(len(one.keys) for one in obstacles), waiting


def _has_draft(hand: Hand) -> bool:
    return own_draft(hand.application, user=hand.by) is not None


def _write(hand: Hand, changes: Values, *, whole: Values) -> list[Obstacle]:
    """Who may no longer work on the case writes nothing into it: what they wrote waits for those who may."""
    if changes and not may_recognise_needs(hand.by, hand.application):
        closed = NotAllowed(_("This case is no longer open to you. What you wrote waits for its coordinator."))
        return [Obstacle(tuple(sorted(changes)), str(closed), closed.provision)]
    return write_values(hand, changes, whole=whole)


def _whole(office: Values, device: Values) -> Values:
    """What a new conversation says besides the changes is the office's; what a new row says is the device's."""
    of_office = {key: value for key, value in office.items() if group_of(key) == RECOGNITION and key != FINISH}
    return device | of_office | {FINISH: ""}


def both_of(key: str, base: Values, office: Values, device: Values) -> Clash:
    return Clash(key, base.get(key, ""), office.get(key, ""), device.get(key, ""))


def end_copy(copy: FieldCopy, values: Values, *, how: CopyEnd, at: datetime) -> None:
    """The copy is back. Should its device send once more, it is compared with what it sent before."""
    copy.base = {**copy.base, **values}
    copy.ended_at, copy.ended_how = copy.ended_at or at, copy.ended_how or how
    copy.save(update_fields=["base", "ended_at", "ended_how"])


def put_to_merge(sync: FieldSync, waiting: list[Waiting], *, by: User | None, at: datetime) -> FieldMerge:
    """Both wordings of every field, kept until a person chooses. Records `field.to_merge`."""
    application = sync.copy.application
    merge_of_both = FieldMerge.objects.create(
        centre=sync.centre, application=application, sync=sync, user=sync.copy.user, came_at=at
    )
    rows: list[Any] = [
        FieldMergeRow(
            centre=sync.centre, merge=merge_of_both, position=place, key=one.clash.key, base=one.clash.base,
            office=one.clash.office, device=one.clash.device, is_clash=one.is_clash, reason=one.reason,
            provision=one.provision,
        )
        for place, one in enumerate(sorted(waiting, key=lambda one: one.clash.key), start=1)
    ]  # fmt: skip
    FieldMergeRow.objects.bulk_create(rows)
    record(
        "field.to_merge", subject=merge_of_both, story=application.person, by=by, number=application.number,
        fields=len(rows),
    )  # fmt: skip
    return merge_of_both
