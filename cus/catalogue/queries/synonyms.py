"""What the page of synonyms shows: the centre's lines, the shipped ones, and what a changed line would find."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from cus.accounts.models import User
from cus.catalogue.models import Entry, Synonym, SynonymKind
from cus.catalogue.search.find import find_entries
from cus.catalogue.search.synonyms import shipped
from cus.kit.polish import fold, sort_key

SHOWN = 8


@dataclass(frozen=True)
class Line:
    """A line of the shipped list."""

    words: str
    means: list[str]
    kind: str | Promise


@dataclass(frozen=True)
class Hit:
    """An entry in a preview, and whether only this side of the comparison has it."""

    name: str
    only_here: bool


@dataclass(frozen=True)
class Preview:
    """What the words find now and with the line."""

    text: str
    now: list[Hit]
    then: list[Hit]

    @property
    def is_the_same(self) -> bool:
        return [hit.name for hit in self.now] == [hit.name for hit in self.then]


def synonyms_of_staff(*, user: User) -> QuerySet[Synonym]:
    return Synonym.objects.visible_to(user).in_use().order_by("words", "id")


def shipped_lines(*, text: str) -> list[Line]:
    """The lines of the shipped list that have the text in them, by the alphabet."""
    wanted = fold(text)
    lines = [
        Line(saying.text, saying.meant, SynonymKind(saying.kind).label)
        for saying in shipped().all
        if wanted in fold(f"{saying.text} {' '.join(saying.meant)}")
    ]
    return sorted(lines, key=lambda line: sort_key(line.words))


def preview(*, user: User, text: str, line: dict[str, str], instead_of: Synonym | None = None) -> Preview:
    """What the text finds among public entries of the centre as the synonyms are, and as they would be."""
    kept = synonyms_of_staff(user=user).exclude(pk=instead_of.pk if instead_of else None)
    rows = [{"words": one.words, "means": one.means, "kind": one.kind} for one in kept] + [line]
    centre_ids = [user.centre_id or 0]
    now = find_entries(centre_ids=centre_ids, text=text, limit=SHOWN)
    then = find_entries(centre_ids=centre_ids, text=text, limit=SHOWN, synonyms=rows)
    before, after = ([match.entry_id for match in found.matches] for found in (now, then))
    names = dict(Entry.objects.filter(pk__in={*before, *after}).values_list("pk", "name"))
    return Preview(text, _hits(before, after, names), _hits(after, before, names))


def _hits(here: Sequence[int], there: Sequence[int], names: dict[int, str]) -> list[Hit]:
    return [Hit(names[pk], pk not in there) for pk in here if pk in names]
