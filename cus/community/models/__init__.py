from cus.community.models.consultation import Consultation, ConsultationRemark, RemarkOutcome
from cus.community.models.diagnosis import Diagnosis, Finding, Priority
from cus.community.models.unmet_need import UnmetNeed, UnmetNeedSource
from cus.community.states import DiagnosisState

__all__ = [
    "Consultation",
    "ConsultationRemark",
    "Diagnosis",
    "DiagnosisState",
    "Finding",
    "Priority",
    "RemarkOutcome",
    "UnmetNeed",
    "UnmetNeedSource",
]
