"""Recognising needs: written down as a draft, finished, printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.forms.outcomes import RecognitionForm
from cus.cases.models import NeedsRecognition
from cus.cases.permissions.outcomes import may_change_recognition
from cus.cases.recognition_paper import SECTIONS, recognition_paper
from cus.cases.services.outcomes import change_recognition, recognise_needs
from cus.cases.services.outcomes.recognition import Findings
from cus.cases.views.case import case_url, found
from cus.cases.views.form_page import form_page
from cus.cases.views.letters import as_file
from cus.kit.pages import show
from cus.records.log import record_reading

TEMPLATE = "cases/recognition_form.html"


def found_recognition(request: HttpRequest, recognition_id: int) -> NeedsRecognition:
    rows = NeedsRecognition.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("application__person", "author", "centre"), pk=recognition_id)


@require_GET
def recognition(request: HttpRequest, recognition_id: int) -> HttpResponse:
    """The finished page of a conversation; `?format=pdf` or `docx` to print it."""
    talk = found_recognition(request, recognition_id)
    record_reading(of=talk.application.person, by=request.user, page="cases:recognition")
    if wanted := as_file(request, lambda: recognition_paper(talk), name=f"rozpoznanie-{talk.pk}"):
        return wanted
    context = {
        "talk": talk,
        "person": talk.application.person,
        "application": talk.application,
        "sections": [
            (NeedsRecognition._meta.get_field(name).verbose_name, getattr(talk, name)) for name, _t in SECTIONS
        ],
        "needs": [need.strip() for need in talk.needs.splitlines() if need.strip()],
        "may_change": may_change_recognition(request.user, talk),
        "back_url": case_url(talk.application_id),
    }
    return show(request, "cases/recognition.html", context)


@require_http_methods(["GET", "POST"])
def new_recognition(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    form = RecognitionForm(request.POST or None, initial={"held_on": localdate(), "place": "STAY"})
    return form_page(
        request,
        form,
        step=lambda given: recognise_needs(
            application_id=case.pk, by=request.user, on=localdate(), finished=_finishes(request), **_parted(given)
        ),
        said=_("The conversation is written down."),
        to=case_url(case.pk),
        template=TEMPLATE,
        title=_("Recognise needs"),
        person=case.person,
        situation=case.situation,
    )


@require_http_methods(["GET", "POST"])
def edit_recognition(request: HttpRequest, recognition_id: int) -> HttpResponse:
    talk = found_recognition(request, recognition_id)
    initial = {name: getattr(talk, name) for name in RecognitionForm.base_fields}
    return form_page(
        request,
        RecognitionForm(request.POST or None, initial=initial),
        step=lambda given: change_recognition(
            recognition_id=talk.pk, by=request.user, on=localdate(), finished=_finishes(request), **_parted(given)
        ),
        said=_("The conversation is written down."),
        to=case_url(talk.application_id),
        template=TEMPLATE,
        title=_("Recognise needs"),
        person=talk.application.person,
        situation=talk.application.situation,
    )


def _finishes(request: HttpRequest) -> bool:
    return "finish" in request.POST


def _parted(given: dict[str, Any]) -> dict[str, Any]:
    """When and where, and apart from it what was learnt."""
    findings = {name: given[name] for name in Findings.__annotations__}
    return {"held_on": given["held_on"], "place": given["place"], "findings": findings}
