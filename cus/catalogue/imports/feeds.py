"""A feed of HSDS or of its British profile: page after page of services, then the organisations and the terms.

The feed is believed as far as it adds up. It is read to its end or not taken over at all: a page that comes again,
too few services, an endless row of pages, anything that is not JSON is an `Unreadable`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from cus.catalogue.imports.checking import the_nobody
from cus.catalogue.imports.fetching import Answer, Fetcher
from cus.catalogue.imports.json_files import parsed, rows_of_object
from cus.catalogue.imports.rows import Expected, Ids, Note, Read, Unreadable

PER_PAGE = 100
MOST_PAGES = 5_000
MOST_SERVICES = 200_000
MOST_COUNTED = 2_000_000_000  # what fits the column of a run; no feed has so many
NESTED = ("service_at_locations", "phones", "schedules", "contacts", "attributes", "languages", "cost_options")
# Beside the services; a feed may leave them out.
OTHERS = (("organizations", "organizations"), ("taxonomies", "taxonomies"), ("taxonomy_terms", "taxonomy_terms"))

Validators = dict[str, dict[str, str]]


@dataclass
class FeedRead:
    """What one reading of a feed remembers for the next: the fingerprints of its pages."""

    validators: Validators = field(default_factory=dict)


@dataclass
class Page:
    """One page of a list; what it says of itself is None where it says nothing usable."""

    number: int
    things: list[Any]
    total_items: int | None
    total_pages: int | None
    is_last: bool | None
    has_frame: bool = True

    @property
    def ids(self) -> list[str]:
        return [str(thing.get("id")) for thing in self.things if isinstance(thing, dict) and thing.get("id")]


def read_feed(url: str, *, ids: Ids, fetcher: Fetcher, memory: FeedRead) -> Iterator[Read]:
    """All rows of the feed."""
    base = base_of(url)
    yield from _services(base, ids, fetcher, memory)
    for endpoint, table in OTHERS:
        yield from _others(base, endpoint, table, ids, fetcher, memory)
    yield from the_nobody(ids)


def nothing_new(known: Validators, fetcher: Fetcher) -> bool:
    """Whether every page of the last reading answers that it is as it was."""
    return all(fetcher.get(url, validators=validators).is_unchanged for url, validators in known.items())


def base_of(url: str) -> str:
    """The address of the feed without its endpoint: people copy the address of the services, too."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/services")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def address(base: str, endpoint: str, **asked: object) -> str:
    return f"{base}/{endpoint}{'?' + urlencode(asked) if asked else ''}"


def _services(base: str, ids: Ids, fetcher: Fetcher, memory: FeedRead) -> Iterator[Read]:
    pages = Pages(base, "services", {"full": "true"}, fetcher, memory)
    needs_details: bool | None = None
    for page in pages:
        if page.number == 1 and page.total_items:
            yield Expected(page.total_items)
        for place, thing in enumerate(page.things, start=1):
            if needs_details is None:
                needs_details, thing = _is_a_summary(base, thing, fetcher)
            elif needs_details:
                thing = _detail(base, thing, fetcher)
            yield from rows_of_object(thing, table="services", ids=ids, line=(page.number - 1) * PER_PAGE + place)
    yield from (Note(text) for text in pages.remarks)


def _others(base: str, endpoint: str, table: str, ids: Ids, fetcher: Fetcher, memory: FeedRead) -> Iterator[Read]:
    """The rows of a further endpoint; a note where there is none or it fails: the services are what matters."""
    first = fetcher.get(address(base, endpoint, page=1, per_page=PER_PAGE))
    if first.status != 200:
        return
    pages = Pages(base, endpoint, {"full": "true"} if endpoint == "organizations" else {}, fetcher, memory)
    for page in pages:
        for place, thing in enumerate(page.things, start=1):
            yield from rows_of_object(thing, table=table, ids=ids, line=(page.number - 1) * PER_PAGE + place)
    yield from (Note(text) for text in pages.remarks)


def _is_a_summary(base: str, thing: Any, fetcher: Fetcher) -> tuple[bool, Any]:
    """Whether the list leaves out what the single service tells (the British profile does); and the fuller one."""
    if not isinstance(thing, dict) or not thing.get("id") or any(name in thing for name in NESTED):
        return False, thing
    fuller = _detail(base, thing, fetcher)
    return len(fuller) > len(thing), fuller


def _detail(base: str, thing: Any, fetcher: Fetcher) -> Any:
    """The service on its own, or as the list has it when it cannot be had."""
    if not isinstance(thing, dict) or not thing.get("id"):
        return thing
    answer = fetcher.get(address(base, f"services/{quote(str(thing['id']), safe='')}"))
    found = parsed(answer.content) if answer.status == 200 else None
    return found if isinstance(found, dict) and str(found.get("id")) == str(thing["id"]) else thing


class Pages:
    """The pages of one list, until it ends. `remarks` tell afterwards what did not add up and was no harm."""

    def __init__(self, base: str, endpoint: str, asked: dict[str, object], fetcher: Fetcher, memory: FeedRead) -> None:
        self.remarks: list[str] = []
        self._base, self._endpoint, self._asked = base, endpoint, asked
        self._fetcher, self._memory = fetcher, memory
        self._seen: set[str] = set()
        self._others = 0  # entries that came before, or have no id
        self._promised: int | None = None

    def __iter__(self) -> Iterator[Page]:
        for number in range(1, MOST_PAGES + 1):
            page = self._page(number)
            if page is None or not page.things:
                break
            self._promised = page.total_items if number == 1 else self._promised
            if self._brings_nothing_new(page):
                break
            if len(self._seen) > MOST_SERVICES:
                raise Unreadable(_("The feed goes on beyond %(most)d entries.") % {"most": MOST_SERVICES})
            yield page
            if self._ends_with(page):
                break
        else:
            raise Unreadable(_("The feed goes on beyond %(most)d pages.") % {"most": MOST_PAGES})
        self._add_up()

    @property
    def _all_came(self) -> bool:
        return self._promised is not None and len(self._seen) + self._others >= self._promised

    def _page(self, number: int) -> Page | None:
        """The page; None for one beyond what was promised that is not there."""
        url = address(self._base, self._endpoint, **self._asked, page=number, per_page=PER_PAGE)
        answer = self._fetcher.get(url)
        if answer.status != 200:
            if number > 1 and self._all_came:
                return None
            given = {"url": url, "status": answer.status}
            raise Unreadable(_("%(url)s answers with %(status)d instead of a page of the list.") % given)
        if answer.validators:
            self._memory.validators[url] = answer.validators
        return page_in(answer, number)

    def _brings_nothing_new(self, page: Page) -> bool:
        """Whether the page repeats what came. Harmless when all came already; otherwise the list turns in a circle."""
        new = {one for one in page.ids if one not in self._seen}
        given = {"number": page.number, "endpoint": self._endpoint}
        if page.number > 1 and not new:
            if page.has_frame and not self._all_came:
                raise Unreadable(
                    _("Page %(number)d of /%(endpoint)s repeats what came before: the feed turns in a circle.") % given
                )
            if page.has_frame:
                self.remarks.append(_("Page %(number)d of /%(endpoint)s repeats what came before.") % given)
            return True
        self._others += len(page.things) - len(new)
        self._seen |= new
        return False

    def _ends_with(self, page: Page) -> bool:
        """A page ends the list if it says so and nothing promised is missing. What contradicts itself is read on."""
        pages = page.total_pages or 0
        if page.is_last or (pages and page.number >= pages and page.is_last is None):
            return self._all_came or self._promised is None
        return self._all_came and len(page.things) < PER_PAGE and bool(pages) and page.number >= pages

    def _add_up(self) -> None:
        came, promised = len(self._seen), self._promised
        given = {"endpoint": self._endpoint, "came": came, "promised": promised, "others": self._others}
        if promised is not None and not self._all_came:
            text = _("/%(endpoint)s promised %(promised)d entries and gave %(came)d: the copy would be incomplete.")
            raise Unreadable(text % given)
        if promised is not None and came > promised:
            self.remarks.append(_("/%(endpoint)s promised %(promised)d entries and gave %(came)d.") % given)
        if self._others:
            self.remarks.append(_("/%(endpoint)s gave %(others)d entries more than once or without an id.") % given)


def page_in(answer: Answer, number: int) -> Page:
    """The page as the feed tells it. Some feeds give the list alone, without the frame around it."""
    given = parsed(answer.content)
    if isinstance(given, list):
        return Page(number, given, None, None, is_last=None, has_frame=False)
    if not isinstance(given, dict) or not isinstance(given.get("contents", given.get("content")), list):
        raise Unreadable(_("Page %(number)d is not a page of HSDS: it has no list “contents”.") % {"number": number})
    things: list[Any] = given.get("contents", given.get("content")) or []
    total_items, total_pages = _count(given.get("total_items")), _count(given.get("total_pages"))
    is_last = given.get("last_page")
    return Page(number, things, total_items, total_pages, is_last if isinstance(is_last, bool) else None)


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return None
    return min(int(value), MOST_COUNTED)
