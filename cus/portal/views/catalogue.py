"""The catalogue and its map, and what the law wants every public site to say."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from cus.accounts.models import Centre
from cus.catalogue.queries.on_the_map import Box, Point, drawn
from cus.community.models import UnmetNeedSource
from cus.community.services.unmet_needs import record_unmet_need
from cus.kit.pages import show
from cus.portal.asking import asked_of, page_asked
from cus.portal.queries import catalogue as queries
from cus.portal.queries.catalogue import SHORTEST_SEARCH, SITUATIONS, Answer, region_of

ANY_UUID = UUID(int=0)
STATEMENT_ON = date(2026, 11, 22)
REGIONS_DRAWN = [f"{number:02}" for number in range(2, 33, 2)]


@login_not_required
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    centre = centre_of(request)
    region = centre.region()
    asked = asked_of(request, centre=centre, region=region)
    answer = queries.catalogue(centre=centre, asked=asked, number=page_asked(request), at=now(), region=region)
    if not answer.answers:
        _note_what_is_missing(request, answer)
    code = region_of(region, centre)
    given = {
        "answer": answer,
        "asked": asked,
        "wish": asked.wish,
        "page": answer.page,
        "situations": SITUATIONS if asked.is_empty else (),
        "powiaty": f"portal/map/powiaty/{code}.geojson" if code in REGIONS_DRAWN else "",
        "filters": request.GET.urlencode(),
    }
    return show(request, "portal/catalogue.html", given, part="found")


@login_not_required
@require_GET
def map_points(request: HttpRequest) -> JsonResponse:
    """What the list finds, as points: GeoJSON, those near each other as one. `okno` is the window of the map."""
    centre = centre_of(request)
    region = centre.region()
    asked = asked_of(request, centre=centre, region=region)
    found = drawn(centre=centre, wish=asked.wish, at=now(), region=region, box=_box_in(request))
    page = reverse("portal:service", args=[ANY_UUID])
    given: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [_feature(point, page) for point in found.points],
        "placed": found.placed,
    }
    if found.extent:
        given["bbox"] = list(found.extent)
    return JsonResponse(given, content_type="application/geo+json")


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    given = {"statement_on": STATEMENT_ON, "address": request.build_absolute_uri("/")}
    return show(request, "portal/accessibility.html", given)


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return show(request, "portal/privacy.html")


def centre_of(request: HttpRequest) -> Centre:
    centre = getattr(request, "centre", None)
    if centre is None:
        raise Http404
    return centre


def _note_what_is_missing(request: HttpRequest, answer: Answer) -> None:
    """Only a search somebody sent from the box is a need; an address opened by a robot is not."""
    words = answer.asked.wish.text
    if "szukaj" in request.GET and len(words) >= SHORTEST_SEARCH:
        record_unmet_need(centre=centre_of(request), source=UnmetNeedSource.SEARCH, words=words, on=localdate())


def _box_in(request: HttpRequest) -> Box | None:
    """west,south,east,north in degrees; anything else is no window."""
    try:
        west, south, east, north = (float(edge) for edge in request.GET.get("okno", "").split(","))
    except ValueError:
        return None
    is_on_earth = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if is_on_earth else None


def _feature(point: Point, page: str) -> dict[str, Any]:
    """`page` is the address of an entry's page, made once for the hundreds that are told."""
    entries = [{"uuid": uuid, "name": name, "url": page.replace(str(ANY_UUID), uuid)} for uuid, name in point.told]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(point.longitude, 5), round(point.latitude, 5)]},
        "properties": {"number": point.number, "entries": entries},
    }
