"""What the catalogue and the page of a service show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre
from cus.law.services import AREAS
from cus.offer.models import Audience, Service, ServiceForm
from cus.offer.search.find import Found, find_services

RELATED = 3
FREE = "tak"
SHORTEST_SEARCH = 3


@dataclass(frozen=True)
class Wish:
    """What a visitor asks the catalogue for: words, and values chosen in the facets."""

    text: str = ""
    areas: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    only_free: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.areas or self.audiences or self.forms or self.only_free)

    @property
    def query(self) -> str:
        return quote(self.text)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_narrowed


@dataclass(frozen=True)
class Option:
    """One box of a facet: how many services there would be with it."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    legend: str | Promise
    options: list[Option]


@dataclass(frozen=True)
class Situation:
    """A tile: what happens in somebody's life, and the words to search with."""

    label: str | Promise
    icon: str
    words: str

    @property
    def query(self) -> str:
        return quote(self.words)


@dataclass(frozen=True)
class Answer:
    """The services that meet a wish, in order, and the facets that narrow it."""

    wish: Wish
    services: list[Service]
    facets: list[Facet]
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""
    without_facets: int = 0


SITUATIONS = (
    Situation(_("I am coming home from hospital"), "bed", "wracam ze szpitala"),
    Situation(_("I care for somebody close"), "heart", "opiekuję się bliską osobą"),
    Situation(_("It is hard for me to leave home"), "house", "trudno mi wychodzić z domu"),
    Situation(_("I am raising a child"), "child", "wychowuję dziecko"),
    Situation(_("It is hard for me, I want to talk"), "chat", "jest mi ciężko, chcę porozmawiać"),
    Situation(_("I want to help others"), "hands", "chcę pomagać innym"),
)

# How a service meets each facet: the values under which it is counted.
VALUES: dict[str, Callable[[Service], Iterable[str]]] = {
    "dla-kogo": lambda service: service.audiences,
    "forma": lambda service: [service.form],
    "koszt": lambda service: [FREE] if service.is_free else [],
    "zakres": lambda service: [str(service.area)],
}


def catalogue(*, centre: Centre, wish: Wish, on: date) -> Answer:
    """The services of the centre that meet the wish. The same number of queries for one service as for many."""
    found = find_services(centre_id=centre.pk, text=wish.text) if wish.text else Found()
    services = _in_order(list(_in_catalogue(centre)), found, searched=bool(wish.text))
    chosen = {
        "dla-kogo": wish.audiences,
        "forma": wish.forms,
        "koszt": frozenset({FREE}) if wish.only_free else frozenset(),
        "zakres": wish.areas,
    }
    return Answer(
        wish=wish,
        services=[service for service in services if _meets(service, chosen)],
        facets=_facets(services, chosen, on=on),
        read_as=found.read_as,
        suggestion=found.suggestion,
        without_facets=len(services),
    )


def related_services(*, centre: Centre, service: Service) -> list[Service]:
    """Other services that the words of this one find."""
    found = find_services(centre_id=centre.pk, text=f"{service.name} {service.description}")
    ids = [match.service_id for match in found.matches if match.service_id != service.pk][: RELATED * 3]
    known = _in_catalogue(centre).in_bulk(ids)
    return [known[pk] for pk in ids if pk in known][:RELATED]


def _in_catalogue(centre: Centre) -> QuerySet[Service]:
    return Service.objects.filter(centre=centre).in_catalogue().order_by("sort_key", "id")


def _in_order(services: Sequence[Service], found: Found, *, searched: bool) -> list[Service]:
    if not searched:
        return list(services)
    place = {match.service_id: number for number, match in enumerate(found.matches)}
    return sorted((service for service in services if service.pk in place), key=lambda service: place[service.pk])


def _meets(service: Service, chosen: dict[str, frozenset[str]], *, but: str = "") -> bool:
    return all(
        not values or not values.isdisjoint(VALUES[name](service)) for name, values in chosen.items() if name != but
    )


def _facets(services: Sequence[Service], chosen: dict[str, frozenset[str]], *, on: date) -> list[Facet]:
    areas = [(str(area.number), area.name_pl.capitalize()) for area in AREAS.on(on)]
    choices: list[tuple[str, str | Promise, Sequence[tuple[str, str | Promise]]]] = [
        ("dla-kogo", _("For whom"), Audience.choices),
        ("koszt", _("Cost"), [(FREE, _("Only free of charge"))]),
        ("forma", _("How"), ServiceForm.choices),
        ("zakres", _("Subject"), areas),
    ]
    return [Facet(name, legend, _options(services, chosen, name, labels)) for name, legend, labels in choices]


def _options(
    services: Sequence[Service],
    chosen: dict[str, frozenset[str]],
    name: str,
    labels: Sequence[tuple[str, str | Promise]],
) -> list[Option]:
    """The counts follow what is chosen in the other facets; what would give nothing is left out unless chosen."""
    open_to_choice = [set(VALUES[name](service)) for service in services if _meets(service, chosen, but=name)]
    counted = [
        Option(value, label, sum(value in values for values in open_to_choice), value in chosen[name])
        for value, label in labels
    ]
    return [option for option in counted if option.count or option.chosen]
