"""The catalogue, the page of a service, and what the law wants every public site to say."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.accounts.models import Centre
from cus.community.models import UnmetNeedSource
from cus.community.services import record_unmet_need
from cus.kit.pages import show
from cus.law.deadlines import PREPARATION
from cus.offer.models import LegalTrack, Service
from cus.portal.queries import catalogue as queries
from cus.portal.queries.catalogue import FREE, SHORTEST_SEARCH, SITUATIONS, Answer, Wish

SERVICES_ON_A_PAGE = 20
LONGEST_SEARCH = 200
STATEMENT_ON = date(2026, 11, 22)


@login_not_required
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    wish = _wish_of(request)
    answer = queries.catalogue(centre=_centre_of(request), wish=wish, on=localdate())
    if not answer.without_facets:
        _note_what_is_missing(request, answer)
    page = Paginator(answer.services, SERVICES_ON_A_PAGE).get_page(request.GET.get("page"))
    given = {"answer": answer, "page": page, "wish": wish, "situations": SITUATIONS if wish.is_empty else ()}
    return show(request, "portal/catalogue.html", given, part="found")


@login_not_required
@require_GET
def service(request: HttpRequest, uuid: str) -> HttpResponse:
    centre = _centre_of(request)
    shown = get_object_or_404(Service.objects.filter(centre=centre).in_catalogue(), uuid=uuid)
    given = {
        "service": shown,
        "needs_decision": shown.legal_track == LegalTrack.SOCIAL_ASSISTANCE,
        "plan_days": PREPARATION.on(localdate()).days,
        "related": queries.related_services(centre=centre, service=shown),
    }
    return show(request, "portal/service.html", given)


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    given = {"statement_on": STATEMENT_ON, "address": request.build_absolute_uri("/")}
    return show(request, "portal/accessibility.html", given)


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return show(request, "portal/privacy.html")


def _centre_of(request: HttpRequest) -> Centre:
    centre = getattr(request, "centre", None)
    if centre is None:
        raise Http404
    return centre


def _wish_of(request: HttpRequest) -> Wish:
    return Wish(
        text=" ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH],
        areas=frozenset(request.GET.getlist("zakres")),
        audiences=frozenset(request.GET.getlist("dla-kogo")),
        forms=frozenset(request.GET.getlist("forma")),
        only_free=FREE in request.GET.getlist("koszt"),
    )


def _note_what_is_missing(request: HttpRequest, answer: Answer) -> None:
    """Only a search somebody sent from the box is a need; an address opened by a robot is not."""
    if "szukaj" in request.GET and len(answer.wish.text) >= SHORTEST_SEARCH:
        record_unmet_need(
            centre=_centre_of(request), source=UnmetNeedSource.SEARCH, words=answer.wish.text, on=localdate()
        )
