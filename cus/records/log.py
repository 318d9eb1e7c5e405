"""The ground-floor calls: an event happened, a page was read, a number is taken."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models

from cus.records.models import Event, NumberSeries, Reading
from cus.records.models.subject import Subject


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
        details=details,
    )


def record_reading(*, of: models.Model, by: AbstractBaseUser | None, page: str) -> None:
    """Keep that somebody looked at a page about the thing."""
    about = Subject.of(of)
    Reading.objects.create(
        centre_id=of.centre_id,  # type: ignore[attr-defined]
        subject_kind=about.kind,
        subject_id=about.pk,
        reader=by,
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
