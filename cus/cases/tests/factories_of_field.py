"""A copy of a case on a device, and what came back differently."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import now

from cus.accounts.models import User
from cus.cases.models import Application, FieldCopy, FieldMerge, FieldMergeRow, FieldSync


def a_field_copy(application: Application, *, user: User, **given: Any) -> FieldCopy:
    """Taken along a moment ago, for three days."""
    defaults = {"device": uuid4(), "taken_at": now(), "expires_at": now() + timedelta(days=3)}
    return FieldCopy.objects.create(
        centre=application.centre, application=application, user=user, **(defaults | given)
    )


def a_field_merge(copy: FieldCopy, *, device: str = "schody", **given: Any) -> FieldMerge:
    """One field of the talk that waits for a person."""
    by = {"centre": copy.centre}
    sync = FieldSync.objects.create(**by, uuid=uuid4(), copy=copy, came_at=now(), values={"recognition.hard": device})
    merge = FieldMerge.objects.create(
        **by, application=copy.application, sync=sync, user=copy.user, came_at=now(), **given
    )
    row = {"position": 1, "key": "recognition.hard", "device": device, "is_clash": True}
    FieldMergeRow.objects.create(**by, merge=merge, **row)
    return merge
