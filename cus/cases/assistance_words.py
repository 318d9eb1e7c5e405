"""What a decision under the social assistance act says on paper, in Polish whatever language the office works in."""

from typing import Any

from cus.cases.amounts import counted
from cus.cases.models import AssistanceDecision, AssistanceKind, HoursOver
from cus.kit.templatetags.kit import money

TITLES: dict[str, str] = {
    AssistanceKind.GRANT: "Decyzja o przyznaniu pomocy",
    AssistanceKind.RENEW: "Decyzja o przyznaniu pomocy na następny okres",
    AssistanceKind.CHANGE: "Decyzja o zmianie pomocy",
    AssistanceKind.END: "Decyzja o zakończeniu pomocy",
    AssistanceKind.REFUSE: "Decyzja o odmowie przyznania pomocy",
}
OVER = {HoursOver.WEEK.value: "w tygodniu", HoursOver.MONTH.value: "w miesiącu"}
FEE_PER = {"HOUR": "za godzinę", "MONTH": "za miesiąc"}


def words_of_assistance(decision: AssistanceDecision) -> dict[str, Any]:
    """What the text of the decision is made of: for the letter, and for the preview of a draft."""
    previous = decision.previous
    return {
        "kind": decision.kind,
        "service": decision.request.service.name,
        "amount": hours_in_words(decision),
        "starts_on": decision.starts_on,
        "ends_on": decision.ends_on,
        "tasks": decision.task_lines,
        "fee": fee_in_words(decision),
        "previous_number": previous.number if previous else "",
        "previous_on": previous.signed_on if previous else None,
        "interview_on": decision.interview.held_on if decision.interview else None,
        "reasons": decision.reasons,
        "provision": decision.provision,
        "appeal_instruction": decision.appeal_instruction,
    }


def hours_in_words(decision: AssistanceDecision) -> str:
    """20 godzin w miesiącu."""
    if decision.hours is None:
        return ""
    return f"{counted(decision.hours, 'godzina')} {OVER[decision.hours_over]}"


def fee_in_words(decision: AssistanceDecision) -> str:
    """The amount and the words, whichever are there: 12,50 zł za godzinę (30% kosztu)."""
    amount = ""
    if decision.fee_grosze is not None:
        amount = f"{money(decision.fee_grosze)} {FEE_PER[decision.fee_per]}"
    if amount and decision.fee_text:
        return f"{amount} ({decision.fee_text.rstrip('.')})"
    return amount or decision.fee_text
