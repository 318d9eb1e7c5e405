"""A consultation: remarks with their answers, and the report. What is consulted keeps its own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.community import services
from cus.community.forms import AnswerForm, RemarkForm, ReportForm
from cus.community.models import Consultation, ConsultationRemark, Diagnosis
from cus.community.permissions import may_write_diagnoses
from cus.community.queries import tally_of
from cus.community.report_paper import report_paper, suggested_report
from cus.community.views.steps import attempt_with, form_page
from cus.kit.incoming import way_back
from cus.kit.pages import show
from cus.records.papers.pdf import render_pdf


@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Of a diagnosis; POST closes it with its report. A programme shows and closes its own."""
    asked = _consultation_or_404(request, consultation_id)
    diagnosis = Diagnosis.objects.visible_to(request.user).filter(consultation=asked).first()
    may_write = may_write_diagnoses(request.user) and diagnosis is not None
    form = ReportForm(request.POST or None, initial={"report": suggested_report(asked)}, auto_id="report_%s")
    if request.method == "POST":
        if not may_write:
            raise Http404
        if form.is_valid() and attempt_with(form, lambda: _close(request, asked, form)):
            messages.success(request, _("The consultation is closed."))
            return redirect("community:diagnosis", diagnosis.pk)
    given = {
        "consultation": asked,
        "diagnosis": diagnosis,
        "remarks": list(asked.remarks.all()),
        "tally": tally_of(asked),
        "report_form": form,
        "remark_form": RemarkForm(auto_id="remark_%s", initial={"came_on": min(localdate(), asked.ends_on)}),
        "may_write": may_write and not asked.is_finished,
        "is_over": asked.ends_on < localdate(),
        "here": request.path,
        "today": localdate(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "community/consultation.html", given, status=status)


def _close(request: HttpRequest, asked: Consultation, form: ReportForm) -> None:
    services.close_consultation(
        consultation_id=asked.pk, report=form.cleaned_data["report"], by=request.user, on=localdate()
    )


@require_POST
def note_remark(request: HttpRequest, consultation_id: int) -> HttpResponse:
    asked = _consultation_or_404(request, consultation_id)
    if not may_write_diagnoses(request.user):
        raise Http404
    back = way_back(request, reverse("community:consultation", args=[asked.pk]))
    form = RemarkForm(request.POST, auto_id="remark_%s")
    if form.is_valid() and attempt_with(
        form,
        lambda: services.note_remark(
            consultation_id=asked.pk, fields=form.cleaned_data, by=request.user, on=localdate()
        ),
    ):
        messages.success(request, _("The remark is noted."))
        return redirect(back)
    words = {"title": _("Note a remark"), "button": _("Save"), "back": back, "back_label": asked.subject}
    return form_page(request, form, **words)


@require_http_methods(["GET", "POST"])
def answer_remark(request: HttpRequest, remark_id: int) -> HttpResponse:
    if not may_write_diagnoses(request.user):
        raise Http404
    rows = ConsultationRemark.objects.visible_to(request.user).select_related("consultation")
    remark = get_object_or_404(rows, pk=remark_id)
    back = way_back(request, reverse("community:consultation", args=[remark.consultation_id]))
    form = AnswerForm(request.POST or None, initial={"answer": remark.answer, "outcome": remark.outcome})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.answer_remark(remark_id=remark.pk, by=request.user, on=localdate(), **form.cleaned_data),
        )
    ):
        messages.success(request, _("The answer is saved."))
        return redirect(back)
    words = {"title": _("Answer to a remark"), "button": _("Save"), "lead": remark.words}
    return form_page(request, form, **words, back=back, back_label=remark.consultation.subject)


@require_GET
def report(request: HttpRequest, consultation_id: int) -> HttpResponse:
    asked = _consultation_or_404(request, consultation_id)
    response = HttpResponse(render_pdf(report_paper(asked, on=localdate())), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="raport-z-konsultacji-{asked.pk}.pdf"'
    return response


def _consultation_or_404(request: HttpRequest, consultation_id: int) -> Consultation:
    return get_object_or_404(
        Consultation.objects.visible_to(request.user).select_related("centre", "follows"), pk=consultation_id
    )
