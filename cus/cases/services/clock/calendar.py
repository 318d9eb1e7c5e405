"""The secret address of one's own deadlines: made, renewed, switched off by its owner."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import CalendarFeed
from cus.cases.permissions.clock import may_have_calendar
from cus.kit.errors import NotAllowed
from cus.records.log import record


def fingerprint_of(secret: str) -> str:
    """A secret holds 256 random bits, so one round of hashing is enough: nobody can try them all."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_calendar(*, by: User, at: datetime) -> str:
    """A new secret, shown only now; an older address shows nothing any more. Records `calendar.made`."""
    if not may_have_calendar(by) or by.centre is None:
        raise NotAllowed(_("Only those who work on cases have deadlines of their own."))
    secret = token_urlsafe(32)
    feed, _made = CalendarFeed.objects.update_or_create(
        user=by, defaults={"centre": by.centre, "fingerprint": fingerprint_of(secret), "made_at": at}
    )
    record("calendar.made", subject=feed, by=by)
    return secret


@transaction.atomic
def remove_calendar(*, by: User, at: datetime) -> None:
    """The address shows nothing any more. Records `calendar.removed`."""
    for feed in CalendarFeed.objects.visible_to(by).select_for_update(of=("self",)):
        record("calendar.removed", subject=feed, by=by)
        feed.delete()
