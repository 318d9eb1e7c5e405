"""What pages of likely duplicates and of merges read from the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.accounts.models import User
from cus.kit.templatetags.kit import phone
from cus.people.joined_data import CHOSEN, TOLD_BY_PESEL, differing, is_empty, joined_values, taken_groups
from cus.people.likeness import AlikeBy, strength_of
from cus.people.models import DuplicatePair, Merge, Person
from cus.people.pointers import PERSON, pointers

GROUPS: dict[str, str | Promise] = {
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "pesel": "PESEL",
    "born_on": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
    "channel": gettext_lazy("Preferred way of contact"),
    "reach_note": gettext_lazy("How to reach, what to mind"),
    "languages": gettext_lazy("Languages"),
    "interpreter": gettext_lazy("Interpreter"),
    "hearing": gettext_lazy("Hearing"),
    "sight": gettext_lazy("Sight"),
    "mobility": gettext_lazy("Moving about"),
    "deceased_on": gettext_lazy("Date of death"),
    "moved": gettext_lazy("Moved away"),
}


@dataclass(frozen=True)
class LikelyPair:
    """A row of the work list: two entries, and in words why they may be one person."""

    pair: DuplicatePair
    reasons: list[str]
    strength: str

    @classmethod
    def of(cls, pair: DuplicatePair) -> "LikelyPair":
        reasons = [str(AlikeBy(reason).label) for reason in pair.reasons]
        return cls(pair, reasons, str(strength_of(pair.score).label))


@dataclass(frozen=True)
class DataRow:
    """One thing the two entries say: what each says, whether they agree, what the joined entry will say."""

    group: str
    label: str
    survivor: str
    merged: str
    differs: bool


@dataclass(frozen=True)
class Moving:
    """How many rows of one kind go to the survivor, and which a rule keeps with the joined entry."""

    name: str
    count: int
    aside: int


def likely_pairs(*, user: User) -> QuerySet[DuplicatePair]:
    """The likeliest first; pairs a colleague named are among them by their weight."""
    rows = DuplicatePair.objects.visible_to(user).to_settle().select_related("first", "second", "proposed_by")
    return rows.order_by("-score", "id")


def pairs_told_apart(*, user: User) -> QuerySet[DuplicatePair]:
    rows = DuplicatePair.objects.visible_to(user).two_people().select_related("first", "second", "two_people_by")
    return rows.order_by("-two_people_on", "-id")


def merges_done(*, user: User) -> QuerySet[Merge]:
    rows = Merge.objects.visible_to(user).select_related("survivor", "merged", "done_by", "undone_by")
    return rows.order_by("-done_on", "-id")


def joined_to(person: Person) -> "QuerySet[Any]":
    """The numbers by which events and readings know a person: their own, and those of entries joined to theirs.

    A query that is not asked yet: who looks for what happened asks it within their own.
    """
    return Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).values_list("pk", flat=True)


def compared(survivor: Person, merged: Person) -> list[DataRow]:
    """Everything at least one of the entries says, in the order of a form."""
    open_to_choice = set(differing(survivor, merged))
    rows = []
    for group, label in GROUPS.items():
        if not (is_empty(survivor, group) and is_empty(merged, group)):
            said = in_words(survivor, group), in_words(merged, group)
            rows.append(DataRow(group, str(label), *said, differs=group in open_to_choice))
    return rows


def to_choose(survivor: Person, merged: Person) -> list[DataRow]:
    """Where somebody must choose; birth and sex follow a PESEL number and are not asked."""
    follows = set(TOLD_BY_PESEL) if survivor.pesel or merged.pesel else set()
    return [row for row in compared(survivor, merged) if row.differs and row.group not in follows]


def joined_entry(survivor: Person, merged: Person, *, chosen: Iterable[str]) -> Person:
    """The survivor as it would be, not saved."""
    taken = taken_groups(survivor, merged, chosen=chosen)
    known = {field.attname: getattr(survivor, field.attname) for field in Person._meta.concrete_fields}
    return Person(**known | joined_values(survivor, merged, taken=taken))


def moving(survivor: Person, merged: Person) -> list[Moving]:
    """What goes to the survivor, kind by kind; the same rules hold rows back as in the merge itself."""
    found = []
    for pointer in pointers():
        rows: list[Model] = list(pointer.rows_of(merged.pk))
        if pointer.table == PERSON:
            rows = [row for row in rows if row.pk != survivor.pk]
        aside = sum(bool(pointer.in_the_way(row, person=survivor)) for row in rows)
        if rows:
            found.append(Moving(pointer.name, len(rows) - aside, aside))
    return found


def in_words(person: Person, group: str) -> str:
    """What an entry says in a group, as people read it; "–" for nothing."""
    if is_empty(person, group):
        return "–"
    if group == "address":
        return person.address
    if group in ("phone", "email"):
        value = phone(person.phone) if group == "phone" else person.email
        is_shared = getattr(person, f"{group}_is_shared")
        return _("%(value)s (shared)") % {"value": value} if is_shared else str(value)
    if group == "moved":
        return " ".join(filter(None, (_as_read(person, "moved_out_on"), person.moved_to)))
    return _as_read(person, CHOSEN[group][0])


def _as_read(person: Person, field: str) -> str:
    value: Any = getattr(person, field)
    if value is None:
        return ""
    if field.endswith("_on"):
        return date_format(value, "j E Y")
    display = getattr(person, f"get_{field}_display", None)
    return str(display()) if display else str(value)
