"""Pages without a room of their own: contrast, a form sent too late, the page that shows every component."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_POST
def contrast(request: HttpRequest) -> HttpResponse:
    """Remember in the browser whether pages come in high contrast, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if request.POST.get("contrast") == "high":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie("contrast", "high", max_age=A_YEAR, samesite="Lax", httponly=True, secure=bool(secure))
    else:
        response.delete_cookie("contrast", samesite="Lax")
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django shows this when a form was sent from a page opened too long ago."""
    return render(request, "kit/stale_form.html", status=403)
