"""The door of the example centre: choose who you are."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from cus.kit.pages import show
from cus.office.demo.cards import open_cards
from cus.office.demo.people import doors

BACKEND = "cus.accounts.backends.EmailBackend"


@login_not_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    return show(request, "demo/people.html", {"doors": doors(), "cards": open_cards()})


@login_not_required
@require_POST
def sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """Sign in as one of the cast, without a password, and go where their work is."""
    _only_in_the_demo()
    door = next((door for door in doors() if door.user.pk == user_id), None)
    if door is None:
        raise Http404
    login(request, door.user, backend=BACKEND)
    return redirect(door.member.start)


def _only_in_the_demo() -> None:
    """The addresses exist in the demo only (`config.urls`); this holds even if somebody adds them elsewhere."""
    if not settings.DEMO:
        raise Http404
