"""Work that comes back sealed, without its owner: kept for those who may decide, written into nothing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cus.cases.field.incoming import known, values_in
from cus.cases.field.merging import merge
from cus.cases.field.office import office_values
from cus.cases.field.sealed import Sealed, open_sealed
from cus.cases.models import Application, CopyEnd, FieldCopy, FieldSync, SealedWhy
from cus.cases.services.field.syncing import Waiting, both_of, end_copy, put_to_merge
from cus.records.log import record


@transaction.atomic
def receive_sealed(*, copy_uuid: UUID, sync_uuid: UUID, sealed: Sealed, why: SealedWhy, at: datetime) -> FieldSync:
    """File what a device could no longer open itself, once. All that was changed waits in a merge.

    Nobody is signed in: that it opens with the key of this copy shows that it comes from the device that took the
    case along. Records `field.came_sealed`, and `field.to_merge` where something was changed.
    """
    copy = FieldCopy.objects.select_for_update(of=("self",)).select_related("user").get(uuid=copy_uuid)
    values = values_in(open_sealed(sealed, key=bytes(copy.office_key), copy=copy.uuid))
    former = FieldSync.objects.filter(uuid=sync_uuid, copy=copy).first()
    if former:
        return former

    copy.application = Application.objects.select_for_update(of=("self",)).select_related("person", "centre").get(
        pk=copy.application_id
    )  # fmt: skip
    office, device = office_values(copy), known(values)
    found = merge(base=copy.base, office=office, device=device)
    waiting = [Waiting(clash, is_clash=True) for clash in found.clashes]
    waiting += [Waiting(both_of(key, copy.base, office, device), is_clash=False) for key in found.to_write]
    kept = FieldSync.objects.create(
        centre=copy.centre, uuid=sync_uuid, copy=copy, came_at=at, values=values, sealed_why=why
    )
    end_copy(copy, values, how=CopyEnd.SEALED, at=at)
    story = copy.application.person
    record("field.came_sealed", subject=kept, story=story, by=None, number=copy.application.number, why=str(why.label))
    if waiting:
        put_to_merge(kept, waiting, by=None, at=at)
    return kept
