"""The open data: rows of the tables of the HSDS standard, as everybody may read them."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Value
from django.db.models.lookups import Exact

from cus.accounts.models import OwnedByCentre, OwnedQuerySet
from cus.catalogue.models.source import Source


class RecordQuerySet(OwnedQuerySet):
    def public(self) -> Self:
        return self.filter(is_public=True)


class Record(OwnedByCentre):
    """One row of one HSDS 3.0 table, written by the centre itself (no source) or taken over from a source.

    `data` holds the columns of the table, empty ones left out. `refs` says which rows it belongs to or points at, and
    in which column (see `reference`), so that the children of many rows are one query away.
    Rows of a withdrawn service stay, with the status "defunct": pages of a feed must neither lose nor repeat rows.
    """

    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="+")
    table = models.CharField(max_length=40)
    record_id = models.CharField(max_length=200)
    data = models.JSONField()
    refs = ArrayField(models.TextField(), default=list)
    digest = models.CharField(max_length=64)
    modified_at = models.DateTimeField()
    is_public = models.BooleanField(default=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "source", "table", "record_id"], name="record_once_a_source", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["table", "id"], name="records_in_order"),
            models.Index(fields=["record_id"], name="record_by_id"),
            models.Index(fields=["table", "modified_at"], name="records_by_change"),
            GinIndex(fields=["refs"], fastupdate=False, name="records_by_what_they_name"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}"


def reference(table: str, column: str, record_id: str) -> str:
    """How `refs` says that a row of the table names a row in the column."""
    return f"{table}.{column}={record_id}"


class _NumberAmongThem(Exact):
    """A plain filter on `refs` would read the whole table: row security keeps its index from use. The function uses it
    and gives numbers of rows only; which of them may be seen row security says here as everywhere."""

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY (ARRAY (SELECT catalogue_records_naming({rhs})))"


def names_one_of(references: Iterable[str]) -> Exact:
    """The condition that a row has one of the references."""
    return _NumberAmongThem(F("id"), Value(sorted(references), output_field=ArrayField(models.TextField())))


def naming(table: str, column: str, ids: Iterable[str]) -> Exact:
    """The condition that a row of the table names one of the ids in the column."""
    return names_one_of(reference(table, column, record_id) for record_id in ids)
