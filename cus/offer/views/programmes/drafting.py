"""Writing a programme: beginning, the draft beside the diagnosis, amending, copying, giving up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import explain, show
from cus.offer.forms.programmes import AmendmentForm, DraftForm, NewProgrammeForm
from cus.offer.models import ProgrammeVersion
from cus.offer.queries import programme_content, terms
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


@require_http_methods(["GET", "POST"])
def new_programme(request: HttpRequest) -> HttpResponse:
    writers_only(request)
    form = NewProgrammeForm(request.POST or None, centre=request.centre)
    if request.method == "POST" and form.is_valid():
        given, begun = form.cleaned_data, []
        if attempt_with(
            form,
            lambda: begun.append(
                services.begin_programme(
                    centre=request.centre,
                    title=given["title"],
                    period=(given["starts_on"], given["ends_on"]),
                    municipalities=given["municipalities"],
                    by=request.user,
                    on=localdate(),
                )
            ),
        ):
            return redirect("offer:edit_programme", begun[0].pk)
    return form_page(
        request,
        form,
        title=_("New programme"),
        button=_("Begin the draft"),
        back=reverse("offer:programmes"),
        back_label=_("programmes"),
    )


@require_http_methods(["GET", "POST"])
def edit_programme(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    """The draft, item by item, beside the findings; a finding's button saves the draft and adds the finding."""
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    if version.state != VersionState.DRAFT:
        return to_version(version.pk)
    form = DraftForm(request.POST or None, version=version, on=localdate())
    if request.method == "POST" and form.is_valid() and attempt_with(form, lambda: _save(request, version, form)):
        if anchor := request.POST.get("use", ""):
            return redirect(f"{reverse('offer:edit_programme', args=[version.pk])}#{_item_in(anchor)}")
        messages.success(request, _("The draft is saved."))
        return to_version(version.pk)
    findings = list(version.diagnosis.findings.all()) if version.diagnosis else []
    given = {
        "version": version,
        "form": form,
        "items": [(item, form.box(item.key)) for item in programme_content.items_of(version, on=localdate())],
        "findings": findings,
        "services": terms.services_said(version),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "offer/programme_draft.html", given, status=status)


def _save(request: HttpRequest, version: ProgrammeVersion, form: DraftForm) -> None:
    services.save_version(version_id=version.pk, fields=form.given(), by=request.user, on=localdate())
    item, _colon, finding = request.POST.get("use", "").partition(":")
    finding_id = number_in(finding)
    if finding_id and version.diagnosis and version.diagnosis.findings.filter(pk=finding_id).exists():
        services.use_finding(version_id=version.pk, item=item, finding_id=finding_id, by=request.user, on=localdate())


def _item_in(use: str) -> str:
    item = use.partition(":")[0]
    return item if item.isidentifier() else ""


@require_POST
def begin_amendment(request: HttpRequest, programme_id: int) -> HttpResponse:
    writers_only(request)
    shown = programme_or_404(request, programme_id)
    form = AmendmentForm(request.POST, auto_id="amend_%s")
    if form.is_valid():
        try:
            version = services.begin_amendment(
                programme_id=shown.pk, reason=form.cleaned_data["reason"], by=request.user, on=localdate()
            )
        except Refused as refusal:
            explain(request, refusal)
            return redirect("offer:programme", shown.pk)
        return redirect("offer:edit_programme", version.pk)
    return form_page(
        request,
        form,
        title=_("Amend the programme"),
        button=_("Begin the amendment"),
        back=reverse("offer:programme", args=[shown.pk]),
        back_label=shown.name,
    )


@require_POST
def copy_programme(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    """Of this centre or, where published, of another."""
    writers_only(request)
    published = ProgrammeVersion.objects.filter(state=VersionState.PUBLISHED)
    model = get_object_or_404(published, pk=programme_version_id)
    try:
        version = services.copy_programme(centre=request.centre, version_id=model.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("offer:programmes")
    messages.success(request, _("Copied as a draft. Check every item: what fits there may not fit here."))
    return redirect("offer:edit_programme", version.pk)


@require_POST
def discard(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    writers_only(request)
    version = version_or_404(request, programme_version_id)
    attempt(
        request,
        lambda: services.discard_version(version_id=version.pk, by=request.user, on=localdate()),
        done=_("The version is given up. It stays in the history."),
    )
    return redirect("offer:programme", version.programme_id)
