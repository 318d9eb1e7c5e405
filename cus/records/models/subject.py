"""Records know their subjects by kind and number only: they stand below every room and point to none."""

from dataclasses import dataclass
from typing import Self

from django.db import models


@dataclass(frozen=True)
class Subject:
    """A thing that something is recorded about, as "cases.plan" and its id."""

    kind: str
    pk: int

    @classmethod
    def of(cls, thing: models.Model) -> Self:
        return cls(thing._meta.label_lower, thing.pk)


class AboutSubject(models.Model):
    """A row about one thing; `centre_id` is a plain number because centres live one floor above."""

    centre_id = models.BigIntegerField(db_index=True, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True
