"""Signals: who was reported, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.cases.forms.intake import CloseSignalForm, SignalContactForm, SignalForm
from cus.cases.models import Signal
from cus.cases.permissions.intake import may_file_application, may_report_signal
from cus.cases.queries.intake import signals_to_show
from cus.cases.services.signals import close_signal, note_signal_contact, receive_signal
from cus.cases.states import SIGNAL, SignalState
from cus.cases.views.form_page import form_page
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show
from cus.records.log import record_reading


def _found(request: HttpRequest, signal_id: int) -> Signal:
    visible = Signal.objects.visible_to(request.user).select_related("person", "received_by")
    return get_object_or_404(visible, pk=signal_id)


@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    if not may_report_signal(request.user, request.user.centre):
        raise Http404
    state = request.GET.get("state", "OPEN")
    context = {
        "page": page_of(request, signals_to_show(user=request.user, state=state)),
        "state": state,
        "states": [("OPEN", _("Still open")), ("ALL", _("All")), *SignalState.choices],
        "today": localdate(),
    }
    return show(request, "cases/signals.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def new_signal(request: HttpRequest) -> HttpResponse:
    if not may_report_signal(request.user, request.user.centre):
        raise Http404
    form = SignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signal = receive_signal(centre=request.user.centre, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            explain(request, refusal)
        else:
            messages.success(request, _("The signal is noted."))
            return redirect("cases:signal", signal.pk)
    context = {"form": form, "may_file": may_file_application(request.user, request.user.centre)}
    return show(request, "cases/new_signal.html", context, status=422 if form.errors else 200)


@require_GET
def signal(request: HttpRequest, signal_id: int) -> HttpResponse:
    found = _found(request, signal_id)
    record_reading(of=found, by=request.user, page="cases:signal")
    context = {
        "signal": found,
        "steps": {step.name for step in SIGNAL.steps_from(found.state)},
        "may_file": may_file_application(request.user, request.user.centre),
        "applications": found.applications.order_by("id"),
        "today": localdate(),
    }
    return show(request, "cases/signal.html", context)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, signal_id: int) -> HttpResponse:
    found = _found(request, signal_id)
    return form_page(
        request,
        SignalContactForm(request.POST or None),
        step=lambda given: note_signal_contact(signal_id=found.pk, by=request.user, on=localdate(), **given),
        said=_("The contact is noted."),
        to=reverse("cases:signal", args=[found.pk]),
        title=_("Contact made: %(name)s") % {"name": found.about_name},
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, signal_id: int) -> HttpResponse:
    found = _found(request, signal_id)
    return form_page(
        request,
        CloseSignalForm(request.POST or None),
        step=lambda given: close_signal(signal_id=found.pk, by=request.user, on=localdate(), **given),
        said=_("The signal is closed."),
        to=reverse("cases:signal", args=[found.pk]),
        title=_("Close the signal: %(name)s") % {"name": found.about_name},
        submit=_("Close the signal"),
    )
