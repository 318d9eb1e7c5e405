"""The offer as staff keep it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed, Refused
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.law.services import AREAS, RECIPIENT_KINDS
from cus.offer.forms.listing import ServiceFormOfStaff
from cus.offer.models import Service, ServiceStatus
from cus.offer.permissions.listing import may_edit_service, may_edit_services, may_see_offer
from cus.offer.queries import listing as queries
from cus.offer.services import listing as doing
from cus.offer.states.listing import SERVICE

FIELD_OF_REFUSAL = {
    doing.NoSuchArea: "area",
    doing.NoSuchRecipients: "recipient_kinds",
    doing.CodeTaken: "code",
    doing.AgreementMissing: "powiat_agreement",
}


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    wanted = queries.Wanted(
        text=request.GET.get("q", "").strip(),
        status=request.GET.get("status", ""),
        area=request.GET.get("area", ""),
        needs_checking=bool(request.GET.get("check")),
        sort=request.GET.get("sort", ""),
    )
    found, tallies = queries.services_of_staff(user=request.user, wanted=wanted, on=localdate())
    given = {
        "page": Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "tallies": tallies,
        "areas": AREAS.on(localdate()),
        "may_edit": may_edit_services(request.user),
    }
    return show(request, "offer/services.html", given, part="rows")


@require_http_methods(["GET", "POST"])
def new_service(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    if not may_edit_services(request.user):
        explain(request, NotAllowed(_("Only the services organiser and the director change the offer.")))
        return redirect("offer:services")
    form = _form(request)
    added = _saved(request, form) if request.method == "POST" else None
    if added:
        messages.success(request, _("The service is kept as a draft. Publish it when it is ready."))
        return redirect("offer:service", added.pk)
    return show(request, "offer/new_service.html", {"form": form})


@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, service_id: int) -> HttpResponse:
    _staff_only(request)
    shown = _service_of(request, service_id)
    form = _form(request, shown) if may_edit_service(request.user, shown) else None
    if request.method == "POST" and form is None:
        explain(request, NotAllowed(_("Only the services organiser and the director change the offer.")))
        return redirect("offer:service", shown.pk)
    if form and request.method == "POST" and (saved := _saved(request, form, shown)):
        messages.success(request, _("The changes are saved."))
        for remark in queries.remarks_on(saved):
            messages.warning(request, remark.text, extra_tags=f"provision:{remark.provision}")
        return redirect("offer:service", shown.pk)
    shown.refresh_from_db()
    given = {
        "service": shown,
        "form": form,
        "steps": {step.name for step in SERVICE.steps_from(shown.status)} if form else set(),
        "places": shown.locations.order_by("name", "id"),
        "hours": shown.opening_hours.select_related("location").order_by("weekday", "opens", "id"),
        "quality": queries.quality_of(shown, at=now()),
        "needs_checking": queries.is_to_be_checked(shown, on=localdate()),
        "in_catalogue": shown.status in (ServiceStatus.PUBLIC, ServiceStatus.PAUSED),
        "history": queries.history_of(shown),
        "today": localdate(),
    }
    return show(request, "offer/service.html", given)


@require_POST
def publish(request: HttpRequest, service_id: int) -> HttpResponse:
    return _step(request, service_id, doing.publish_service, _("The service is in the catalogue."))


@require_POST
def pause(request: HttpRequest, service_id: int) -> HttpResponse:
    return _step(request, service_id, doing.pause_service, _("The service takes no new applications for now."))


@require_POST
def withdraw(request: HttpRequest, service_id: int) -> HttpResponse:
    return _step(request, service_id, doing.withdraw_service, _("The service is out of the catalogue."))


@require_POST
def confirm(request: HttpRequest, service_id: int) -> HttpResponse:
    return _step(request, service_id, doing.confirm_service, _("Noted: a person has read the entry today."))


def _step(request: HttpRequest, service_id: int, take: doing.StepTaken, done: str) -> HttpResponse:
    _staff_only(request)
    shown = _service_of(request, service_id)
    try:
        take(service_id=shown.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, done)
    return redirect("offer:service", shown.pk)


def _staff_only(request: HttpRequest) -> None:
    if not may_see_offer(request.user):
        raise Http404


def _service_of(request: HttpRequest, service_id: int) -> Service:
    return get_object_or_404(
        Service.objects.visible_to(request.user).select_related("centre", "provider", "checked_by"), pk=service_id
    )


def _form(request: HttpRequest, shown: Service | None = None) -> ServiceFormOfStaff:
    initial: dict[str, Any] = ServiceFormOfStaff.values_of(shown) if shown else {}
    return ServiceFormOfStaff(
        request.POST if request.method == "POST" else None,
        initial=initial,
        centre=request.centre,
        areas=AREAS.on(localdate()),
        kinds=RECIPIENT_KINDS.on(localdate()),
    )


def _saved(request: HttpRequest, form: ServiceFormOfStaff, shown: Service | None = None) -> Service | None:
    """The service as kept, or None with what stands in the way at its field of the form."""
    if not form.is_valid():
        return None
    try:
        return doing.save_service(
            centre=request.centre,
            service_id=shown.pk if shown else None,
            fields=form.cleaned_data,
            by=request.user,
            on=localdate(),
        )
    except Refused as refusal:
        form.add_error(FIELD_OF_REFUSAL.get(type(refusal)), f"{refusal} {refusal.provision}".strip())
        return None
