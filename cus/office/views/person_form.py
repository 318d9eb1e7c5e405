"""A page of one form about a person: shown, checked, done, or refused with the reason."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cus.kit.errors import Refused
from cus.kit.pages import show
from cus.office.views.person import head_of
from cus.people.models import Person


def person_form(
    request: HttpRequest,
    person: Person,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    **page: Any,
) -> HttpResponse:
    """`page`: tab, title, then (the address to return to), done (what is said); lead, template if not the usual."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refusal:
            page["refusal"] = refusal
        else:
            messages.success(request, page["done"])
            return redirect(page["then"], person.pk)
    context = head_of(request, person, tab=page["tab"]) | {"form": form, **page}
    status = 422 if request.method == "POST" else 200
    return show(request, page.get("template", "office/person_form.html"), context, status=status)
