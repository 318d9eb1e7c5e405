"""One form a page, and one button: done by one service; a refusal stands at its field, or above the form."""

from collections.abc import Callable, Mapping
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
    to: str | Callable[[Any], str],
    at_field: Mapping[type[Refused], str] | None = None,
    template: str = "offer/one_form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or take the step with what it holds: then say it and go to `to`, made of the result if it is a
    function. `at_field` names the field at which a kind of refusal is told."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            result = step(form.cleaned_data)
        except Refused as refused:
            field = (at_field or {}).get(type(refused))
            if field:
                form.add_error(field, str(refused))
            else:
                refusal = refused
        else:
            messages.success(request, said)
            return redirect(to(result) if callable(to) else to)
    status = NOT_ACCEPTED if refusal or form.errors else 200
    return show(request, template, {"form": form, "refusal": refusal, **context}, status=status)


def take_step(request: HttpRequest, step: Callable[[], object], *, said: str, to: str) -> HttpResponse:
    """Do what a button says, then go back: with what was done, or with the refusal and its provision."""
    try:
        step()
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, said)
    return redirect(to)
