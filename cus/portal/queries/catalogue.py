"""What the catalogue shows: the entries that meet a visitor's wish, and the filters that narrow them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre, CentreKind
from cus.catalogue.gazetteer import Named, Town, towns_of_region
from cus.catalogue.models import Entry, EntryKind, EntryPlace
from cus.catalogue.opening import OpenState, spans_of, state_at
from cus.catalogue.queries.finding import RADII, Finding, Wish, find
from cus.catalogue.search.find import find_entries
from cus.law.services import AREAS
from cus.offer.models import Audience, ServiceForm
from cus.offer.models.languages import name_of_language
from cus.portal.queries.whose import Whose, whose

RELATED = 3
ENTRIES_ON_A_PAGE = 20
SHORTEST_SEARCH = 3
YES = "tak"
HERE, REGION = "tu", "region"
Label = str | Promise


@dataclass(frozen=True)
class Asked:
    """What a visitor asked for: the wish, and the place as they wrote it."""

    wish: Wish = field(default_factory=Wish)
    where: str = ""
    named: Named | None = None
    has_map: bool = False
    is_regional: bool = False  # the catalogue of a region, which knows no narrower scope

    @property
    def is_narrowed(self) -> bool:
        return self.wish != Wish(text=self.wish.text, in_region=self.is_regional) or bool(self.where)

    @property
    def is_empty(self) -> bool:
        return not (self.wish.text or self.is_narrowed or self.has_map)

    @property
    def query(self) -> str:
        return quote(self.wish.text)


@dataclass(frozen=True)
class Option:
    """One box of a filter: how many entries there would be with it."""

    name: str
    value: str
    label: Label
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes; of one with `is_single` only one can be chosen."""

    legend: Label
    options: list[Option]
    is_single: bool = False


@dataclass(frozen=True)
class Situation:
    """A tile: what happens in somebody's life, and the words to search with."""

    label: Label
    icon: str
    words: str

    @property
    def query(self) -> str:
        return quote(self.words)


@dataclass(frozen=True)
class Line:
    """An entry in the list."""

    entry: Entry
    is_own: bool
    whose: Whose | None
    km: float | None
    open: OpenState | None

    @property
    def audiences(self) -> list[Label]:
        return audience_labels(self.entry)

    @property
    def places(self) -> list[EntryPlace]:
        return list(self.entry.places.all())

    @property
    def where(self) -> str:
        return next((place.address or place.town or place.name for place in self.places), "")

    @property
    def more_places(self) -> int:
        return max(len(self.places) - 1, 0)

    @property
    def comes_to_people(self) -> bool:
        return self.km is not None and not self.places


@dataclass(frozen=True)
class Answer:
    """A page of what meets the wish, in order, and the filters that narrow it."""

    asked: Asked
    page: Page
    facets: list[Facet]
    radii: list[Option]
    finding: Finding
    towns: list[Town]
    elsewhere: int = 0  # what the region would bring beside

    @property
    def answers(self) -> int:
        return self.finding.answers


SITUATIONS = (
    Situation(_("I am coming home from hospital"), "bed", "wracam ze szpitala"),
    Situation(_("I care for somebody close"), "heart", "opiekuję się bliską osobą"),
    Situation(_("It is hard for me to leave home"), "house", "trudno mi wychodzić z domu"),
    Situation(_("I am raising a child"), "child", "wychowuję dziecko"),
    Situation(_("It is hard for me, I want to talk"), "chat", "jest mi ciężko, chcę porozmawiać"),
    Situation(_("I want to help others"), "hands", "chcę pomagać innym"),
)
KINDS: tuple[tuple[str, Label], ...] = (
    (EntryKind.SERVICE, _("services")),
    (EntryKind.ORGANISATION, _("organisations")),
)
ONLY: tuple[tuple[str, Label, str], ...] = (
    ("koszt", _("free of charge"), "only_free"),
    ("czynne", _("open now"), "only_open"),
    ("miejsca", _("with free places"), "only_free_places"),
    ("wozek", _("accessible by wheelchair"), "only_wheelchair"),
)


def catalogue(*, centre: Centre, asked: Asked, number: int, at: datetime, region: dict[int, list[str]]) -> Answer:
    """A page of the entries that meet the wish. The same number of queries for one entry as for many."""

    def found(first: int) -> Finding:
        return find(centre=centre, wish=asked.wish, at=at, first=first, size=ENTRIES_ON_A_PAGE, region=region)

    finding = found((number - 1) * ENTRIES_ON_A_PAGE)
    page = Paginator(range(finding.total), ENTRIES_ON_A_PAGE).get_page(number)
    if finding.total and page.number != number:  # past the end: the last page
        finding = found((page.number - 1) * ENTRIES_ON_A_PAGE)
    page.object_list = _lines(finding, centre=centre, at=at)  # type: ignore[assignment]
    is_alone = len(region) == 1 or centre.kind == CentreKind.ROPS
    return Answer(
        asked=asked,
        page=page,
        facets=_facets(asked.wish, finding.counts, is_alone=is_alone, on=localdate(at)),
        radii=_radii(asked.wish, finding.counts) if asked.wish.town else [],
        finding=finding,
        towns=towns_of_region(region_of(region, centre)),
        elsewhere=0 if asked.wish.in_region else finding.counts.get("zasieg", {}).get("false", 0),
    )


def region_of(region: Mapping[int, Sequence[str]], centre: Centre) -> str:
    """The first two digits of TERYT: the voivodeship of the centre."""
    return next(iter(region[centre.pk]), "")[:2]


def related_entries(*, centre: Centre, entry: Entry) -> list[Entry]:
    """Other entries of the centre that the words of this one find."""
    found = find_entries(centre_ids=[centre.pk], text=f"{entry.name} {entry.summary}")
    ids = [match.entry_id for match in found.matches if match.entry_id != entry.pk][:RELATED]
    known = Entry.objects.public().in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]


def audience_labels(entry: Entry) -> list[Label]:
    """For whom, in words; a code nobody here knows stays away."""
    return [Audience(code).label for code in entry.audiences if code in Audience]


def _lines(finding: Finding, *, centre: Centre, at: datetime) -> list[Line]:
    public_places = Prefetch("places", EntryPlace.objects.filter(is_public=True).order_by("id"))
    entries = (
        Entry.objects.public()
        .filter(pk__in=[hit.entry_id for hit in finding.hits])
        .select_related("centre", "source")
        .prefetch_related(public_places)
        .in_bulk()
    )
    return [
        Line(
            entry=entry,
            is_own=entry.centre_id == centre.pk and entry.source_id is None,
            whose=whose(entry, centre=centre, at=at),
            km=hit.km,
            open=state_at(spans_of(entry.opening), localtime(at)),
        )
        for hit in finding.hits
        if (entry := entries.get(hit.entry_id))
    ]


def _facets(wish: Wish, counts: Mapping[str, Mapping[str, int]], *, is_alone: bool, on: date) -> list[Facet]:
    areas = [(str(area.number), area.name_pl.capitalize()) for area in AREAS.on(on)]
    languages = [(code, name_of_language(code)) for code in sorted(counts.get("jezyk", {}))]
    only = [
        Option(name, YES, label, counts.get(name, {}).get("true", 0), getattr(wish, wanted))
        for name, label, wanted in ONLY
    ]
    facets = [
        Facet(_("For whom"), _options("dla-kogo", Audience.choices, wish.audiences, counts)),
        Facet(_("Only"), _worth_showing(only)),
        Facet(_("How"), _options("forma", ServiceForm.choices, wish.forms, counts)),
        Facet(_("Language"), _options("jezyk", languages, wish.languages, counts)),
        Facet(_("What"), _options("rodzaj", KINDS, wish.kinds, counts)),
        Facet(_("Subject"), _options("zakres", areas, wish.areas, counts)),
    ]
    if not is_alone:
        facets.insert(0, _scope(wish, counts))
    return [facet for facet in facets if facet.options and _narrows(facet)]


def _scope(wish: Wish, counts: Mapping[str, Mapping[str, int]]) -> Facet:
    own = counts.get("zasieg", {})
    options = [
        Option("zasieg", HERE, _("this centre"), own.get("true", 0), not wish.in_region),
        Option("zasieg", REGION, _("the whole region"), sum(own.values()), wish.in_region),
    ]
    return Facet(_("Whose"), options, is_single=True)


def _radii(wish: Wish, counts: Mapping[str, Mapping[str, int]]) -> list[Option]:
    """How many there are within each distance; a step counts what is nearer too."""
    steps = counts.get("promien", {})
    within = [
        (km, sum(number for step, number in steps.items() if int(step) <= km), _("up to %(km)s km")) for km in RADII
    ]
    anywhere = Option("promien", "", _("any distance"), 0, wish.within_km is None)
    return [
        anywhere,
        *(Option("promien", str(km), label % {"km": km}, count, wish.within_km == km) for km, count, label in within),
    ]


def _options(
    name: str,
    labels: Sequence[tuple[str, Label]],
    chosen: frozenset[str],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Option]:
    """What would give nothing is left out unless it is chosen."""
    known = counts.get(name, {})
    return _worth_showing(
        [Option(name, str(value), label, known.get(str(value), 0), str(value) in chosen) for value, label in labels]
    )


def _worth_showing(options: list[Option]) -> list[Option]:
    return [option for option in options if option.count or option.chosen]


def _narrows(facet: Facet) -> bool:
    """Kinds and languages of which there is but one are no choice."""
    may_be_dull = facet.options[0].name in ("rodzaj", "jezyk")
    return not may_be_dull or len(facet.options) > 1 or facet.options[0].chosen
