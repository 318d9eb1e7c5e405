"""Who may do what on the assistance track."""

from datetime import date

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Application, AssistanceDecision, EnvironmentalInterview
from cus.cases.permissions.kin import is_open_to
from cus.cases.states import DecisionState, InterviewState
from cus.team.queries import signs_decisions


def may_plan_interview(user: User, application: Application) -> bool:
    """All case staff: whoever learns that help under the social assistance act is needed."""
    return is_open_to(user, application) and user.has_role(*CASE_STAFF)


def may_write_interview(user: User, interview: EnvironmentalInterview) -> bool:
    """Only the social worker who holds it, until it is signed: it is their word."""
    return (
        is_open_to(user, interview.application)
        and user.has_role(Role.SOCIAL_WORKER)
        and interview.social_worker_id == user.pk
        and interview.state in (InterviewState.PLANNED, InterviewState.WRITTEN)
    )


def may_cancel_interview(user: User, interview: EnvironmentalInterview) -> bool:
    """Its social worker and the director, until it is signed."""
    own = interview.social_worker_id == user.pk and user.has_role(Role.SOCIAL_WORKER)
    is_open = interview.state in (InterviewState.PLANNED, InterviewState.WRITTEN)
    return is_open_to(user, interview.application) and is_open and (own or user.has_role(Role.DIRECTOR))


def may_draft_decision(user: User, application: Application) -> bool:
    """Social workers and the director; drafting, delivery and the course of an appeal are one right."""
    return is_open_to(user, application) and user.has_role(Role.SOCIAL_WORKER, Role.DIRECTOR)


def may_sign_assistance(user: User, decision: AssistanceDecision, *, on: date) -> bool:
    """The director, or whoever the director authorised to sign decisions on that day."""
    is_draft = decision.state == DecisionState.DRAFT
    return is_draft and is_open_to(user, decision.application) and signs_decisions(user, on=on)


def may_change_track(user: User, application: Application) -> bool:
    """All case staff: the person's consent is what it takes."""
    return is_open_to(user, application) and user.has_role(*CASE_STAFF)
