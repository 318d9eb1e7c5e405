"""Which newer row keeps an older one from being again what it was: told as a row, not as a constraint's name."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from cus.kit.errors import Refused


class StandsInTheWay(Refused):
    """Undoing a merge would make two rows that exclude each other: `row` is the newer one, None when it is not known.

    Pages say which row it is in their own words.
    """

    def __init__(self, row: Model | None) -> None:
        super().__init__(
            _("Something written since the merge stands in the way. End it or correct it, then undo the merge.")
        )
        self.row = row


def give_values(row: Model, values: Mapping[str, Any]) -> None:
    """Write the columns of one row. Raises `StandsInTheWay` with the row that excludes it."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        raise StandsInTheWay(_excluding(row, values, constraint=name)) from error


def _excluding(row: Model, values: Mapping[str, Any], *, constraint: str) -> Model | None:
    """The newest other row that holds what the constraint lets stand only once."""
    others = type(row)._base_manager.exclude(pk=row.pk).order_by("-pk")
    wanted = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | dict(values)
    for one in row._meta.constraints:
        if one.name == constraint and isinstance(one, UniqueConstraint | ExclusionConstraint):
            same = Q(**{_column(row, name): wanted[_column(row, name)] for name in _equal_fields(one)})
            return _standing(others.filter(same), one.condition).first()
    for field in row._meta.concrete_fields:
        if field.unique and not field.primary_key and str(field.column) in constraint:
            return others.filter(**{field.attname: wanted[field.attname]}).first()
    return None


def _equal_fields(constraint: UniqueConstraint | ExclusionConstraint) -> list[str]:
    if isinstance(constraint, UniqueConstraint):
        return list(constraint.fields)
    return [said for said, operator in constraint.expressions if operator == "=" and isinstance(said, str)]


def _standing(rows: "QuerySet[Model]", condition: Q | None) -> "QuerySet[Model]":
    return rows.filter(condition) if condition else rows


def _column(row: Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "attname", name))
