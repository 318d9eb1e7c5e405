"""What a case waits for now: one thing, so that the page has one button."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Decision
from cus.cases.models.transfer import TransferAnswer
from cus.cases.permissions.outcomes import may_assign_coordinator, may_decide_outcome
from cus.cases.queries.assistance import is_of_assistance
from cus.cases.queries.case import CasePage
from cus.cases.states import ApplicationState, DecisionState, PlanState


@dataclass(frozen=True)
class NextStep:
    """A sentence, and the button that does it; without an address only the sentence."""

    text: str
    label: str = ""
    url: str = ""
    is_post: bool = False


def next_step(page: CasePage, *, user: User, on: date) -> NextStep:
    """The first thing that is due, as far as the user may do it."""
    application = page.application
    if application.state in (ApplicationState.WITHDRAWN, ApplicationState.NOT_CONSIDERED):
        return NextStep(_("The application is closed."))
    if application.state == ApplicationState.INCOMPLETE:
        return NextStep(_("We wait until the person completes the application."))
    for step in (_coordinator, _recognition, _outcome, _refusal, _line, _plan, _transfer):
        found = step(page, user, on)
        if found:
            return found
    return NextStep(_("Nothing is due. Every service has its outcome."))


def _coordinator(page: CasePage, user: User, on: date) -> NextStep | None:
    application = page.application
    if application.coordinator_id:
        return None
    text = _("Nobody has this case yet.")
    if user.has_role(Role.DIRECTOR, Role.ORGANISER):
        return NextStep(text, _("Assign a coordinator"), reverse("cases:assign_coordinator", args=[application.pk]))
    if may_assign_coordinator(user, application, user):
        return NextStep(text, _("Take this case"), reverse("cases:take_case", args=[application.pk]), is_post=True)
    return NextStep(text)


def _recognition(page: CasePage, user: User, on: date) -> NextStep | None:
    if page.finished_recognition:
        return None
    own = next((one for one in page.recognitions if one.author_id == user.pk), None)
    if own:
        text = _("Your recognition of needs is not finished.")
        return NextStep(text, _("Go on with it"), reverse("cases:edit_recognition", args=[own.pk]))
    text = _("Talk with the person: what they need, can do and want.")
    if user.has_role(Role.COORDINATOR):
        return NextStep(text, _("Recognise needs"), reverse("cases:new_recognition", args=[page.application.pk]))
    return NextStep(text) if not page.open_requests or not may_decide_outcome(user, page.application) else None


def _outcome(page: CasePage, user: User, on: date) -> NextStep | None:
    if not page.open_requests:
        return None
    first = page.open_requests[0]
    if is_of_assistance(first):
        text = _("“%(service)s” waits for an interview at home and a decision.") % {"service": first.service.name}
        if not user.has_role(*CASE_STAFF):
            return NextStep(text)
        return NextStep(text, _("Interview and decision"), reverse("cases:two_tracks", args=[page.application.pk]))
    text = _("“%(service)s” waits for its outcome.") % {"service": first.service.name}
    if may_decide_outcome(user, page.application):
        return NextStep(text, _("Decide the outcome"), reverse("cases:outcome", args=[first.pk]))
    return NextStep(text)


def _refusal(page: CasePage, user: User, on: date) -> NextStep | None:
    decision = next((one for one in page.decisions if one.state in (DecisionState.DRAFT, DecisionState.SIGNED)), None)
    if decision is None:
        return None
    text = (
        _("The refusal %(number)s is signed: note its delivery.")
        if decision.state == DecisionState.SIGNED
        else _("The refusal %(number)s waits for a signature.")
    )
    return NextStep(text % {"number": decision.number}, _("Open the decision"), _of(decision))


def _of(decision: Decision) -> str:
    return reverse("cases:decision", args=[decision.pk])


def _line(page: CasePage, user: User, on: date) -> NextStep | None:
    request = page.next_of_the_line
    if request is None or not may_decide_outcome(user, page.application):
        return None
    text = _("A place is free: %(service)s.") % {"service": request.service.name}
    return NextStep(text, _("Qualify"), reverse("cases:outcome", args=[request.pk]))


def _plan(page: CasePage, user: User, on: date) -> NextStep | None:
    application = page.application
    if not page.qualified or not may_decide_outcome(user, application):
        return None
    plan = page.living_plan
    if plan:
        if plan.state != PlanState.PREPARED:
            return None
        return NextStep(_("The plan is being prepared."), _("Open the plan"), reverse("cases:plan", args=[plan.pk]))
    if page.plan_need.is_needed is None:
        text = _("How long will services be coordinated? It tells whether a plan is needed.")
        return NextStep(text, _("Note the time"), reverse("cases:coordination", args=[application.pk]))
    if page.plan_need.is_needed and not page.plans:
        text = _("Services will be coordinated for three months or longer: a plan is needed.")
        return NextStep(text, _("Begin the plan"), reverse("cases:begin_plan", args=[application.pk]), is_post=True)
    return None


def _transfer(page: CasePage, user: User, on: date) -> NextStep | None:
    asked = next((one for one in page.transfers if one.answer == TransferAnswer.NONE and one.follow_up_on <= on), None)
    if asked is None:
        return None
    text = _("Ask %(unit)s what became of the matter.") % {"unit": asked.unit.name}
    return NextStep(text, _("Note the answer"), reverse("cases:answer_transfer", args=[asked.pk]))
