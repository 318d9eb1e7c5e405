"""What the public may know of a service. The only door through which places, hours and contacts go out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import phonenumbers
from django.utils.timezone import localdate

from cus.accounts.models import Centre
from cus.law.services import area
from cus.offer.models import Location, OpeningHours, ProgrammeService, Provider, Service, ServiceStatus

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LOOSE_ENDS = " ,;:–-"


@dataclass(frozen=True)
class PublicContact:
    """Whom to ask: the words, and the number and the address of e-mail found in them."""

    text: str = ""
    phone: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """The words without the number and the e-mail: "Zespół organizowania usług"."""
        rest = EMAIL.sub("", self.text)
        for found in phonenumbers.PhoneNumberMatcher(rest, "PL"):
            rest = rest.replace(found.raw_string, "")
        return re.sub(r"\b(?:tel|telefon|e-?mail)\b\.?:?\s*", "", rest, flags=re.IGNORECASE).strip(LOOSE_ENDS)


@dataclass(frozen=True)
class Hours:
    """One row of opening hours; `location` only if its address is public."""

    row: OpeningHours
    location: Location | None
    note: str


@dataclass(frozen=True)
class PublicFacts:
    """A service with its places, hours and contact as everybody may know them.

    A confidential place is not among the places; with one, neither the place written by hand nor the contact of
    the service goes out, for they may tell where it is: the contact is the one written for the public.
    """

    service: Service
    centre: Centre
    places: tuple[Location, ...]
    hours: tuple[Hours, ...]
    place_text: str
    has_hidden_place: bool
    contact: PublicContact
    on: date
    terms: ProgrammeService | None = None  # of the programme in force that day

    @property
    def provider(self) -> Provider | None:
        return self.service.provider

    @property
    def provider_name(self) -> str:
        return self.service.provider.name if self.service.provider else self.service.provider_text

    @property
    def is_public(self) -> bool:
        return self.service.status in (ServiceStatus.PUBLIC, ServiceStatus.PAUSED)

    @cached_property
    def area_name(self) -> str:
        return area(number=self.service.area, on=self.on).name_pl

    @property
    def wheelchair(self) -> bool | None:
        """Yes if one of the places is known to be accessible, no if all are known not to be."""
        known = {place.wheelchair for place in self.places}
        return True if True in known else False if known == {False} else None


def whom_to_ask(service: Service) -> str:
    """The contact, as a letter may tell it."""
    return _contact_text(service, [place for place in service.locations.all() if place.is_confidential])


def where_to_come(service: Service) -> str:
    """The place, as a letter may tell it; nothing when one of the places is confidential."""
    places = list(service.locations.order_by("name", "id"))
    if any(place.is_confidential for place in places):
        return ""
    return service.place or "; ".join(f"{place.name}, {place.address}".strip(", ") for place in places)


def _contact_text(service: Service, hidden: Sequence[Location]) -> str:
    """With a confidential place only the contacts written for the public."""
    return "; ".join(place.public_contact for place in hidden if place.public_contact) if hidden else service.contact


def facts_of(service: Service, *, centre: Centre, at: datetime, terms: ProgrammeService | None = None) -> PublicFacts:
    """What may be known; expects `provider`, `locations` and `opening_hours` to be at hand."""
    everywhere = sorted(service.locations.all(), key=lambda place: (place.name, place.pk))
    hidden = [place for place in everywhere if place.is_confidential]
    places = tuple(place for place in everywhere if not place.is_confidential)
    return PublicFacts(
        service=service,
        centre=centre,
        places=places,
        hours=tuple(_hours(service, places, is_hidden=bool(hidden))),
        place_text="" if hidden else service.place,
        has_hidden_place=bool(hidden),
        contact=contact_in(_contact_text(service, hidden)),
        on=localdate(at),
        terms=terms,
    )


def contact_in(text: str) -> PublicContact:
    """The first Polish telephone number and e-mail of a text, beside the text itself."""
    email = EMAIL.search(text)
    number = next(iter(phonenumbers.PhoneNumberMatcher(text, "PL")), None)
    phone = phonenumbers.format_number(number.number, phonenumbers.PhoneNumberFormat.E164) if number else ""
    return PublicContact(text=text.strip(), phone=phone, email=email[0].rstrip(".") if email else "")


def _hours(service: Service, places: tuple[Location, ...], *, is_hidden: bool) -> list[Hours]:
    open_places = {place.pk: place for place in places}
    rows = sorted(service.opening_hours.all(), key=lambda row: (row.weekday, row.opens, row.pk))
    return [Hours(row, open_places.get(row.location_id or 0), "" if is_hidden else row.note) for row in rows]
