"""What is kept for the search: for each term of a centre the entries it stands in, block by block."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import numpy
import psycopg
from django.db import connection, transaction
from django.db.models import QuerySet

from cus.catalogue.models import BLOCK, Entry, Lexeme, Posting, SearchState
from cus.catalogue.models.search import any_number
from cus.catalogue.search.closeness import keys_of
from cus.catalogue.search.lists import BODY, EVERY_ENTRY, ID, NOWHERE, Lists, changed, ids_in, lists_of
from cus.catalogue.search.words import analyser, forms_of, plain_term, words_of

POSTINGS, LEXEMES = Posting._meta.db_table, Lexeme._meta.db_table
LAYOUT = 2  # raised when the index keeps something else than before
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
KNOWN = f"SELECT term, forms FROM {LEXEMES} WHERE term = ANY(%s)"
ADD = f"""
INSERT INTO {LEXEMES} (term, plain, forms, written, keys)
SELECT term, plain, forms, written, keys::int[]
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) AS new (term, plain, forms, written, keys)
"""


@transaction.atomic
def index_entries(*, entry_ids: Iterable[int]) -> None:
    """Bring the index up to the entries as they are now; what was deleted leaves it."""
    ids = set(entry_ids)
    blocks = {one // BLOCK for one in ids}
    centres = set(Entry.objects.filter(pk__in=ids).values_list("centre_id", flat=True))
    kept = Posting.objects.filter(term=EVERY_ENTRY, block__in=blocks).values_list("centre_id", "in_body")
    centres |= {centre_id for centre_id, held in kept if not ids.isdisjoint(ids_in(held).tolist())}
    for centre_id in sorted(centres):
        _hold_index(centre_id)
        written: set[str] = set()
        changes = [
            _change(centre_id, block, list(of_block), written)
            for block, of_block in groupby(sorted(ids), key=lambda one: one // BLOCK)
        ]
        new = {"state": any_number()} if any(changes) else {}
        _note_state(centre_id, new, otherwise={"built_with": built_with()}, written=written)


@transaction.atomic
def index_all(*, centre_id: int) -> int:
    """Build the whole index of a centre anew, as after a change of the dictionary; how many entries it holds."""
    _hold_index(centre_id)
    Posting.objects.filter(centre_id=centre_id).delete()
    rows = _texts(Entry.objects.filter(centre_id=centre_id)).iterator(chunk_size=BLOCK)
    entries, written = 0, set[str]()
    for block, of_block in groupby(rows, key=lambda row: row[0] // BLOCK):
        lists = lists_of(of_block, written)
        _write(centre_id, block, lists)
        entries += sum(len(lists.get((is_public, EVERY_ENTRY), NOWHERE)[BODY]) for is_public in (True, False))
    _note_state(centre_id, {"built_with": built_with(), "state": any_number()}, written=written)
    return entries // ID.itemsize


def built_with() -> str:
    """What decides which terms an entry has: an index built with something else is to be built anew."""
    return f"{analyser()}, layout {LAYOUT}, {sys.byteorder} endian"


def _texts(entries: QuerySet[Entry]) -> QuerySet[Entry, tuple[Any, ...]]:
    return entries.order_by("id").values_list(*TEXTS)


def _hold_index(centre_id: int) -> None:
    """One writer at a time for the index of a centre: two saves must not write past each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.index'), %s)", [centre_id])


def _change(centre_id: int, block: int, ids: list[int], written: set[str]) -> bool:
    """Take the entries out of the lists of their block, and put them in as they are now; whether that changed any."""
    new = lists_of(_texts(Entry.objects.filter(centre_id=centre_id, pk__in=ids)), written)
    gone = numpy.array(ids, ID)
    with connection.cursor() as cursor:
        if len(ids) > FEW:
            cursor.execute(READ, [centre_id, block])
        else:
            as_kept = [one.tobytes() for one in gone]
            cursor.execute(READ_FEW, [centre_id, block, [term for _public, term in new], as_kept])
        rows = cursor.fetchall()
    out_of_date = []
    for row_id, is_public, term, *held in rows:
        added = new.pop((is_public, term), NOWHERE)
        before = [bytes(one) for one in held]
        after = [changed(old, gone, more) for old, more in zip(before, added, strict=True)]
        if before != after:
            out_of_date.append(row_id)
            new[is_public, term] = (after[0], after[1], after[2])
    Posting.objects.filter(pk__in=out_of_date).delete()
    _write(centre_id, block, new)
    return bool(out_of_date or new)


def _write(centre_id: int, block: int, lists: Lists) -> None:
    kept = {key: held for key, held in lists.items() if any(held)}
    publics, terms = [public for public, _term in kept], [term for _public, term in kept]
    counts = [sum(map(len, held)) // ID.itemsize for held in kept.values()]
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would write each byte out as text
        in_place = [list(held) for held in zip(*kept.values(), strict=True)] or [[], [], []]
        cursor.execute(WRITE, [centre_id, block, publics, terms, counts, *in_place])


def _add_forms(written: Iterable[str]) -> bool:
    """Keep the forms of words met for the first time; whether there were any."""
    met: dict[str, dict[str, str]] = defaultdict(dict)
    for one in words_of(" ".join(written)):
        for term in one.terms:
            met[term][one.plain] = one.text
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(met)])
        known: dict[str, set[str]] = defaultdict(set)
        for term, forms in cursor.fetchall():
            known[term].update(forms.split())
        rows = []
        for term, as_met in met.items():
            forms = as_met if term in known else as_met | forms_of(term)
            if new := {form: forms[form] for form in sorted(forms.keys() - known[term]) if " " not in form}:
                keys = ",".join(map(str, keys_of(new)))
                rows.append((term, plain_term(term), " ".join(new), " ".join(new.values()), f"{{{keys}}}"))
        if rows:
            cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])
    return bool(rows)


def _note_state(
    centre_id: int, new: dict[str, Any], *, written: Iterable[str], otherwise: dict[str, Any] | None = None
) -> None:
    """What the processes remember of the index is out of date from the moment this is committed."""
    if _add_forms(written):
        new |= {"state_of_forms": any_number()}
    if new:
        create = (otherwise or {}) | new
        SearchState.objects.update_or_create(centre_id=centre_id, defaults=new, create_defaults=create)
