"""Sources of others' entries: added, changed, removed with all that came from them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.catalogue.models import Entry, EntryPlace, Record, Source
from cus.catalogue.permissions.sources import may_edit_source
from cus.catalogue.search.index import index_entries
from cus.catalogue.services.entries import drop_entries
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record


class NameTaken(Refused):
    """The centre has another source of this name."""


@transaction.atomic
def save_source(*, centre: Centre, source_id: int | None = None, fields: dict[str, Any], by: User | None) -> Source:
    """Add or change a source. What is no longer to be shown leaves the catalogue. Records `source.added` or
    `source.changed`."""
    source = _locked(source_id) if source_id else Source(centre=centre)
    _must_be_theirs(source, by)
    changed = [name for name, value in fields.items() if getattr(source, name) != value]
    for name in changed:
        setattr(source, name, fields[name])
    if Source.objects.filter(centre=centre, name=source.name).exclude(pk=source.pk).exists():
        raise NameTaken(_("There is already a source called “%(name)s”. Choose another name.") % {"name": source.name})
    if source.pk and not changed:
        return source
    is_new = source.pk is None
    if "url" in changed:
        source.validators = {}
    source.save()
    if "is_public" in changed and not is_new:
        _show(source)
    if is_new:
        record("source.added", subject=source, by=by, source=source.name, fields=[])
    else:
        record("source.changed", subject=source, by=by, source=source.name, fields=changed)
    return source


@transaction.atomic
def remember_mapping(*, source_id: int, mapping: dict[str, Any], by: User | None) -> Source:
    """Keep what the columns of the table mean, for this reading and the next. Records `source.changed`."""
    source = _locked(source_id)
    _must_be_theirs(source, by)
    if source.mapping != mapping:
        source.mapping = mapping
        source.save(update_fields=["mapping"])
        record("source.changed", subject=source, by=by, source=source.name, fields=["mapping"])
    return source


@transaction.atomic
def remove_source(*, source_id: int, by: User | None, at: datetime) -> int:
    """Remove the source with all its entries, for good; returns how many entries went. Records `source.removed`."""
    source = _locked(source_id)
    _must_be_theirs(source, by)
    uuids = list(Entry.objects.filter(centre_id=source.centre_id, source=source).values_list("uuid", flat=True))
    gone = drop_entries(centre=source.centre, source=source, uuids=uuids)
    Record.objects.filter(centre_id=source.centre_id, source=source).delete()
    record("source.removed", subject=source, by=by, source=source.name, entries=gone)
    for reading in source.runs.exclude(file=""):
        reading.file.delete(save=False)
    source.delete()
    return gone


def _show(source: Source) -> None:
    """Show or hide everything of the source."""
    own = {"centre_id": source.centre_id, "source": source}
    Record.objects.filter(**own).update(is_public=source.is_public)
    entries = Entry.objects.filter(**own)
    entries.update(is_public=source.is_public)
    EntryPlace.objects.filter(centre_id=source.centre_id, entry__source=source).update(is_public=source.is_public)
    index_entries(entry_ids=list(entries.values_list("pk", flat=True)))


def _locked(source_id: int) -> Source:
    return Source.objects.select_for_update(of=("self",)).select_related("centre").get(pk=source_id)


def _must_be_theirs(source: Source, by: User | None) -> None:
    if by is not None and not may_edit_source(by, source):
        raise NotAllowed(_("Only the services organiser and the director take over entries of others."))
