"""What points to a person, in every room: read from the models themselves, so that no new table is forgotten.

Foreign keys to `Person`, and the rows of records that know their person by kind and number. Two kinds stay out: what
is sealed (events, readings, denied tries, the history of rows), which pages read of joined entries too; and what tells
of entries as entries (merges, pairs of likely duplicates, rows of an import): such a model says `tells_of_entries`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db.models import (
    BaseConstraint,
    CheckConstraint,
    F,
    ForeignKey,
    Model,
    QuerySet,
    UniqueConstraint,
)

from cus.people.models import Person

PERSON = Person._meta.label_lower
SEALED = frozenset({"records.event", "records.reading", "records.deniedtry"})
PARTS = ("subject", "story")


@dataclass(frozen=True)
class Pointer:
    """One column that can hold a person's number; `kind` is the column beside it that says what the number is of."""

    model: type[Model]
    column: str
    kind: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        """ "cases.application.person": how journals and words for people call it."""
        return f"{self.table}.{self.column.removesuffix('_id')}"

    def rows_of(self, person_id: int) -> QuerySet:
        of_person = {self.column: person_id} | ({self.kind: PERSON} if self.kind else {})
        return self.model._base_manager.filter(**of_person).order_by("pk")

    def in_the_way(self, row: Model, *, person: Person) -> str:
        """The name of the constraint that keeps the row from being this person's; nothing when it may move.

        Changes the row in memory, never in the database.
        """
        if self.kind:
            return ""
        setattr(row, self.column, person.pk)
        for constraint in _constraints_on(self.model, self.column.removesuffix("_id")):
            try:
                constraint.validate(self.model, row)
            except ValidationError:
                return constraint.name
        field = self.model._meta.get_field(self.column.removesuffix("_id"))
        taken = getattr(field, "unique", False) and self.rows_of(person.pk).exclude(pk=row.pk).exists()
        return f"{self.table}_{self.column}_once" if taken else ""


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every column of the house that can point to a person, in a fixed order."""
    found = [pointer for model in apps.get_models(include_auto_created=True) for pointer in _pointers_of(model)]
    return tuple(sorted(found, key=lambda pointer: pointer.name))


def _pointers_of(model: type[Model]) -> Iterator[Pointer]:
    tells_of_entries = getattr(model, "tells_of_entries", False)
    if tells_of_entries or _is_history(model) or model._meta.label_lower in SEALED:
        return
    columns = {field.name for field in model._meta.local_fields}
    for field in model._meta.local_fields:
        if isinstance(field, ForeignKey) and field.related_model is Person:
            yield Pointer(model, field.attname)
    for part in PARTS:
        if {f"{part}_kind", f"{part}_id"} <= columns:
            yield Pointer(model, f"{part}_id", f"{part}_kind")


def _is_history(model: type[Model]) -> bool:
    return any(field.name == "pgh_created_at" for field in model._meta.fields)


@cache
def _constraints_on(model: type[Model], field: str) -> tuple[BaseConstraint, ...]:
    return tuple(one for one in model._meta.constraints if field in _fields_of(one))


def _fields_of(constraint: BaseConstraint) -> set[str]:
    if isinstance(constraint, UniqueConstraint):
        return set(constraint.fields)
    if isinstance(constraint, ExclusionConstraint):
        parts = [part for part, _operator in constraint.expressions]
        return {part if isinstance(part, str) else part.name for part in parts if isinstance(part, str | F)}  # type: ignore[attr-defined]
    if isinstance(constraint, CheckConstraint):
        return set(constraint.condition.referenced_base_fields)  # type: ignore[union-attr]
    return set()


def parents_of(row: Model) -> Iterator[tuple[str, int]]:
    """What a row hangs on besides a person: the rows its keys name, and the thing a record is about."""
    for field in row._meta.local_fields:
        if isinstance(field, ForeignKey) and getattr(row, field.attname) is not None:
            yield field.related_model._meta.label_lower, getattr(row, field.attname)  # type: ignore[union-attr]
    values: dict[str, Any] = row.__dict__
    if values.get("subject_kind") and values.get("subject_id"):
        yield values["subject_kind"], values["subject_id"]
