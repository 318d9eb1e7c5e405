"""Records of supervision: the list, one record, writing it without identities."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.forms.plan_depth import SupervisionRecordForm
from cus.cases.models import Supervision, SupervisionForm
from cus.cases.permissions.plan_depth import may_change_supervision, may_write_supervision
from cus.cases.queries.plan_depth import supervisions
from cus.cases.services import supervision as services
from cus.cases.views.form_page import form_page
from cus.kit.pages import page_of, show

ONE_FORM = "cases/supervision_form.html"
FIELDS = ("held_on", "form", "supervisor", "theme", "label", "question", "conclusions", "minutes")


@require_GET
def supervision_list(request: HttpRequest) -> HttpResponse:
    _writer_or_404(request)
    context = {"page": page_of(request, supervisions(user=request.user)), "today": localdate()}
    return show(request, "cases/supervisions.html", context)


def _writer_or_404(request: HttpRequest) -> None:
    if not may_write_supervision(request.user, request.centre):
        raise Http404


@require_GET
def supervision(request: HttpRequest, supervision_id: int) -> HttpResponse:
    found = get_object_or_404(supervisions(user=request.user), pk=supervision_id)
    context = {"supervision": found, "may_change": may_change_supervision(request.user, found)}
    return show(request, "cases/supervision.html", context)


@require_http_methods(["GET", "POST"])
def write_supervision(request: HttpRequest) -> HttpResponse:
    _writer_or_404(request)
    initial = {"held_on": localdate(), "form": SupervisionForm.ALONE, "present": [request.user.pk]}
    form = SupervisionRecordForm(request.POST or None, user=request.user, initial=initial)
    return form_page(
        request,
        form,
        step=lambda given: services.write_supervision(
            **_given(given), centre=request.centre, by=request.user, on=localdate()
        ),
        said=_("The supervision is written down."),
        to=reverse("cases:supervisions"),
        template=ONE_FORM,
        title=_("Write down a supervision"),
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def change_supervision(request: HttpRequest, supervision_id: int) -> HttpResponse:
    found = get_object_or_404(supervisions(user=request.user), pk=supervision_id)
    if not may_change_supervision(request.user, found):
        raise Http404
    form = SupervisionRecordForm(request.POST or None, user=request.user, initial=_written(found))
    return form_page(
        request,
        form,
        step=lambda given: services.change_supervision(
            supervision_id=found.pk, **_given(given), by=request.user, on=localdate()
        ),
        said=_("Saved."),
        to=reverse("cases:supervision", args=[found.pk]),
        template=ONE_FORM,
        title=_("Change the record of a supervision"),
        submit=_("Save"),
    )


def _written(found: Supervision) -> dict[str, Any]:
    present = [seat.user_id for seat in found.seats.all()]
    return {name: getattr(found, name) for name in FIELDS} | {"unit": found.unit_id, "present": present}


def _given(given: dict[str, Any]) -> dict[str, Any]:
    """What the form holds, as the services take it."""
    fields = dict(given)
    present, unit = fields.pop("present"), fields.pop("unit")
    return {
        "given": services.SupervisionGiven(**fields, unit_id=unit.pk if unit else None),
        "present": [user.pk for user in present],
    }
