"""The centre's own synonyms: added, changed, removed, and put back as they were. The next search reads them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.catalogue.models import Synonym
from cus.catalogue.permissions.synonyms import may_edit_synonym
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record
from cus.records.models import Event

KEPT = ("words", "means", "kind")


class WordsTaken(Refused):
    """The centre has another line for these words."""


@transaction.atomic
def save_synonym(
    *, centre: Centre, synonym_id: int | None = None, fields: dict[str, Any], by: User, at: datetime
) -> Event | None:
    """Add or change a line. Records `synonym.added` or `synonym.changed`, with what was there before."""
    synonym = _locked(synonym_id) if synonym_id else Synonym(centre=centre)
    _must_be_theirs(synonym, by)
    if synonym.removed_at:
        raise Refused(_("This line was removed meanwhile. Add it again if it is needed."))
    before = _kept(synonym) if synonym.pk else None
    for name in KEPT:
        setattr(synonym, name, fields[name])
    _words_must_be_free(synonym)
    if before == _kept(synonym):
        return None
    synonym.save()
    if before is None:
        return record("synonym.added", subject=synonym, by=by, words=synonym.words, before=None)
    return record("synonym.changed", subject=synonym, by=by, words=synonym.words, before=before)


@transaction.atomic
def remove_synonym(*, synonym_id: int, by: User, at: datetime) -> Event | None:
    """Search without the line from now on; it can be put back. Records `synonym.removed`."""
    synonym = _locked(synonym_id)
    _must_be_theirs(synonym, by)
    if synonym.removed_at:
        return None
    synonym.removed_at = at
    synonym.save(update_fields=["removed_at"])
    return record("synonym.removed", subject=synonym, by=by, words=synonym.words, before=_kept(synonym))


@transaction.atomic
def undo_synonym_change(*, event_id: int, by: User, at: datetime) -> Synonym:
    """Make the line what it was before: what was added goes, what was removed is back. Records `synonym.put_back`."""
    event = Event.objects.get(pk=event_id, name__in=["synonym.added", "synonym.changed", "synonym.removed"])
    synonym = _locked(event.subject_id)
    _must_be_theirs(synonym, by)
    before = event.details["before"]
    synonym.removed_at = None if before else synonym.removed_at or at
    for name, value in (before or {}).items():
        setattr(synonym, name, value)
    if before:
        _words_must_be_free(synonym)
    synonym.save()
    record("synonym.put_back", subject=synonym, by=by, words=synonym.words)
    return synonym


def _locked(synonym_id: int) -> Synonym:
    return Synonym.objects.select_for_update().get(pk=synonym_id)


def _must_be_theirs(synonym: Synonym, by: User) -> None:
    if not may_edit_synonym(by, synonym):
        raise NotAllowed(_("Only the services organiser and the director change the synonyms."))


def _words_must_be_free(synonym: Synonym) -> None:
    others = Synonym.objects.in_use().filter(centre_id=synonym.centre_id, words=synonym.words).exclude(pk=synonym.pk)
    if others.exists():
        raise WordsTaken(_("There is already a line for “%(words)s”. Change that one.") % {"words": synonym.words})


def _kept(synonym: Synonym) -> dict[str, str]:
    return {name: getattr(synonym, name) for name in KEPT}
