"""What pages read of the offer."""

from cus.offer.models import Service
from cus.offer.search.find import find_services


def services_found(*, centre_id: int, text: str) -> list[tuple[Service, float]]:
    """The services in the catalogue that answer the text, the best first, with their scores."""
    scores = {match.service_id: match.score for match in find_services(centre_id=centre_id, text=text).matches}
    services = Service.objects.filter(centre_id=centre_id).in_catalogue().in_bulk(list(scores))
    return [(services[service_id], score) for service_id, score in scores.items() if service_id in services]
