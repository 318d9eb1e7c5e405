"""The programme a service stands on, and who pays for it."""

from collections.abc import Iterator

from cus.accounts.models import Centre
from cus.catalogue.services.records import RecordDraft
from cus.offer.exports.hsds.ids import id_within
from cus.offer.facts import PublicFacts
from cus.offer.models import ProgrammeService


def program_of(terms: ProgrammeService, centre: Centre) -> RecordDraft:
    """The programme by its lasting name; the wording in force describes it."""
    programme = terms.version.programme
    data = {
        "id": str(programme.uuid),
        "organization_id": str(centre.uuid),
        "name": programme.name,
        "description": terms.version.title,
    }
    return RecordDraft("programs", str(programme.uuid), data)


def funding_of(facts: PublicFacts) -> Iterator[RecordDraft]:
    """The sources of money that pay on the day."""
    for source in facts.terms.funding.all() if facts.terms else ():
        if source.starts_on <= facts.on and (source.ends_on is None or facts.on <= source.ends_on):
            uuid = facts.service.uuid
            record_id = id_within(uuid, "funding", source.kind, source.name, source.starts_on.isoformat())
            data = {"id": record_id, "service_id": str(uuid), "source": source.name}
            yield RecordDraft("funding", record_id, data)
