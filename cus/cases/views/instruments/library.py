"""The forms of the centre: listed, shown, tried out, put into use, copied, withdrawn."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.assessment_paper import blank_paper
from cus.cases.forms.instruments import AnswersForm, FormTextForm, NameForm, PublishForm
from cus.cases.instruments.checking import unfinished
from cus.cases.instruments.library import shipped_forms
from cus.cases.instruments.scoring import results_of
from cus.cases.models import InstrumentVersion
from cus.cases.permissions.instruments import may_write_forms
from cus.cases.queries.instruments import find_form_version, forms_of_centre, versions_of
from cus.cases.services import instruments as services
from cus.cases.states import FORM, FormState
from cus.cases.views.form_page import NOT_ACCEPTED, take_step
from cus.cases.views.letters import as_file
from cus.kit.errors import Refused
from cus.kit.pages import explain, show


def version_or_404(request: HttpRequest, form_version_id: int, *, to_write: bool = False) -> InstrumentVersion:
    """The wording, for case staff; with `to_write` for those who write forms."""
    version = get_object_or_404(find_form_version(user=request.user), pk=form_version_id)
    if to_write and not may_write_forms(request.user, version.centre):
        raise Http404
    return version


def version_url(version: InstrumentVersion) -> str:
    return reverse("cases:form_version", args=[version.pk])


@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    lines = forms_of_centre(user=request.user)
    known = {line.instrument.shipped_as for line in lines}
    context = {
        "lines": lines,
        "writes": may_write_forms(request.user, request.centre),
        "to_take_over": [data["name"] for code, data in shipped_forms().items() if code not in known],
    }
    return show(request, "cases/forms.html", context)


@require_POST
def ship_forms(request: HttpRequest) -> HttpResponse:
    if not may_write_forms(request.user, request.centre):
        raise Http404
    taken = services.ship_forms(centre=request.centre, by=request.user, on=localdate())
    said = ngettext("%(count)d form was added.", "%(count)d forms were added.", len(taken))
    messages.success(request, said % {"count": len(taken)})
    return redirect("cases:forms")


@require_http_methods(["GET", "POST"])
def begin_form(request: HttpRequest) -> HttpResponse:
    """A new form: by its name, or from a file in the language of forms."""
    if not may_write_forms(request.user, request.centre):
        raise Http404
    loading = "text" in request.POST or "text" in request.GET
    form = FormTextForm(request.POST or None) if loading else NameForm(request.POST or None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            version = _begun(request, form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("cases:edit_form", version.pk)
    status = NOT_ACCEPTED if refusal or form.errors else 200
    context = {"form": form, "refusal": refusal, "loading": loading, "back_url": reverse("cases:forms")}
    return show(request, "cases/form_begin.html", context, status=status)


def _begun(request: HttpRequest, given: dict[str, str]) -> InstrumentVersion:
    data = as_json(given["text"]) if "text" in given else None
    name = given.get("name") or (str(data.get("name", "")) if isinstance(data, dict) else "") or _("New form")
    return services.begin_form(centre=request.centre, name=name, form=data, by=request.user, on=localdate())


def as_json(text: str) -> dict[str, Any]:
    """The data a text holds; where it is no JSON, the line is named."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as wrong:  # a number of thousands of digits is no JSONDecodeError
        line = getattr(wrong, "lineno", 1)
        raise Refused(
            _("This is no JSON: look at line %(line)s. Often a comma or a quotation mark is missing.") % {"line": line}
        ) from wrong
    if not isinstance(data, dict):
        raise Refused(_("A form is an object in braces { }."))
    return data


@require_GET
def form_version(request: HttpRequest, form_version_id: int) -> HttpResponse:
    """The form as it will be asked, with its points; `?format=pdf` or `docx` to fill by hand, `json` to take away."""
    version = version_or_404(request, form_version_id)
    if request.GET.get("format") == "json":
        return _as_json_file(version)
    if wanted := as_file(request, lambda: blank_paper(version), name=version.name):
        return wanted
    form = version.as_form()
    context = {
        "version": version,
        "form_said": form,
        "sections": AnswersForm(asks=form).sections(),
        "versions": versions_of(version.instrument),
        "writes": may_write_forms(request.user, version.centre),
        "is_draft": version.state == FormState.DRAFT,
        "may_copy": not FORM.allows(version.state, "publish"),
    }
    return show(request, "cases/form_version.html", context)


def _as_json_file(version: InstrumentVersion) -> HttpResponse:
    text = json.dumps(version.form, ensure_ascii=False, indent=2)
    name = f"formularz-{version.instrument_id}-wersja-{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text + "\n", content_type="application/json; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def try_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    """Fill the form and see the result; nothing is kept."""
    version = version_or_404(request, form_version_id)
    asks = version.as_form()
    form = AnswersForm(request.POST or None, asks=asks, finishing=True)
    results = results_of(asks, form.answers) if form.is_bound and form.is_valid() else None
    context = {
        "version": version,
        "form": form,
        "form_said": asks,
        "sections": form.sections(),
        "results": results,
        "hidden": form.hidden_answers() if results is not None else [],
    }
    return show(request, "cases/form_try.html", context, status=NOT_ACCEPTED if form.errors else 200)


@require_http_methods(["GET", "POST"])
def publish_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = version_or_404(request, form_version_id, to_write=True)
    form, refusal = PublishForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            services.publish_form(version_id=version.pk, by=request.user, on=localdate(), **form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The form is in use. It does not change any more."))
            return redirect(version_url(version))
    context = {
        "version": version,
        "form": form,
        "refusal": refusal,
        "to_do": unfinished(version.as_form()),
        "back_url": reverse("cases:edit_form", args=[version.pk]),
    }
    return show(request, "cases/form_publish.html", context, status=NOT_ACCEPTED if refusal else 200)


@require_POST
def copy_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = version_or_404(request, form_version_id, to_write=True)
    try:
        copy = services.copy_form(version_id=version.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
        return redirect(version_url(version))
    return redirect("cases:edit_form", copy.pk)


@require_POST
def discard_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = version_or_404(request, form_version_id, to_write=True)
    return take_step(
        request,
        lambda: services.discard_form(version_id=version.pk, by=request.user, on=localdate()),
        said=_("The draft is discarded."),
        to=reverse("cases:forms"),
    )


@require_POST
def withdraw_form(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = version_or_404(request, form_version_id, to_write=True)
    return take_step(
        request,
        lambda: services.withdraw_form(version_id=version.pk, by=request.user, on=localdate()),
        said=_("The form is withdrawn. Assessments made with it stay."),
        to=version_url(version),
    )


@require_POST
def bring_form_back(request: HttpRequest, form_version_id: int) -> HttpResponse:
    version = version_or_404(request, form_version_id, to_write=True)
    return take_step(
        request,
        lambda: services.bring_form_back(version_id=version.pk, by=request.user, on=localdate()),
        said=_("The form is in use again."),
        to=version_url(version),
    )
