from cus.offer.models.provider import Provider, ProviderKind
from cus.offer.models.service import Audience, LegalTrack, Service, ServiceForm, ServiceStatus

__all__ = ["Audience", "LegalTrack", "Provider", "ProviderKind", "Service", "ServiceForm", "ServiceStatus"]
