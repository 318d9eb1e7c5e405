"""What the director puts into the hands of the team."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record
from cus.team.models import Authorisation, AuthorisationKind
from cus.team.permissions import may_authorise


@transaction.atomic
def authorise(
    *, user_id: int, kind: str, by: User, on: date, starts_on: date, ends_on: date | None = None, number: str = ""
) -> Authorisation:
    """Entrust something to a member of staff from a day. Records `authorisation.granted`."""
    if not may_authorise(by):
        raise NotAllowed(_("Only the director authorises."))
    member = User.objects.visible_to(by).get(pk=user_id)
    if ends_on and ends_on < starts_on:
        raise Refused(_("The authorisation would end before it starts. Correct the dates."))
    if kind not in AuthorisationKind.values:
        raise Refused(_("Choose what the person is authorised to do."))

    given = Authorisation.objects.create(
        centre_id=by.centre_id,
        user=member,
        kind=kind,
        number=number,
        granted_by=by,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record("authorisation.granted", subject=given, by=by, kind=kind)
    return given


@transaction.atomic
def end_authorisation(*, authorisation_id: int, by: User, on: date) -> Authorisation:
    """End it: yesterday was its last day, or today when it began today. Records `authorisation.ended`."""
    if not may_authorise(by):
        raise NotAllowed(_("Only the director ends an authorisation."))
    given = Authorisation.objects.select_for_update(of=("self",)).in_centre_of(by).get(pk=authorisation_id)

    given.ends_on = max(given.starts_on, on - timedelta(days=1))
    given.save(update_fields=["ends_on"])
    record("authorisation.ended", subject=given, by=by, kind=given.kind)
    return given
