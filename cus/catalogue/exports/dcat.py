"""The entry of our data for catalogues of data sets: DCAT-AP, as JSON-LD and as RDF/XML from one description."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "http://www.iana.org/assignments/media-types"
LICENCE = f"{AUTHORITY}/licence/CC_BY_4_0"
SOCIETY = f"{AUTHORITY}/data-theme/SOCI"
POLISH = f"{AUTHORITY}/language/POL"
POLAND = f"{AUTHORITY}/country/POL"
AS_IT_HAPPENS = f"{AUTHORITY}/frequency/UPDATE_CONT"
EVERYBODY = f"{AUTHORITY}/access-right/PUBLIC"
KEYWORDS = ("usługi społeczne", "pomoc społeczna", "centrum usług społecznych", "HSDS", "Open Referral")


@dataclass(frozen=True)
class Words:
    text: str
    language: str = "pl"


@dataclass(frozen=True)
class Moment:
    at: datetime


@dataclass(frozen=True)
class Thing:
    """A resource: where it is, what it is, and what is said of it."""

    address: str
    kind: str
    said: list[tuple[str, "str | Words | Moment | Thing"]] = field(default_factory=list)  # a text is an address


@dataclass(frozen=True)
class Publication:
    """Who publishes what, and where; all addresses are absolute."""

    publisher: str
    email: str
    home: str
    page: str
    modified_at: datetime | None
    files: tuple[tuple[str, str, str, str], ...]  # title, address, code of the file type, media type
    services: tuple[tuple[str, str, str], ...]  # title, address, address of its description


def catalogue(given: Publication) -> Thing:
    publisher = Thing(f"{given.home}#publisher", "foaf:Agent", [("foaf:name", Words(given.publisher))])
    dataset = Thing(f"{given.page}#dataset", "dcat:Dataset", list(_dataset(given, publisher)))
    services = [_service(given, *service) for service in given.services]
    return Thing(
        f"{given.page}#catalogue",
        "dcat:Catalog",
        [
            ("dct:title", Words(f"Otwarte dane: {given.publisher}")),
            ("dct:description", Words("Katalog otwartych danych centrum usług społecznych.")),
            ("dct:publisher", publisher),
            ("dct:language", POLISH),
            ("dct:license", LICENCE),
            ("dct:spatial", POLAND),
            ("foaf:homepage", given.home),
            ("dcat:themeTaxonomy", f"{AUTHORITY}/data-theme"),
            *_modified(given),
            ("dcat:dataset", dataset),
            *(("dcat:service", service) for service in services),
        ],
    )


def _dataset(given: Publication, publisher: Thing) -> Iterator[tuple[str, Any]]:
    yield "dct:title", Words(f"Baza usług społecznych: {given.publisher}")
    about = "Usługi społeczne: co można dostać, od kogo, gdzie, kiedy i za ile. Standard HSDS 3.0 (Open Referral)."
    yield "dct:description", Words(about)
    yield "dct:identifier", Words(f"{given.page}#dataset", "")
    yield "dct:publisher", publisher
    yield "dct:language", POLISH
    yield "dct:spatial", POLAND
    yield "dct:accrualPeriodicity", AS_IT_HAPPENS
    yield "dct:accessRights", EVERYBODY
    yield "dct:conformsTo", "https://docs.openreferral.org/"
    yield from _modified(given)
    yield "dcat:theme", SOCIETY
    for keyword in KEYWORDS:
        yield "dcat:keyword", Words(keyword)
    yield "dcat:landingPage", given.page
    contact = [("vcard:fn", Words(given.publisher))]
    contact += [("vcard:hasEmail", f"mailto:{given.email}")] if given.email else []  # type: ignore[list-item]
    yield "dcat:contactPoint", Thing(f"{given.home}#contact", "vcard:Organization", contact)  # type: ignore[arg-type]
    for title, address, file_type, media in given.files:
        yield "dcat:distribution", _distribution(given, title, address, file_type, media)


def _distribution(given: Publication, title: str, address: str, file_type: str, media: str) -> Thing:
    said: list[Any] = [
        ("dct:title", Words(title)),
        ("dct:format", f"{AUTHORITY}/file-type/{file_type}"),
        ("dct:license", LICENCE),
        ("dcat:mediaType", f"{MEDIA}/{media}"),
        ("dcat:accessURL", given.page),
        ("dcat:downloadURL", address),
        ("dcatap:availability", f"{AUTHORITY}/planned-availability/STABLE"),
        *_modified(given),
    ]
    return Thing(f"{address}#distribution", "dcat:Distribution", said)


def _service(given: Publication, title: str, address: str, description: str) -> Thing:
    said: list[Any] = [
        ("dct:title", Words(title)),
        ("dct:license", LICENCE),
        ("dct:accessRights", EVERYBODY),
        ("dcat:endpointURL", address),
        ("dcat:endpointDescription", description),
        ("dcat:servesDataset", f"{given.page}#dataset"),
    ]
    return Thing(f"{address}#service", "dcat:DataService", said)


def _modified(given: Publication) -> list[tuple[str, Moment]]:
    return [("dct:modified", Moment(given.modified_at))] if given.modified_at else []


def as_json_ld(thing: Thing) -> str:
    names = {name: address for name, address in NAMES.items() if name != "rdf"}
    return json.dumps({"@context": names} | _node(thing, set()), ensure_ascii=False, indent=2) + "\n"


def _node(thing: Thing, told: set[str]) -> dict[str, Any]:
    """A thing is described once; later it is only named."""
    if thing.address in told:
        return {"@id": thing.address}
    told.add(thing.address)
    node: dict[str, Any] = {"@id": thing.address, "@type": thing.kind}
    for name, value in thing.said:
        node.setdefault(name, []).append(_value(value, told))
    return node


def _value(value: Any, told: set[str]) -> dict[str, Any]:
    match value:
        case Words(text, ""):
            return {"@value": text}
        case Words(text, language):
            return {"@value": text, "@language": language}
        case Moment(at):
            return {"@value": at.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
        case Thing():
            return _node(value, told)
    return {"@id": value}


def as_rdf_xml(thing: Thing) -> str:
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {names}>\n{_element(thing, set())}</rdf:RDF>\n'


def _element(thing: Thing, told: set[str]) -> str:
    told.add(thing.address)
    inside = "".join(_said(name, value, told) for name, value in thing.said)
    return f"<{thing.kind} rdf:about={quoteattr(thing.address)}>\n{inside}</{thing.kind}>\n"


def _said(name: str, value: Any, told: set[str]) -> str:
    match value:
        case Words(text, language):
            mark = f' xml:lang="{language}"' if language else ""
            return f"<{name}{mark}>{escape(text)}</{name}>\n"
        case Moment(at):
            kind = f"{NAMES['xsd']}dateTime"
            return f'<{name} rdf:datatype="{kind}">{at.isoformat(timespec="seconds")}</{name}>\n'
        case Thing(address=address) if address not in told:
            return f"<{name}>\n{_element(value, told)}</{name}>\n"
        case Thing(address=address):
            return f"<{name} rdf:resource={quoteattr(address)}/>\n"
    return f"<{name} rdf:resource={quoteattr(value)}/>\n"
