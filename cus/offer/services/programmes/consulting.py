"""Asking residents about a draft programme: the text stands still until the report is written."""

from datetime import date

from django.db import transaction

from cus.accounts.models import User
from cus.community.services import consultations
from cus.offer.models import ProgrammeVersion
from cus.offer.services.programmes.locking import locked_version
from cus.offer.states.programmes import VERSION
from cus.records.log import record


@transaction.atomic
def consult_version(
    *, version_id: int, period: tuple[date, date], channels: str, by: User, on: date
) -> ProgrammeVersion:
    """Show the draft to residents from a day to a day. Records `programme.consulted`."""
    version = locked_version(version_id, by)
    VERSION.take(version, "consult")
    version.consultation = consultations.begin_consultation(
        centre=version.centre,
        subject=version.title,
        period=period,
        channels=channels,
        follows=version.consultation,
        by=by,
        on=on,
    )
    version.consulted_content = version.content
    version.save(update_fields=["state", "consultation", "consulted_content"])
    record("programme.consulted", subject=version.programme, by=by, number=version.number)
    return version


@transaction.atomic
def close_consultation(*, version_id: int, report: str, by: User, on: date) -> ProgrammeVersion:
    """Close the consultation; the text opens again for what residents changed in it. Records `programme.reported`."""
    version = locked_version(version_id, by)
    VERSION.take(version, "report")
    consultations.close_consultation(consultation_id=version.consultation_id or 0, report=report, by=by, on=on)
    version.save(update_fields=["state"])
    record("programme.reported", subject=version.programme, by=by, number=version.number)
    return version
