"""The diagnosis of needs and potential as staff make it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.community import queries, services
from cus.community.forms import ConsultationForm, DiagnosisForm, FindingForm
from cus.community.models import Diagnosis, DiagnosisState, Finding
from cus.community.permissions import may_see_diagnoses, may_write_diagnoses
from cus.community.views.steps import attempt, attempt_with, form_page
from cus.kit.pages import show
from cus.law.services import AREAS

DIAGNOSIS_FIELDS = ("title", "made_on", "method", "potential")
FINDING_FIELDS = ("words", "area", "people", "priority")


@require_GET
def diagnoses(request: HttpRequest) -> HttpResponse:
    if not may_see_diagnoses(request.user):
        raise Http404
    renewal, last = queries.renewal_of(centre_id=request.user.centre_id, on=localdate())
    given = {
        "diagnoses": list(queries.diagnoses(user=request.user)),
        "renewal": renewal,
        "last": last,
        "may_write": may_write_diagnoses(request.user),
        "today": localdate(),
    }
    return show(request, "community/diagnoses.html", given)


@require_GET
def diagnosis(request: HttpRequest, diagnosis_id: int) -> HttpResponse:
    shown = _diagnosis_or_404(request, diagnosis_id)
    is_draft = shown.state == DiagnosisState.DRAFT
    may_write = may_write_diagnoses(request.user) and is_draft
    areas = AREAS.on(localdate())
    given = {
        "diagnosis": shown,
        "findings": list(shown.findings.all()),
        "areas": {area.number: area.name_pl for area in areas},
        "rounds": queries.rounds_of(shown.consultation),
        "lacks": queries.lacks_of(shown, on=localdate()) if is_draft else [],
        "history": queries.history_of(shown, *queries.rounds_of(shown.consultation)),
        "finding_form": FindingForm(areas=areas, auto_id="finding_%s") if may_write else None,
        "may_write": may_write,
        "today": localdate(),
    }
    return show(request, "community/diagnosis.html", given)


@require_http_methods(["GET", "POST"])
def new_diagnosis(request: HttpRequest) -> HttpResponse:
    _writers_only(request)
    form = DiagnosisForm(request.POST or None)
    begun: list[Diagnosis] = []
    if request.method == "POST" and form.is_valid() and attempt_with(form, lambda: begun.append(_save(request, form))):
        return redirect("community:diagnosis", begun[0].pk)
    back = {"back": reverse("community:diagnoses"), "back_label": _("diagnoses")}
    return form_page(request, form, title=_("New diagnosis"), button=_("Begin the diagnosis"), **back)


@require_http_methods(["GET", "POST"])
def edit_diagnosis(request: HttpRequest, diagnosis_id: int) -> HttpResponse:
    _writers_only(request)
    shown = _diagnosis_or_404(request, diagnosis_id)
    initial = {name: getattr(shown, name) for name in DIAGNOSIS_FIELDS}
    form = DiagnosisForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and attempt_with(form, lambda: _save(request, form, shown)):
        messages.success(request, _("The changes are saved."))
        return redirect("community:diagnosis", shown.pk)
    return form_page(request, form, title=_("The diagnosis"), button=_("Save"), **_back(shown))


def _save(request: HttpRequest, form: DiagnosisForm, shown: Diagnosis | None = None) -> Diagnosis:
    return services.save_diagnosis(
        centre=request.centre,
        diagnosis_id=shown.pk if shown else None,
        fields=form.cleaned_data,
        by=request.user,
        on=localdate(),
    )


@require_POST
def add_finding(request: HttpRequest, diagnosis_id: int) -> HttpResponse:
    _writers_only(request)
    shown = _diagnosis_or_404(request, diagnosis_id)
    form = FindingForm(request.POST, areas=AREAS.on(localdate()), auto_id="finding_%s")
    if form.is_valid() and attempt_with(form, lambda: _save_finding(request, shown, form)):
        messages.success(request, _("The finding is added."))
        return redirect("community:diagnosis", shown.pk)
    return form_page(request, form, title=_("Add a finding"), button=_("Add"), **_back(shown))


@require_http_methods(["GET", "POST"])
def change_finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    _writers_only(request)
    finding = _finding_or_404(request, finding_id)
    initial = {name: getattr(finding, name) for name in FINDING_FIELDS}
    form = FindingForm(request.POST or None, initial=initial, areas=AREAS.on(localdate()))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(form, lambda: _save_finding(request, finding.diagnosis, form, finding))
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("community:diagnosis", finding.diagnosis_id)
    return form_page(request, form, title=_("Finding"), button=_("Save"), **_back(finding.diagnosis))


def _save_finding(
    request: HttpRequest, shown: Diagnosis, form: FindingForm, finding: Finding | None = None
) -> Finding:
    return services.save_finding(
        diagnosis_id=shown.pk,
        finding_id=finding.pk if finding else None,
        fields=form.cleaned_data,
        by=request.user,
        on=localdate(),
    )


@require_POST
def remove_finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    _writers_only(request)
    finding = _finding_or_404(request, finding_id)
    attempt(
        request,
        lambda: services.remove_finding(finding_id=finding.pk, by=request.user, on=localdate()),
        done=_("The finding is removed."),
    )
    return redirect("community:diagnosis", finding.diagnosis_id)


@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, diagnosis_id: int) -> HttpResponse:
    _writers_only(request)
    shown = _diagnosis_or_404(request, diagnosis_id)
    form = ConsultationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt_with(
            form,
            lambda: services.consult_diagnosis(
                diagnosis_id=shown.pk,
                period=(given["starts_on"], given["ends_on"]),
                channels=given["channels"],
                by=request.user,
                on=localdate(),
            ),
        ):
            messages.success(request, _("The consultation is noted."))
            return redirect("community:diagnosis", shown.pk)
    return form_page(request, form, title=_("Consult the draft"), button=_("Save"), **_back(shown))


@require_POST
def finish(request: HttpRequest, diagnosis_id: int) -> HttpResponse:
    _writers_only(request)
    shown = _diagnosis_or_404(request, diagnosis_id)
    attempt(
        request,
        lambda: services.finish_diagnosis(diagnosis_id=shown.pk, by=request.user, on=localdate()),
        done=_("The diagnosis is final. New programmes rest on it."),
    )
    return redirect("community:diagnosis", shown.pk)


def _writers_only(request: HttpRequest) -> None:
    if not may_write_diagnoses(request.user):
        raise Http404


def _diagnosis_or_404(request: HttpRequest, diagnosis_id: int) -> Diagnosis:
    rows = Diagnosis.objects.visible_to(request.user).select_related("centre", "consultation")
    return get_object_or_404(rows, pk=diagnosis_id)


def _finding_or_404(request: HttpRequest, finding_id: int) -> Finding:
    return get_object_or_404(Finding.objects.visible_to(request.user).select_related("diagnosis"), pk=finding_id)


def _back(shown: Diagnosis) -> dict[str, str]:
    return {"back": reverse("community:diagnosis", args=[shown.pk]), "back_label": shown.title}
