"""The steps of a version: consultation, council, journal, annulment, evaluation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.community.forms import ConsultationForm, RemarkForm, ReportForm
from cus.community.queries import tally_of
from cus.community.report_paper import suggested_report
from cus.kit.pages import show
from cus.offer.forms.programmes import (
    AnnulmentForm,
    EvaluationForm,
    PublicationForm,
    RejectForm,
    ResolutionForm,
)
from cus.offer.permissions.programmes import may_write_programmes
from cus.offer.services import programmes as services
from cus.offer.states.programmes import VersionState
from cus.offer.views.programmes.finding import (
    attempt,
    attempt_with,
    form_page,
    programme_or_404,
    to_version,
    version_or_404,
    writers_only,
)
from cus.offer.views.programmes.reading import back_to_version


@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    form = ConsultationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt_with(
            form,
            lambda: services.consult_version(
                version_id=version.pk,
                period=(given["starts_on"], given["ends_on"]),
                channels=given["channels"],
                by=request.user,
                on=localdate(),
            ),
        ):
            messages.success(request, _("The consultation is begun. The draft is on the public page."))
            return redirect("offer:programme_consultation", version.pk)
    lead = _("Residents read the draft as it stands now. Until the report is written, the text does not change.")
    words = {"title": _("Consult the draft"), "button": _("Begin the consultation"), "lead": lead}
    return form_page(request, form, **words, **back_to_version(version))


@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    """Remarks and answers, and at the end the report; POST closes the consultation with it."""
    version = version_or_404(request, programme_version_id)
    asked = version.consultation
    if asked is None:
        raise Http404
    form = ReportForm(request.POST or None, initial={"report": suggested_report(asked)}, auto_id="report_%s")
    if request.method == "POST":
        writers_only(request)
        if form.is_valid() and attempt_with(form, lambda: _close(request, version.pk, form)):
            messages.success(request, _("The consultation is closed. The draft is open again for what it changed."))
            return to_version(version.pk)
    given = {
        "version": version,
        "consultation": asked,
        "remarks": list(asked.remarks.all()),
        "tally": tally_of(asked),
        "report_form": form,
        "remark_form": RemarkForm(auto_id="remark_%s", initial={"came_on": min(localdate(), asked.ends_on)}),
        "may_write": may_write_programmes(request.user) and version.state == VersionState.CONSULTATION,
        "is_over": asked.ends_on < localdate(),
        "here": request.path,
        "today": localdate(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "offer/programme_consultation.html", given, status=status)


def _close(request: HttpRequest, version_id: int, form: ReportForm) -> None:
    services.close_consultation(
        version_id=version_id, report=form.cleaned_data["report"], by=request.user, on=localdate()
    )


@require_POST
def submit(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    attempt(
        request,
        lambda: services.submit_version(version_id=version.pk, by=request.user, on=localdate()),
        done=_("The programme is with the council."),
    )
    return to_version(version.pk)


@require_POST
def reject(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    form = RejectForm(request.POST, auto_id="reject_%s")
    if form.is_valid() and attempt_with(
        form,
        lambda: services.reject_version(
            version_id=version.pk, reason=form.cleaned_data["reason"], by=request.user, on=localdate()
        ),
    ):
        messages.success(request, _("The version is a draft again."))
        return to_version(version.pk)
    words = {"title": _("The council rejected it"), "button": _("Save")}
    return form_page(request, form, **words, **back_to_version(version))


@require_http_methods(["GET", "POST"])
def resolution(request: HttpRequest, programme_version_id: int, municipality_id: int) -> HttpResponse:
    """Note or correct the resolution of one council."""
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    municipality = get_object_or_404(version.programme.municipalities, pk=municipality_id)
    noted = version.resolutions.filter(municipality=municipality).first()
    initial = {name: getattr(noted, name) for name in ("number", "adopted_on", "starts_on")} if noted else {}
    form = ResolutionForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.record_resolution(
                version_id=version.pk,
                municipality=municipality,
                fields=form.cleaned_data,
                by=request.user,
                on=localdate(),
            ),
        )
    ):
        messages.success(request, _("The resolution is noted."))
        return to_version(version.pk)
    words = {"title": _("Resolution of the council: %(name)s") % {"name": municipality.name}, "button": _("Save")}
    return form_page(request, form, **words, **back_to_version(version))


@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest, programme_version_id: int, municipality_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    noted = get_object_or_404(version.resolutions.all(), municipality=municipality_id)
    form = PublicationForm(request.POST or None, initial={"journal_year": localdate().year})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.record_publication(
                resolution_id=noted.pk, fields=form.cleaned_data, by=request.user, on=localdate()
            ),
        )
    ):
        messages.success(request, _("The publication is noted."))
        return to_version(version.pk)
    words = {"title": _("Publication in the official journal"), "button": _("Save")}
    return form_page(request, form, **words, **back_to_version(version))


@require_http_methods(["GET", "POST"])
def annul(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    form = AnnulmentForm(request.POST or None, version=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.annul_version(
                version_id=version.pk,
                fields=form.given(),
                services=form.cleaned_data["services"],
                by=request.user,
                on=localdate(),
            ),
        )
    ):
        messages.success(request, _("The annulment is noted."))
        return to_version(version.pk)
    lead = _("Note what the voivode or a court ruled. Services given before that day keep their ground.")
    words = {"title": _("Annulment by the voivode"), "button": _("Save"), "lead": lead}
    return form_page(request, form, **words, **back_to_version(version))


@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, programme_id: int) -> HttpResponse:
    writers_only(request)
    shown = programme_or_404(request, programme_id)
    form = EvaluationForm(request.POST or None, initial={"evaluated_on": localdate()})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt_with(
            form,
            lambda: services.evaluate_programme(
                programme_id=shown.pk, fields=form.cleaned_data, by=request.user, on=localdate()
            ),
        )
    ):
        messages.success(request, _("The evaluation is kept."))
        return redirect("offer:programme", shown.pk)
    return form_page(
        request,
        form,
        title=_("Evaluate the programme"),
        button=_("Keep the evaluation"),
        back=reverse("offer:programme", args=[shown.pk]),
        back_label=shown.name,
    )
