"""The newest changes of the catalogue as a feed of news, and all its public pages as a map of the site."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from cus.accounts.models import Centre
from cus.catalogue.models import Entry

NEWEST = 50
PAGES_IN_A_MAP = 50_000  # what the protocol of site maps allows
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PageOf = Callable[[Entry], str]


def news(
    centre: Centre,
    entries: Iterable[Entry],
    *,
    title: str,
    about: str,
    home: str,
    feed_at: str,
    page_of: PageOf,
    as_atom: bool,
) -> str:
    """New and changed lines of the catalogue, the latest first."""
    kind = Atom1Feed if as_atom else Rss201rev2Feed
    feed: Any = kind(title, home, about, language="pl", feed_url=feed_at, author_name=centre.name)
    for entry in entries:
        feed.add_item(
            title=entry.name,
            link=page_of(entry),
            description=entry.summary,
            unique_id=entry.uuid.urn,
            unique_id_is_permalink=False,
            pubdate=entry.modified_at,
            updateddate=entry.modified_at,
            author_name=entry.provider_name or centre.name,
        )
    return feed.writeString("utf-8")


def latest(centre: Centre) -> list[Entry]:
    return list(Entry.objects.public().filter(centre=centre).order_by("-modified_at", "-id")[:NEWEST])


def in_order(centre: Centre) -> QuerySet[Entry]:
    """The entries that have a page of their own."""
    return Entry.objects.public().filter(centre=centre).only("uuid", "modified_at").order_by("id")


def index_of_maps(addresses: Iterable[str]) -> str:
    maps = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{MAP}">\n{maps}</sitemapindex>\n'


def map_of(pages: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{MAP}">\n'
    for address, changed_at in pages:
        changed = f"<lastmod>{changed_at.date().isoformat()}</lastmod>" if changed_at else ""
        yield f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
    yield "</urlset>\n"
