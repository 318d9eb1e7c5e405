"""Rows of small fields inside one form, with spare ones at the end: answers with points, ranges with meanings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise

SPARE_ROWS, MOST_ROWS = 3, 60


class Rows:
    """Adds its fields to the form; `columns` are copied for every row, `given` is what is written already."""

    def __init__(self, form: forms.Form, prefix: str, columns: Mapping[str, forms.Field], given: list[dict]) -> None:
        self.form, self.prefix, self.columns = form, prefix, columns
        written = [name for name in form.data if name.startswith(f"{prefix}_")]
        self.count = max(len(given) + SPARE_ROWS, 1 + max(map(self._place, written), default=-1))
        for row in range(self.count):
            for column, field in columns.items():
                name = f"{prefix}_{row}_{column}"
                form.fields[name] = self._copied(field, row)
                if row < len(given):
                    form.initial[name] = given[row].get(column)

    def _place(self, name: str) -> int:
        number = name.removeprefix(f"{self.prefix}_").split("_")[0]
        return min(int(number), MOST_ROWS) if number.isascii() and number.isdigit() and len(number) < 4 else -1

    @staticmethod
    def _copied(field: forms.Field, row: int) -> forms.Field:
        copy = field.__deepcopy__({})
        copy.label = f"{field.label} {row + 1}"
        return copy

    def bound(self) -> list[list[BoundField]]:
        return [[self.form[f"{self.prefix}_{row}_{column}"] for column in self.columns] for row in range(self.count)]

    def headings(self) -> list[str | Promise | None]:
        return [field.label for field in self.columns.values() if not isinstance(field.widget, forms.HiddenInput)]

    def filled(self, *, by: str) -> list[dict[str, Any]]:
        """The rows that say something in the column `by`."""
        rows = [
            {column: self.form.cleaned_data.get(f"{self.prefix}_{row}_{column}") for column in self.columns}
            for row in range(self.count)
        ]
        return [row for row in rows if row[by] not in (None, "")]

    def half_filled(self, *, by: str) -> bool:
        """Whether a row says something, but not in the column that matters."""
        rows = range(self.count)
        return any(
            self.form.cleaned_data.get(f"{self.prefix}_{row}_{by}") in (None, "")
            and any(
                self.form.cleaned_data.get(f"{self.prefix}_{row}_{column}") not in (None, "")
                for column in self.columns
                if column not in (by, "key", "place")
            )
            for row in rows
        )
