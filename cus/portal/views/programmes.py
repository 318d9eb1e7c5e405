"""The programmes of the municipality for everybody: what is law, and how to take part while one is being written."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.kit.pages import show
from cus.offer.exports.programme_paper import programme_paper
from cus.offer.models import Programme, ProgrammeVersion
from cus.offer.queries.programme_content import items_of
from cus.offer.queries.terms import services_said
from cus.portal.queries import programmes as queries
from cus.records.papers.pdf import render_pdf


@login_not_required
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    if request.centre is None:
        raise Http404
    found = queries.programmes_of(request.centre, on=localdate())
    return show(request, "portal/programmes.html", {"found": found, "today": localdate()})


@login_not_required
@require_GET
def programme(request: HttpRequest, uuid: str) -> HttpResponse:
    version = _version_or_404(request, uuid)
    given = {
        "version": version,
        "standing": version.standing_on(localdate()),
        "items": [item for item in items_of(version, on=localdate()) if item.is_written and item.key != "period"],
        "services": services_said(version),
        "resolutions": list(version.resolutions.select_related("municipality")),
        "annulments": list(version.annulments.all()),
        "asked": queries.asked_version(version.programme, on=localdate()),
        "today": localdate(),
    }
    return show(request, "portal/programme.html", given)


@login_not_required
@require_GET
def paper(request: HttpRequest, uuid: str) -> HttpResponse:
    """The programme as PDF; `?projekt=1` the draft residents are asked about."""
    version = _version_or_404(request, uuid)
    if request.GET.get("projekt") == "1":
        version = queries.asked_version(version.programme, on=localdate()) or version
    response = HttpResponse(render_pdf(programme_paper(version, on=localdate())), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="program.pdf"'
    return response


def _version_or_404(request: HttpRequest, uuid: str) -> ProgrammeVersion:
    if request.centre is None:
        raise Http404
    programme = get_object_or_404(Programme.objects.filter(centre=request.centre), uuid=uuid)
    version = queries.public_version(programme, on=localdate())
    if version is None:
        raise Http404
    return version
