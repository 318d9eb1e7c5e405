"""What pages read of programmes, and on which days programmes carry their services."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet

from cus.accounts.models import User
from cus.law.programme import evaluation_due_on
from cus.offer.events.programmes import EVENTS
from cus.offer.models import (
    Annulment,
    EvaluationKind,
    Programme,
    ProgrammeEvaluation,
    ProgrammeService,
    ProgrammeVersion,
    Resolution,
)
from cus.offer.states.programmes import IN_THE_MAKING, Standing, VersionState
from cus.records.models import Event

EVENTS_SHOWN = 60
LAW = (Standing.IN_FORCE, Standing.COMING)


@dataclass(frozen=True)
class Listed:
    """A programme in a list: the version that counts, what it is today, and what is being prepared."""

    programme: Programme
    version: ProgrammeVersion
    standing: Standing
    in_making: ProgrammeVersion | None
    evaluation_due_on: date | None = None

    @property
    def making_standing(self) -> str:
        return self.in_making.get_state_display() if self.in_making else ""


@dataclass(frozen=True)
class Days:
    """Stretches of days, both ends included."""

    stretches: tuple[tuple[date, date], ...] = field(default=())

    def hold(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.stretches)

    def cover(self, first: date, last: date) -> bool:
        """Whether every day from the first to the last lies in one of the stretches."""
        day = first
        for start, end in sorted(self.stretches):
            if start <= day <= end:
                day = date.fromordinal(end.toordinal() + 1)
        return day > last


def programmes(*, user: User, on: date) -> list[Listed]:
    """The programmes of the user's centre: what is law first, then what is being prepared, then what is over."""
    rows = Programme.objects.visible_to(user).prefetch_related(
        Prefetch("versions", ProgrammeVersion.objects.order_by("number")),
        Prefetch("evaluations", ProgrammeEvaluation.objects.filter(kind=EvaluationKind.FINAL)),
    )
    listed = [listing for programme in rows.order_by("name", "id") if (listing := _listed(programme, on=on))]
    return sorted(listed, key=lambda one: (one.standing not in LAW, one.in_making is None))


def _listed(programme: Programme, *, on: date) -> Listed | None:
    versions = list(programme.versions.all())
    making = in_making(versions)
    shown = counting(versions, on=on) or making or (versions[-1] if versions else None)
    if shown is None:
        return None
    standing = shown.standing_on(on)
    return Listed(programme, shown, standing, making if making != shown else None, _due(programme, versions, on=on))


def counting(versions: Iterable[ProgrammeVersion], *, on: date) -> ProgrammeVersion | None:
    """The version in force that day, else the next to come, else the last that was."""
    law = [
        (one.in_force_from, one.in_force_until, one) for one in versions if one.in_force_from and one.in_force_until
    ]
    in_force = [row for row in law if row[0] <= on <= row[1]]
    coming = sorted((row for row in law if row[0] > on), key=lambda row: row[0])
    past = sorted((row for row in law if row[1] < on), key=lambda row: row[1], reverse=True)
    return next((one for _first, _last, one in [*in_force, *coming, *past]), None)


def in_making(versions: Iterable[ProgrammeVersion]) -> ProgrammeVersion | None:
    """The version on its way to the council, if there is one."""
    return next((one for one in versions if one.state in IN_THE_MAKING), None)


def _due(programme: Programme, versions: Iterable[ProgrammeVersion], *, on: date) -> date | None:
    """RULE-17: by when an ended programme is to be evaluated; None while it runs or once it is."""
    last_days = [one.in_force_until for one in versions if one.in_force_until]
    if not last_days or max(last_days) >= on or list(programme.evaluations.all()):
        return None
    return evaluation_due_on(ended_on=max(last_days))


def evaluations_due(*, user: User, on: date) -> list[tuple[Programme, date]]:
    """Ended programmes without their evaluation, each with its term; none where the rule is switched off."""
    if user.centre is None or not user.centre.applies("RULE-17"):
        return []
    written = ProgrammeEvaluation.objects.filter(programme=OuterRef("pk"), kind=EvaluationKind.FINAL)
    ended = Programme.objects.visible_to(user).annotate(last_day=Max("versions__in_force_until"))
    rows = ended.filter(~Exists(written), last_day__lt=on).order_by("last_day", "id")
    return [(programme, evaluation_due_on(ended_on=programme.last_day)) for programme in rows]


def published_elsewhere(*, user: User, on: date) -> "QuerySet[ProgrammeVersion]":
    """Programmes of other centres of this installation in force today: published law is everybody's to read."""
    rows = ProgrammeVersion.objects.in_force_on(on).filter(state=VersionState.PUBLISHED)
    return rows.exclude(centre_id=user.centre_id).select_related("centre").order_by("centre__name", "title", "id")


def versions_of(programme: Programme) -> "QuerySet[ProgrammeVersion]":
    """The newest first, with councils' resolutions and annulments."""
    return programme.versions.order_by("-number").prefetch_related(
        Prefetch("resolutions", Resolution.objects.select_related("municipality")),
        Prefetch("annulments", Annulment.objects.prefetch_related("services")),
    )


def former_version(version: ProgrammeVersion) -> ProgrammeVersion | None:
    """The published version this one amends."""
    kept = (VersionState.PUBLISHED, VersionState.REPLACED, VersionState.ANNULLED)
    earlier = version.programme.versions.filter(number__lt=version.number, state__in=kept)
    return earlier.order_by("-number").first()


def history_of(programme: Programme) -> list[dict[str, object]]:
    """What happened to the programme, the newest first, as entries of a timeline."""
    events = Event.objects.about(programme).select_related("actor").order_by("-id")[:EVENTS_SHOWN]
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "note": event.actor.name if event.actor else "",
            "on": event.happened_at,
        }
        for event in events
        if event.name in EVENTS
    ]


def in_force_days(service_ids: Collection[int], first: date, last: date) -> dict[int, Days]:
    """For each service that any adopted programme gives: the days among these on which a programme carries it.

    A service that stands in no programme is missing from the answer: nothing is known of its days.
    """
    rows = ProgrammeService.objects.filter(service_id__in=service_ids, version__in_force_from__isnull=False)
    rows = rows.select_related("version").prefetch_related(
        Prefetch("version__annulments", Annulment.objects.filter(is_whole=False).prefetch_related("services"))
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for row in rows:
        stretches = found.setdefault(row.service_id, [])
        if stretch := _stretch(row, first, last):
            stretches.append(stretch)
    return {service_id: Days(tuple(stretches)) for service_id, stretches in found.items()}


def _stretch(row: ProgrammeService, first: date, last: date) -> tuple[date, date] | None:
    """The days of a service in a version: in force, within the period of the programme, until it is annulled."""
    version = row.version
    if version.in_force_from is None or version.in_force_until is None:
        return None
    ends = [version.in_force_until, last]
    ends += [
        date.fromordinal(annulment.void_from.toordinal() - 1)
        for annulment in version.annulments.all()
        if any(service.pk == row.service_id for service in annulment.services.all())
    ]
    starts_on, ends_on = max(version.in_force_from, version.starts_on, first), min(ends)
    return (starts_on, ends_on) if starts_on <= ends_on else None
