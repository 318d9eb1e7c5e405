"""The assistance track of a case: interviews at home, decisions and their course, and moving between the tracks."""

from cus.cases.services.assistance.content import AssistanceContent
from cus.cases.services.assistance.course import (
    deliver_assistance,
    note_assistance_appeal,
    reverse_assistance,
    uphold_assistance,
)
from cus.cases.services.assistance.drafting import change_assistance, draft_assistance, drop_assistance
from cus.cases.services.assistance.interviews import cancel_interview, plan_interview, write_interview
from cus.cases.services.assistance.lapsing import end_lapsed_help
from cus.cases.services.assistance.renewal import prepare_renewal
from cus.cases.services.assistance.signing import sign_assistance
from cus.cases.services.assistance.tracks import change_track

__all__ = [
    "AssistanceContent",
    "cancel_interview",
    "change_assistance",
    "change_track",
    "deliver_assistance",
    "draft_assistance",
    "drop_assistance",
    "end_lapsed_help",
    "note_assistance_appeal",
    "plan_interview",
    "prepare_renewal",
    "reverse_assistance",
    "sign_assistance",
    "uphold_assistance",
    "write_interview",
]
