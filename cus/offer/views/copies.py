"""Copying what another centre has published."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cus.catalogue.models import Entry, EntryKind
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import explain, show
from cus.law.services import AREAS
from cus.offer.permissions.listing import may_edit_services, may_see_offer
from cus.offer.queries.copies import licence_of, services_of_others, whose
from cus.offer.services.copies import copy_service


@require_GET
def copy(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    text = request.GET.get("q", "").strip()
    given = {
        "text": text,
        "found": services_of_others(user=request.user, text=text),
        "areas": AREAS.on(localdate()),
        "may_edit": may_edit_services(request.user),
    }
    return show(request, "offer/copy.html", given)


@require_POST
def copy_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    _staff_only(request)
    others = Entry.objects.visible_to(request.user).filter(kind=EntryKind.SERVICE, is_public=True)
    entry = get_object_or_404(
        others.exclude(centre_id=request.user.centre_id, source=None).select_related("centre", "source"), pk=entry_id
    )
    try:
        service = copy_service(
            entry=entry,
            area=number_in(request.POST.get("area")),
            whose=whose(entry),
            licence=licence_of(entry),
            by=request.user,
            on=localdate(),
        )
    except Refused as refusal:
        explain(request, refusal)
        words = request.POST.get("q", "")
        return redirect(f"{reverse('offer:copy')}?{urlencode({'q': words})}")
    messages.success(request, _("The service is copied as a draft. Add who delivers it, where and for how much."))
    return redirect("offer:service", service.pk)


def _staff_only(request: HttpRequest) -> None:
    if not may_see_offer(request.user):
        raise Http404
