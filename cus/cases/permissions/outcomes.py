"""Who may decide on an application, and who only keeps its papers in order."""

from datetime import date

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Application, Decision, NeedsRecognition
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.kin import is_open_to
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.team.queries import signs_decisions

DECIDES = (Role.DIRECTOR, Role.ORGANISER, Role.COORDINATOR)
LETTERS_OF_CASE_STAFF = frozenset(
    {LetterKind.REFUSAL, LetterKind.ASSISTANCE_DECISION, LetterKind.PLAN, LetterKind.CLOSING, LetterKind.NOTICE}
)


def may_assign_coordinator(user: User, application: Application, coordinator: User) -> bool:
    """The director and the organiser choose anyone; a coordinator takes a case nobody has."""
    if not is_open_to(user, application):
        return False
    if user.has_role(Role.DIRECTOR, Role.ORGANISER):
        return True
    return user.has_role(Role.COORDINATOR) and coordinator == user and application.coordinator_id is None


def may_recognise_needs(user: User, application: Application) -> bool:
    """Case staff of the centre; that it must be a coordinator is the law's word (RULE-43), said by the service."""
    return is_open_to(user, application) and user.has_role(*CASE_STAFF)


def may_change_recognition(user: User, recognition: NeedsRecognition) -> bool:
    """Only its author, until it is finished."""
    return recognition.author_id == user.pk and recognition.finished_on is None


def may_decide_outcome(user: User, application: Application) -> bool:
    """The director, the organiser and the coordinators of the centre."""
    return is_open_to(user, application) and user.has_role(*DECIDES)


def may_withdraw(user: User, application: Application) -> bool:
    """Whoever takes the person's word: case staff and the front desk."""
    return is_open_to(user, application) and user.has_role(*SEES_APPLICATIONS)


def may_sign_decision(user: User, decision: Decision, *, on: date) -> bool:
    """The director, or whoever the director authorised to sign decisions on that day."""
    return is_open_to(user, decision) and signs_decisions(user, on=on)


def may_keep_decision(user: User, decision: Decision) -> bool:
    """Drafting, delivery and the course of an appeal: those who decide on outcomes."""
    return is_open_to(user, decision) and user.has_role(*DECIDES)


def may_read_letter(user: User, letter: Letter) -> bool:
    """Case staff every letter; the front desk those that tell nothing of reasons or help received."""
    if not is_open_to(user, letter):
        return False
    return user.has_role(*CASE_STAFF) or (user.has_role(Role.FRONT_DESK) and letter.kind not in LETTERS_OF_CASE_STAFF)
