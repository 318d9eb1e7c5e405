"""What providers propose and what the public reports, and how it is answered."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.offer.forms.workspace import AnswerForm, ReturnForm
from cus.offer.models import ErrorReport, ProposedChange
from cus.offer.permissions.providers import may_answer_for, may_edit_provider, may_see_providers
from cus.offer.queries import workspace as queries
from cus.offer.services import workspace as doing
from cus.offer.services.reports import answer_report
from cus.offer.states.workspace import ProposalState, ReportState
from cus.offer.views.form_page import form_page, take_step
from cus.offer.views.providers import staff_only, tabs

ANSWERED = "answered"


@require_GET
@staff_only
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, the oldest first; or the answered ones."""
    shown = ANSWERED if request.GET.get("show") == ANSWERED else ""
    found = queries.proposals_of(user=request.user, show=shown)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"proposal": one, "fields": [change.label for change in queries.changes_in(one)]} for one in page]
    given = {"tabs": tabs(request, "offer:proposals"), "page": page, "rows": rows, "pills": _pills(shown)}
    return show(request, "offer/proposals.html", given | {"today": localdate()})


@require_GET
@staff_only
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """How the entry reads now and how it would read, side by side."""
    shown = proposal_of(request, proposal_id)
    changes = queries.changes_in(shown)
    given = {
        "proposal": shown,
        "changes": changes,
        "is_stale": any(change.is_stale for change in changes),
        "is_waiting": shown.state == ProposalState.PROPOSED,
        "may_answer": may_edit_provider(request.user, shown.provider),
        "today": localdate(),
    }
    return show(request, "offer/proposal.html", given)


@require_POST
@staff_only
def approve(request: HttpRequest, proposal_id: int) -> HttpResponse:
    shown = proposal_of(request, proposal_id)
    return take_step(
        request,
        lambda: doing.approve_proposal(
            proposal_id=shown.pk, despite_changes=request.POST.get("compared") == "yes", by=request.user, at=now()
        ),
        said=_("Approved. The catalogue shows the new entry."),
        to=reverse("offer:proposal", args=[shown.pk]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def give_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    shown = proposal_of(request, proposal_id)
    to = reverse("offer:proposal", args=[shown.pk])
    if not may_edit_provider(request.user, shown.provider):
        explain(request, NotAllowed(_("Only the services organiser and the director answer proposals.")))
        return redirect(to)
    return form_page(
        request,
        ReturnForm(request.POST or None),
        step=lambda given: doing.return_proposal(proposal_id=shown.pk, by=request.user, at=now(), **given),
        said=_("Returned. The provider gets your reason by e-mail."),
        to=to,
        title=_("Return the proposal"),
        lead=str(shown.service or shown.provider),
        back_url=to,
        back_label=_("the proposal"),
        submit=_("Return"),
    )


@require_GET
@staff_only
def error_reports(request: HttpRequest) -> HttpResponse:
    """What the public says is wrong, the oldest first; or the answered reports."""
    shown = ANSWERED if request.GET.get("show") == ANSWERED else ""
    page = Paginator(queries.reports_of(user=request.user, show=shown), ROWS_ON_A_PAGE)
    given = {
        "tabs": tabs(request, "offer:error_reports"),
        "page": page.get_page(request.GET.get("page")),
        "pills": _pills(shown),
        "today": localdate(),
    }
    return show(request, "offer/error_reports.html", given)


@require_http_methods(["GET", "POST"])
def error_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report with its answer; the provider sees those on its own entries."""
    rows = ErrorReport.objects.visible_to(request.user).select_related("provider", "service", "answered_by")
    shown = get_object_or_404(rows, pk=report_id)
    is_staff = may_see_providers(request.user)
    may_answer = shown.state == ReportState.OPEN and may_answer_for(request.user, shown.provider)
    if request.method == "POST" and not may_answer_for(request.user, shown.provider):
        raise Http404
    return form_page(
        request,
        AnswerForm(request.POST or None),
        step=lambda given: answer_report(report_id=shown.pk, by=request.user, at=now(), **given),
        said=_("Answered. The contact of whoever reported it is deleted."),
        to=reverse("offer:error_report", args=[shown.pk]),
        template="offer/error_report.html",
        report=shown,
        may_answer=may_answer,
        shows_contact=is_staff,
        back_url=reverse("offer:error_reports" if is_staff else "offer:workspace"),
        back_label=_("error reports") if is_staff else _("my entry"),
        today=localdate(),
    )


def proposal_of(request: HttpRequest, proposal_id: int) -> ProposedChange:
    rows = ProposedChange.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("provider", "service", "author", "answered_by"), pk=proposal_id)


def _pills(shown: str) -> list[dict[str, object]]:
    return [
        {"label": _("Waiting"), "url": "?", "current": not shown},
        {"label": _("Answered"), "url": f"?show={ANSWERED}", "current": bool(shown)},
    ]
