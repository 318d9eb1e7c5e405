"""The plan in easy words (tekst łatwy do czytania): short sentences, one idea a line, made from what the plan holds.

Like the papers it speaks Polish, the language of its readers, whatever the language of the screen. Each item has its
sentences; where a coordinator wrote better ones (`PlainSentence`), those are shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format

from cus.cases.models import PlainSentence, PlanVersion
from cus.cases.planning.content import SERVICE, ContentSaid, NeedSaid, RowSaid, content_of
from cus.cases.timetable import Slot, says_only_days_and_hours, slots_of

ON_DAY = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")
EVERY_DAY = 7
WORKING_WEEK = tuple(range(5))
ABBREVIATED = {" r.": " roku", "godz.": "godzin", "ok.": "około", "np.": "na przykład", "m.in.": "między innymi"}
FREE = ("bezpłatnie", "bezpłatna", "bezpłatny", "0 zł", "za darmo")


@dataclass(frozen=True)
class EasyItem:
    """A need or a row in easy words: its lines, who wrote them, and whether the plan has changed since."""

    key: UUID
    title: str
    is_need: bool
    thread: str
    lines: tuple[str, ...]
    written_by: str = ""
    is_outdated: bool = False


@dataclass(frozen=True)
class EasyPlan:
    first: tuple[str, ...]
    items: tuple[EasyItem, ...]


def easy_content(version: PlanVersion) -> ContentSaid:
    """What the version says, in Polish whatever the language of the screen."""
    with translation.override("pl"):
        return content_of(version)


def easy_plan(content: ContentSaid, *, written: Mapping[UUID, PlainSentence]) -> EasyPlan:
    """The whole plan in easy words; `written` holds the sentences people wrote, by the key of the item."""
    made = easy_sentences(content)
    items = []
    for need in content.needs:
        items.append(_item(need.key, need.need, True, "", made, written))
        items += [_item(row.key, row.title, False, row.thread, made, written) for row in need.rows]
    return EasyPlan(_of_whole(content), tuple(items))


def easy_sentences(content: ContentSaid) -> dict[UUID, str]:
    """What the plan itself says in easy words, by the keys of needs and rows: one sentence a line."""
    with translation.override("pl"):
        made = {need.key: "\n".join(_of_need(need)) for need in content.needs}
        return made | {row.key: "\n".join(_of_row(row, content)) for row in content.rows}


def _item(
    key: UUID,
    title: str,
    is_need: bool,
    thread: str,
    made: Mapping[UUID, str],
    written: Mapping[UUID, PlainSentence],
) -> EasyItem:
    own = written.get(key)
    if own is None:
        return EasyItem(key, title, is_need, thread, tuple(made[key].splitlines()))
    outdated = own.said != made[key]
    return EasyItem(key, title, is_need, thread, tuple(own.text.splitlines()), own.written_by.name, outdated)


def _of_whole(content: ContentSaid) -> tuple[str, ...]:
    with translation.override("pl"):
        return (
            "To jest Twój plan pomocy.",
            "Plan mówi, kto Ci pomaga.",
            f"Plan zaczyna się {_day(content.starts_on)}.",
            f"Plan kończy się {_day(content.ends_on)}.",
            "Plan można zmienić. Powiedz o tym koordynatorowi.",
        )


def _of_need(need: NeedSaid) -> list[str]:
    lines = [_sentence(f"Potrzebujesz pomocy: {plain(need.need)}")]
    if need.goal:
        lines.append(_sentence(f"Twój cel: {plain(need.goal)}"))
    return lines


def _of_row(row: RowSaid, content: ContentSaid) -> list[str]:
    first = f"Twoja usługa to: {plain(row.title)}" if row.thread == SERVICE else f"Pomoc: {plain(row.title)}"
    lines = [_sentence(first)]
    if row.for_whom:
        lines.append(_sentence(f"Ta pomoc jest dla: {row.for_whom}"))
    if row.who:
        lines.append(_sentence(f"Pomaga Ci: {plain(row.who)}"))
    if row.thread == SERVICE and row.amount:
        lines.append(_sentence(f"Ile pomocy: {plain(row.amount)}"))
    lines += [*_when(row), *_own_days(row, content), *_cost(row)]
    if row.phone:
        lines.append(f"Telefon: {_phone(row.phone)}.")
    return lines


def _own_days(row: RowSaid, content: ContentSaid) -> Iterator[str]:
    if row.starts_on != content.starts_on:
        yield f"Pomoc zaczyna się {_day(row.starts_on)}."
    if row.ends_on != content.ends_on:
        yield f"Pomoc kończy się {_day(row.ends_on)}."


def _cost(row: RowSaid) -> Iterator[str]:
    if row.thread != SERVICE or row.fee.lower().strip(" .").startswith(FREE):
        yield "Nic za to nie płacisz."
    elif row.fee:
        yield _sentence(f"Opłata: {plain(row.fee)}")


def _when(row: RowSaid) -> list[str]:
    """One line an hour; what cannot be read as days and hours is said as it was written."""
    slots = slots_of(row.when)
    if not slots or not says_only_days_and_hours(row.when):
        return [_sentence(f"Kiedy: {plain(row.when)}")] if row.when else []
    by_hours: dict[str, list[Slot]] = {}
    for slot in slots:
        by_hours.setdefault(_hours(slot), []).append(slot)
    return [_sentence(f"{_days([slot.weekday for slot in some])}{hours}") for hours, some in by_hours.items()]


def _days(weekdays: list[int]) -> str:
    if len(weekdays) == EVERY_DAY:
        return "Codziennie"
    if tuple(weekdays) == WORKING_WEEK:
        return "Od poniedziałku do piątku"
    words = [ON_DAY[weekday] for weekday in weekdays]
    said = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} i {words[-1]}"
    return said[0].upper() + said[1:]


def _hours(slot: Slot) -> str:
    if slot.starts is None:
        return ""
    if slot.ends is None:
        return f", o godzinie {slot.hours}"
    first, last = slot.hours.split("–")
    return f", od godziny {first} do godziny {last}"


def plain(text: str) -> str:
    """Without abbreviations and brackets, which easy texts do without."""
    for short, whole in ABBREVIATED.items():
        text = text.replace(short, whole)
    return text.replace("(", "– ").replace(")", "").strip()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _phone(number: str) -> str:
    digits = number.removeprefix("+48")
    return " ".join((digits[:3], digits[3:6], digits[6:])) if len(digits) == 9 else number


def _day(day: date) -> str:
    """„we wtorek, 24 listopada 2026 roku”: the weekday in the case that follows the verb."""
    return f"{ON_DAY[day.weekday()]}, {date_format(day, 'j E Y')} roku"
