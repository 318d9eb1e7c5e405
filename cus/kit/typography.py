"""Hard spaces on every Polish page, put in on the way out, so that no template has to think of them."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from cus.kit.polish import HARD_SPACE, HARD_SPACE_RULES

# What a person may edit or copy stays as it is; so does all that stands inside a tag.
EDITED = "textarea|script|style|pre|code|option"
KEPT = re.compile(rf"(<(?:{EDITED})\b.*?</(?:{EDITED})>)", re.DOTALL)
IN_TEXT = "(?=[^<>]*<)"  # the next bracket opens a tag, so this place is not inside one
PATTERNS = [re.compile(rule + IN_TEXT) for rule in HARD_SPACE_RULES]


def hard_spaces(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a line of a Polish page never ends with „w”, never parts „24” from „listopada”."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponse) and _is_polish_page(response):
            response.content = in_page(response.content.decode(response.charset)).encode(response.charset)
        return response

    return answer


def _is_polish_page(response: HttpResponse) -> bool:
    is_page = response.get("Content-Type", "").startswith("text/html")
    return is_page and get_language() == "pl" and not response.has_header("Content-Encoding")


def in_page(html: str) -> str:
    """The page with hard spaces in its text, not in its tags, fields or code."""
    pieces = KEPT.split(html)
    for place in range(0, len(pieces), 2):
        for pattern in PATTERNS:
            pieces[place] = pattern.sub(HARD_SPACE, pieces[place])
    return "".join(pieces)
