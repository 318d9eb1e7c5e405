"""A service of another centre or source, taken as a draft of our own."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.catalogue.hsds.naming import naming_anyhow
from cus.catalogue.models import Entry, Record
from cus.kit.errors import NotAllowed, Refused
from cus.law.services import RECIPIENT_KINDS
from cus.offer.exports.hsds.classification import RECIPIENTS
from cus.offer.models import Audience, Service, ServiceForm
from cus.offer.models.languages import LANGUAGES
from cus.offer.permissions.listing import may_edit_services
from cus.offer.recipients import recipient_kinds_of
from cus.offer.services.listing import save_service
from cus.records.log import record
from cus.records.models import Event

CODE = "K{number:03}"


class AreaMissing(Refused):
    """What others wrote does not say to which area of the Act the service belongs."""


@transaction.atomic
def copy_service(*, entry: Entry, area: int | None, whose: str, licence: str, by: User, on: date) -> Service:
    """Make a draft with the public facts of the entry, without its provider, contact and places.

    Records `service.copied` beside `service.added`.
    """
    if not may_edit_services(by):
        raise NotAllowed(_("Only the services organiser and the director change the offer."))
    _must_be_new(entry, by=by)
    number = entry.area or area
    if number is None:
        raise AreaMissing(_("Choose to which area of the Act “%(name)s” belongs.") % {"name": entry.name})
    fields = _facts(entry, on=on) | {
        "code": _free_code(by),
        "area": number,
        "basis": _note(whose, licence),
    }
    service = save_service(centre=by.centre, fields=fields, by=by, on=on)  # type: ignore[arg-type]
    record("service.copied", subject=service, by=by, service=service.name, source=whose, entry=str(entry.uuid))
    return service


def _must_be_new(entry: Entry, *, by: User) -> None:
    copied = Event.objects.filter(
        name="service.copied", centre_id=by.centre_id, details__entry=str(entry.uuid)
    ).values("subject_id")
    before = Service.objects.filter(centre_id=by.centre_id, pk__in=copied).first()
    if before:
        raise Refused(
            _("This service has been copied already: “%(name)s”, code %(code)s. Open that one.")
            % {"name": before.name, "code": before.code}
        )


def _facts(entry: Entry, *, on: date) -> dict[str, Any]:
    rows = _rows_of(entry)
    told = next((data for table, data in rows if table == "services"), {})
    terms = {data["taxonomy_term_id"] for table, data in rows if table == "attributes" and "taxonomy_term_id" in data}
    audiences = [value for value in entry.audiences if value in Audience.values] or [Audience.EVERYONE.value]
    recipients = str(told.get("eligibility_description", ""))[:300]
    return {
        "name": entry.name[:200],
        "description": entry.summary,
        "recipients": recipients,
        "audiences": audiences,
        "recipient_kinds": _kinds_among(terms, on=on) or recipient_kinds_of(audiences),
        "min_age": entry.min_age,
        "max_age": entry.max_age,
        "languages": [code for code in entry.languages if code in dict(LANGUAGES)],
        "keywords": "\n".join(line for line in entry.keywords.splitlines() if line != recipients),
        "form": entry.form if entry.form in ServiceForm.values else ServiceForm.INDIVIDUAL.value,
        "is_free": bool(entry.is_free),
        "fee_text": entry.fee_text,
        "documents": "\n".join(
            str(data["document"]) for table, data in rows if table == "required_documents" and data.get("document")
        ),
    }


def _rows_of(entry: Entry) -> list[tuple[str, dict[str, Any]]]:
    """The rows of the open data about the entry, in the order in which they were written."""
    uuid = str(entry.uuid)
    public = Record.objects.public().filter(centre_id=entry.centre_id, source_id=entry.source_id)
    about = public.filter(record_id=uuid, table="services") | public.filter(naming_anyhow([uuid]))
    return [(row.table, row.data) for row in about.order_by("id")]


def _kinds_among(terms: set[str], *, on: date) -> list[str]:
    known = [kind.code for kind in RECIPIENT_KINDS.on(on)]
    return [kind for kind in known if RECIPIENTS.term_id(kind) in terms]


def _free_code(by: User) -> str:
    taken = set(Service.objects.filter(centre_id=by.centre_id).values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := CODE.format(number=number)) not in taken)


def _note(whose: str, licence: str) -> str:
    if licence:
        note = _("copied from: %(whose)s, licence %(licence)s") % {"whose": whose, "licence": licence}
    else:
        note = _("copied from: %(whose)s") % {"whose": whose}
    return note[:200]
