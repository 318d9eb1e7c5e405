"""A copy on a device ends without coming back: taken off by its owner, at signing out, by the passing of days."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import CopyEnd, FieldCopy
from cus.cases.permissions.field import may_withdraw
from cus.kit.errors import NotAllowed
from cus.records.log import record

BASE_KEPT_FOR = timedelta(days=30)  # a device whose clock is wrong may still come back


@transaction.atomic
def withdraw_copy(*, copy_uuid: UUID, by: User, at: datetime) -> FieldCopy:
    """The case goes off a device that is not at hand: it is wiped there as soon as the device is online.

    What was written there comes back sealed. Records `field.ended`.
    """
    copy = FieldCopy.objects.select_for_update(of=("self",)).select_related("application__person").get(uuid=copy_uuid)
    if not may_withdraw(by, copy):
        raise NotAllowed(_("Who took a case along takes it off the device, or the organiser, or the director."))
    if copy.ended_at is None:
        _end(copy, CopyEnd.WITHDRAWN, by=by, at=at)
    return copy


@transaction.atomic
def end_copies_of_device(*, device: UUID, by: User, at: datetime) -> int:
    """Whoever signs out takes nothing along: the browser wipes the device, here we note it. Records `field.ended`."""
    copies = list(_living(FieldCopy.objects.sent_by(by).filter(device=device), at=at))
    for copy in copies:
        _end(copy, CopyEnd.SIGNED_OUT, by=by, at=at)
    return len(copies)


@transaction.atomic
def end_expired_copies(*, on: date) -> None:
    """Days are over: note it, and forget what long ended copies began from. Records `field.ended`."""
    morning = make_aware(datetime.combine(on, time.min))
    for copy in FieldCopy.objects.filter(ended_at__isnull=True, expires_at__lte=morning).select_for_update():
        _end(copy, CopyEnd.EXPIRED, by=None, at=morning)
    FieldCopy.objects.filter(ended_at__lt=morning - BASE_KEPT_FOR).exclude(base={}).update(base={}, office_key=b"")


def _living(copies: QuerySet[FieldCopy], *, at: datetime) -> QuerySet[FieldCopy]:
    return copies.filter(ended_at__isnull=True, expires_at__gt=at).select_for_update(of=("self",)).order_by("pk")


def _end(copy: FieldCopy, how: CopyEnd, *, by: User | None, at: datetime) -> None:
    copy.ended_at, copy.ended_how = at, how
    copy.save(update_fields=["ended_at", "ended_how"])
    record("field.ended", subject=copy, story=copy.application.person, by=by, how=str(how.label))
