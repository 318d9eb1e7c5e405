"""What one finds in the catalogue: the entries that meet a wish, in order, and how many there would be otherwise.

Each filter is a facet that says of every entry kept in memory whether it meets it. Those that fail none are found, and
a facet counts what fails no facet but itself, so that its numbers follow the choices made in all others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy
from django.utils.timezone import localtime

from cus.accounts.models import Centre
from cus.catalogue.gazetteer import Town
from cus.catalogue.opening import DAY, is_public_holiday, minute_of_week
from cus.catalogue.queries.distance import kilometres_to_entries
from cus.catalogue.queries.shelves import Flags, Numbers, Shelf, Values, shelf_of
from cus.catalogue.search.find import Found, find_entries
from cus.catalogue.search.turns import turns_of

RADII = (10, 25, 50)


@dataclass(frozen=True)
class Wish:
    """What one asks the catalogue for. An empty value asks for nothing; several values of a facet mean any of them."""

    text: str = ""
    audiences: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    only_free: bool = False
    only_open: bool = False
    only_wheelchair: bool = False
    only_free_places: bool = False
    in_region: bool = False
    town: Town | None = None
    within_km: int | None = None  # with a town; None: as far as the catalogue reaches


@dataclass(frozen=True)
class Hit:
    entry_id: int
    km: float | None = None


@dataclass(frozen=True)
class Finding:
    """A page of what was found, and the numbers beside it."""

    hits: list[Hit]
    total: int
    answers: int  # what meets the words here, whatever else was chosen
    counts: Mapping[str, Mapping[str, int]]
    read_as: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True)
class Facet:
    """A filter: how the entries are counted under it, and which meet what is chosen (None: nothing is)."""

    name: str
    counted: Callable[[Flags], dict[str, int]]
    meets: Flags | None = None


def find(
    *, centre: Centre, wish: Wish, at: datetime, first: int = 0, size: int = 20, region: dict[int, list[str]]
) -> Finding:
    """A page of what meets the wish. Without words one query, for one entry as for a hundred thousand.

    `region` is `centre.region()`. Without words the order is that of the alphabet; among equals it changes daily.
    """
    asked = Asked(centre=centre, wish=wish, at=localtime(at), region=region)
    return Finding(
        hits=asked.page(first, size),
        total=int(numpy.count_nonzero(asked.found)),
        answers=int(numpy.count_nonzero(asked.answering if wish.in_region else asked.answering & asked.here)),
        counts=asked.counts(),
        read_as=asked.words.read_as,
        suggestion=asked.words.suggestion,
    )


class Asked:
    """A wish, held against every public entry of the region."""

    def __init__(self, *, centre: Centre, wish: Wish, at: datetime, region: dict[int, list[str]]) -> None:
        self.wish = wish
        self.day = at.date()
        self.words = find_entries(centre_ids=list(region), text=wish.text, on=self.day) if wish.text else Found()
        self.shelf = shelf_of(region)
        self.here = self.shelf.centres == centre.pk
        self.km = kilometres_to_entries(self.shelf, wish.town, region) if wish.town else None
        self.answering, self.places = self._answering()
        self.facets = self._facets(at)
        self.misses = numpy.zeros(len(self.shelf), numpy.int8)
        for facet in self.facets:
            if facet.meets is not None:
                self.misses += ~facet.meets
        self.found: Flags = self.answering & (self.misses == 0)

    def counts(self) -> dict[str, dict[str, int]]:
        return {
            facet.name: facet.counted(
                self.found if facet.meets is None else self.answering & (self.misses == ~facet.meets)
            )
            for facet in self.facets
        }

    def page(self, first: int, size: int) -> list[Hit]:
        """Only what can stand on the page is put into order, by distance, then by words or the alphabet."""
        found = numpy.flatnonzero(self.found)
        if first >= len(found):
            return []
        worth = (self.places if self.wish.text else self.shelf.ranks)[found]
        nearness = numpy.zeros(len(found)) if self.km is None else self.km[found]
        foremost = worth if self.km is None else nearness
        last = min(first + size, len(found)) - 1
        ends = numpy.partition(foremost, [first, last])[[first, last]]
        before = int(numpy.count_nonzero(foremost < ends[0]))
        near = numpy.flatnonzero((foremost >= ends[0]) & (foremost <= ends[1]))
        ids = self.shelf.ids[found[near]]
        order = numpy.lexsort((turns_of(ids, self.day), worth[near], nearness[near]))
        return [self._hit(found[near[one]]) for one in order[first - before : first - before + size]]

    def _hit(self, entry: int) -> Hit:
        km = None if self.km is None or numpy.isinf(self.km[entry]) else float(self.km[entry])
        return Hit(int(self.shelf.ids[entry]), km)

    def _answering(self) -> tuple[Flags, Numbers]:
        """What answers the words, and the place of each among them."""
        places = numpy.zeros(len(self.shelf), numpy.int64)
        if not self.wish.text:
            return self.shelf.shown, places
        entries, known = self.shelf.of_ids([match.entry_id for match in self.words.matches])
        answering = numpy.zeros(len(self.shelf), bool)
        answering[entries] = True
        places[entries] = numpy.flatnonzero(known)
        return answering & self.shelf.shown, places

    def _facets(self, at: datetime) -> list[Facet]:
        wish, shelf = self.wish, self.shelf
        return [
            self._one_of("dla-kogo", shelf.audiences, wish.audiences),
            _only("koszt", shelf.is_free, wish.only_free),
            self._one_of("forma", shelf.forms, wish.forms),
            self._one_of("zakres", shelf.areas, wish.areas),
            _only("czynne", open_at(shelf, at), wish.only_open),
            _only("wozek", shelf.wheelchair, wish.only_wheelchair),
            self._one_of("jezyk", shelf.languages, wish.languages),
            _only("miejsca", shelf.has_free_places, wish.only_free_places),
            self._one_of("rodzaj", shelf.kinds, wish.kinds),
            _only("zasieg", self.here, not wish.in_region),
            Facet("promien", self._by_distance, self._within(wish.within_km)),
        ]

    def _within(self, km: int | None) -> Flags | None:
        return None if self.km is None or km is None else self.km <= km

    def _one_of(self, name: str, values: Values, wanted: frozenset[str]) -> Facet:
        return Facet(name, values.counted, values.one_of(wanted, len(self.shelf)) if wanted else None)

    def _by_distance(self, among: Flags) -> dict[str, int]:
        """Under each step what is nearer than it, and no nearer than the step before."""
        if self.km is None:
            return {}
        within = [int(numpy.count_nonzero(among & (self.km <= step))) for step in RADII]
        steps = zip(RADII, within, [0, *within], strict=False)
        return {str(step): number - before for step, number, before in steps if number > before}


def _only(name: str, flags: Flags, is_chosen: bool) -> Facet:
    def counted(among: Flags) -> dict[str, int]:
        yes = int(numpy.count_nonzero(among & flags))
        numbers = {"true": yes, "false": int(numpy.count_nonzero(among)) - yes}
        return {value: number for value, number in numbers.items() if number}

    return Facet(name, counted, flags if is_chosen else None)


def open_at(shelf: Shelf, at: datetime) -> Flags:
    """On a public holiday only who is there day and night is open."""
    minute = minute_of_week(at)
    first, last = minute, minute
    if is_public_holiday(at.date()):
        first = minute - minute % DAY
        last = first + DAY - 1
    spans = shelf.opening
    is_open = numpy.zeros(len(shelf), bool)
    is_open[spans.entries[(spans.starts <= first) & (last < spans.ends)]] = True
    return is_open
