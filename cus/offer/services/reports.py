"""Somebody says that an entry of the catalogue is wrong; whoever keeps the entry answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.catalogue.models import Entry
from cus.kit.errors import Refused
from cus.offer.models import ErrorReport, Provider, Service
from cus.records.log import record

LONGEST_REPORT = 2000


@transaction.atomic
def report_error(*, centre: Centre, entry_uuid: UUID, words: str, contact: str, at: datetime) -> ErrorReport:
    """Keep what somebody of the public wrote about an entry, for those who keep it. Records `report.filed`.

    `contact` may be empty; an e-mail address in it gets the answer. It is deleted once the report is answered.
    """
    words = words.strip()[:LONGEST_REPORT]
    if not words:
        raise Refused(_("Write what is wrong, even in a few words."))
    service = Service.objects.filter(centre=centre, uuid=entry_uuid).in_catalogue().select_related("provider").first()
    provider = service.provider if service else Provider.objects.filter(centre=centre, uuid=entry_uuid).first()
    name = _name_of(centre, entry_uuid, service)
    if not name:
        raise Refused(_("This entry is not in the catalogue any more."))

    report = ErrorReport.objects.create(
        centre=centre,
        entry_uuid=entry_uuid,
        entry_name=name,
        service=service,
        provider=provider,
        words=words,
        contact=contact.strip()[:200],
        reported_at=at,
    )
    record("report.filed", subject=report, by=None, story=service, entry=name)
    return report


def _name_of(centre: Centre, entry_uuid: UUID, service: Service | None) -> str:
    if service:
        return service.name
    entry = Entry.objects.public().filter(centre=centre, uuid=entry_uuid).first()
    return entry.name if entry else ""
