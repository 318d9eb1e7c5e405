"""What every request goes through: which centre it is in, whether staff proved who they are, who changes things."""

from collections.abc import Callable
from time import time

import pghistory
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cus.accounts.models import Centre
from cus.kit.rows import acting_for

Answer = Callable[[HttpRequest], HttpResponse]
SESSION_NOTED_EVERY = 5 * 60  # seconds
OPEN_WITHOUT_SECOND_FACTOR = ("/account/", "/static/", "/health/", "/appearance/")


def centre_of_the_request(get_response: Answer) -> Answer:
    """Set `request.centre` and show the connection only its rows: the user's own centre, else the address's."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/health/"):
            return get_response(request)
        if request.user.is_authenticated:
            centre = request.user.centre
        else:
            centre = Centre.objects.for_host(request.get_host().partition(":")[0])
        request.centre = centre  # type: ignore[attr-defined]
        with acting_for(centre.pk if centre else None):
            return get_response(request)

    return answer


def session_lives_on(get_response: Answer) -> Answer:
    """A click prolongs the session of who is signed in; written at most every five minutes, not with every page."""

    def answer(request: HttpRequest) -> HttpResponse:
        is_signed_in = not request.path.startswith("/health/") and request.user.is_authenticated
        if is_signed_in and time() - request.session.get("seen_at", 0) > SESSION_NOTED_EVERY:
            request.session["seen_at"] = int(time())
        return get_response(request)

    return answer


def second_factor_for_staff(get_response: Answer) -> Answer:
    """Staff set up an authenticator app or a passkey before they see anything else; the demo does without."""

    def answer(request: HttpRequest) -> HttpResponse:
        needs = (
            not settings.DEMO
            and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
            and request.user.is_authenticated
            and not request.session.get("second_factor_ready")
        )
        if needs and not is_mfa_enabled(request.user):
            return redirect(reverse("mfa_index"))
        if needs:
            request.session["second_factor_ready"] = True
        return get_response(request)

    return answer


def who_changes(get_response: Answer) -> Answer:
    """Every change of a tracked row made in this request carries the user in its history."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)
        with pghistory.context(user=request.user.pk if request.user.is_authenticated else None):
            return get_response(request)

    return answer
