"""The ground-floor calls: an event happened, a page was read, a number is taken."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.utils.timezone import localtime, now

from cus.kit.day_told import told_on
from cus.kit.many import insert_many
from cus.records.models import Event, NumberSeries, Reading
from cus.records.models.subject import Subject

moment_of_the_past: ContextVar[datetime | None] = ContextVar("moment_of_the_past", default=None)


@contextmanager
def recorded_as_of(moment: datetime) -> Iterator[None]:
    """Inside the block events carry this moment: for cases taken over from elsewhere and for the example centre."""
    token = moment_of_the_past.set(moment)
    try:
        with told_on(localtime(moment).date()):
            yield
    finally:
        moment_of_the_past.reset(token)


def this_moment() -> datetime:
    """Now; inside `recorded_as_of` the moment that is told of."""
    return moment_of_the_past.get() or now()


def record(
    name: str,
    *,
    subject: models.Model,
    by: AbstractBaseUser | None,
    story: models.Model | None = None,
    **details: Any,
) -> Event:
    """Keep that something happened to the subject (`by` None: the public or the system).

    `story` names the thing, as a rule the person, on whose timeline the event belongs.
    """
    about, told = Subject.of(subject), Subject.of(story) if story else None
    return Event.objects.create(
        centre_id=subject.centre_id,  # type: ignore[attr-defined]
        name=name,
        subject_kind=about.kind,
        subject_id=about.pk,
        story_kind=told.kind if told else "",
        story_id=told.pk if told else None,
        actor=by,
        happened_at=this_moment(),
        details=details,
    )


@dataclass(frozen=True)
class Happening:
    """One of many events that happen at once: to what, in whose story, with which details."""

    subject: models.Model
    story: models.Model | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record_many(happenings: Iterable[Happening], *, event: str, by: AbstractBaseUser | None) -> list[Event]:
    """Keep that the same thing happened to each of many subjects, as `record` does for one."""
    moment = this_moment()
    events = []
    for one in happenings:
        about, told = Subject.of(one.subject), Subject.of(one.story) if one.story else None
        events.append(
            Event(
                centre_id=one.subject.centre_id,  # type: ignore[attr-defined]
                name=event,
                subject_kind=about.kind,
                subject_id=about.pk,
                story_kind=told.kind if told else "",
                story_id=told.pk if told else None,
                actor=by,
                happened_at=moment,
                details=dict(one.details),
            )
        )
    insert_many(events)
    return events


def record_reading(*, of: models.Model, by: AbstractBaseUser | None, page: str) -> None:
    """Keep that somebody looked at a page about the thing."""
    about = Subject.of(of)
    Reading.objects.create(
        centre_id=of.centre_id,  # type: ignore[attr-defined]
        subject_kind=about.kind,
        subject_id=about.pk,
        reader=by,
        read_at=moment_of_the_past.get() or now(),
        page=page,
    )


TAKE_NUMBER = """
INSERT INTO {table} (centre_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (centre_id, series, year) DO UPDATE SET last = {table}.last + 1
RETURNING last
"""


def take_number(*, centre_id: int, series: str, on: date) -> int:
    """The next number of the series in the year; the row stays locked to the end of the transaction: no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER.format(table=NumberSeries._meta.db_table), [centre_id, series, on.year])
        return int(cursor.fetchone()[0])
