"""Whoever signs out leaves no case on the device: the browser is told to delete all it keeps of ours."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now

from cus.accounts.models import User
from cus.cases.models import FieldCopy
from cus.cases.services.field import end_copies_of_device
from cus.cases.views.field import COOKIE
from cus.kit.rows import acting_for

Answer = Callable[[HttpRequest], HttpResponse]
WIPE = '"cache", "storage"'


def signing_out_wipes_the_device(get_response: Answer) -> Answer:
    """Ask before signing out where cases are on this device; afterwards have the browser delete them.

    A session that merely ran out wipes nothing: after signing in again what was written can still be sent.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        device = _device(request)
        if device is None or not request.user.is_authenticated:
            return get_response(request)
        user: User = request.user
        if _asks_to_leave(request) and _has_copies(user, device):
            return redirect("cases:field_leave")
        response = get_response(request)
        if not request.user.is_authenticated:
            with acting_for(user.centre_id):
                end_copies_of_device(device=device, by=user, at=now())
            response["Clear-Site-Data"] = WIPE
            response.delete_cookie(COOKIE)
        return response

    return answer


def _device(request: HttpRequest) -> UUID | None:
    if COOKIE not in request.COOKIES or request.path.startswith("/health/"):
        return None
    try:
        return UUID(request.COOKIES[COOKIE])
    except ValueError:
        return None


def _asks_to_leave(request: HttpRequest) -> bool:
    is_sign_out = request.method == "POST" and request.path == reverse("account_logout")
    return is_sign_out and "leave_device" not in request.POST


def _has_copies(user: User, device: UUID) -> bool:
    return FieldCopy.objects.sent_by(user).living(at=now()).filter(device=device).exists()
