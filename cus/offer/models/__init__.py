from cus.offer.models.location import Location, OpeningHours, Weekday
from cus.offer.models.provider import Provider, ProviderKind
from cus.offer.models.search import ServiceTerms, VocabularyTerm
from cus.offer.models.service import Audience, LegalTrack, Service, ServiceForm
from cus.offer.states.listing import ServiceStatus

__all__ = [
    "Audience",
    "LegalTrack",
    "Location",
    "OpeningHours",
    "Provider",
    "ProviderKind",
    "Service",
    "ServiceForm",
    "ServiceStatus",
    "ServiceTerms",
    "VocabularyTerm",
    "Weekday",
]
