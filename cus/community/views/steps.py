"""What every page with a step does: take it, say what came of it, or show the form with what stands in the way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from cus.kit.errors import Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, show


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
    except Refused as refusal:
        form.add_error(None, f"{refusal} {refusal.provision}".strip())
        return False
    return True


def form_page(request: HttpRequest, form: HouseForm, **given: Any) -> HttpResponse:
    """A page with one form: `title`, `button`, where `back` leads and how that is called; optional `lead`."""
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "community/form.html", {"form": form, **given}, status=status)
