"""Caseloads and handovers: what somebody answers for, and to whom it goes."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import Role, User
from cus.cases.forms.team import DeclineForm, HandoverForm
from cus.cases.models import HandedCase, Handover
from cus.cases.permissions.team import may_answer, may_call_off, may_give_back, may_hand_over, may_see_caseload
from cus.cases.queries.caseload import caseload, handovers_of, nobodys_cases
from cus.cases.services import handover as services
from cus.cases.states import HandedState
from cus.cases.views.form_page import form_page, take_step
from cus.kit.incoming import number_in
from cus.kit.pages import page_of, show


def member_or_404(request: HttpRequest, user_id: int) -> User:
    member = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    if not may_see_caseload(request.user, member):
        raise Http404
    return member


@require_GET
def caseload_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Every case a coordinator answers for, the most urgent first; ticked ones can be handed over."""
    member, today = member_or_404(request, user_id), localdate()
    cases = caseload(member, user=request.user, on=today)
    context = {
        "member": member,
        "is_own": member == request.user,
        "cases": cases,
        "late": sum(1 for case in cases if case.days_left is not None and case.days_left < 0),
        "may_hand_over": may_hand_over(request.user, member),
        "today": today,
    }
    return show(request, "cases/caseload.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, user_id: int) -> HttpResponse:
    """To whom the ticked cases (`case`, any number of times; none: all) go, why and for how long."""
    member, today = member_or_404(request, user_id), localdate()
    if not may_hand_over(request.user, member):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    ticked = frozenset(pk for text in asked.getlist("case") if (pk := number_in(text)))
    cases = caseload(member, user=request.user, on=today)
    chosen = [case for case in cases if not ticked or case.application.pk in ticked]
    form = HandoverForm(request.POST or None, giver=member, initial={"starts_on": today})
    return form_page(
        request,
        form,
        step=lambda given: services.propose_handover(
            given=services.HandoverGiven(
                giver_id=member.pk,
                receiver_id=given.pop("receiver").pk,
                application_ids=ticked or None,
                **given,
            ),
            by=request.user,
            on=today,
        ),
        said=_("The handover is proposed. The cases move when the colleague accepts them."),
        to=reverse("cases:handovers"),
        template="cases/hand_over.html",
        member=member,
        chosen=chosen,
        ticked=ticked,
    )


@require_GET
def handovers(request: HttpRequest) -> HttpResponse:
    """Handovers from me and to me; the director and the organiser see all."""
    member_or_404(request, request.user.pk)
    rows = page_of(request, handovers_of(user=request.user))
    return show(request, "cases/handovers.html", {"rows": rows, "today": localdate()})


@require_GET
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """One handover, case by case; whoever is asked answers here."""
    found = handover_or_404(request, handover_id)
    cases = list(
        HandedCase.objects.visible_to(request.user)
        .filter(handover=found)
        .select_related("application__person", "plan")
        .order_by("application__person__sort_key", "pk")
    )
    states = {case.state for case in cases}
    may_give = may_give_back(request.user, found) and HandedState.HELD in states and found.returns_on is not None
    context = {
        "handover": found,
        "cases": cases,
        "answers": may_answer(request.user, found) and HandedState.PROPOSED in states,
        "may_call_off": may_call_off(request.user, found) and bool(states & {"PROPOSED", "ACCEPTED"}),
        "may_give_back": may_give,
        "decline_form": DeclineForm(),
        "today": localdate(),
    }
    return show(request, "cases/handover.html", context)


@require_POST
def answer(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Accept or decline the ticked cases (none ticked: all that wait)."""
    found = handover_or_404(request, handover_id)
    ticked = [pk for text in request.POST.getlist("case") if (pk := number_in(text))] or None
    on, by = localdate(), request.user
    if request.POST.get("answer") == "decline":
        reason = request.POST.get("reason", "")
        return _step(
            request, found, _("The answer is given. The cases stay where they are."),
            lambda: services.decline_cases(handover_id=found.pk, case_ids=ticked, reason=reason, by=by, on=on),
        )  # fmt: skip
    return _step(
        request, found, _("The cases are accepted."),
        lambda: services.accept_cases(handover_id=found.pk, case_ids=ticked, by=by, on=on),
    )  # fmt: skip


@require_POST
def call_off(request: HttpRequest, handover_id: int) -> HttpResponse:
    found = handover_or_404(request, handover_id)
    return _step(
        request, found, _("The handover is called off."),
        lambda: services.call_off(handover_id=found.pk, by=request.user, on=localdate()),
    )  # fmt: skip


@require_POST
def give_back(request: HttpRequest, handover_id: int) -> HttpResponse:
    found = handover_or_404(request, handover_id)
    return _step(
        request, found, _("The cases are back."),
        lambda: services.give_back(handover_id=found.pk, by=request.user, on=localdate()),
    )  # fmt: skip


@require_GET
def nobodys(request: HttpRequest) -> HttpResponse:
    """Cases for which nobody answers, and those of colleagues who no longer coordinate."""
    if not request.user.has_role(Role.DIRECTOR, Role.ORGANISER, Role.COORDINATOR, Role.FRONT_DESK):
        raise Http404
    rows = nobodys_cases(user=request.user, on=localdate())
    context = {"rows": rows, "assigns": request.user.has_role(Role.DIRECTOR, Role.ORGANISER), "today": localdate()}
    return show(request, "cases/nobodys.html", context)


def handover_or_404(request: HttpRequest, handover_id: int) -> Handover:
    rows = Handover.objects.visible_to(request.user).select_related("giver", "receiver", "proposed_by")
    return get_object_or_404(rows, pk=handover_id)


def _step(request: HttpRequest, found: Handover, said: str, step: Callable[[], int]) -> HttpResponse:
    return take_step(request, step, said=said, to=reverse("cases:handover", args=[found.pk]))
