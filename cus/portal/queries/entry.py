"""What the page of an entry shows: own services and entries taken over alike, out of the public base."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import F, Prefetch
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from cus.accounts.models import Centre
from cus.catalogue.hsds.nesting import Shape, nested
from cus.catalogue.hsds.profiles import HSDS_3_1
from cus.catalogue.models import Entry, EntryKind, EntryPlace, Record
from cus.catalogue.opening import OpenState, spans_of, state_at, week_of
from cus.offer.facts import PublicFacts, facts_of
from cus.offer.models import LegalTrack, Service, ServiceForm, ServiceStatus, Weekday
from cus.offer.models.languages import name_of_language
from cus.portal.queries.catalogue import Label, audience_labels, related_entries
from cus.portal.queries.whose import Whose, whose

TABLES = {EntryKind.SERVICE: "services", EntryKind.ORGANISATION: "organizations"}
ALL_OF_IT = Shape(profile=HSDS_3_1)
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Spot:
    """A place where the entry is given, with what one must know to get in."""

    name: str
    address: str
    accessibility: list[str] = field(default_factory=list)
    transport: str = ""


@dataclass(frozen=True)
class EntryPage:
    """An entry with all that is publicly known of it. `service` is there for the centre's own services only."""

    entry: Entry
    service: Service | None
    facts: PublicFacts | None
    told: Told
    description: str
    for_whom: str
    audiences: list[Label]
    fees: str
    documents: list[str]
    week: list[tuple[Label, list[str]]]
    hours_in_words: list[str]
    open: OpenState | None
    spots: list[Spot]
    languages: list[str]
    form: Label
    phone: str
    email: str
    website: str
    checked_on: date | None
    whose: Whose | None
    related: list[Entry]

    @property
    def is_service(self) -> bool:
        return self.entry.kind == EntryKind.SERVICE

    @property
    def is_paused(self) -> bool:
        return self.service is not None and self.service.status == ServiceStatus.PAUSED

    @property
    def needs_decision(self) -> bool:
        return self.service is not None and self.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE

    @property
    def website_name(self) -> str:
        return urlsplit(self.website).netloc.removeprefix("www.")

    @property
    def provider_website(self) -> str:
        provider = self.told.get("organization") or {}
        return _web(provider.get("website"))


def entry_of(uuid: UUID, *, region: Iterable[int], centre: Centre) -> Entry | None:
    """The public entry of this uuid in the region: the centre's own before others', an original before its copies."""
    places = Prefetch("places", EntryPlace.objects.filter(is_public=True).order_by("id"))
    found = Entry.objects.public().filter(uuid=uuid, centre_id__in=list(region)).select_related("centre", "source")
    in_order = found.prefetch_related(places).order_by(F("source").asc(nulls_first=True), "id")
    return min(in_order, key=lambda entry: entry.source_id is not None and entry.centre_id != centre.pk, default=None)


def entry_page(entry: Entry, *, centre: Centre, at: datetime) -> EntryPage:
    """About a dozen queries, however much hangs on the entry."""
    told = _told_of(entry)
    is_own = entry.source_id is None and entry.centre_id == centre.pk
    facts = _facts(entry, centre=centre, at=at) if is_own else None
    spans = spans_of(entry.opening)
    return EntryPage(
        entry=entry,
        service=facts.service if facts else None,
        facts=facts,
        told=told,
        description=_plain(told.get("description")) or entry.summary,
        for_whom=facts.service.recipients if facts else _plain(told.get("eligibility_description")),
        audiences=audience_labels(entry),
        fees=_fees(entry, told),
        documents=[_plain(one.get("document")) for one in _list(told, "required_documents") if one.get("document")],
        week=[(Weekday(day.weekday).label, day.hours) for day in week_of(spans)],
        hours_in_words=_hours_in_words(told) if not spans else [],
        open=state_at(spans, localtime(at)),
        spots=_spots(entry, told),
        languages=[name_of_language(code) for code in entry.languages],
        form=ServiceForm(entry.form).label if entry.form in ServiceForm else "",
        phone=entry.phone or next((one["number"] for one in _list(told, "phones") if one.get("number")), ""),
        email=str(told.get("email") or ""),
        website=_web(told.get("url") or told.get("website")),
        checked_on=entry.checked_on or _day(told.get("assured_date")),
        whose=whose(entry, centre=centre, at=at),
        related=related_entries(centre=centre, entry=entry),
    )


def _facts(entry: Entry, *, centre: Centre, at: datetime) -> PublicFacts | None:
    """The own service behind the entry, through the one door that keeps confidential places in."""
    services = Service.objects.filter(centre=centre, uuid=entry.uuid).in_catalogue()
    service = services.select_related("provider").prefetch_related("locations", "opening_hours").first()
    return facts_of(service, centre=centre, at=at) if service else None


def _told_of(entry: Entry) -> Told:
    """The rows of the open data that make the entry, as one object; nothing for an entry that has none."""
    table = TABLES[EntryKind(entry.kind)]
    same = Record.objects.public().filter(centre_id=entry.centre_id, source_id=entry.source_id)
    root = same.filter(table=table, record_id=str(entry.uuid)).first()
    objects, _modified_at = nested([root] if root else [], among=same, shape=ALL_OF_IT)
    return objects[0] if objects else {}


def _fees(entry: Entry, told: Told) -> str:
    options = [
        " ".join(filter(None, (one.get("option"), _plain(one.get("amount_description")))))
        for one in _list(told, "cost_options")
    ]
    return entry.fee_text or _plain(told.get("fees_description")) or "; ".join(filter(None, options))


def _hours_in_words(told: Told) -> list[str]:
    return [_plain(one.get("description")) for one in _list(told, "schedules") if one.get("description")]


def _spots(entry: Entry, told: Told) -> list[Spot]:
    """The public places of the entry; the open data tell what there is for people with disabilities."""
    locations = [one["location"] for one in _list(told, "service_at_locations") if one.get("location")]
    known = {location.get("name", ""): location for location in [*locations, *_list(told, "locations")]}
    spots = []
    for place in entry.places.all():
        location = known.get(place.name) or {}
        words = [
            ". ".join(filter(None, (_plain(one.get("description")), _plain(one.get("details")))))
            for one in _list(location, "accessibility")
        ]
        address = place.address or place.town
        spot = Spot(place.name, address, list(filter(None, words)), _plain(location.get("transportation")))
        if spot != Spot("", ""):  # a point of the map alone has nothing to say
            spots.append(spot)
    return spots


def _list(told: Told, name: str) -> list[dict[str, Any]]:
    given = told.get(name)
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _plain(text: Any) -> str:
    """Feeds of others may hold marks of HTML; what goes out is words."""
    return strip_tags(text).strip() if isinstance(text, str) else ""


def _web(address: Any) -> str:
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else ""


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
