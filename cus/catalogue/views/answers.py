"""What every answer of the open data has in common: who may ask how often, in what form, and what is said if not."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from cus.catalogue import limits
from cus.catalogue.hsds.parameters import WrongParameter
from cus.catalogue.queries.feed import OpenData, open_data_of
from cus.kit.rows import acting_for

FRESH_FOR = 300  # seconds in which a reader or a proxy need not ask again
OF_EVERYBODY = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*"}
TO_OTHER_SITES = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-Modified-Since, If-None-Match, X-Api-Key",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
View = Callable[..., HttpResponseBase]


def open_to_all(view: View | None = None, *, is_bulk: bool = False) -> Any:
    """A view everybody may read from anywhere, so often a minute; it is given what the centre publishes."""
    if view is None:
        return lambda given: open_to_all(given, is_bulk=is_bulk)

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=OF_EVERYBODY | TO_OTHER_SITES)
        if request.method not in ("GET", "HEAD"):
            return problem(405, "Only reading is possible here.", headers={"Allow": TO_OTHER_SITES["Allow"]})
        try:
            allowance = limits.count(request, is_bulk=is_bulk)
        except limits.UnknownKey:
            return problem(401, "This key is not known or was taken back.", headers={"WWW-Authenticate": "Bearer"})
        if allowance.is_used_up:
            wait = {"Retry-After": str(allowance.seconds)}
            return problem(429, "Too many requests in this minute.", headers=allowance.headers() | wait)
        response = _answer(view, request, *args, **kwargs)
        for name, value in allowance.headers().items():
            response[name] = value
        return response

    return answer


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None) -> HttpResponse:
    """What is wrong, in the form of RFC 9457."""
    titles = {
        400: "Bad request",
        401: "Unauthorized",
        404: "Not found",
        405: "Method not allowed",
        429: "Too many requests",
    }
    told = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    content = json.dumps(told)
    return HttpResponse(
        content, content_type="application/problem+json", status=status, headers=OF_EVERYBODY | (headers or {})
    )


def fresh(
    request: HttpRequest, *, content: bytes, kind: str, modified_at: datetime | None, headers: dict[str, str]
) -> HttpResponseBase:
    """The content, or 304 for who has it already."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=kind, headers=OF_EVERYBODY | headers)
    return unchanged(request, etag, modified_at, response) or response


def unchanged(
    request: HttpRequest, etag: str, modified_at: datetime | None, response: HttpResponseBase | None = None
) -> HttpResponseBase | None:
    """304 for who has this state already; else None, and the response bears the marks of the state."""
    seconds = int(modified_at.timestamp()) if modified_at else None
    if response is not None:
        response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
        response["ETag"] = etag
        if seconds is not None:
            response["Last-Modified"] = http_date(seconds)
    judged = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    if judged is not None and judged.status_code in (304, 412):
        for name, value in OF_EVERYBODY.items():
            judged[name] = value
        return judged
    return None


def streamed(data: OpenData, pieces: Iterable[bytes], kind: str, headers: dict[str, str]) -> StreamingHttpResponse:
    """Pieces made while they are sent: by then the request is over, so they are made for the centre anew."""

    def made() -> Iterator[bytes]:
        with acting_for(data.centre.pk):
            yield from pieces

    return StreamingHttpResponse(made(), content_type=kind, headers=OF_EVERYBODY | headers)


def as_line(item: dict[str, Any]) -> bytes:
    return json.dumps(item, ensure_ascii=False).encode() + b"\n"


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.centre is None:  # type: ignore[attr-defined]
        return problem(404, "There is no centre at this address.")
    try:
        return view(request, open_data_of(request.centre), *args, **kwargs)  # type: ignore[attr-defined]
    except WrongParameter as wrong:
        return problem(400, str(wrong))
    except Http404 as missing:
        return problem(404, str(missing) or "There is nothing at this address.")
