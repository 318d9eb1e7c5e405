"""The taxonomies by which services are described: areas of the Act, audiences, recipients of the Act, forms.

Their identifiers are the same at all centres, so that a service of one can be compared with that of another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.catalogue.services.records import RecordDraft
from cus.law.services import AREAS, RECIPIENT_KINDS
from cus.offer.exports.hsds.ids import id_within, shared_id
from cus.offer.facts import PublicFacts
from cus.offer.models import Audience, ServiceForm

VERSION = "1"
LANGUAGE = "pl"


@dataclass(frozen=True)
class Taxonomy:
    """A list of terms; `code` begins the code of each, since codes are unique over all taxonomies."""

    code: str
    name: str | Promise
    description: str | Promise

    @property
    def record_id(self) -> str:
        return shared_id("taxonomy", self.code)

    def term_id(self, term: object) -> str:
        return shared_id("taxonomy", self.code, str(term))


AREA = Taxonomy(
    "area",
    _("Areas of social services"),
    _("The subject areas of the Act of 19 July 2019 on providing social services by a centre of social services"),
)
AUDIENCE = Taxonomy("audience", _("For whom"), _("For whom a service is, in the words of the catalogue"))
RECIPIENTS = Taxonomy("recipients", _("Recipients in the Act"), _("The five kinds of recipients of social services"))
FORM = Taxonomy("form", _("Form of the service"), _("How a service reaches a person"))


def classification(*, on: date) -> Iterator[RecordDraft]:
    """The taxonomies with their terms, as they stand on the day."""
    for taxonomy, terms in (
        (AREA, [(area.number, area.name_pl) for area in AREAS.on(on)]),
        (AUDIENCE, Audience.choices),
        (RECIPIENTS, [(kind.code, kind.name_pl) for kind in RECIPIENT_KINDS.on(on)]),
        (FORM, ServiceForm.choices),
    ):
        yield _taxonomy(taxonomy)
        for code, name in terms:
            yield _term(taxonomy, code, str(name))


def attributes_of(facts: PublicFacts) -> Iterator[RecordDraft]:
    """The terms a service is described by."""
    service = facts.service
    yield _attribute(service.uuid, AREA, service.area)
    yield _attribute(service.uuid, FORM, service.form)
    for audience in service.audiences:
        yield _attribute(service.uuid, AUDIENCE, audience)
    for kind in service.recipient_kinds:
        yield _attribute(service.uuid, RECIPIENTS, kind)


def _taxonomy(taxonomy: Taxonomy) -> RecordDraft:
    data = {
        "id": taxonomy.record_id,
        "name": str(taxonomy.name),
        "description": str(taxonomy.description),
        "version": VERSION,
    }
    return RecordDraft("taxonomies", taxonomy.record_id, data)


def _term(taxonomy: Taxonomy, code: object, name: str) -> RecordDraft:
    record_id = taxonomy.term_id(code)
    data = {
        "id": record_id,
        "code": f"{taxonomy.code}:{code}",
        "name": name,
        "description": name,
        "taxonomy": str(taxonomy.name),
        "language": LANGUAGE,
        "taxonomy_id": taxonomy.record_id,
    }
    return RecordDraft("taxonomy_terms", record_id, data)


def _attribute(service_uuid: object, taxonomy: Taxonomy, term: object) -> RecordDraft:
    term_id = taxonomy.term_id(term)
    record_id = id_within(str(service_uuid), "attribute", term_id)
    data = {
        "id": record_id,
        "link_id": str(service_uuid),
        "taxonomy_term_id": term_id,
        "link_type": taxonomy.code,
        "link_entity": "service",
    }
    return RecordDraft("attributes", record_id, data)
