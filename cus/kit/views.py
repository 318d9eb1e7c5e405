"""Pages without a room of their own: contrast, a form sent too late, the page that shows every component."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from cus.kit.incoming import way_back
from cus.kit.showcase import showcase_context

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_POST
def contrast(request: HttpRequest) -> HttpResponse:
    """Remember in the browser whether pages come in high contrast, and go back."""
    response = redirect(way_back(request, "/"))
    if request.POST.get("contrast") == "high":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie("contrast", "high", max_age=A_YEAR, samesite="Lax", httponly=True, secure=bool(secure))
    else:
        response.delete_cookie("contrast", samesite="Lax")
    return response


@login_not_required
@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """Beside what has no page to name its icon, a file of the open data or a calendar, browsers ask for this one."""
    return redirect(static("kit/icon.svg"))


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django shows this when a form was sent from a page opened too long ago."""
    return render(request, "kit/stale_form.html", status=403)


@login_not_required
@require_GET
def showcase(request: HttpRequest) -> HttpResponse:
    """Every component on one page: for those who build pages, and for the accessibility test."""
    return render(request, "kit/showcase.html", {**showcase_context(on=localdate()), "now": now()})


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Django shows this when a page broke. It asks the database nothing: that may be what broke."""
    centre = getattr(request, "centre", None)
    return render(None, "500.html", {"phone": getattr(centre, "phone", "")}, status=500)
