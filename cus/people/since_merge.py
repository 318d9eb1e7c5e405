"""What happened to two joined entries after the merge: what its undoing gives back, moves, leaves or asks about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from cus.people.journal import kept, model_of
from cus.people.models import KinExclusion, Merge, MergedRow
from cus.people.pointers import PERSON, Pointer, parents_of, pointers

Thing = tuple[str, int]


@dataclass(frozen=True)
class SinceRow:
    """A row written about the person after the merge; `follows` when what it hangs on goes back."""

    pointer: Pointer
    row: Model
    follows: bool

    @property
    def key(self) -> str:
        """How a form calls it: "cases.contactnote.person:17"."""
        return f"{self.pointer.name}:{self.row.pk}"


@dataclass(frozen=True)
class Restored:
    """One row of the journal as it stands now, and what of it can be given back."""

    lines: list[MergedRow]
    row: Model

    @property
    def as_merged(self) -> list[MergedRow]:
        """The columns nobody touched since: they get back what they were."""
        return [line for line in self.lines if kept(getattr(self.row, line.column)) == line.after]

    @property
    def changed_since(self) -> list[MergedRow]:
        """The columns somebody changed after the merge: that newer word stays."""
        return [line for line in self.lines if kept(getattr(self.row, line.column)) != line.after]


@dataclass
class SinceMerge:
    """Everything an undoing needs to know."""

    restored: list[Restored] = field(default_factory=list)
    gone: list[MergedRow] = field(default_factory=list)
    made: list[MergedRow] = field(default_factory=list)
    rows: list[SinceRow] = field(default_factory=list)
    exclusions: list[KinExclusion] = field(default_factory=list)

    @property
    def asked(self) -> list[SinceRow]:
        """Nobody can tell from the data whose they are: a colleague says, else they stay with the survivor."""
        return [one for one in self.rows if not one.follows]

    @property
    def following(self) -> list[SinceRow]:
        return [one for one in self.rows if one.follows]


def since_merge(merge: Merge) -> SinceMerge:
    """Read the journal against the tables as they are now."""
    found = SinceMerge()
    lines: dict[Thing, list[MergedRow]] = {}
    for line in merge.rows.order_by("pk"):
        if line.column:
            lines.setdefault((line.table, line.row), []).append(line)
        else:
            found.made.append(line)
    rows = _rows_now(lines)
    for thing, of_row in lines.items():
        if thing in rows:
            found.restored.append(Restored(of_row, rows[thing]))
        else:
            found.gone += of_row
    found.rows = _rows_since(merge, moved=set(lines), made={(one.table, one.row) for one in found.made})
    excluded = KinExclusion.objects.filter(person=merge.survivor_id).order_by("pk")
    known = _own(merge, "people.kinexclusion.person") | {pk for table, pk in lines if table == "people.kinexclusion"}
    found.exclusions = [one for one in excluded if one.pk not in known]
    found.rows = [one for one in found.rows if not isinstance(one.row, KinExclusion)]
    return found


def _rows_now(lines: Iterable[Thing]) -> dict[Thing, Model]:
    numbers: dict[str, list[int]] = {}
    for table, pk in lines:
        numbers.setdefault(table, []).append(pk)
    return {
        (table, pk): row
        for table, pks in numbers.items()
        for pk, row in model_of(table)._base_manager.in_bulk(pks).items()
    }


def _own(merge: Merge, name: str) -> set[int]:
    return set(merge.own_rows.get(name, ()))


def _rows_since(merge: Merge, *, moved: set[Thing], made: set[Thing]) -> list[SinceRow]:
    """What points to the survivor and did neither before the merge nor by it. What hangs on what goes back, goes."""
    new = [(one, row) for one, row in _pointing(merge) if (one.table, row.pk) not in moved | made]
    going = {thing for thing in moved if thing[0] != PERSON}
    found: dict[int, bool] = {}
    for _round in new:  # one more link of a chain (application, plan, note) in every round
        before = len(going)
        for place, (pointer, row) in enumerate(new):
            if not found.get(place) and going.intersection(parents_of(row)):
                found[place] = True
                going.add((pointer.table, row.pk))
        if len(going) == before:
            break
    return [SinceRow(pointer, row, found.get(place, False)) for place, (pointer, row) in enumerate(new)]


def _pointing(merge: Merge) -> Iterator[tuple[Pointer, Model]]:
    for pointer in pointers():
        own = _own(merge, pointer.name)
        for row in pointer.rows_of(merge.survivor_id):
            if row.pk not in own:
                yield pointer, row
