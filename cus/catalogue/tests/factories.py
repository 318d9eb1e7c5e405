"""Lines of the catalogue: rehabilitation at home, found by everybody; a feed of the region with its own lines."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from cus.accounts.tests.factories import the_centre
from cus.catalogue.models import Entry, EntryKind, EntryPlace, Source, SourceKind
from cus.kit.polish import sort_key
from cus.kit.rows import acting_for

numbers = count(1)


def an_entry(places: Sequence[dict[str, Any]] = (), **given: Any) -> Entry:
    """A public entry with its public places; not in the index of the search."""
    defaults = {
        "uuid": uuid4(),
        "kind": EntryKind.SERVICE,
        "is_public": True,
        "takes_applications": True,
        "name": "Rehabilitacja w domu",
        "summary": "Fizjoterapeuta przyjeżdża do domu.",
        "area": 5,
        "audiences": ["SENIORS", "DISABILITY"],
        "form": "INDIVIDUAL",
        "is_free": True,
        "fee_text": "bezpłatnie",
        "modified_at": datetime(2026, 1, 10, 12, tzinfo=UTC),
    }
    fields = {"centre": given.get("centre") or the_centre()} | defaults | given
    entry = Entry(**fields, sort_key=sort_key(fields["name"]))
    with acting_for(entry.centre_id):
        entry.save()
        for place in places:
            EntryPlace.objects.create(centre_id=entry.centre_id, entry=entry, is_public=entry.is_public, **place)
    return entry


def a_source(**given: Any) -> Source:
    """A feed whose entries everybody may see, read today."""
    defaults = {
        "name": f"Mapa wsparcia {next(numbers)}",
        "kind": SourceKind.HSDS_FEED,
        "url": "https://feed.example/hsds",
        "licence": "CC BY 4.0",
        "attribution": "Fundacja Mapa",
        "last_good_at": datetime(2026, 1, 15, 6, tzinfo=UTC),
    }
    source = Source(**({"centre": given.get("centre") or the_centre()} | defaults | given))
    with acting_for(source.centre_id):
        source.save()
    return source
