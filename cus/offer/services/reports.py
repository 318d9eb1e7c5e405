"""Somebody says that an entry of the catalogue is wrong; whoever keeps the entry answers."""

import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre, User
from cus.catalogue.models import Entry
from cus.kit.errors import NotAllowed, Refused
from cus.offer.models import ErrorReport, Provider, Service
from cus.offer.permissions.providers import may_answer_for
from cus.offer.services.addressees import organisers_of, people_of
from cus.offer.states.workspace import REPORT
from cus.records.log import record
from cus.records.outbox import post

LONGEST_REPORT = 2000
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@transaction.atomic
def report_error(*, centre: Centre, entry_uuid: UUID, words: str, contact: str, at: datetime) -> ErrorReport:
    """Keep what somebody of the public wrote about an entry, for those who keep it. Records `report.filed`.

    `contact` may be empty; an e-mail address in it gets the answer. It is deleted once the report is answered.
    """
    words = words.strip()[:LONGEST_REPORT]
    if not words:
        raise Refused(_("Write what is wrong, in a few words at least."))
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
    record("report.filed", subject=report, by=None, story=provider, entry=name)
    _tell_keepers(report)
    return report


@transaction.atomic
def answer_report(*, report_id: int, answer: str, by: User, at: datetime) -> ErrorReport:
    """Close a report with an answer, e-mailed to who left an address; their contact is deleted. Records
    `report.answered`."""
    rows = ErrorReport.objects.visible_to(by).select_related("provider", "centre")
    report = rows.select_for_update(of=("self",)).get(pk=report_id)
    if report.centre_id != by.centre_id or not may_answer_for(by, report.provider):
        raise NotAllowed(_("Only the services organiser, the director and the provider answer this."))
    if not answer.strip():
        raise Refused(_("Write what you did about it, even in a few words."))
    REPORT.take(report, "answer")
    report.answer, report.answered_by, report.answered_at = answer.strip(), by, at
    if email := EMAIL.search(report.contact):
        _tell_reporter(report, email[0])
    report.contact = ""
    report.save(update_fields=["state", "answer", "answered_by", "answered_at", "contact"])
    record("report.answered", subject=report, by=by, story=report.provider, entry=report.entry_name)
    return report


def _tell_keepers(report: ErrorReport) -> None:
    """The organisers and the provider's people; whoever reported it stays unnamed in e-mails."""
    keepers = people_of(report.provider) if report.provider else []
    with override(settings.LANGUAGE_CODE):
        title = _("Somebody reported an error: %(entry)s") % {"entry": report.entry_name}
        text = _("Sign in to answer. The report says:")
        for email in {user.email for user in [*organisers_of(report.centre_id), *keepers]}:
            post(subject=report, to=email, title=title[:200], text=f"{text}\n\n{report.words}")


def _tell_reporter(report: ErrorReport, email: str) -> None:
    with override(settings.LANGUAGE_CODE):
        title = _("Your report: %(entry)s") % {"entry": report.entry_name}
        thanks = _("Thank you for telling us. Our answer:")
        text = f"{thanks}\n\n{report.answer}\n\n{report.centre.name}"
        post(subject=report, to=email, title=title[:200], text=text)


def _name_of(centre: Centre, entry_uuid: UUID, service: Service | None) -> str:
    if service:
        return service.name
    entry = Entry.objects.public().filter(centre=centre, uuid=entry_uuid).first()
    return entry.name if entry else ""
