from cus.community.models.consultation import Consultation, ConsultationRemark, RemarkOutcome
from cus.community.models.diagnosis import Diagnosis, Finding, Priority
from cus.community.models.unmet_need import UnmetNeed, UnmetNeedSource

__all__ = [
    "Consultation",
    "ConsultationRemark",
    "Diagnosis",
    "Finding",
    "Priority",
    "RemarkOutcome",
    "UnmetNeed",
    "UnmetNeedSource",
]
