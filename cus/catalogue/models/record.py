"""The open data: rows of the tables of the HSDS standard, as everybody may read them."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cus.accounts.models import OwnedByCentre, OwnedQuerySet
from cus.catalogue.models.source import Source


class RecordQuerySet(OwnedQuerySet):
    def public(self) -> Self:
        return self.filter(is_public=True)


class Record(OwnedByCentre):
    """One row of one HSDS 3.0 table, written by the centre itself (no source) or taken over from a source.

    `data` holds the columns of the table, empty ones left out. `refs` holds the ids of the rows it belongs to or
    points at (service, organization, location, link_id …), so that the children of many rows are one query away.
    Rows of a withdrawn service stay, with the status "defunct": pages of a feed must neither lose nor repeat rows.
    """

    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="+")
    table = models.CharField(max_length=40)
    record_id = models.CharField(max_length=200)
    data = models.JSONField()
    refs = ArrayField(models.CharField(max_length=200), default=list)
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
            GinIndex(fields=["refs"], name="records_by_what_they_refer_to"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}"
