"""What the public reads of programmes: what is law, what will be, what residents are asked about."""

from dataclasses import dataclass, field
from datetime import date

from cus.accounts.models import Centre
from cus.offer.models import Programme, ProgrammeVersion
from cus.offer.queries.programmes import counting
from cus.offer.states.programmes import VersionState


@dataclass(frozen=True)
class PublicProgrammes:
    """The programmes of a centre as the public page shows them."""

    in_force: list[ProgrammeVersion] = field(default_factory=list)
    coming: list[ProgrammeVersion] = field(default_factory=list)
    asked: list[ProgrammeVersion] = field(default_factory=list)
    over: list[ProgrammeVersion] = field(default_factory=list)


def programmes_of(centre: Centre, *, on: date) -> PublicProgrammes:
    rows = ProgrammeVersion.objects.filter(centre=centre).public().select_related("programme", "consultation")
    shown = PublicProgrammes()
    by_programme: dict[int, list[ProgrammeVersion]] = {}
    for version in rows.order_by("title", "number"):
        if version.state == VersionState.CONSULTATION:
            if version.consultation and version.consultation.ends_on >= on:
                shown.asked.append(version)
        else:
            by_programme.setdefault(version.programme_id, []).append(version)
    for versions in by_programme.values():
        counts = counting(versions, on=on)
        if counts is None or counts.in_force_from is None or counts.in_force_until is None:
            continue
        if counts.in_force_from > on:
            shown.coming.append(counts)
        else:
            (shown.over if counts.in_force_until < on else shown.in_force).append(counts)
    return shown


def public_version(programme: Programme, *, on: date) -> ProgrammeVersion | None:
    """The version the public page of the programme shows: the law of the day, else what residents are asked about."""
    rows = programme.versions.select_related("centre", "programme", "consultation", "diagnosis")
    law = counting(rows.filter(state=VersionState.PUBLISHED), on=on)
    return law or rows.filter(state=VersionState.CONSULTATION).first()


def asked_version(programme: Programme, *, on: date) -> ProgrammeVersion | None:
    """What residents may say something about today."""
    rows = programme.versions.filter(state=VersionState.CONSULTATION, consultation__ends_on__gte=on)
    return rows.select_related("consultation").first()
