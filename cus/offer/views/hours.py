"""Opening hours of a service, as staff write them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cus.kit.errors import NotAllowed, Refused
from cus.kit.pages import explain, show
from cus.offer.forms.hours import HoursFormSet, hours_formset
from cus.offer.models import Service
from cus.offer.permissions.listing import may_edit_service, may_see_offer
from cus.offer.services.hours import set_opening_hours


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, service_id: int) -> HttpResponse:
    if not may_see_offer(request.user):
        raise Http404
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=service_id)
    if not may_edit_service(request.user, service):
        explain(request, NotAllowed(_("Only the services organiser and the director change the offer.")))
        return redirect("offer:service", service.pk)
    rows = hours_formset(request.POST if request.method == "POST" else None, service)
    if request.method == "POST" and rows.is_valid() and _kept(request, service, rows):
        return redirect("offer:hours" if "more" in request.POST else "offer:service", service.pk)
    return show(request, "offer/hours.html", {"service": service, "rows": rows})


def _kept(request: HttpRequest, service: Service, rows: HoursFormSet) -> bool:
    try:
        set_opening_hours(service_id=service.pk, rows=rows.drafts(), by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return False
    messages.success(request, _("The opening hours are saved."))
    return True
