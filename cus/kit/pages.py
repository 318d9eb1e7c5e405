"""What every page does: show itself or the part HTMX asked for; explain a refusal; turn pages of a list."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cus.kit.errors import Refused

ROWS_ON_A_PAGE = 50


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render the page, or only the named part of the same template when HTMX asked for it."""
    wants_part = bool(part) and request.headers.get("HX-Request") == "true"
    return render(request, f"{template}#{part}" if wants_part else template, context, status=status)


def explain(request: HttpRequest, refusal: Refused) -> None:
    """Show the refusal, with its provision, at the top of the next page."""
    messages.error(request, str(refusal), extra_tags=f"provision:{refusal.provision}" if refusal.provision else "")


def page_of(
    request: HttpRequest, rows: "QuerySet[Any]", *, size: int = ROWS_ON_A_PAGE, count: int | None = None
) -> Page:
    """The page of rows that `?page=` asks for; a bad number shows the nearest page. `count`: how many, if known."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))
