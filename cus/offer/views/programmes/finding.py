"""What every page of a programme does: find it, take one step, say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from cus.kit.errors import NotAllowed, Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, show
from cus.offer.models import Programme, ProgrammeVersion
from cus.offer.permissions.programmes import may_see_programmes, may_write_programmes


def staff_only(request: HttpRequest) -> None:
    if not may_see_programmes(request.user):
        raise Http404


def writers_only(request: HttpRequest) -> None:
    if not may_write_programmes(request.user):
        raise Http404


def programme_or_404(request: HttpRequest, programme_id: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user).select_related("centre"), pk=programme_id)


def version_or_404(request: HttpRequest, version_id: int) -> ProgrammeVersion:
    rows = ProgrammeVersion.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("programme", "centre", "consultation", "diagnosis"), pk=version_id)


def attempt(request: HttpRequest, step: Callable[[], Any], *, done: str = "") -> bool:
    """Take the step; explain a refusal on the next page, or say what was done."""
    try:
        step()
    except Refused as refusal:
        explain(request, refusal)
        return False
    if done:
        messages.success(request, done)
    return True


def attempt_with(form: HouseForm, step: Callable[[], Any]) -> bool:
    """Take the step with what the form holds; a refusal stands on the form, so nothing typed is lost."""
    try:
        step()
    except NotAllowed:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, f"{refusal} {refusal.provision}".strip())
        return False
    return True


def form_page(request: HttpRequest, form: HouseForm, **given: Any) -> HttpResponse:
    """A page with one form: `title`, `button`, where `back` leads and how that is called; optional `lead`."""
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "offer/programme_form.html", {"form": form, **given}, status=status)


def to_version(version_id: int) -> HttpResponse:
    return redirect("offer:programme_version", version_id)
