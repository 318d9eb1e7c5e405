"""`./run bench search --corpus FILE --queries FILE`: how quickly and how well the search of the catalogue answers.

The corpus becomes the entries of a centre in a database of its own, which is dropped at the end. Beside every figure
stands that of a bare full-text index in memory, SQLite FTS5 with bm25, the same lemmas and the same list of known
forms for misspelt words: quote the ratio. Columns: corpus id, kind, name, body, gmina, lat, lon, price; queries
id, query, category, relevant_kinds (parted by |).
"""

import argparse
import csv
import json
import os
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
django.setup()

from django.db import connection, connections
from django.utils import timezone

from cus.accounts.models import Centre
from cus.catalogue.models import Entry, Lexeme
from cus.catalogue.search.closeness import NEAR_ENOUGH, NEAR_FOR_A_REAL_WORD, closeness, trigrams
from cus.catalogue.search.find import find_entries, matching
from cus.catalogue.search.index import built_with, index_all, index_entries
from cus.catalogue.search.memory import MEMORY
from cus.catalogue.search.synonyms import STOP_WORDS
from cus.catalogue.search.words import words_of
from cus.kit.polish import sort_key
from cus.kit.rows import SERVING_ROLE, acting_for

FIRST = 10
TIMES = 5  # each query is timed so often, after one go to warm up; its median counts
SAVED = 50  # entries indexed one by one, as at a save
FACETS = """
SELECT count(*), count(*) FILTER (WHERE entry.is_free) FROM catalogue_entry entry
JOIN ({sql}) AS matching ON matching.entry_id = entry.id
"""

Answer = Callable[[str], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench search", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what each query missed")
    given = parser.parse_args()
    corpus, queries = rows_of(given.corpus), rows_of(given.queries)
    with a_database_of_its_own() as owner:
        result = measure(corpus, queries, owner, show=given.show)
    print(json.dumps(result, indent=2, ensure_ascii=False) if given.json else table(result))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@contextmanager
def a_database_of_its_own() -> Iterator[str]:
    """Made and dropped by the role that owns, which it yields; measured under the one that row security binds."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_search_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    owner = connection.settings_dict["USER"]
    try:
        become(SERVING_ROLE)
        yield owner
    finally:
        become(owner)
        connection.creation.destroy_test_db(usual, verbosity=0)


def become(role: str) -> None:
    connection.close()
    connections.settings["default"]["USER"] = connection.settings_dict["USER"] = role


def measure(corpus: list[dict[str, str]], queries: list[dict[str, str]], owner: str, *, show: bool) -> dict[str, Any]:
    centre = Centre.objects.create(name="bench")
    with acting_for(centre.pk):
        kinds = put_in(corpus, centre)
        began = time.perf_counter()
        index_all(centre_id=centre.pk)
        indexing = time.perf_counter() - began
        began = time.perf_counter()
        index_all(centre_id=centre.pk)
        indexing_again = time.perf_counter() - began
    count_rows_for_the_planner(owner)
    with acting_for(centre.pk):
        saving = one_by_one(list(kinds)[:: max(1, len(kinds) // SAVED)][:SAVED])
        known = Lexeme.objects.values_list("forms", "term")
        reference = Reference(corpus, [(form, term) for forms, term in known for form in forms.split()], list(kinds))

        def ours(text: str) -> list[int]:
            found = find_entries(centre_ids=[centre.pk], text=text, limit=FIRST)
            return [match.entry_id for match in found.matches]

        def counted(text: str) -> list[int]:
            found = matching(centre_ids=[centre.pk], text=text)
            with connection.cursor() as cursor:
                cursor.execute(FACETS.format(sql=found.sql), found.params)
                return list(cursor.fetchone())

        def with_nothing_remembered(text: str) -> list[int]:
            MEMORY.forget()
            return ours(text)

        search = tried(ours, queries, kinds, show=show)
        cold = tried(with_nothing_remembered, queries, {}, show=False)
        bare = tried(reference.find, queries, kinds, show=False)
        counting = tried(counted, queries, {}, show=False)
    return {
        "built_with": built_with(),
        "entries": len(corpus),
        "queries": len(queries),
        "indexed_per_second": round(len(corpus) / indexing),
        "indexed_again_per_second": round(len(corpus) / indexing_again),  # the forms of its words known by now
        "reference_indexed_per_second": round(len(corpus) / reference.seconds),
        "one_entry_indexed_ms": saving,
        "search": search,
        "with_nothing_remembered_ms": cold["ms"],
        "reference": bare,
        "counted_in_one_statement_ms": counting["ms"],
        "times_of_reference": {name: round(search["ms"][name] / bare["ms"][name], 2) for name in search["ms"]},
    }


def put_in(corpus: list[dict[str, str]], centre: Centre) -> dict[int, str]:
    """The kind of each entry, by its id."""
    now = timezone.now()
    entries = [
        Entry(
            centre=centre,
            uuid=uuid4(),
            is_public=True,
            name=row["name"],
            summary=row["body"],
            is_free=row["price"] in ("", "0"),
            modified_at=now,
            sort_key=sort_key(row["name"])[:600],
        )
        for row in corpus
    ]
    made = Entry.objects.bulk_create(entries, batch_size=2000)
    return {entry.pk: row["kind"] for entry, row in zip(made, corpus, strict=True)}


def count_rows_for_the_planner(owner: str) -> None:
    """As the database does by itself after a minute."""
    become(owner)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    become(SERVING_ROLE)


def one_by_one(ids: Sequence[int]) -> dict[str, float]:
    spent = []
    for one in ids:
        began = time.perf_counter()
        index_entries(entry_ids=[one])
        spent.append((time.perf_counter() - began) * 1000)
    return spread(spent)


def tried(answer: Answer, queries: list[dict[str, str]], kinds: dict[int, str], *, show: bool) -> dict[str, Any]:
    precision: dict[str, list[float]] = defaultdict(list)
    spent = []
    for row in queries:
        found = answer(row["query"])
        relevant = set(row["relevant_kinds"].split("|"))
        hits = [kinds.get(one, "") for one in found[:FIRST]]
        share = sum(kind in relevant for kind in hits) / FIRST
        precision[row["category"]].append(share)
        if show and share < 1:
            print(f"{share:.1f}  {row['query']}  -> {', '.join(dict.fromkeys(hits)) or 'nothing'}", file=sys.stderr)
        times = []
        for _ in range(TIMES):
            began = time.perf_counter()
            answer(row["query"])
            times.append((time.perf_counter() - began) * 1000)
        spent.append(statistics.median(times))
    every = [share for shares in precision.values() for share in shares]
    return {
        "ms": spread(spent),
        "precision_at_10": {"all": mean(every)} | {name: mean(shares) for name, shares in sorted(precision.items())},
    }


class Reference:
    """SQLite FTS5 in memory: any of the words, the best by bm25; the same lemmas, the same known forms."""

    def __init__(self, corpus: list[dict[str, str]], forms: list[tuple[str, str]], ids: list[int]) -> None:
        began = time.perf_counter()
        self.base = sqlite3.connect(":memory:")
        tokens = "unicode61 remove_diacritics 0 tokenchars '-'"
        self.base.execute(f'CREATE VIRTUAL TABLE entry USING fts5(name, body, content="", tokenize="{tokens}")')
        rows = ((one, terms(row["name"]), terms(row["body"])) for one, row in zip(ids, corpus, strict=True))
        self.base.executemany("INSERT INTO entry (rowid, name, body) VALUES (?, ?, ?)", rows)
        self.base.execute("INSERT INTO entry (entry) VALUES ('optimize')")
        self.seconds = time.perf_counter() - began
        self.forms: dict[str, set[str]] = defaultdict(set)
        self.by_trigram: dict[str, set[str]] = defaultdict(set)
        self.base.execute('CREATE VIRTUAL TABLE known USING fts5vocab("entry", "row")')
        there = {term for [term] in self.base.execute("SELECT term FROM known")}
        for form, term in forms:
            if term in there:
                self.forms[form].add(term)
                for three in trigrams(form):
                    self.by_trigram[three].add(form)

    def find(self, text: str) -> list[int]:
        words = [one for one in words_of(text) if one.text not in STOP_WORDS]
        asked = {term for one in words for term in self.meant(one)}
        if not asked:
            return []
        match = " OR ".join(f'"{term}"' for term in sorted(asked))
        statement = "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 3.0, 1.0) LIMIT ?"
        return [one for [one] in self.base.execute(statement, [match, FIRST])]

    def meant(self, one: Any) -> set[str]:
        if one.plain in self.forms:
            return self.forms[one.plain] if one.text == one.plain else set(one.terms)
        shared: dict[str, int] = defaultdict(int)
        for three in trigrams(one.plain):
            for form in self.by_trigram.get(three, ()):
                shared[form] += 1
        likely = sorted(shared, key=lambda form: -shared[form] / (len(form) + 1))[:20]
        nearest, form = max(((closeness(one.plain, form), form) for form in likely), default=(0.0, ""))
        wanted = NEAR_FOR_A_REAL_WORD if one.is_known else NEAR_ENOUGH
        return self.forms[form] if nearest >= wanted else set(one.terms)


def terms(text: str) -> str:
    return " ".join(term for one in words_of(text) for term in one.terms)


def spread(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {"p50": round(statistics.median(ordered), 2), "p95": round(ordered[int(len(ordered) * 0.95)], 2)}


def mean(shares: list[float]) -> float:
    return round(statistics.mean(shares), 3)


def table(result: dict[str, Any]) -> str:
    search, bare = result["search"], result["reference"]
    lines = [
        f"{result['entries']} entries, {result['queries']} queries; {result['built_with']}",
        f"{'':32}{'catalogue':>12}{'SQLite FTS5':>14}{'ratio':>8}",
        f"{'entries indexed a second':32}{result['indexed_per_second']:>12}"
        f"{result['reference_indexed_per_second']:>14}",
    ]
    lines += [f"{'  again, its words known':32}{result['indexed_again_per_second']:>12}"]
    lines += [
        f"{f'ms for the first ten, {name}':32}{search['ms'][name]:>12}{bare['ms'][name]:>14}"
        f"{result['times_of_reference'][name]:>8}"
        for name in ("p50", "p95")
    ]
    lines += [
        f"{f'P@10, {name}':32}{search['precision_at_10'][name]:>12}{bare['precision_at_10'][name]:>14}"
        for name in search["precision_at_10"]
    ]
    counted, saved = result["counted_in_one_statement_ms"], result["one_entry_indexed_ms"]
    cold = result["with_nothing_remembered_ms"]
    lines += [
        f"the same when the process remembers nothing of the index: p50 {cold['p50']} ms, p95 {cold['p95']} ms",
        f"all hits counted in one statement: p50 {counted['p50']} ms, p95 {counted['p95']} ms",
        f"one entry indexed anew: p50 {saved['p50']} ms, p95 {saved['p95']} ms",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
