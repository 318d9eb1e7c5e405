"""Two entries before they are joined, and a merge before it is undone: what will happen, in words."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.accounts.models import User
from cus.cases.joined_cases import (
    asked_twice,
    living_plans_of,
    notes_with_new_readers,
    open_to_units,
    readers_of,
)
from cus.cases.models import Signal, Task, UnitAccess
from cus.kit.errors import Refused
from cus.people.in_the_way import StandsInTheWay
from cus.people.models import KinExclusion, Merge, Person, Representation
from cus.people.queries.merging import Moving, moving
from cus.people.since_merge import SinceRow, since_merge
from cus.records.models import Letter

# What rows are called for people, by the way they lead to the person.
KINDS: dict[str, str | Promise] = {
    "cases.addresscheck.person": gettext_lazy("Checks of the electronic address"),
    "cases.application.person": gettext_lazy("Applications"),
    "cases.contactnote.person": gettext_lazy("Notes of contacts"),
    "cases.dispatch.person": gettext_lazy("Dispatches of letters"),
    "cases.filling.person": gettext_lazy("Assessments"),
    "cases.letternotice.person": gettext_lazy("Notices that a letter waits"),
    "cases.plan.person": gettext_lazy("Plans"),
    "cases.planmember.person": gettext_lazy("Places in plans of a household"),
    "cases.signal.person": gettext_lazy("Signals"),
    "cases.task.person": gettext_lazy("Tasks on lists"),
    "cases.teammember.person": gettext_lazy("Members of the team"),
    "cases.unitaccess.person": gettext_lazy("Units that read along"),
    "people.circlecontact.person": gettext_lazy("People of the circle"),
    "people.consent.person": gettext_lazy("Consents"),
    "people.emergencyaccess.person": gettext_lazy("Emergency accesses"),
    "people.kinexclusion.person": gettext_lazy("Colleagues kept from the file"),
    "people.leaving.person": gettext_lazy("Notes of death and moving"),
    "people.membership.person": gettext_lazy("Places in households"),
    "people.pagecode.person": gettext_lazy("Codes of the page “Who helps me”"),
    "people.person.merged_into": gettext_lazy("Entries joined before"),
    "people.representation.person": gettext_lazy("Rights of others to act for the person"),
    "people.representation.represented_by": gettext_lazy("Rights of the person to act for others"),
    "records.document.subject": gettext_lazy("Documents"),
    "records.letter.story": gettext_lazy("Letters"),
    "records.letter.subject": gettext_lazy("Letters about the person"),
    "records.outboxmessage.subject": gettext_lazy("Messages"),
}


@dataclass(frozen=True)
class Conflict:
    """Something that will stand twice or disagree, and what becomes of it."""

    what: str
    outcome: str
    is_serious: bool = False


@dataclass(frozen=True)
class JoinPreview:
    """Everything that will happen when two entries are joined."""

    moves: list[tuple[str, int]] = field(default_factory=list)
    aside: list[tuple[str, int]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    has_team_notes: bool = False


@dataclass(frozen=True)
class SplitPreview:
    """Everything that will happen when a merge is undone."""

    back: list[tuple[str, int]]
    following: list[str]
    asked: list[tuple[str, str]]
    kept_changes: list[str]
    gone: int
    exclusions: list[str]


def join_preview(survivor: Person, merged: Person, *, on: date) -> JoinPreview:
    kinds = moving(survivor, merged)
    notes = notes_with_new_readers(survivor, merged, on=on)
    return JoinPreview(
        moves=[(str(KINDS[one.name]), one.count) for one in kinds if one.count],
        aside=[(str(KINDS[one.name]), one.aside) for one in kinds if one.aside],
        conflicts=[*_about_the_person(survivor, merged, kinds), *_about_cases(survivor, merged, on=on)],
        has_team_notes=bool(notes),
    )


def _about_the_person(survivor: Person, merged: Person, kinds: list[Moving]) -> list[Conflict]:
    """Signs that these are two people, and what protects the person."""
    found = []
    if survivor.pesel and merged.pesel:
        numbers = {"one": survivor.pesel, "other": merged.pesel}
        what = _("Two different PESEL numbers: %(one)s and %(other)s.") % numbers
        found.append(Conflict(what, _("One person has one number. Join only if you know which is wrong."), True))
    if bool(survivor.deceased_on) != bool(merged.deceased_on):
        outcome = _("The joined entry will say that the person has died.")
        found.append(Conflict(_("One entry says that the person has died, the other does not."), outcome, True))
    if _acts_for_each_other(survivor, merged):
        outcome = _("Join only if this was written down by mistake. The right to act stays with the joined entry.")
        found.append(Conflict(_("One of them acts for the other: they may be two people."), outcome, True))
    if survivor.user_id and merged.user_id:
        outcome = _("The account of the entry that stays opens the file; the other account opens nothing.")
        found.append(Conflict(_("Both have an account to sign in."), outcome))
    if survivor.is_in_danger or merged.is_in_danger:
        outcome = _("What protects the person stays from both entries.")
        found.append(Conflict(_("Contact may be dangerous for the person."), outcome))
    return found + _about_access(survivor, merged)


def _about_access(survivor: Person, merged: Person) -> list[Conflict]:
    excluded = KinExclusion.objects.filter(person__in=[survivor, merged]).in_force().select_related("user")
    names = sorted({one.user.name for one in excluded})
    if not names:
        return []
    what = _("Kept from a file: %(names)s.") % {"names": ", ".join(names)}
    return [Conflict(what, _("They are kept from the whole joined file."))]


def _acts_for_each_other(one: Person, other: Person) -> bool:
    rights = Representation.objects.filter(person__in=[one, other], represented_by__in=[one, other])
    return rights.exists()


def _about_cases(survivor: Person, merged: Person, *, on: date) -> list[Conflict]:
    found = []
    for one in asked_twice(survivor, merged):
        numbers = {
            "service": one.later.service.name,
            "earlier": one.earlier.application.number,
            "later": one.later.application.number,
        }
        what = _("“%(service)s” is asked for in two applications: %(earlier)s and %(later)s.") % numbers
        outcome = _("Both stay; a task asks the coordinator to settle which one.")
        if one.later_is_to_pause:
            outcome = _("The earlier place in line counts. The later one is paused; a task asks to settle it.")
        found.append(Conflict(what, outcome))
    plans = living_plans_of(survivor), living_plans_of(merged)
    if all(plans):
        numbers_of = ", ".join(plan.number for plan in plans[0] + plans[1])
        outcome = _("Both go on; a task asks to agree which one.")
        found.append(Conflict(_("Two plans run: %(numbers)s.") % {"numbers": numbers_of}, outcome))
    units = sorted({access.unit.name for access in open_to_units(survivor, merged, on=on)})
    if units:
        what = _("Other units read along: %(names)s.") % {"names": ", ".join(units)}
        found.append(Conflict(what, _("Their access ends: ask for consent to the whole file and open it anew.")))
    around = readers_of(survivor, on=on) ^ readers_of(merged, on=on)
    if around and notes_with_new_readers(survivor, merged, on=on):
        names = User.objects.filter(pk__in=around).order_by("last_name", "first_name", "id")
        what = _("Notes of the team would get new readers: %(names)s.") % {
            "names": ", ".join(user.name for user in names)
        }
        found.append(Conflict(what, _("Unless you open them below, only their authors and the director read them.")))
    return found


def split_preview(merge: Merge) -> SplitPreview:
    since = since_merge(merge)
    back: dict[str, int] = {}
    for name, count in sorted(merge.moved.items()):
        back[str(KINDS.get(name, name))] = count
    changed = [line.column for one in since.restored for line in one.changed_since]
    return SplitPreview(
        back=list(back.items()),
        following=[told(one) for one in since.following],
        asked=[(one.key, told(one)) for one in since.asked],
        kept_changes=sorted({_column(name) for name in changed if name not in HIDDEN_COLUMNS}),
        gone=len({(line.table, line.row) for line in since.gone}),
        exclusions=[one.user.name for one in since.exclusions if one.lifted_on is None],
    )


HIDDEN_COLUMNS = ("search_text", "sort_key", "other_words")


def _column(name: str) -> str:
    bare = name.removesuffix("_id")
    fields = {one.name: one for one in Person._meta.concrete_fields}
    return str(fields[bare].verbose_name) if bare in fields else bare


def in_the_way(refusal: StandsInTheWay) -> Refused:
    """The refusal with the row it is about named, and what to do."""
    if refusal.row is None:
        return refusal
    return Refused(
        _("This is newer than the merge and stands in the way: %(row)s. End it or correct it, then undo the merge.")
        % {"row": _named(refusal.row)}
    )


def _named(row: Model) -> str:
    if isinstance(row, Person):
        return _("the entry of %(name)s, PESEL %(pesel)s") % {"name": row.name, "pesel": row.pesel or "–"}
    if isinstance(row, UnitAccess):
        words = {"unit": row.unit.name, "day": date_format(row.starts_on, "j E Y")}
        return _("the access of the unit %(unit)s, opened on %(day)s") % words
    label = f"{row._meta.label_lower}."
    kind = next((str(words) for name, words in KINDS.items() if name.startswith(label)), label)
    return f"{kind}: {_known_by(row)}"


def told(one: SinceRow) -> str:
    """A row in a few words: its kind, and by what one knows it again."""
    kind = str(KINDS.get(one.pointer.name, one.pointer.name))
    return f"{kind}: {_known_by(one.row)}"


def _known_by(row: Model) -> str:
    """Never the words of a note: who undoes a merge need not be one of its readers."""
    if isinstance(row, Letter):
        return f"{row.title} {row.number}"
    for name in ("number", "name", "happened_on", "starts_on", "noted_on", "checked_on", "held_on", "given_on"):
        if value := getattr(row, name, None):
            return date_format(value, "j E Y") if isinstance(value, date) else str(value)
    if isinstance(row, Task):
        return row.text[:80]
    return date_format(row.received_at, "j E Y") if isinstance(row, Signal) else f"nr {row.pk}"
