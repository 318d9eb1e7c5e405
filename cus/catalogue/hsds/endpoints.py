"""The lists the API gives, each with what may be asked of it: in HSDS 3.0 and in the profile of the United Kingdom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cus.catalogue.hsds import parameters as p
from cus.catalogue.hsds.nesting import Shape
from cus.catalogue.hsds.parameters import Parameter
from cus.catalogue.hsds.profiles import HSDS_3_0, HSDS_3_1, ORUK_3_0, Profile


@dataclass(frozen=True)
class Endpoint:
    path: str
    table: str
    about: str
    of_list: tuple[Parameter, ...]
    of_one: tuple[Parameter, ...] = ()

    def shape_of_list(self, profile: Profile, asked: Mapping[str, Any]) -> Shape:
        services = "full" if asked.get("full_service") else ""
        is_full = bool(asked.get("full") or services)
        return self._shape(profile, asked, services or ("names" if asked.get("full") else ""), is_full)

    def shape_of_one(self, profile: Profile, asked: Mapping[str, Any]) -> Shape:
        return self._shape(profile, asked, "full" if asked.get("full_service") else "names", True)

    def _shape(self, profile: Profile, asked: Mapping[str, Any], services: str, is_full: bool) -> Shape:
        return Shape(
            profile=HSDS_3_1 if asked.get("version") == "3.1" else profile,
            is_full=is_full,
            services=services if self.table == "organizations" else "",
            has_service=self.table == "service_at_location",
        )


@dataclass(frozen=True)
class Family:
    """One published shape of the data with its own address."""

    name: str  # of its address: /api/<name>/
    profile: Profile
    endpoints: tuple[Endpoint, ...]

    def endpoint(self, path: str) -> Endpoint | None:
        return next((endpoint for endpoint in self.endpoints if endpoint.path == path), None)


_PAGED = (p.PAGE, p.PER_PAGE_ASKED, p.AFTER, p.FORMAT)
_SEARCHED = (p.SEARCH, p.TEXT_SEARCH)
_BY_TERM = (p.TAXONOMY_TERM_ID, p.TAXONOMY_ID)
_OF_SERVICES = (p.ORGANIZATION_ID, p.MODIFIED_AFTER, p.MINIMUM_AGE, p.MAXIMUM_AGE, p.START_TIME, p.END_TIME, p.DAY)
_PLACED = (p.POSTCODE, p.PROXIMITY)

_SERVICES = "Services: what one can get, from whom, where, when and for how much."
_AT_LOCATIONS = "Services at a location: which service is given where and when."
_TAXONOMIES = "Taxonomies: the lists of terms by which services are sorted."
_TERMS = "Terms of taxonomies."

HSDS = Family(
    "hsds",
    HSDS_3_0,
    (
        Endpoint(
            "services",
            "services",
            _SERVICES,
            (*_SEARCHED, *_PAGED, *_BY_TERM, *_OF_SERVICES, p.MINIMAL, p.FULL, p.VERSION),
            (p.VERSION,),
        ),
        Endpoint(
            "organizations",
            "organizations",
            "Organisations: who gives the services.",
            (*_SEARCHED, *_PAGED, *_BY_TERM, p.MODIFIED_AFTER, p.FULL, p.FULL_SERVICE, p.VERSION),
            (p.FULL_SERVICE, p.VERSION),
        ),
        Endpoint(
            "service_at_locations",
            "service_at_location",
            _AT_LOCATIONS,
            (*_SEARCHED, *_PAGED, *_BY_TERM, *_OF_SERVICES, *_PLACED, p.FULL, p.VERSION),
            (p.VERSION,),
        ),
        Endpoint("taxonomies", "taxonomies", _TAXONOMIES, (*_SEARCHED, *_PAGED, p.MODIFIED_AFTER)),
        Endpoint(
            "taxonomy_terms",
            "taxonomy_terms",
            _TERMS,
            (*_SEARCHED, *_PAGED, p.MODIFIED_AFTER, p.TAXONOMY_ID, p.TOP_ONLY, p.PARENT_ID),
        ),
    ),
)
ORUK = Family(
    "oruk",
    ORUK_3_0,
    (
        Endpoint("services", "services", _SERVICES, (*_SEARCHED, *_PAGED, *_BY_TERM, *_OF_SERVICES, p.FULL)),
        Endpoint(
            "service_at_locations",
            "service_at_location",
            _AT_LOCATIONS,
            (*_SEARCHED, *_PAGED, *_BY_TERM, *_OF_SERVICES, *_PLACED, p.FULL),
        ),
        Endpoint("taxonomies", "taxonomies", _TAXONOMIES, _PAGED),
        Endpoint("taxonomy_terms", "taxonomy_terms", _TERMS, (*_PAGED, p.TAXONOMY_ID)),
    ),
)
FAMILIES = {family.name: family for family in (HSDS, ORUK)}
