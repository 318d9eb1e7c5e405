"""Makes the public base out of the offer: entries one can find, and rows of the open data.

A draft has an entry that staff find and no open data. What was published once stays in the open data when it is
withdrawn, as "defunct": others follow our feed and must hear of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre, Municipality
from cus.catalogue.hsds.naming import naming_anyhow
from cus.catalogue.models import Entry, PlacesLeft, Record
from cus.catalogue.models.record import naming
from cus.catalogue.services.batches import batches_of
from cus.catalogue.services.entries import drop_entries, put_entries
from cus.catalogue.services.records import Key, RecordDraft, drop_records, put_records
from cus.offer.exports.entries import entry_of
from cus.offer.exports.hsds.classification import classification
from cus.offer.exports.hsds.ids import id_within, shared_id
from cus.offer.exports.hsds.locations import location_of
from cus.offer.exports.hsds.organizations import organization_of_centre, organization_of_provider
from cus.offer.exports.hsds.programmes import program_of
from cus.offer.exports.hsds.services import service_rows
from cus.offer.facts import PublicFacts, facts_of
from cus.offer.models import Location, ProgrammeService, Service, ServiceStatus

FEW_PLACES, FEW_SHARE = 2, 0.2
AT_LEAST = {PlacesLeft.NONE: 0, PlacesLeft.FEW: 1, PlacesLeft.MANY: FEW_PLACES + 1}
_waiting: ContextVar[list[tuple[int, datetime]] | None] = ContextVar("services waiting to be published", default=None)
NOT_MADE_ANEW = ("services", "service_capacity")  # the one stays as defunct, the other is `note_places`
PARTS_OF_OTHERS = ("addresses", "accessibility", "phones", "organization_identifiers")


def publish_service_entry(service: Service, *, at: datetime) -> None:
    """Bring the entry and the open data of one service in line with it; inside `publishing_at_once` at its end."""
    waiting = _waiting.get()
    if waiting is None:
        publish_services([service], centre=service.centre, at=at)
    else:
        waiting.append((service.pk, at))


@contextmanager
def publishing_at_once(centre: Centre) -> Iterator[None]:
    """What changes inside the block is published together at its end: for imports of many services."""
    if _waiting.get() is not None:
        yield  # the outer block publishes
        return
    waiting: list[tuple[int, datetime]] = []
    before = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(before)
        if waiting:
            changed = Service.objects.filter(centre=centre, pk__in={pk for pk, _at in waiting}).order_by("id")
            publish_services(changed, centre=centre, at=max(at for _pk, at in waiting))


@transaction.atomic
def publish_services(services: Iterable[Service], *, centre: Centre, at: datetime) -> None:
    """Bring the entries and the open data of these services, all of one centre, in line with them."""
    municipalities = list(centre.municipalities.order_by("teryt"))
    with override(settings.LANGUAGE_CODE):
        for batch in batches_of(services):
            facts = _facts_of_all(batch, centre=centre, at=at)
            put_entries(centre=centre, source=None, drafts=[entry_of(one) for one in facts], at=at)
            told = _told_to_the_world(facts, centre=centre)
            drafts = list(_rows(told, centre=centre, municipalities=municipalities))
            put_records(centre=centre, source=None, drafts=drafts, at=at)
            _drop_what_is_gone(facts, drafts, centre=centre)


@transaction.atomic
def publish_offer(*, centre: Centre, at: datetime) -> int:
    """Make the whole base of a centre anew: what is the same keeps its date, what is gone goes."""
    services = Service.objects.filter(centre=centre).order_by("id")
    publish_services(services, centre=centre, at=at)
    kept = set(services.values_list("uuid", flat=True))
    own = Entry.objects.filter(centre=centre, source=None).values_list("uuid", flat=True)
    drop_entries(centre=centre, source=None, uuids=[uuid for uuid in own if uuid not in kept])
    _drop_programmes_of_nothing(centre)
    hidden = Location.objects.filter(centre=centre, is_confidential=True)
    forget_places([str(uuid) for uuid in hidden.values_list("uuid", flat=True)], centre=centre)
    return len(kept)


def forget_places(uuids: Sequence[str], *, centre: Centre) -> None:
    """Take places out of the open data with all that belongs to them: they became confidential or were removed."""
    if not uuids:
        return
    own = Record.objects.filter(centre=centre, source=None)
    rows = own.filter(table="locations", record_id__in=uuids) | own.filter(naming_anyhow(uuids))
    drop_records(centre=centre, source=None, keys=list(rows.values_list("table", "record_id")))


@transaction.atomic
def note_places(*, service: Service, free: int | None, capacity: int | None, at: datetime) -> None:
    """Tell the public how many places are free, as a range; None when nobody knows."""
    left = _places_left(free, capacity)
    Entry.objects.filter(centre_id=service.centre_id, source=None, uuid=service.uuid).exclude(places_left=left).update(
        places_left=left
    )
    record_id = id_within(service.uuid, "capacity")
    is_in_open_data = Record.objects.filter(
        centre_id=service.centre_id, source=None, table="services", record_id=str(service.uuid)
    ).exists()
    if left == PlacesLeft.UNKNOWN or not is_in_open_data:
        drop_records(centre=service.centre, source=None, keys=[("service_capacity", record_id)])
        return
    with override(settings.LANGUAGE_CODE):
        drafts = _capacity(service, left, capacity, at=at)
        known = Record.objects.filter(
            centre_id=service.centre_id, source=None, table="service_capacity", record_id=record_id
        )
        said = known.values_list("data", flat=True).first() or {}
        if any(said.get(name) != drafts[-1].data.get(name) for name in ("available", "maximum")):
            put_records(centre=service.centre, source=None, drafts=drafts, at=at)


def note_waiting_time(*, service: Service, weeks: tuple[int, int] | None, period: tuple[date, date] | None) -> None:
    """Tell the public how long people usually waited, and in which time that was measured; None when unknown.

    It stays on the entry: the open data have no field for it, and words in another field would mislead its readers.
    """
    told = {
        "wait_weeks_from": weeks[0] if weeks else None,
        "wait_weeks_to": weeks[1] if weeks else None,
        "wait_since": period[0] if period else None,
        "wait_until": period[1] if period else None,
    }
    same = Entry.objects.filter(centre_id=service.centre_id, source=None, uuid=service.uuid)
    if not same.filter(**told).exists():
        same.update(**told)


def _facts_of_all(services: list[Service], *, centre: Centre, at: datetime) -> list[PublicFacts]:
    """Read anew: what the caller holds may have places and hours from before the change."""
    fresh = (
        Service.objects.filter(centre=centre, pk__in=[service.pk for service in services])
        .select_related("provider")
        .prefetch_related("locations", "opening_hours")
        .order_by("id")
    )
    terms = _terms_in_force(services, on=localdate(at))
    return [facts_of(service, centre=centre, at=at, terms=terms.get(service.pk)) for service in fresh]


def _terms_in_force(services: list[Service], *, on: date) -> dict[int, ProgrammeService]:
    """By service; of several programmes the one in force longest."""
    found = (
        ProgrammeService.objects.filter(
            service__in=services, version__in_force_from__lte=on, version__in_force_until__gte=on
        )
        .select_related("version__programme")
        .prefetch_related("funding")
        .order_by("-version__in_force_from", "-id")
    )
    return {one.service_id: one for one in found}


def _told_to_the_world(facts: list[PublicFacts], *, centre: Centre) -> list[PublicFacts]:
    """What is in the catalogue, and what was there before it was withdrawn."""
    withdrawn = [one.service.uuid for one in facts if one.service.status == ServiceStatus.WITHDRAWN]
    known = set(
        Record.objects.filter(
            centre=centre, source=None, table="services", record_id__in=[str(uuid) for uuid in withdrawn]
        ).values_list("record_id", flat=True)
        if withdrawn
        else ()
    )
    return [one for one in facts if one.is_public or str(one.service.uuid) in known]


def _rows(facts: list[PublicFacts], *, centre: Centre, municipalities: list[Municipality]) -> Iterator[RecordDraft]:
    if not facts:
        return
    yield from classification(on=facts[0].on)
    yield from organization_of_centre(centre)
    providers = {one.provider.pk: one.provider for one in facts if one.provider}
    for provider in providers.values():
        yield from organization_of_provider(provider)
    programmes = {one.terms.version.programme_id: one.terms for one in facts if one.terms}
    yield from (program_of(terms, centre) for terms in programmes.values())
    by_teryt = {municipality.teryt: municipality for municipality in municipalities}
    places = {place.pk: place for one in facts for place in one.places}
    for place in places.values():
        yield from location_of(place, by_teryt)
    for one in facts:
        yield from service_rows(one, municipalities)


def _drop_what_is_gone(facts: list[PublicFacts], drafts: list[RecordDraft], *, centre: Centre) -> None:
    """Rows of these services, their places and providers that are made no more: hours struck out, an old number."""
    kept: set[Key] = {draft.key for draft in drafts}
    own = Record.objects.filter(centre=centre, source=None)
    services = [str(one.service.uuid) for one in facts]
    at_places = own.filter(naming("service_at_location", "service_id", services)).values_list("record_id", flat=True)
    of_services = own.filter(naming_anyhow([*services, *at_places])).exclude(table__in=NOT_MADE_ANEW)
    owners = [draft.record_id for draft in drafts if draft.table in ("locations", "organizations")]
    of_others = own.filter(naming_anyhow(owners), table__in=PARTS_OF_OTHERS)
    made = {*of_services.values_list("table", "record_id"), *of_others.values_list("table", "record_id")}
    drop_records(centre=centre, source=None, keys=sorted(made - kept))


def _drop_programmes_of_nothing(centre: Centre) -> None:
    """Programmes no service stands on any more."""
    own = Record.objects.filter(centre=centre, source=None)
    used = {str(data.get("program_id")) for data in own.filter(table="services").values_list("data", flat=True)}
    programmes = own.filter(table="programs").values_list("record_id", flat=True)
    gone = [("programs", record_id) for record_id in programmes if record_id not in used]
    drop_records(centre=centre, source=None, keys=gone)


def _places_left(free: int | None, capacity: int | None) -> PlacesLeft:
    if free is None or capacity is None:
        return PlacesLeft.UNKNOWN
    if free <= 0:
        return PlacesLeft.NONE
    return PlacesLeft.FEW if free <= max(FEW_PLACES, FEW_SHARE * capacity) else PlacesLeft.MANY


def _capacity(service: Service, left: PlacesLeft, capacity: int | None, *, at: datetime) -> list[RecordDraft]:
    """The least number of free places that the range tells: how many exactly could tell who has just come or gone."""
    unit_id = shared_id("unit", "place")
    record_id = id_within(service.uuid, "capacity")
    data = {
        "id": record_id,
        "service_id": str(service.uuid),
        "unit_id": unit_id,
        "available": AT_LEAST[left],
        "maximum": capacity,
        "description": str(left.label),
        "updated": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    unit = RecordDraft("units", unit_id, {"id": unit_id, "name": _("place")})
    return [unit, RecordDraft("service_capacity", record_id, data)]
