from cus.offer.models.agreement import Agreement, AgreementKind, CapacityUnit, PriceListItem
from cus.offer.models.contest import Contest, ContestOffer, Criterion, Judge, Score
from cus.offer.models.location import Location, OpeningHours, Weekday
from cus.offer.models.provider import Provider, ProviderKind, ProviderUser
from cus.offer.models.search import ServiceTerms, VocabularyTerm
from cus.offer.models.service import Audience, LegalTrack, Service, ServiceForm
from cus.offer.models.workspace import ErrorReport, FreeCapacity, PlannedBreak, ProposedChange
from cus.offer.states.listing import ServiceStatus

__all__ = [
    "Agreement",
    "AgreementKind",
    "Audience",
    "CapacityUnit",
    "Contest",
    "ContestOffer",
    "Criterion",
    "ErrorReport",
    "FreeCapacity",
    "Judge",
    "LegalTrack",
    "Location",
    "OpeningHours",
    "PlannedBreak",
    "PriceListItem",
    "ProposedChange",
    "Provider",
    "ProviderKind",
    "ProviderUser",
    "Score",
    "Service",
    "ServiceForm",
    "ServiceStatus",
    "ServiceTerms",
    "VocabularyTerm",
    "Weekday",
]
