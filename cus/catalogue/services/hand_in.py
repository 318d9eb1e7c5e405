"""Taking over a file, a directory or an address in one go, as a command on the server does."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.catalogue.imports.fetching import Fetcher
from cus.catalogue.imports.opening import is_table
from cus.catalogue.imports.tables.lines import glimpse_of
from cus.catalogue.imports.tables.mapping import ready_for
from cus.catalogue.models import ImportRun, Source, SourceKind
from cus.catalogue.services.harvest import read_file, read_run
from cus.catalogue.services.runs import begin_import, carry_out_import, start_run
from cus.catalogue.services.sources import save_source
from cus.catalogue.states.imports import RunState


def take_over(
    *, centre: Centre, place: str, name: str = "", at: datetime, dry_run: bool = False, fetcher: Fetcher | None = None
) -> ImportRun:
    """Read the path or the address into the source of this name, made when it is new, and import what can be kept.

    With `dry_run` nothing is kept, and the run tells what would have been.
    """
    if dry_run:
        with transaction.atomic():
            reading = _read(centre, place, name, at, fetcher)
            reading.told = list(reading.rows.filter(state="REJECTED").order_by("id")[:50])  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        return reading
    reading = _read(centre, place, name, at, fetcher)
    if reading.state != RunState.PREVIEW:
        return reading
    begin_import(run_id=reading.pk, by=None)
    done = carry_out_import(run_id=reading.pk, by=None, at=at)
    Source.objects.filter(pk=done.source_id).update(validators=reading.source.validators)
    return done


def is_address(place: str) -> bool:
    return urlsplit(place).scheme in ("http", "https")


def _read(centre: Centre, place: str, name: str, at: datetime, fetcher: Fetcher | None) -> ImportRun:
    source = _source_for(centre, place, name)
    reading = start_run(source_id=source.pk, by=None, at=at, file_name=Path(place).name)
    if is_address(place):
        reading.source.url = place
        return read_run(reading, at=at, fetcher=fetcher)
    return read_file(reading, Path(place), at=at)


def _source_for(centre: Centre, place: str, name: str) -> Source:
    """The source of the name; a new one is what the path or the address seems to be."""
    known = Source.objects.filter(centre=centre, name=name or _name_of(place)).first()
    if known:
        return known
    fields: dict[str, object] = {"name": name or _name_of(place), "kind": _kind_of(place)}
    if is_address(place):
        fields["url"] = place
    ready = ready_for(glimpse_of(Path(place)).heading) if is_table(Path(place)) and not is_address(place) else None
    if ready:
        fields |= {"mapping": ready.mapping, "attribution": ready.attribution, "licence": ready.licence}
        fields["name"] = name or ready.title
        again = Source.objects.filter(centre=centre, name=fields["name"]).first()
        if again:
            return again
    return save_source(centre=centre, fields=fields, by=None)


def _name_of(place: str) -> str:
    parts = urlsplit(place)
    return (parts.netloc if is_address(place) else Path(place).resolve().name)[:200] or str(_("source"))


def _kind_of(place: str) -> str:
    if is_address(place):
        ending = Path(urlsplit(place).path).suffix.lower()
        return {".zip": SourceKind.HSDS_PACKAGE, ".csv": SourceKind.TABLE, ".xlsx": SourceKind.TABLE}.get(
            ending, SourceKind.HSDS_FEED
        )
    return SourceKind.TABLE if is_table(Path(place)) else SourceKind.HSDS_PACKAGE
