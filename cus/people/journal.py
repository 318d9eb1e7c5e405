"""The journal of a merge: every column it changed, as it was and as it left it, and every row it made."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from cus.people.models import Merge, MergedRow


def kept(value: Any) -> Any:
    """A value as the journal keeps it: exact, unlike the usual encoding of moments."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def given_back(model: type[Model], column: str, value: Any) -> Any:
    """The value again as the column holds it."""
    return model._meta.get_field(column).to_python(value)  # type: ignore[union-attr]


class Journal:
    """Collects what a merge does; `write` keeps it. All changes of a merge go through here."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.lines: dict[tuple[str, int, str], MergedRow] = {}

    def change(self, row: Model, **values: Any) -> None:
        """Give columns of a row new values (a key by its `…_id`), in the database and in the journal."""
        changed = {column: value for column, value in values.items() if getattr(row, column) != value}
        for column, value in changed.items():
            self.note(row, column, before=getattr(row, column), after=value)
            setattr(row, column, value)
        if changed:
            type(row)._base_manager.filter(pk=row.pk).update(**changed)

    def note(self, row: Model, column: str, *, before: Any, after: Any) -> None:
        """Keep a change made elsewhere. What a column was first and is last is what counts."""
        key = (row._meta.label_lower, row.pk, column)
        line = self.lines.setdefault(key, self._line(*key, before=kept(before)))
        line.after = kept(after)

    def made(self, rows: Iterable[Model]) -> None:
        """Keep that the merge made these rows: its undoing removes them."""
        for row in rows:
            key = (row._meta.label_lower, row.pk, "")
            self.lines[key] = self._line(*key)

    def write(self) -> None:
        MergedRow.objects.bulk_create(line for line in self.lines.values() if not line.column or _differs(line))
        self.lines = {}

    def _line(self, table: str, row: int, column: str, *, before: Any = None) -> MergedRow:
        return MergedRow(
            centre_id=self.merge.centre_id, merge=self.merge, table=table, row=row, column=column, before=before
        )


def _differs(line: MergedRow) -> bool:
    return line.before != line.after


def model_of(table: str) -> type[Model]:
    return apps.get_model(table)
