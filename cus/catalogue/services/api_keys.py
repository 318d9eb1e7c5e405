"""Giving and taking back the keys of partners."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.catalogue.models import ApiKey
from cus.catalogue.models.api_key import fingerprint_of
from cus.catalogue.permissions.api_keys import may_give_keys, may_revoke_key
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record

SHOWN = 8  # letters of the key that stay readable, to tell keys apart


@transaction.atomic
def give_api_key(*, centre: Centre, name: str, by: User, at: datetime) -> tuple[ApiKey, str]:
    """A new key for a partner, and its text, which is nowhere kept. Recorded."""
    if by.centre_id != centre.pk or not may_give_keys(by):
        raise NotAllowed(_("Only the services organiser and the director give keys."))
    name = name.strip()
    if not name:
        raise Refused(_("Say whose key it is, then make it."))
    written = f"cus_{token_urlsafe(32)}"
    key = ApiKey.objects.create(
        centre=centre,
        name=name,
        beginning=written[:SHOWN],
        fingerprint=fingerprint_of(written),
        created_at=at,
        created_by=by,
    )
    record("api_key.given", subject=key, by=by, key=str(key))
    return key, written


@transaction.atomic
def revoke_api_key(*, key_id: int, by: User, at: datetime) -> ApiKey:
    """From now on the key opens nothing more than the public has. Recorded."""
    key = ApiKey.objects.visible_to(by).select_for_update(of=("self",)).get(pk=key_id)
    if not may_revoke_key(by, key):
        raise NotAllowed(_("Only the services organiser and the director take keys back."))
    if key.revoked_at:
        raise Refused(_("This key was taken back already."))
    key.revoked_at, key.revoked_by = at, by
    key.save(update_fields=["revoked_at", "revoked_by"])
    record("api_key.revoked", subject=key, by=by, key=str(key))
    return key
