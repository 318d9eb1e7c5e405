"""What the search of the catalogue finds, as services: an own service's entry bears its uuid."""

from dataclasses import dataclass, field
from datetime import date

from cus.catalogue.models import Entry
from cus.catalogue.search.find import find_entries
from cus.offer.models import Service


@dataclass(frozen=True)
class FoundServices:
    """By the id of each service found what it scored, the best first; and which words were read differently."""

    scores: dict[int, float] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""


def find_services(*, centre_id: int, text: str, hidden: bool = False, on: date | None = None) -> FoundServices:
    """The centre's own services that answer the text; drafts and withdrawn ones too if `hidden`."""
    found = find_entries(centre_ids=[centre_id], text=text, hidden=hidden, on=on)
    own = Entry.objects.filter(centre_id=centre_id, source=None, pk__in=[match.entry_id for match in found.matches])
    uuids = dict(own.values_list("pk", "uuid"))
    services = Service.objects.filter(centre_id=centre_id, uuid__in=uuids.values())
    ids = dict(services.values_list("uuid", "pk"))
    scores = {
        ids[uuids[match.entry_id]]: match.score
        for match in found.matches
        if match.entry_id in uuids and uuids[match.entry_id] in ids
    }
    return FoundServices(scores, found.read_as, found.suggestion)


def services_found(*, centre_id: int, text: str, on: date | None = None) -> list[tuple[Service, float]]:
    """The services in the catalogue that answer the text, the best first, with their scores."""
    scores = find_services(centre_id=centre_id, text=text, on=on).scores
    services = Service.objects.filter(centre_id=centre_id).in_catalogue().in_bulk(list(scores))
    return [(services[service_id], score) for service_id, score in scores.items() if service_id in services]
