"""News of the catalogue for feed readers, and the map of the site for search engines."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cus.accounts.models import Centre
from cus.catalogue.exports.news import PAGES_IN_A_MAP, in_order, index_of_maps, latest, map_of, news
from cus.catalogue.models import Entry
from cus.catalogue.views.answers import fresh
from cus.kit.rows import acting_for

# The pages themselves stand in the room above: here they are only named.
STANDING_PAGES = ("portal:catalogue", "portal:accessibility", "portal:privacy", "open_data:data")
PAGE_OF_A_SERVICE = "portal:service"
XML = "application/xml; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /office/\nDisallow: /account/\nDisallow: /moja-sprawa/\nSitemap: {map}\n"


@login_not_required
@require_safe
def rss(request: HttpRequest) -> HttpResponseBase:
    return _news(request, as_atom=False)


@login_not_required
@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    return _news(request, as_atom=True)


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The map, or a list of maps when the pages are too many for one."""
    centre = _centre(request)
    parts = -(-(in_order(centre).count() + len(STANDING_PAGES)) // PAGES_IN_A_MAP)
    if parts <= 1:
        return _map(request, 1)
    addresses = (_address(request, "open_data:sitemap_part", part) for part in range(1, parts + 1))
    return HttpResponse(index_of_maps(addresses), content_type=XML)


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, map_number: int) -> HttpResponseBase:
    return _map(request, map_number)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    content = ROBOTS.format(map=_address(request, "open_data:sitemap"))
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def _map(request: HttpRequest, part: int) -> HttpResponseBase:
    centre = _centre(request)
    if part < 1:
        raise Http404
    before = min(part - 1, 10_000) * PAGES_IN_A_MAP
    first = max(0, before - len(STANDING_PAGES))
    last = before + PAGES_IN_A_MAP - len(STANDING_PAGES)
    entries = in_order(centre)[first:last]
    if part > 1 and not entries.exists():
        raise Http404

    def pages() -> Iterator[tuple[str, datetime | None]]:
        if part == 1:
            yield from ((_address(request, name), None) for name in STANDING_PAGES)
        for entry in entries.iterator(chunk_size=2000):
            yield _page_of(request, entry), entry.modified_at

    def made() -> Iterator[str]:
        with acting_for(centre.pk):
            yield from map_of(pages())

    return StreamingHttpResponse(made(), content_type=XML)


def _news(request: HttpRequest, *, as_atom: bool) -> HttpResponseBase:
    centre = _centre(request)
    entries = latest(centre)
    content = news(
        centre,
        entries,
        title=_("What is new: %(centre)s") % {"centre": centre.name},
        about=_("New and changed social services"),
        home=_address(request, "portal:catalogue"),
        feed_at=request.build_absolute_uri(request.path),
        page_of=lambda entry: _page_of(request, entry),
        as_atom=as_atom,
    )
    kind = "application/atom+xml; charset=utf-8" if as_atom else "application/rss+xml; charset=utf-8"
    modified_at = entries[0].modified_at if entries else None
    return fresh(request, content=content.encode(), kind=kind, modified_at=modified_at, headers={})


def _page_of(request: HttpRequest, entry: Entry) -> str:
    return _address(request, PAGE_OF_A_SERVICE, entry.uuid)


def _address(request: HttpRequest, name: str, *given: object) -> str:
    return request.build_absolute_uri(reverse(name, args=given))


def _centre(request: HttpRequest) -> Centre:
    if request.centre is None:
        raise Http404
    return request.centre
