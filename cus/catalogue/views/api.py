"""The open data as other systems read them: lists and items of HSDS 3.0 and of its profiles."""

import json
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from cus.catalogue.hsds.endpoints import FAMILIES, Endpoint
from cus.catalogue.hsds.openapi import document
from cus.catalogue.hsds.parameters import read
from cus.catalogue.queries.feed import OpenData
from cus.catalogue.queries.pages import PageOfItems, all_items, one_item, page_of_items
from cus.catalogue.views.answers import as_line, fresh, open_to_all, streamed

JSON = "application/json"


@open_to_all
def about(request: HttpRequest, data: OpenData, family: str) -> HttpResponseBase:
    """Which standard this is and where its own description lies."""
    profile = FAMILIES[family].profile
    told = {
        "version": profile.version,
        "profile": profile.page,
        "openapi_url": request.build_absolute_uri(reverse(f"open_data:{family}_openapi")),
    }
    return _json(request, told)


@open_to_all
def openapi(request: HttpRequest, data: OpenData, family: str) -> HttpResponseBase:
    server = request.build_absolute_uri(reverse(f"open_data:{family}")).rstrip("/")
    return _json(request, document(FAMILIES[family], server=server, publisher=data.centre.name))


@open_to_all
def items(request: HttpRequest, data: OpenData, family: str, path: str) -> HttpResponseBase:
    endpoint = _endpoint(family, path)
    asked = read(request.GET.dict(), endpoint.of_list)
    if asked.get("format") == "ndjson":
        lines = (as_line(item) for item in all_items(data, FAMILIES[family], endpoint, asked))
        return streamed(data, lines, "application/x-ndjson", {"Cache-Control": "no-store"})
    page = page_of_items(data, FAMILIES[family], endpoint, asked)
    return _json(request, page.body(), modified_at=page.modified_at, headers=_links(request, page))


@open_to_all
def item(request: HttpRequest, data: OpenData, family: str, path: str, record_id: str) -> HttpResponseBase:
    endpoint = _endpoint(family, path)
    asked = read(request.GET.dict(), endpoint.of_one)
    found = None if "\x00" in record_id else one_item(data, FAMILIES[family], endpoint, record_id, asked)
    if found is None:
        raise Http404("There is no item with this id.")
    return _json(request, found[0], modified_at=found[1])


@open_to_all
def nothing(request: HttpRequest, data: OpenData, family: str, rest: str) -> HttpResponseBase:
    raise Http404("There is nothing at this address.")


def _endpoint(family: str, path: str) -> Endpoint:
    endpoint = FAMILIES[family].endpoint(path)
    if endpoint is None:
        raise Http404("This list is not part of the profile.")
    return endpoint


def _links(request: HttpRequest, page: PageOfItems) -> dict[str, str]:
    """The way to the next page that neither loses nor repeats items while the data change."""
    if page.last is None:
        return {}
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["after"] = str(page.last)
    return {"Link": f'<{request.build_absolute_uri(request.path)}?{asked.urlencode()}>; rel="next"'}


def _json(request: HttpRequest, told: Any, *, modified_at: Any = None, headers: Any = None) -> HttpResponseBase:
    content = json.dumps(told, ensure_ascii=False).encode()
    return fresh(request, content=content, kind=JSON, modified_at=modified_at, headers=headers or {})
