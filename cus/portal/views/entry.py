"""The page of an entry, and telling us that something in it is wrong."""

import json
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from cus.accounts.models import Centre
from cus.catalogue.models import Entry
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.kit.rows import acting_for
from cus.law.deadlines import PREPARATION
from cus.offer.queries.workspace import break_of
from cus.offer.services.reports import report_error
from cus.portal import limits
from cus.portal.forms.report import ReportForm
from cus.portal.queries.entry import entry_of, entry_page
from cus.portal.queries.json_ld import json_ld
from cus.portal.queries.whose import whose
from cus.portal.views.catalogue import centre_of

# What ends a script or begins a comment inside one, written so that it does neither.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@login_not_required
@require_GET
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    centre = centre_of(request)
    page = entry_page(_entry(uuid, centre), centre=centre, at=now())
    address = request.build_absolute_uri(reverse("portal:service", args=[uuid]))
    apply_address = request.build_absolute_uri(f"{reverse('portal:apply')}?usluga={uuid}")
    given = {
        "page": page,
        "entry": page.entry,
        "service": page.service,
        "rest": break_of(page.service, on=localdate()) if page.service else None,
        "plan_days": PREPARATION.on(localdate()).days,
        "json_ld": _as_script(json_ld(page, address=address, apply_address=apply_address)),
        "address": address,
        "qr_code": mark_safe(segno.make(address, micro=False).svg_inline(scale=3, border=0)),
    }
    return show(request, "portal/entry.html", given)


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form for what is wrong in an entry; it goes to the centre that keeps the entry."""
    centre = centre_of(request)
    shown = _entry(uuid, centre)
    form = ReportForm(request.POST or None)
    given = {"entry": shown, "form": form, "whose": whose(shown, centre=centre, at=now())}
    if request.method != "POST" or not form.is_valid():
        return show(request, "portal/report.html", given)
    if not limits.may_send(request):
        return show(request, "portal/report.html", given | {"too_often": True}, status=429)
    limits.count_sending(request)
    try:
        with acting_for(shown.centre_id):
            report_error(
                centre=shown.centre,
                entry_uuid=uuid,
                words=form.cleaned_data["words"],
                contact=form.cleaned_data["contact"],
                at=now(),
            )
    except Refused as refusal:
        explain(request, refusal)
        return redirect("portal:report", uuid=uuid)
    return redirect("portal:report_sent", uuid=uuid)


@login_not_required
@require_GET
def report_sent(request: HttpRequest, uuid: UUID) -> HttpResponse:
    centre = centre_of(request)
    shown = _entry(uuid, centre)
    return show(request, "portal/report_sent.html", {"entry": shown, "whose": whose(shown, centre=centre, at=now())})


def _entry(uuid: UUID, centre: Centre) -> Entry:
    found = entry_of(uuid, region=centre.region(), centre=centre)
    if found is None:
        raise Http404
    return found


def _as_script(given: dict[str, object]) -> SafeString:
    return mark_safe(json.dumps(given, ensure_ascii=False).translate(ESCAPED))
