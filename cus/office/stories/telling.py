"""Tells a story day by day: takes its steps, lets the days between pass, compares what is with what is expected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Model
from django.utils.dates import WEEKDAYS
from django.utils.timezone import make_aware
from django.utils.translation import override

from cus.accounts.models import User
from cus.cases.models import Application, Signal
from cus.cases.services.passing_days import pass_day
from cus.kit.errors import Refused
from cus.kit.rows import acting_for
from cus.office.queries.story import EVENTS, filled
from cus.office.stories import (
    facts,
    facts_of_assistance,
    facts_of_clock,
    facts_of_letters,
    facts_of_people,
    facts_of_plans,
    verbs,
)
from cus.office.stories.checking import REGISTERS, actor_and_verb, check, no_fact, whose_fact
from cus.office.stories.leaping import next_eventful_day
from cus.office.stories.reading import Day, Line, Told, Unreadable, without_line
from cus.office.stories.setting import NOT_POSSIBLE, a_centre, in_words, set_stage
from cus.office.stories.stage import Stage
from cus.office.stories.verb import VERBS
from cus.office.stories.words import arguments, plain
from cus.people.models import Person
from cus.records.log import recorded_as_of
from cus.records.models import Event, Letter

# importing them registers what can be said
REGISTERED = (verbs, facts_of_assistance, facts_of_clock, facts_of_letters, facts_of_people, facts_of_plans)
LANGUAGE = "pl"
LETTER_WRITTEN = "letter.written"  # the letter itself is named
SAID_OF: dict[str, type[Model]] = {"case": Application, "signal": Signal, "person": Person}


class Mark(StrEnum):
    """What a line of the report is about."""

    STEP = "→"
    EVENT = "·"
    LETTER = "✉"
    REFUSED = "✋"
    HELD = "✓"
    FAILED = "✗"


@dataclass(frozen=True)
class Said:
    """One line of the report."""

    mark: Mark
    text: str

    @property
    def is_failure(self) -> bool:
        return self.mark is Mark.FAILED


@dataclass
class DayTold:
    """What happened on a day."""

    on: date
    lines: list[Said] = field(default_factory=list)

    @property
    def title(self) -> str:
        with override(LANGUAGE):
            return f"{self.on.isoformat()}, {str(WEEKDAYS[self.on.weekday()]).lower()}"


@dataclass
class Report:
    """What happened, day by day. A story holds when every line of it came as it says."""

    title: str
    days: list[DayTold] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        return [f"{day.on}: {line.text}" for day in self.days for line in day.lines if line.is_failure]

    @property
    def holds(self) -> bool:
        return not self.failures


def tell(told: Told, *, day_by_day: bool = False) -> Report:
    """Tell the story in a centre of its own and leave no trace of it. Raises `Unreadable`.

    Days on which nothing happens are leapt over; `day_by_day` lives through each, with the same outcome.
    """
    check(told)
    report = Report(told.title)
    with transaction.atomic(), override(LANGUAGE):
        centre = a_centre(told)
        with acting_for(centre.pk):
            with recorded_as_of(_morning_before(told)):
                stage = set_stage(centre, told)
                _what_came(stage, lambda: None)  # what was there before is not told
            report.days = list(_days(told, stage, leaps=not day_by_day))
        transaction.set_rollback(True)
    return report


def _morning_before(told: Told) -> datetime:
    return make_aware(datetime.combine(told.days[0].on - timedelta(days=1), time(8)))


def _days(told: Told, stage: Stage, *, leaps: bool) -> Iterator[DayTold]:
    written = {day.on: day for day in told.days}
    stage.on = told.days[0].on
    while stage.on <= told.days[-1].on:
        stage.lines_today = 0
        day = _day(written.get(stage.on, Day(stage.on)), stage)
        if day.lines:
            yield day
        stage.on += timedelta(days=1)
        if leaps and stage.on not in written:
            until = min((on for on in written if on >= stage.on), default=stage.on)
            stage.on = next_eventful_day(first=stage.on, last=until)


def _day(day: Day, stage: Stage) -> DayTold:
    told = DayTold(day.on)
    with recorded_as_of(stage.at), pghistory.context(as_of=stage.at.isoformat()):
        told.lines += _what_came(stage, lambda: pass_day(on=stage.on))
    for line in day.lines:
        stage.lines_today += 1
        try:
            with recorded_as_of(stage.at):
                told.lines += list(_expected(line, stage)) if line.is_expectation else _step(line, stage)
        except Unreadable as wrong:
            raise Unreadable(str(wrong), line=line.number) from wrong
    return told


def _step(line: Line, stage: Stage) -> list[Said]:
    actor, verb = actor_and_verb(line.said)
    by = User.objects.get(pk=stage.staff[actor].pk) if actor in stage.staff else None  # as one who signed in anew
    given = arguments(VERBS[verb], line.given, stage)
    said = [Said(Mark.STEP, _as_written(line))]
    with pghistory.context(user=by.pk if by else None, as_of=stage.at.isoformat()):
        try:
            with transaction.atomic():
                return said + _what_came(stage, lambda: VERBS[verb](stage, by, **given)) + _not_refused(line)
        except Refused as refusal:
            return said + _refused(line, refusal)
        except NOT_POSSIBLE as error:
            raise Unreadable(f"this cannot be done so: {in_words(error)}") from error


def _as_written(line: Line) -> str:
    given = without_line(line.given)
    rest = ", ".join(f"{key} {_shown(value)}".strip() for key, value in given.items())
    return f"{line.said}: {rest}" if rest else line.said


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_shown(one)}" for key, one in without_line(value).items()) + ")"
    return plain(value) if isinstance(value, bool) else str(value)


def _not_refused(line: Line) -> list[Said]:
    if not line.refused:
        return []
    return [Said(Mark.FAILED, f"{line.said}: was to be refused, and was not")]


def _refused(line: Line, refusal: Refused) -> list[Said]:
    provision = f" [{refusal.provision}]" if refusal.provision else ""
    text = f"{refusal}{provision}"
    if not line.refused:
        return [Said(Mark.FAILED, f"{line.said}: was refused: {text}")]
    if isinstance(line.refused, str) and plain(line.refused) not in plain(text):
        return [Said(Mark.FAILED, f"{line.said}: was refused for another reason than “{line.refused}”: {text}")]
    return [Said(Mark.REFUSED, text)]


def _what_came(stage: Stage, step: Callable[[], Any]) -> list[Said]:
    """What the step recorded and which letters it wrote."""
    step()
    mine = {"centre_id": stage.centre.pk}
    events = list(Event.objects.filter(pk__gt=stage.last_event, **mine).order_by("id"))
    letters = list(Letter.objects.filter(pk__gt=stage.last_letter, **mine).order_by("id"))
    stage.last_event = events[-1].pk if events else stage.last_event
    stage.last_letter = letters[-1].pk if letters else stage.last_letter
    told = [event for event in events if event.name in EVENTS and event.name != LETTER_WRITTEN]
    said = [Said(Mark.EVENT, _event(event)) for event in told]
    return said + [Said(Mark.LETTER, f"{letter.title}, {letter.number}") for letter in letters]


def _event(event: Event) -> str:
    return filled(str(EVENTS[event.name].sentence), event.details)


def _expected(line: Line, stage: Stage) -> Iterator[Said]:
    for of_whom, wanted in without_line(line.given).items():
        for said, value in without_line(wanted).items():
            found = _fact(stage, str(of_whom), str(said))
            yield _compared(f"{of_whom}, {said}", value, found)


def _fact(stage: Stage, of_whom: str, said: str) -> Any:
    kind, name = whose_fact(of_whom)
    thing: Any = stage.named(SAID_OF[kind], name) if kind in SAID_OF else stage.centre
    if kind == "case":
        found = facts.facts_of_services(stage, thing, said)
        if found is not facts.NO_SERVICE:
            return found
    if said not in REGISTERS[kind]:
        raise Unreadable(no_fact(kind, said, list(stage.services)))
    return REGISTERS[kind][said](stage, thing)


def _compared(about: str, wanted: Any, found: Any) -> Said:
    if _agree(wanted, found):
        return Said(Mark.HELD, f"{about}: {_shown(wanted)}")
    return Said(Mark.FAILED, f"{about}: expected {_shown(wanted)}, found {_shown(found)}")


def _agree(wanted: Any, found: Any) -> bool:
    if not isinstance(found, list):
        return plain(wanted) == plain(found)
    if plain(wanted) in ("none", "no") and not found:
        return True
    many = wanted if isinstance(wanted, list) else [wanted]
    return len(many) == len(found) and all(plain(one) in plain(it) for one, it in zip(many, found, strict=True))
