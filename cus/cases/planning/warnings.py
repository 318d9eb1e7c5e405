"""What to look at before a plan is agreed and approved. A warning stops nobody: it stands in the row it concerns."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from types import MappingProxyType
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cus.cases.planning.content import SERVICE, ContentSaid, NeedSaid, PlanWarning, RowSaid
from cus.cases.timetable import Slot
from cus.kit.templatetags.kit import day_short
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.plan import last_day_of_version
from cus.law.programme import programme_in_force_on
from cus.law.qualification import may_qualify


@dataclass(frozen=True)
class PlanWarnings:
    """All warnings of a version: on the whole, on a need, on a row (by the keys of these)."""

    whole: list[PlanWarning] = field(default_factory=list)
    of: dict[UUID, list[PlanWarning]] = field(default_factory=dict)

    @property
    def to_mend(self) -> list[PlanWarning]:
        """Those that ask for something, not those that only inform."""
        everything = [*self.whole, *(one for some in self.of.values() for one in some)]
        return [warning for warning in everything if warning.tone != "info"]

    def within(self, content: ContentSaid) -> ContentSaid:
        """The content with each warning in the need or row it concerns, as pages show it."""
        needs = [
            replace(
                need,
                warnings=tuple(self.of.get(need.key, ())),
                rows=tuple(replace(row, warnings=tuple(self.of.get(row.key, ()))) for row in need.rows),
            )
            for need in content.needs
        ]
        return replace(content, needs=tuple(needs))


def warnings_of(
    content: ContentSaid,
    *,
    first_starts_on: date,
    switched_off: Collection[str] = (),
    exceeded: Mapping[UUID, Collection[str]] = MappingProxyType({}),
    out_of_force: Collection[UUID] = (),
    beyond: Mapping[UUID, Collection[PlanWarning]] = MappingProxyType({}),
) -> PlanWarnings:
    """Look at the whole version; `first_starts_on` is the first day of the first approved version (or of this one).

    `exceeded` says which limits of programmes the rows would exceed, by their keys: approval is refused then.
    `out_of_force` names the rows whose days no programme covers, `beyond` what goes beyond a decision (RULE-73).
    """
    of: dict[UUID, list[PlanWarning]] = defaultdict(list)
    for need in content.needs:
        of[need.key] += _on_need(need)
    for row in content.rows:
        of[row.key] += [found for look in LOOKS_AT_ROW for found in look(row, content, switched_off)]
        of[row.key] += [PlanWarning(text, "danger", provision_of(may_qualify)) for text in exceeded.get(row.key, ())]
        of[row.key] += _programme(row, out_of_force, switched_off)
        of[row.key] += beyond.get(row.key, ())
    for one, other in combinations(content.rows, 2):
        if meeting := _same_time(one, other):
            mine, theirs = meeting
            of[one.key].append(_clash(other, theirs))
            of[other.key].append(_clash(one, mine))
    whole = list(_on_whole(content, first_starts_on, switched_off))
    return PlanWarnings(whole, {key: some for key, some in of.items() if some})


def _on_whole(content: ContentSaid, first_starts_on: date, switched_off: Collection[str]) -> Iterator[PlanWarning]:
    if not content.rows:
        yield PlanWarning(_("There is no help in the plan yet. Add a service or help from neighbours."), "danger")
    last_day = last_day_of_version(first_starts_on=first_starts_on)
    if content.ends_on > last_day and effect_of(last_day_of_version, switched_off=switched_off) is not Effect.SILENT:
        text = _("The plan began on %(first)s, so it may run until %(last)s. Then a new one begins.")
        days = {"first": day_short(first_starts_on), "last": day_short(last_day)}
        yield PlanWarning(text % days, provision=provision_of(last_day_of_version))


def _on_need(need: NeedSaid) -> list[PlanWarning]:
    found = []
    if not need.rows:
        found.append(PlanWarning(_("Nobody helps with this yet. Add a row or remove the need.")))
    if not need.goal:
        found.append(PlanWarning(_("The goal is missing. Ask: how will we know that it is better?")))
    return found


def _dates(row: RowSaid, content: ContentSaid, _off: Collection[str]) -> Iterator[PlanWarning]:
    if row.starts_on < content.starts_on:
        yield PlanWarning(
            _("It begins before the plan, which starts on %(day)s.") % {"day": day_short(content.starts_on)}, "danger"
        )
    if row.ends_on > content.ends_on:
        yield PlanWarning(
            _("It ends after the plan, which runs until %(day)s.") % {"day": day_short(content.ends_on)}, "danger"
        )


def _amount(row: RowSaid, _content: ContentSaid, _off: Collection[str]) -> Iterator[PlanWarning]:
    if row.thread == SERVICE and row.number is None:
        yield PlanWarning(_("How much is missing: agree on the amount."), "danger")


def _provider(row: RowSaid, _content: ContentSaid, _off: Collection[str]) -> Iterator[PlanWarning]:
    if row.thread == SERVICE and not row.has_provider:
        yield PlanWarning(_("Nobody is named who will deliver it. Choose a provider."))


def _offer(row: RowSaid, _content: ContentSaid, switched_off: Collection[str]) -> Iterator[PlanWarning]:
    silent = effect_of(programme_in_force_on, switched_off=switched_off) is Effect.SILENT
    if row.thread == SERVICE and not row.service_is_open and not silent:
        text = _("The service is not in the catalogue now. Check that it can be given on these days.")
        yield PlanWarning(text, provision=provision_of(programme_in_force_on))


def _programme(row: RowSaid, out_of_force: Collection[UUID], switched_off: Collection[str]) -> Iterator[PlanWarning]:
    """RULE-50 by the days of real programmes."""
    if row.key in out_of_force and effect_of(programme_in_force_on, switched_off=switched_off) is not Effect.SILENT:
        text = _("On some of these days no programme is in force for this service. Change the days or the service.")
        yield PlanWarning(text, provision=provision_of(programme_in_force_on))


def _limit(row: RowSaid, _content: ContentSaid, _off: Collection[str]) -> Iterator[PlanWarning]:
    if row.limit:
        yield PlanWarning(_("Limit: %(limit)s.") % {"limit": row.limit.rstrip(".")}, "info")


LOOKS_AT_ROW: tuple[Callable[[RowSaid, ContentSaid, Collection[str]], Iterator[PlanWarning]], ...] = (
    _dates,
    _amount,
    _provider,
    _offer,
    _limit,
)


def _same_time(one: RowSaid, other: RowSaid) -> tuple[Slot, Slot] | None:
    """The first slots in which two rows meet in the same weeks, if they do."""
    if one.starts_on > other.ends_on or other.starts_on > one.ends_on:
        return None
    pairs = ((mine, theirs) for mine in one.slots for theirs in other.slots)
    return next(((mine, theirs) for mine, theirs in pairs if mine.overlaps(theirs)), None)


def _clash(other: RowSaid, at: Slot) -> PlanWarning:
    text = _("At the same time: %(title)s (%(when)s). Move one of the two.")
    weekday = str(WEEKDAYS[at.weekday])
    when = f"{weekday.lower() if get_language() == 'pl' else weekday} {at.hours}"
    return PlanWarning(text % {"title": other.title, "when": when}, "danger")
