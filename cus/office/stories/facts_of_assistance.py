"""What a story can expect of the assistance track, read as its pages read it."""

from typing import Any

from django.utils.translation import gettext, override

from cus.cases.models import Application, AssistanceDecision, FeePer, HoursOver, RequestedService
from cus.cases.queries.assistance import Deadline, deadlines_of, decisions_ending, remarks_on, renewal_deadline
from cus.cases.queries.assistance import is_of_assistance as of_assistance
from cus.cases.services.assistance.drafting import last_help
from cus.office.stories.facts import OF_CASE, OF_CENTRE, fact, fact_of_service
from cus.office.stories.stage import Stage


@fact(OF_CASE, "interviews")
def interviews(stage: Stage, case: Application) -> list[str]:
    """The states of all interviews at home, the first first: planned, being written, signed, cancelled."""
    with override("en"):
        return [str(one.get_state_display()) for one in case.interviews.order_by("id")]


@fact(OF_CASE, "interview due")
def interview_due(stage: Stage, case: Application) -> Any:
    """By when the interview that waits is to be held (RULE-70); none where the centre switched the rule off."""
    return _deadline(stage, case, gettext("The interview at home"))


@fact(OF_CASE, "decision due")
def decision_due(stage: Stage, case: Application) -> Any:
    """By when the first decision is to be made (RULE-71)."""
    return _deadline(stage, case, gettext("The decision"))


@fact(OF_CASE, "decisions")
def decisions(stage: Stage, case: Application) -> list[str]:
    """Every decision under the social assistance act with what it does and where it stands: “grant delivered”."""
    return [f"{one.kind} {one.state}" for one in case.assistance_decisions.order_by("id")]


@fact(OF_CASE, "remarks on the decision")
def remarks(stage: Stage, case: Application) -> list[str]:
    """What the page says before one signs the newest draft (RULE-69); a part of each sentence is enough."""
    draft = case.assistance_decisions.in_the_making().order_by("-id").first()
    return [text for text, _provision in remarks_on(draft, on=stage.on)] if draft else []


@fact(OF_CASE, "decision can be appealed until")
def appealed_until(stage: Stage, case: Application) -> Any:
    """Of the newest decision under the social assistance act."""
    newest = case.assistance_decisions.order_by("-id").first()
    return newest.appeal_until if newest else None


@fact(OF_CASE, "renewal due")
def renewal_due(stage: Stage, case: Application) -> Any:
    """By when the next decision should be begun (RULE-72), where help ends within sixty days."""
    rows = decisions_ending(user=stage.staff["director"], on=stage.on).filter(application=case)
    return next((renewal_deadline(one) for one in rows), None)


@fact(OF_CENTRE, "decisions ending")
def ending(stage: Stage, centre: Any) -> list[str]:
    """The cases whose help by a decision ends within sixty days and is not prolonged, the first to end first."""
    rows = decisions_ending(user=stage.staff["director"], on=stage.on)
    keys = {case.pk: key for key, case in stage.cases.items()}
    return [keys[one.application_id] for one in rows]


@fact_of_service("track")
def track(request: RequestedService) -> str:
    return "social assistance" if of_assistance(request) else "programme"


@fact_of_service("granted until")
def granted_until(request: RequestedService) -> Any:
    """The last day of help by a decision."""
    decision = last_help(request)
    return decision.lasts_until if decision else None


@fact_of_service("hours granted")
def hours_granted(request: RequestedService) -> str | None:
    """By the last decision that gives help: “10 a week”."""
    decision = last_help(request)
    return f"{_bare(decision)} {_per(HoursOver(decision.hours_over))}" if decision else None


@fact_of_service("fee")
def fee(request: RequestedService) -> str | None:
    """Of help by a decision, in its words or as an amount: “12.50 an hour”."""
    decision = last_help(request)
    if decision is None or decision.fee_grosze is None:
        return decision.fee_text if decision else None
    return f"{decision.fee_grosze / 100:.2f} {_per(FeePer(decision.fee_per))}"


def _bare(decision: AssistanceDecision) -> str:
    return f"{decision.hours:f}".rstrip("0").rstrip(".") if decision.hours else ""


def _per(over: HoursOver | FeePer) -> str:
    with override("en"):
        return str(over.label)


def _deadline(stage: Stage, case: Application, what: str) -> Any:
    """The day by which the page of both tracks wants it, which names what is wanted."""
    rows = case.requests.select_related("service")
    found: list[Deadline] = deadlines_of(
        case,
        assistance=[one for one in rows if of_assistance(one)],
        interviews=list(case.interviews.order_by("-ordered_on", "-id")),
        on=stage.on,
    )
    return next((one.due_on for one in found if one.what == what), None)
