"""What comes in with a request: numbers in addresses, the way back, characters that no text may hold."""

from collections.abc import Callable

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

NUL = "\x00"
MOST_DIGITS = 18  # what fits a bigint


def number_in(text: str | None) -> int | None:
    """The whole number a text is; None for anything else, also for digits of other scripts and endless rows."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        return None
    return int(text)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address in `next` when it is a path of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure())
    return wanted if wanted.startswith("/") and is_ours else otherwise


def without_nul(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: drops NUL from what was asked and typed: no key types it and PostgreSQL keeps it in no text."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        request.COOKIES = {name: value.replace(NUL, "") for name, value in request.COOKIES.items()}
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return answer


def _cleaned(given: QueryDict) -> QueryDict:
    if not any(NUL in value for _, values in given.lists() for value in values):
        return given
    cleaned = given.copy()
    for name, values in given.lists():
        cleaned.setlist(name, [value.replace(NUL, "") for value in values])
    cleaned._mutable = False
    return cleaned
