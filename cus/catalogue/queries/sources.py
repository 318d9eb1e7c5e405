"""What the pages of sources and imports show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre, User
from cus.catalogue.events.sources import EVENTS
from cus.catalogue.models import ImportRow, ImportRun, RowState, Source
from cus.catalogue.states.imports import RunState
from cus.records.models import Event

EVENTS_SHOWN = 20
RUNS_SHOWN = 20


@dataclass(frozen=True)
class Tally:
    """How many rows of a run have a state."""

    state: str
    label: Any
    count: int
    chosen: bool


def sources_of_staff(*, user: User) -> QuerySet[Source]:
    """The sources of the centre with how many entries came from them and whether one is being read."""
    running = ImportRun.objects.filter(source=OuterRef("pk"), state=RunState.RUNNING)
    counted = Source.objects.visible_to(user).annotate(count=Count("entries"), is_running=Exists(running))
    return counted.order_by("name", "id")


def sources_due(*, centre: Centre, at: datetime) -> Iterator[Source]:
    """The sources with an address whose time to be read has come."""
    for source in Source.objects.filter(centre=centre, every_hours__isnull=False).exclude(url="").order_by("id"):
        last = source.last_tried_at
        if last is None or last + timedelta(hours=source.every_hours or 0) <= at:
            yield source


def runs_of(source: Source) -> Sequence[ImportRun]:
    return list(source.runs.select_related("started_by").order_by("-id")[:RUNS_SHOWN])


def rows_of(run: ImportRun, *, state: str = "") -> QuerySet[ImportRow]:
    """The rows of a run, rejected ones first when no state is asked for."""
    rows = ImportRow.objects.filter(run=run).order_by("id")
    return rows.filter(state=state) if state in RowState.values else rows


def tallies_of(run: ImportRun, *, state: str) -> list[Tally]:
    counts = {"NEW": run.new, "CHANGED": run.changed, "REJECTED": run.rejected, "GONE": run.gone}
    tallies = [Tally("", _("All"), sum(counts.values()), not state)]
    return tallies + [Tally(value, label, counts[value], state == value) for value, label in RowState.choices]


def history_of(source: Source) -> list[dict[str, object]]:
    """What happened to the source, the newest first, as entries of a timeline."""
    events = Event.objects.about(source).select_related("actor").order_by("-id")[:EVENTS_SHOWN]
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "note": event.actor.name if event.actor else str(_("worker")),
            "on": event.happened_at,
        }
        for event in events
        if event.name in EVENTS
    ]
