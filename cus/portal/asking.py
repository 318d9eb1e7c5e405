"""What a visitor of the catalogue asks for, read from the address of the page."""

from django.http import HttpRequest

from cus.accounts.models import Centre, CentreKind
from cus.catalogue.gazetteer import named
from cus.catalogue.queries.finding import RADII, Wish
from cus.portal.queries.catalogue import REGION, YES, Asked, region_of

LONGEST_SEARCH = 200
LONGEST_NAME = 100
LAST_PAGE = 100_000
MAP = "mapa"


def asked_of(request: HttpRequest, *, centre: Centre, region: dict[int, list[str]]) -> Asked:
    """Nonsense in the address asks for nothing, or for what nothing meets; it never breaks the page."""
    is_regional = centre.kind == CentreKind.ROPS
    where = _line(request, "gdzie")[:LONGEST_NAME]
    place = named(where, region=region_of(region, centre)) if where else None
    wish = Wish(
        text=_line(request, "q")[:LONGEST_SEARCH],
        audiences=_values(request, "dla-kogo"),
        areas=_values(request, "zakres"),
        forms=_values(request, "forma"),
        kinds=_values(request, "rodzaj"),
        languages=_values(request, "jezyk"),
        only_free=_says_yes(request, "koszt"),
        only_open=_says_yes(request, "czynne"),
        only_wheelchair=_says_yes(request, "wozek"),
        only_free_places=_says_yes(request, "miejsca"),
        in_region=is_regional or request.GET.get("zasieg") == REGION,
        town=place.town if place else None,
        within_km=_radius(request) if place and place.town else None,
    )
    has_map = request.GET.get("widok") == MAP
    return Asked(wish=wish, where=where, named=place, has_map=has_map, is_regional=is_regional)


def page_asked(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 10 else 1


def _line(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())


def _values(request: HttpRequest, name: str) -> frozenset[str]:
    return frozenset(value.replace("\x00", "") for value in request.GET.getlist(name)[:50])


def _says_yes(request: HttpRequest, name: str) -> bool:
    return YES in request.GET.getlist(name)


def _radius(request: HttpRequest) -> int | None:
    return next((km for km in RADII if str(km) == request.GET.get("promien")), None)
