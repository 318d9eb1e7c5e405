from cus.offer.models.provider import Provider, ProviderKind
from cus.offer.models.search import ServiceTerms, VocabularyTerm
from cus.offer.models.service import Audience, LegalTrack, Service, ServiceForm
from cus.offer.states import ServiceStatus

__all__ = [
    "Audience",
    "LegalTrack",
    "Provider",
    "ProviderKind",
    "Service",
    "ServiceForm",
    "ServiceStatus",
    "ServiceTerms",
    "VocabularyTerm",
]
