"""One form a page: shown, checked, done by one service; a refusal stands above the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cus.kit.errors import Refused
from cus.kit.forms import HouseForm
from cus.kit.pages import explain, show

NOT_ACCEPTED = 422


def form_page(
    request: HttpRequest,
    form: HouseForm,
    *,
    step: Callable[[dict[str, Any]], object],
    said: str,
    to: str,
    template: str = "cases/one_form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or take the step with what it holds: then say it and go to `to`."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            step(form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, said)
            return redirect(to)
    status = NOT_ACCEPTED if refusal or form.errors else 200
    return show(request, template, {"form": form, "refusal": refusal, "back_url": to, **context}, status=status)


def take_step(request: HttpRequest, step: Callable[[], object], *, said: str, to: str) -> HttpResponse:
    """Do what a button says, then go back: with what was done, or with the refusal and its provision."""
    try:
        step()
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, said)
    return redirect(to)
