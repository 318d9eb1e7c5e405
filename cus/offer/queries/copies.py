"""What others have published and one may copy."""

from dataclasses import dataclass

from cus.accounts.models import Centre, User
from cus.catalogue.models import Entry, EntryKind
from cus.catalogue.search.find import find_entries
from cus.kit.polish import fold
from cus.offer.models import Service

MOST_FOUND = 50


@dataclass(frozen=True)
class ForeignEntry:
    """A service of another centre or source, and our own service of the same name, if there is one."""

    entry: Entry
    whose: str
    licence: str
    ours: Service | None


def services_of_others(*, user: User, text: str) -> list[ForeignEntry]:
    """Public services of other centres, and of the sources we take over, that answer the words; best first."""
    if not text:
        return []
    centres = list(Centre.objects.values_list("pk", flat=True))
    places = {
        match.entry_id: number for number, match in enumerate(find_entries(centre_ids=centres, text=text).matches)
    }
    found = (
        Entry.objects.visible_to(user)
        .filter(pk__in=places, kind=EntryKind.SERVICE, is_public=True)
        .exclude(centre_id=user.centre_id, source=None)
        .select_related("centre", "source")
    )
    entries = sorted(found, key=lambda entry: places[entry.pk])[:MOST_FOUND]
    ours = _own_by_name(user)
    return [ForeignEntry(entry, whose(entry), licence_of(entry), ours.get(fold(entry.name))) for entry in entries]


def whose(entry: Entry) -> str:
    """Whom to name as the author: the source we may read, else the centre that shows it."""
    source = entry.source
    return (source.attribution or source.name) if source else entry.centre.name


def licence_of(entry: Entry) -> str:
    return entry.source.licence if entry.source else ""


def _own_by_name(user: User) -> dict[str, Service]:
    own = Service.objects.visible_to(user).only("pk", "name").order_by("-id")
    return {fold(service.name): service for service in own}
