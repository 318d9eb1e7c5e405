"""Everything that changes what the centre knows of its community."""

from cus.community.services.consultations import answer_remark, begin_consultation, close_consultation, note_remark
from cus.community.services.diagnoses import (
    consult_diagnosis,
    finish_diagnosis,
    remove_finding,
    save_diagnosis,
    save_finding,
)
from cus.community.services.unmet_needs import record_unmet_need, without_personal_data

__all__ = [
    "answer_remark",
    "begin_consultation",
    "close_consultation",
    "consult_diagnosis",
    "finish_diagnosis",
    "note_remark",
    "record_unmet_need",
    "remove_finding",
    "save_diagnosis",
    "save_finding",
    "without_personal_data",
]
