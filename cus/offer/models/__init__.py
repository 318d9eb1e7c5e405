from cus.offer.models.agreement import Agreement, AgreementKind, CapacityUnit, PriceListItem
from cus.offer.models.contest import Contest, ContestOffer, Criterion, Judge, Score
from cus.offer.models.location import Location, OpeningHours, Weekday
from cus.offer.models.programme import (
    Annulment,
    EvaluationKind,
    FindingUsed,
    Programme,
    ProgrammeEvaluation,
    ProgrammeVersion,
    Resolution,
)
from cus.offer.models.provider import Provider, ProviderKind, ProviderUser
from cus.offer.models.search import ServiceTerms, VocabularyTerm
from cus.offer.models.service import Audience, LegalTrack, Service, ServiceForm
from cus.offer.models.workspace import ErrorReport, FreeCapacity, PlannedBreak, ProposedChange
from cus.offer.states.listing import ServiceStatus

__all__ = [
    "Agreement",
    "AgreementKind",
    "Annulment",
    "Audience",
    "CapacityUnit",
    "Contest",
    "ContestOffer",
    "Criterion",
    "ErrorReport",
    "EvaluationKind",
    "FindingUsed",
    "FreeCapacity",
    "Judge",
    "LegalTrack",
    "Location",
    "OpeningHours",
    "PlannedBreak",
    "PriceListItem",
    "Programme",
    "ProgrammeEvaluation",
    "ProgrammeVersion",
    "ProposedChange",
    "Provider",
    "ProviderKind",
    "ProviderUser",
    "Resolution",
    "Score",
    "Service",
    "ServiceForm",
    "ServiceStatus",
    "ServiceTerms",
    "VocabularyTerm",
    "Weekday",
]
