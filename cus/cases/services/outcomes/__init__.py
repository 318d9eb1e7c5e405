"""What becomes of an application: who takes it, what is found out, and the outcome of every requested service."""

from cus.cases.services.outcomes.appeal import deliver_decision, note_appeal, reverse_decision, uphold_decision
from cus.cases.services.outcomes.coordination import assign_coordinator, note_coordination
from cus.cases.services.outcomes.judging import note_facts
from cus.cases.services.outcomes.places import end_service, put_on_waiting_list, qualify_service
from cus.cases.services.outcomes.recognition import change_recognition, recognise_needs
from cus.cases.services.outcomes.refusal import change_refusal, draft_refusal, drop_refusal, sign_decision
from cus.cases.services.outcomes.transfer import answer_transfer, pass_on
from cus.cases.services.outcomes.withdrawal import withdraw_request

__all__ = [
    "answer_transfer",
    "assign_coordinator",
    "change_recognition",
    "change_refusal",
    "deliver_decision",
    "draft_refusal",
    "drop_refusal",
    "end_service",
    "note_appeal",
    "note_coordination",
    "note_facts",
    "pass_on",
    "put_on_waiting_list",
    "qualify_service",
    "recognise_needs",
    "reverse_decision",
    "sign_decision",
    "uphold_decision",
    "withdraw_request",
]
