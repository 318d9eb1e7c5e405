"""Reading a source from its address: a feed page by page, a package or a table as one file."""

import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cus.catalogue.imports.feeds import FeedRead, nothing_new, read_feed
from cus.catalogue.imports.fetching import Fetcher
from cus.catalogue.imports.opening import read_path
from cus.catalogue.imports.rows import Ids, Unreadable
from cus.catalogue.models import ImportRun, Source, SourceKind
from cus.catalogue.services.runs import (
    begin_import,
    carry_out_import,
    give_up,
    is_safe,
    note_unchanged,
    read_into,
    start_run,
)
from cus.catalogue.states.imports import RunState


def harvest_source(*, source_id: int, at: datetime, fetcher: Fetcher | None = None) -> ImportRun:
    """Read the source from its address and take it over at once, if that loses nothing a person should look at."""
    reading = start_run(source_id=source_id, by=None, at=at)
    read_run(reading, at=at, fetcher=fetcher)
    if reading.state == RunState.PREVIEW:
        if is_safe(reading):
            begin_import(run_id=reading.pk, by=None)
            done = carry_out_import(run_id=reading.pk, by=None, at=at)
            Source.objects.filter(pk=source_id).update(validators=reading.source.validators)
            return done
        reading.remarks = [_("Most of what was there is missing now. Look at it before you import."), *reading.remarks]
        reading.save(update_fields=["remarks"])
        Source.objects.filter(pk=source_id).update(last_error=reading.remarks[0])
    return reading


def read_run(reading: ImportRun, *, at: datetime, fetcher: Fetcher | None = None) -> ImportRun:
    """Read what the run is to read: its file, or the address of its source."""
    source = reading.source
    if reading.file:
        return read_file(reading, Path(reading.file.path), at=at)
    if not source.url:
        give_up(reading, _("The source has neither a file nor an address."), at=at)
        return reading
    with closing(fetcher or Fetcher()) as asking:
        if source.kind == SourceKind.HSDS_FEED:
            return _read_feed(reading, asking, at=at)
        return _read_download(reading, asking, at=at)


def read_file(reading: ImportRun, path: Path, *, at: datetime) -> ImportRun:
    """Read a file or a directory into the run."""
    try:
        rows = read_path(path, ids=ids_of(reading.source), mapping=reading.source.mapping)
    except Unreadable as wrong:
        give_up(reading, str(wrong), at=at)
        return reading
    return read_into(reading, rows, at=at)


def ids_of(source: Source) -> Ids:
    """Ids of others that are no UUIDs become such by the source they came from."""
    return Ids(f"urn:otwarty-cus:source:{source.centre.uuid}:{source.pk}")


def _read_feed(reading: ImportRun, fetcher: Fetcher, *, at: datetime) -> ImportRun:
    source, memory = reading.source, FeedRead()
    if _is_unchanged(reading, fetcher, at=at):
        return reading
    rows = read_feed(source.url, ids=ids_of(source), fetcher=fetcher, memory=memory)
    read_into(reading, rows, at=at)
    source.validators = memory.validators
    return reading


def _read_download(reading: ImportRun, fetcher: Fetcher, *, at: datetime) -> ImportRun:
    source = reading.source
    if _is_unchanged(reading, fetcher, at=at):
        return reading
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / f"download{_ending(source)}"
        try:
            answer = fetcher.save(source.url, path)
            if answer.status != 200:
                raise Unreadable(_("%(url)s answers with %(status)d.") % {"url": source.url, "status": answer.status})
        except Unreadable as wrong:
            give_up(reading, str(wrong), at=at)
            return reading
        read_file(reading, path, at=at)
    source.validators = {source.url: answer.validators} if answer.validators else {}
    return reading


def _is_unchanged(reading: ImportRun, fetcher: Fetcher, *, at: datetime) -> bool:
    """Whether all that was read last time answers that it is as it was; then the run is done."""
    source = reading.source
    if not source.validators or not source.last_good_at:
        return False
    try:
        if not nothing_new(source.validators, fetcher):
            return False
    except Unreadable as wrong:
        give_up(reading, str(wrong), at=at)
        return True
    note_unchanged(reading, at=at)
    return True


def _ending(source: Source) -> str:
    ending = PurePosixPath(urlsplit(source.url).path).suffix.lower()
    return ending or (".zip" if source.kind == SourceKind.HSDS_PACKAGE else ".csv")
