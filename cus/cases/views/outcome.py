"""Deciding what becomes of one requested service."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.forms.judging import FactsForm
from cus.cases.forms.outcomes import (
    AnswerForm,
    NeverthelessForm,
    NoteForm,
    PassingOverForm,
    TransferForm,
    WithdrawalForm,
)
from cus.cases.judging.verdict import JudgingPage, judging_page, typed_facts
from cus.cases.models import RequestedService, Transfer
from cus.cases.permissions.outcomes import may_decide_outcome, may_withdraw
from cus.cases.queries.assistance import PROVISION_OF_TRACK
from cus.cases.queries.case import find_application
from cus.cases.queries.outcome import outcome_page
from cus.cases.queries.places import with_places
from cus.cases.services.outcomes import (
    answer_transfer,
    end_service,
    note_facts,
    pass_on,
    put_on_waiting_list,
    qualify_service,
    withdraw_request,
)
from cus.cases.states import REQUEST, RequestState
from cus.cases.views.case import case_url, found
from cus.cases.views.form_page import form_page, take_step
from cus.kit.pages import show
from cus.records.log import record_reading
from cus.team.models import Unit, UnitKind


def found_request(request: HttpRequest, request_id: int) -> RequestedService:
    rows = with_places(RequestedService.objects.filter(application__in=find_application(user=request.user)))
    return get_object_or_404(
        rows.select_related(
            "service", "centre", "application__person__municipality", "judgement__terms__version__programme"
        ),
        pk=request_id,
    )


@require_GET
def outcome(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    record_reading(of=asked.application.person, by=request.user, page="cases:outcome")
    judging = judging_page(asked, on=localdate())
    context = {
        "asked": asked,
        "application": asked.application,
        "person": asked.application.person,
        "page": outcome_page(asked),
        "provision_of_track": PROVISION_OF_TRACK,
        "hides_tracks": not request.user.has_role(*CASE_STAFF),
        "judging": judging,
        "judgement": getattr(asked, "judgement", None),
        "nevertheless": NeverthelessForm(),
        "may_decide": may_decide_outcome(request.user, asked.application),
        "may_withdraw": may_withdraw(request.user, asked.application) and REQUEST.allows(asked.state, "withdraw"),
        "passing_over": PassingOverForm(),
        "withdrawal": WithdrawalForm(),
        "back_url": case_url(asked.application_id),
    }
    return show(request, "cases/outcome.html", context)


@require_POST
def qualify(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    reason, nevertheless = request.POST.get("passing_over", ""), request.POST.get("nevertheless", "")
    return take_step(
        request,
        lambda: qualify_service(
            request_id=asked.pk, by=request.user, on=localdate(), passing_over=reason, nevertheless=nevertheless
        ),
        said=_("Qualified. The letter is written."),
        to=_after(request, asked),
    )


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, request_id: int) -> HttpResponse:
    """What the conditions of the programme ask about and no record tells, typed by whoever decides."""
    asked = found_request(request, request_id)
    judging = judging_page(asked, on=localdate())
    if judging is None or not may_decide_outcome(request.user, asked.application):
        raise Http404
    person = asked.application.person
    form = FactsForm(
        request.POST or None,
        page=judging,
        knows_age=person.born_on is not None,
        initial=FactsForm.values_of(typed_facts(asked)) | {"criterion": _criterion(asked, judging)},
    )
    return form_page(
        request,
        form,
        step=lambda given: note_facts(
            request_id=asked.pk,
            facts=form.facts,
            criterion=given.get("criterion"),
            by=request.user,
            on=localdate(),
        ),
        said=_("Noted. The conditions are judged anew."),
        to=reverse("cases:outcome", args=[asked.pk]),
        title=_("What the conditions ask about"),
        lead=asked.service.name,
        person=person,
        submit=_("Save"),
    )


def _criterion(asked: RequestedService, judging: JudgingPage) -> str:
    """The number of the criterion the person meets, counted from one; empty without one."""
    return str(asked.criterion + len(judging.criteria) + 1) if asked.criterion < 0 else ""


@require_POST
def wait(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    return take_step(
        request,
        lambda: put_on_waiting_list(request_id=asked.pk, by=request.user, on=localdate()),
        said=_("On the waiting list. The letter is written."),
        to=_after(request, asked),
    )


@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    return take_step(
        request,
        lambda: withdraw_request(
            request_id=asked.pk, by=request.user, on=localdate(), reason=request.POST.get("reason", "")
        ),
        said=_("Noted that the person gave the service up."),
        to=_after(request, asked),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = found_request(request, request_id)
    limited = asked.service.places is not None
    return form_page(
        request,
        NoteForm(request.POST or None),
        step=lambda given: end_service(request_id=asked.pk, by=request.user, on=localdate(), note=given["note"]),
        said=_("The service has ended."),
        to=reverse("cases:waiting_list", args=[asked.service_id]) if limited else case_url(asked.application_id),
        title=_("End the service: %(service)s") % {"service": asked.service.name},
        lead=_("The place becomes free and is offered to the next in line at once. They get it when they agree.")
        if limited
        else "",
        person=asked.application.person,
        submit=_("End the service"),
    )


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    may_go = [state for state in RequestState if REQUEST.allows(state, "transfer")]
    requests = case.requests.filter(state__in=may_go).select_related("service").order_by("service__name", "id")
    units = Unit.objects.visible_to(request.user)
    receivers = units.exclude(kind=UnitKind.OUTSIDE).order_by("name", "id")
    form = TransferForm(
        request.POST or None,
        requests=requests,
        units=receivers,
        initial={"requests": request.GET.getlist("request")},
    )
    return form_page(
        request,
        form,
        step=lambda given: pass_on(
            application_id=case.pk,
            request_ids=[one.pk for one in given.pop("requests")],
            unit_id=given.pop("unit").pk,
            by=request.user,
            on=localdate(),
            **given,
        ),
        said=_("Passed on. The letter to the person is written."),
        to=case_url(case.pk),
        template="cases/transfer.html",
        title=_("Pass the application on"),
        nothing=_why_nothing_passes(bool(requests), bool(receivers)),
        person=case.person,
        outside=units.filter(kind=UnitKind.OUTSIDE).order_by("name", "id"),
        submit=_("Pass on"),
    )


def _why_nothing_passes(has_requests: bool, has_receivers: bool) -> str:
    if not has_requests:
        return _("Every service of this application has its outcome already: nothing is left to pass on.")
    if not has_receivers:
        return _("The centre has not named any team or unit yet to which an application can be passed on.")
    return ""


@require_http_methods(["GET", "POST"])
def transfer_answer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    rows = Transfer.objects.visible_to(request.user).select_related("unit", "application__person")
    passed = get_object_or_404(rows, pk=transfer_id)
    return form_page(
        request,
        AnswerForm(request.POST or None),
        step=lambda given: answer_transfer(transfer_id=passed.pk, by=request.user, on=localdate(), **given),
        said=_("The answer is noted."),
        to=case_url(passed.application_id),
        title=_("What did %(unit)s say?") % {"unit": passed.unit.name},
        lead=_("What comes back waits for an outcome here again."),
        person=passed.application.person,
        submit=_("Save"),
    )


def _after(request: HttpRequest, asked: RequestedService) -> str:
    """Back to the list one came from, or to the case."""
    if request.POST.get("from") == "line":
        return reverse("cases:waiting_list", args=[asked.service_id])
    return case_url(asked.application_id)
