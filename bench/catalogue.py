"""`./run bench catalogue --entries 98000`: server time and queries of the public catalogue of a region and of its map.

The entries are made up, always the same, in a database of its own that is dropped at the end: half of them the
centre's, the rest of two others in its voivodeship, one of which took most of them over from a source. Each figure
stands beside the time of /health/ (one query, no template) in the same run: quote the ratio.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.search import a_database_of_its_own, count_rows_for_the_planner
from cus.accounts.models import Centre, Municipality
from cus.catalogue.gazetteer import Town, towns_of_region
from cus.catalogue.models import Entry, EntryKind, EntryPlace, Source, SourceKind
from cus.catalogue.search.index import index_all
from cus.kit.polish import sort_key
from cus.kit.rows import acting_for
from cus.offer.models import Audience, ServiceForm

REGION = "16"
AT_ONCE = 2000
HELPS = (
    "Rehabilitacja", "Opieka", "Poradnia", "Klub", "Stowarzyszenie", "Fundacja", "Usługi opiekuńcze", "Transport",
    "Wypożyczalnia", "Świetlica", "Warsztat", "Dom pomocy", "Żłobek", "Teleopieka", "Asystent", "Psycholog",
)  # fmt: skip
WHOSE = (
    "dla seniorów", "w domu", "środowiskowa", "dla dzieci", "dla rodzin", "osób z niepełnosprawnością",
    "po szpitalu", "na rzecz rozwoju", "Przyjaciół Ziemi", "dla młodzieży", "w kryzysie", "Pomocna Dłoń",
)  # fmt: skip
AROUND = ("", " imienia Jana Pawła II", " oddział", " filia", " z siedzibą", " gminy", " powiatu")
LANGUAGES = ("pl", "uk", "en", "ru", "de")
QUERIES = {
    "catalogue": "",
    "its third page": "page=3",
    "its last page": "page=100000",
    "the whole region": "zasieg=region",
    "two filters": "zasieg=region&dla-kogo=SENIORS&koszt=tak",
    "open now": "zasieg=region&czynne=tak",
    "nearest first": "zasieg=region&gdzie=Brzeg",
    "up to 25 km": "zasieg=region&gdzie=Brzeg&promien=25",
    "words": "zasieg=region&q=opiekunka+dla+mamy",
    "words and a filter": "zasieg=region&q=rehabilitacja+dzieci&koszt=tak",
    "misspelt, with a filter": "zasieg=region&q=rechabilitacja&koszt=tak",
}
MAPS = {
    "map": "zasieg=region",
    "map with a filter": "zasieg=region&dla-kogo=SENIORS",
    "window of the map": "zasieg=region&okno=17.2,50.7,17.6,51.0",
    "map of words": "zasieg=region&q=rehabilitacja",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench catalogue", description=__doc__)
    parser.add_argument("--entries", type=int, default=98_000)
    parser.add_argument("--times", type=int, default=15, help="how often each page is opened (default 15)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with a_database_of_its_own() as owner:
        centre = put_in(given.entries)
        count_rows_for_the_planner(owner)
        rows = [measure("health", "/health/", times=given.times)]
        with acting_for(centre.pk):
            rows += [measure(name, url, times=given.times) for name, url in pages(centre)]
            rows.append(after_a_change(centre, times=given.times))
    for row in rows:
        row["ratio"] = round(row["median_ms"] / rows[0]["median_ms"], 1)
    print(json.dumps(rows, indent=2) if given.json else table(rows, given.entries))


def pages(centre: Centre) -> list[tuple[str, str]]:
    first = Entry.objects.filter(centre=centre).order_by("id")[0]
    catalogue, points = reverse("portal:catalogue"), reverse("portal:map_points")
    return [
        *((name, f"{catalogue}?{asked}") for name, asked in QUERIES.items()),
        *((name, f"{points}?{asked}") for name, asked in MAPS.items()),
        ("a service", reverse("portal:service", args=[first.uuid])),
    ]


def measure(name: str, url: str, *, times: int) -> dict[str, Any]:
    client = Client(headers={"host": "localhost"})
    for _ in range(2):
        answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return spread(name, len(queries), [seconds_of(client, url) for _ in range(times)])


def after_a_change(centre: Centre, *, times: int) -> dict[str, Any]:
    """The first page after somebody changed an entry: nothing kept may be shown again."""
    client, url = Client(headers={"host": "localhost"}), reverse("portal:catalogue")
    spent = []
    for entry in Entry.objects.filter(centre=centre).order_by("id")[:times]:
        Entry.objects.filter(pk=entry.pk).update(is_free=not entry.is_free)
        spent.append(seconds_of(client, url))
    return spread("after a change", 0, spent)


def seconds_of(client: Client, url: str) -> float:
    start = time.perf_counter()
    client.get(url)
    return time.perf_counter() - start


def spread(name: str, queries: int, seconds: list[float]) -> dict[str, Any]:
    spent = sorted(1000 * one for one in seconds)
    return {
        "page": name,
        "queries": queries,
        "least_ms": round(spent[0], 1),
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
    }


def put_in(number: int) -> Centre:
    """The entries of a region, indexed; its own centre, a neighbour, and one that took a source over."""
    chance = random.Random(16)
    towns = towns_of_region(REGION)
    hosts = {"A": "", "B": "b.test", "C": "c.test"}
    centres = [Centre.objects.create(name=name, host=host) for name, host in hosts.items()]
    for centre, town in zip(centres, towns, strict=False):
        centre.municipalities.add(Municipality.objects.create(teryt=town.teryt, name=town.name))
    shares = [number // 2, number // 10, number - number // 2 - number // 10]
    for centre, share in zip(centres, shares, strict=True):
        with acting_for(centre.pk):
            source = a_source(centre) if centre == centres[-1] else None
            entries = Entry.objects.bulk_create(made_up(chance, share, centre, source), batch_size=AT_ONCE)
            places = [place for entry in entries for place in places_of(chance, entry, towns)]
            EntryPlace.objects.bulk_create(places, batch_size=AT_ONCE)
            index_all(centre_id=centre.pk)
    return centres[0]


def a_source(centre: Centre) -> Source:
    return Source.objects.create(
        centre=centre, name="Mapa wsparcia", kind=SourceKind.HSDS_FEED, url="https://feed.test"
    )


def made_up(chance: random.Random, number: int, centre: Centre, source: Source | None) -> Iterator[Entry]:
    now = timezone.now()
    audiences = [choice.value for choice in Audience]
    forms = [choice.value for choice in ServiceForm]
    for place in range(number):
        name = f"{chance.choice(HELPS)} {chance.choice(WHOSE)}{chance.choice(AROUND)} {place % 997}"
        opens = chance.choice((7, 8, 9, 10)) * 60
        week = [(day * 1440 + opens, day * 1440 + opens + chance.choice((6, 8)) * 60) for day in range(5)]
        yield Entry(
            centre=centre,
            source=source,
            uuid=UUID(int=chance.getrandbits(128)),
            is_public=True,
            kind=EntryKind.ORGANISATION if chance.random() < 0.3 else EntryKind.SERVICE,
            name=name,
            summary=f"{chance.choice(HELPS)} {chance.choice(WHOSE)}, {chance.choice(WHOSE)}. Zapraszamy codziennie.",
            area=chance.randint(1, 16),
            audiences=chance.sample(audiences, chance.randint(0, 3)),
            form=chance.choice(["", *forms]),
            is_free=chance.choice([True, False, None]),
            languages=chance.sample(LANGUAGES, chance.randint(0, 2)),
            wheelchair=chance.choice([True, False, None]),
            places_left=chance.choice(["", "NONE", "FEW", "MANY"]),
            opening=week if chance.random() < 0.6 else [],
            modified_at=now,
            sort_key=sort_key(name)[:600],
        )


def places_of(chance: random.Random, entry: Entry, towns: list[Town]) -> list[EntryPlace]:
    """None for some, two for some; of a few only the gmina is known."""
    return [
        EntryPlace(
            centre_id=entry.centre_id,
            entry=entry,
            town=town.name,
            address=f"ul. Polna {chance.randint(1, 200)}, {town.name}",
            teryt=town.teryt,
            latitude=None if is_vague else town.latitude + chance.gauss(0, 0.03),
            longitude=None if is_vague else town.longitude + chance.gauss(0, 0.05),
            is_public=True,
        )
        for town in chance.sample(towns, chance.choice((0, 1, 1, 1, 1, 1, 1, 2)))
        for is_vague in [chance.random() < 0.1]
    ]


def table(rows: list[dict[str, Any]], entries: int) -> str:
    lines = [
        f"{entries} entries",
        f"{'page':26}{'queries':>8}{'least ms':>10}{'median ms':>11}{'p95 ms':>9}{'× health':>10}",
    ]
    lines += [
        f"{row['page']:26}{row['queries'] or '':>8}{row['least_ms']:>10}{row['median_ms']:>11}{row['p95_ms']:>9}"
        f"{row['ratio']:>10}"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
