"""What is kept for the search: for each term of a centre the entries it stands in, block by block."""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import QuerySet

from cus.catalogue.models import BLOCK, Entry, Posting, SearchState, WordForm
from cus.catalogue.search.closeness import keys
from cus.catalogue.search.words import LONGEST_TERM, WORD, analyser, forms_of, word

POSTINGS, FORMS = Posting._meta.db_table, WordForm._meta.db_table
EVERY_ENTRY = ""  # the term that stands in every entry, in the body
LAYOUT = 1  # raised when the index keeps something else than before
FEW = 20  # to change so many entries of a block, only their terms are read; for more, all terms of the block
TEXTS = ("id", "is_public", "name", "summary", "keywords", "beside", "provider_name")
READ = f"SELECT id, is_public, term, in_name, in_body, beside FROM {POSTINGS} WHERE centre_id = %s AND block = %s"
READ_FEW = f"""{READ} AND (term = ANY(%s) OR EXISTS (
    SELECT 1 FROM unnest(%s::bytea[]) AS gone (id)
    WHERE position(gone.id IN in_name) > 0 OR position(gone.id IN in_body) > 0 OR position(gone.id IN beside) > 0
))"""
WRITE = f"""
INSERT INTO {POSTINGS} (centre_id, block, is_public, term, entries, in_name, in_body, beside)
SELECT %s, %s, * FROM unnest(%b::bool[], %b::text[], %b::int[], %b::bytea[], %b::bytea[], %b::bytea[])
"""
UNKNOWN_FORMS = f"""
SELECT DISTINCT term FROM unnest(%s::text[], %s::text[]) AS new (form, term)
WHERE NOT EXISTS (SELECT 1 FROM {FORMS} known WHERE known.term = new.term AND known.form = new.form)
"""
ADD_FORMS = f"""
INSERT INTO {FORMS} (form, written, term, keys)
SELECT form, written, term, keys::int[] FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
    AS new (form, written, term, keys)
ON CONFLICT DO NOTHING
"""

Key = tuple[bool, str]  # is it public; the term
Places = tuple[list[int], list[int], list[int]]  # the entries with the term in the name, in the body, beside
Lists = dict[Key, Places]


@transaction.atomic
def index_entries(*, entry_ids: Iterable[int]) -> None:
    """Bring the index up to the entries as they are now; what was deleted leaves it."""
    ids = set(entry_ids)
    blocks = {one // BLOCK for one in ids}
    centres = set(Entry.objects.filter(pk__in=ids).values_list("centre_id", flat=True))
    kept = Posting.objects.filter(term=EVERY_ENTRY, block__in=blocks).values_list("centre_id", "in_body")
    centres |= {centre_id for centre_id, held in kept if not ids.isdisjoint(ids_in(held))}
    for centre_id in sorted(centres):
        _hold_index(centre_id)
        for block, of_block in groupby(sorted(ids), key=lambda one: one // BLOCK):
            _change(centre_id, block, set(of_block))
        _note_state(centre_id)


@transaction.atomic
def index_all(*, centre_id: int) -> int:
    """Build the whole index of a centre anew, as after a change of the dictionary; how many entries it holds."""
    _hold_index(centre_id)
    Posting.objects.filter(centre_id=centre_id).delete()
    rows = _texts(Entry.objects.filter(centre_id=centre_id)).iterator(chunk_size=BLOCK)
    count, has_forms = 0, set[str]()
    for block, of_block in groupby(rows, key=lambda row: row[0] // BLOCK):
        words: set[str] = set()
        count += _write(centre_id, block, lists_of(of_block, words))
        _add_forms(words - has_forms)
        has_forms |= words
    SearchState.objects.update_or_create(centre_id=centre_id, defaults={"built_with": built_with()})
    return count


def built_with() -> str:
    """What decides which terms an entry has: an index built with something else is to be built anew."""
    return f"{analyser()}, layout {LAYOUT}, {sys.byteorder} endian"


def ids_in(held: bytes | memoryview) -> Sequence[int]:
    ids = array("I")
    ids.frombytes(held)
    return ids


def lists_of(rows: Iterable[tuple[Any, ...]], words: set[str]) -> Lists:
    """For each term the entries it stands in, each in its strongest place only. All words met are put into `words`."""
    lists: Lists = defaultdict(lambda: ([], [], []))
    for entry_id, is_public, name, summary, keywords, beside, provider_name in rows:
        lists[is_public, EVERY_ENTRY][1].append(entry_id)
        texts = [WORD.findall(text.lower()) for text in (name, f"{summary} {keywords}", f"{beside} {provider_name}")]
        words.update(*texts)
        in_name, in_body, beside_them = (set(chain.from_iterable(map(_terms, found))) for found in texts)
        in_body -= in_name
        beside_them -= in_name | in_body
        for place, terms in enumerate((in_name, in_body, beside_them)):
            for term in terms:
                lists[is_public, term][place].append(entry_id)
    return lists


@lru_cache(maxsize=50_000)
def _terms(text: str) -> tuple[str, ...]:
    return word(text[:LONGEST_TERM]).terms


def _texts(entries: QuerySet[Entry]) -> QuerySet[Entry, tuple[Any, ...]]:
    return entries.order_by("id").values_list(*TEXTS)


def _hold_index(centre_id: int) -> None:
    """One writer at a time for the index of a centre: two saves must not write past each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.index'), %s)", [centre_id])


def _change(centre_id: int, block: int, ids: set[int]) -> None:
    """Take the entries out of the lists of their block, and put them in as they are now."""
    words: set[str] = set()
    new = lists_of(_texts(Entry.objects.filter(centre_id=centre_id, pk__in=ids)), words)
    _add_forms(words)
    with connection.cursor() as cursor:
        if len(ids) > FEW:
            cursor.execute(READ, [centre_id, block])
        else:
            as_kept = [array("I", [one]).tobytes() for one in ids]
            cursor.execute(READ_FEW, [centre_id, block, [term for _public, term in new], as_kept])
        changed = []
        for row_id, is_public, term, *held in cursor.fetchall():
            added = new.pop((is_public, term), ([], [], []))
            before = [ids_in(one) for one in held]
            after = [
                sorted([*(one for one in old if one not in ids), *more])
                for old, more in zip(before, added, strict=True)
            ]
            if [list(one) for one in before] != after:
                changed.append(row_id)
                new[is_public, term] = (after[0], after[1], after[2])
        Posting.objects.filter(pk__in=changed).delete()
    _write(centre_id, block, new)


def _write(centre_id: int, block: int, lists: Lists) -> int:
    """How many entries the lists hold."""
    kept = {key: places for key, places in lists.items() if any(places)}
    in_place = [[array("I", places[place]).tobytes() for places in kept.values()] for place in range(3)]
    counts = [sum(map(len, places)) for places in kept.values()]
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would write each byte out as text
        publics, terms = [public for public, _term in kept], [term for _public, term in kept]
        cursor.execute(WRITE, [centre_id, block, publics, terms, counts, *in_place])
    return sum(len(places[1]) for (_public, term), places in kept.items() if term == EVERY_ENTRY)


def _add_forms(texts: Iterable[str]) -> None:
    """Keep the forms of words met for the first time, in one order for all writers: they never wait in a circle."""
    words = [word(text[:LONGEST_TERM]) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            UNKNOWN_FORMS,
            [[one.plain for one in words for _term in one.terms], [term for one in words for term in one.terms]],
        )
        new = {term for [term] in cursor.fetchall()}
        rows = {(term, one.plain, one.text) for one in words for term in one.terms if term in new}
        rows |= {(term, form, written) for term in new for form, written in forms_of(term).items()}
        if rows:
            by_column = [list(column) for column in zip(*sorted(rows), strict=True)]
            keys_of = [f"{{{','.join(map(str, keys(form)))}}}" for form in by_column[1]]
            cursor.execute(ADD_FORMS, [by_column[1], by_column[2], by_column[0], keys_of])


def _note_state(centre_id: int) -> None:
    SearchState.objects.get_or_create(centre_id=centre_id, defaults={"built_with": built_with()})
