"""Field work: taking cases along on a device, the shell it shows without network, sending back."""

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.field.incoming import NotReadable, values_in
from cus.cases.models import Application, FieldCopy, FieldMerge
from cus.cases.queries.field import cases_for_field, copies_of_others, merges_waiting, parcel
from cus.cases.services.field import DAYS_ON_DEVICE, sync_copy, take_to_field, withdraw_copy
from cus.cases.views.field_shell import for_scripts
from cus.cases.views.form_page import take_step
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import show
from cus.records.log import record_reading

COOKIE = "field_device"  # this browser holds copies of cases: signing out wipes them
DAY = 24 * 60 * 60


@require_GET
def field(request: HttpRequest) -> HttpResponse:
    """One's own cases, which of them are on a device, and what waits to be merged."""
    _case_staff_or_404(request)
    context = {
        "rows": cases_for_field(request.user, on=localdate(), at=now()),
        "merges": merges_waiting(request.user, on=localdate()),
        "others": copies_of_others(request.user, at=now()),
        "days": DAYS_ON_DEVICE,
        **for_scripts(),
    }
    return show(request, "cases/field.html", context)


@never_cache
@require_POST
def field_take(request: HttpRequest) -> HttpResponse:
    """The chosen cases as JSON for the device that asks, which encrypts them at once."""
    _case_staff_or_404(request)
    try:
        sent = sent_json(request)
        device, wanted = UUID(str(sent.get("device"))), [number_in(str(one)) for one in list(sent.get("cases", []))]
    except (NotReadable, ValueError, TypeError):
        return _not_readable()
    visible = Application.objects.visible_to(request.user).filter(pk__in=[pk for pk in wanted if pk])
    parcels = []
    try:
        for pk in visible.order_by("pk").values_list("pk", flat=True):
            copy = take_to_field(application_id=pk, device=device, by=request.user, on=localdate(), at=now())
            record_reading(of=copy.application.person, by=request.user, page="cases:field_take")
            parcels.append(parcel(copy, on=localdate()))
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=HTTPStatus.CONFLICT)
    answer = JsonResponse({"cases": parcels, "user": request.user.pk})
    age = (DAYS_ON_DEVICE + 1) * DAY
    answer.set_cookie(COOKIE, str(device), max_age=age, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return answer


@never_cache
@require_GET
def field_token(request: HttpRequest) -> HttpResponse:
    """The token a page that was kept for days needs to send anything."""
    _case_staff_or_404(request)
    return JsonResponse({"token": get_token(request), "user": request.user.pk})


@never_cache
@require_POST
def field_sync(request: HttpRequest, copy_uuid: UUID) -> HttpResponse:
    """What was written on a device, once: the answer to a repeated sending is the same."""
    get_object_or_404(FieldCopy.objects.sent_by(request.user), uuid=copy_uuid)
    try:
        sent = sent_json(request)
        sync_uuid, values = UUID(str(sent.get("sync"))), values_in(sent.get("values"))
    except (NotReadable, ValueError):
        return _not_readable()
    synced = sync_copy(
        copy_uuid=copy_uuid, sync_uuid=sync_uuid, values=values, by=request.user, on=localdate(), at=now()
    )
    merge = synced.merge
    is_open = merge is not None and FieldMerge.objects.visible_to(request.user).filter(pk=merge.pk).exists()
    merge_url = reverse("cases:field_merge", args=[merge.pk]) if merge and is_open else ""
    kept = merge is not None and not is_open  # no longer open to who sent it: the organiser goes on
    return JsonResponse({"written": synced.written, "merge_url": merge_url, "kept_by_office": kept})


@require_POST
def field_withdraw(request: HttpRequest, copy_uuid: UUID) -> HttpResponse:
    """Take a case off a device that is not at hand: it is wiped there as soon as it is online."""
    copy = get_object_or_404(FieldCopy.objects.visible_to(request.user), uuid=copy_uuid)
    return take_step(
        request,
        lambda: withdraw_copy(copy_uuid=copy.uuid, by=request.user, at=now()),
        said=_("The case will be deleted from the device as soon as it is online."),
        to=reverse("cases:field"),
    )


@require_GET
def field_leave(request: HttpRequest) -> HttpResponse:
    """Signing out with cases on this device: send them first, or delete them."""
    return show(request, "cases/field_leave.html")


def _case_staff_or_404(request: HttpRequest) -> None:
    if not request.user.has_role(*CASE_STAFF):
        raise Http404


def sent_json(request: HttpRequest) -> dict[str, Any]:
    """The JSON of a request, which must be an object. A form is not ours; its body has already been read."""
    if request.content_type != "application/json":
        raise NotReadable
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NotReadable from None
    if not isinstance(sent, dict):
        raise NotReadable
    return sent


def _not_readable() -> HttpResponse:
    text = _("This page is older than the office. Reload it while you are online, then send again.")
    return JsonResponse({"refused": text}, status=HTTPStatus.BAD_REQUEST)
