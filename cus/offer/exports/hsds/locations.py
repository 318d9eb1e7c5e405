"""Places where services are given. Only places the public may know come here: see `offer.facts`."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from cus.accounts.models import Municipality
from cus.catalogue.services.records import RecordDraft
from cus.offer.exports.hsds.ids import id_within
from cus.offer.exports.hsds.organizations import filled, phone
from cus.offer.facts import PublicFacts, contact_in
from cus.offer.models import Location

COUNTRY = "PL"
VOIVODESHIPS = {
    "02": "dolnośląskie",
    "04": "kujawsko-pomorskie",
    "06": "lubelskie",
    "08": "lubuskie",
    "10": "łódzkie",
    "12": "małopolskie",
    "14": "mazowieckie",
    "16": "opolskie",
    "18": "podkarpackie",
    "20": "podlaskie",
    "22": "pomorskie",
    "24": "śląskie",
    "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie",
    "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}


def location_of(place: Location, municipalities: Mapping[str, Municipality]) -> Iterator[RecordDraft]:
    """A place with its address, its telephone and what there is for people with disabilities."""
    data = {
        "id": str(place.uuid),
        "location_type": "physical",
        "name": place.name,
        "transportation": place.transport,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "external_identifier": place.teryt,
        "external_identifier_type": "TERYT" if place.teryt else "",
    }
    yield RecordDraft("locations", str(place.uuid), filled(data))
    yield from _address(place, municipalities)
    yield from _accessibility(place)
    if number := contact_in(place.public_contact).phone:
        yield phone(place.uuid, "location_id", number)


def services_at_locations(facts: PublicFacts) -> Iterator[RecordDraft]:
    for place in facts.places:
        record_id = service_at_location_id(facts, place)
        data = {"id": record_id, "service_id": str(facts.service.uuid), "location_id": str(place.uuid)}
        yield RecordDraft("service_at_location", record_id, data)


def service_at_location_id(facts: PublicFacts, place: Location) -> str:
    return id_within(facts.service.uuid, "at", str(place.uuid))


def _address(place: Location, municipalities: Mapping[str, Municipality]) -> Iterator[RecordDraft]:
    """The standard knows whole addresses only: of half a one nothing is published but the place's name."""
    municipality = municipalities.get(place.teryt) or next(iter(municipalities.values()), None)
    voivodeship = VOIVODESHIPS.get(place.teryt[:2]) or (municipality.voivodeship if municipality else "")
    if not (place.street and place.town and place.postcode and voivodeship):
        return
    record_id = id_within(place.uuid, "address")
    data = {
        "id": record_id,
        "location_id": str(place.uuid),
        "address_1": place.street,
        "city": place.town,
        "region": municipality.powiat if municipality else "",
        "state_province": voivodeship,
        "postal_code": place.postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }
    yield RecordDraft("addresses", record_id, filled(data))


def _accessibility(place: Location) -> Iterator[RecordDraft]:
    words = {True: _("Accessible by wheelchair"), False: _("Not accessible by wheelchair"), None: ""}
    description = words[place.wheelchair]
    if not (description or place.accessibility):
        return
    record_id = id_within(place.uuid, "accessibility")
    data = {
        "id": record_id,
        "location_id": str(place.uuid),
        "description": description or place.accessibility,
        "details": place.accessibility if description else "",
    }
    yield RecordDraft("accessibility", record_id, filled(data))
