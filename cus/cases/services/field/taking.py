"""Putting a case on a device."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.field.office import own_draft, plan_version, seen_up_to
from cus.cases.field.sealed import make_key
from cus.cases.field.values import plan_values, recognition_values
from cus.cases.models import Application, FieldCopy
from cus.cases.permissions.field import may_take_to_field
from cus.kit.errors import NotAllowed
from cus.records.log import record

DAYS_ON_DEVICE = 3


@transaction.atomic
def take_to_field(*, application_id: int, device: UUID, by: User, on: date, at: datetime) -> FieldCopy:
    """Note that a case goes out on a device for a few days, with the values it has now. Records `field.taken`."""
    application = Application.objects.select_related("person", "centre").get(pk=application_id)
    if not may_take_to_field(by, application, on=on):
        raise NotAllowed(_("A coordinator takes along the cases they answer for."))

    draft = own_draft(application, user=by)
    copy = FieldCopy.objects.create(
        centre=application.centre,
        application=application,
        user=by,
        device=device,
        taken_at=at,
        expires_at=at + timedelta(days=DAYS_ON_DEVICE),
        recognition=draft,
        seen_up_to=seen_up_to(application),
        office_key=make_key(),
        base=recognition_values(draft) | plan_values(plan_version(application)),
    )
    record("field.taken", subject=copy, story=application.person, by=by, number=application.number)
    return copy
