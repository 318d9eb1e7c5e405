"""A service in a programme: for everybody, free, without limits, unless the test says otherwise."""

from datetime import date
from typing import Any

from cus.offer.models import ProgrammeService, ProgrammeVersion, ServiceLimit
from cus.offer.states.programmes import VersionState
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import a_draft


def a_terms(**given: Any) -> ProgrammeService:
    """Terms in a draft: an adopted version takes none."""
    version = given.pop("version", None) or a_draft()
    service = given.pop("service", None) or a_service(centre=version.centre)
    return ProgrammeService.objects.create(centre=version.centre, version=version, service=service, **given)


def a_limit(terms: ProgrammeService, quantity: str | int, unit: str, span: str, per: str = "PERSON") -> ServiceLimit:
    return ServiceLimit.objects.create(
        centre=terms.centre, terms=terms, quantity=quantity, unit=unit, span=span, per=per
    )


def in_force(
    version: ProgrammeVersion, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31)
) -> ProgrammeVersion:
    """The draft as law on these days; how it became law is told elsewhere."""
    version.state, version.in_force_from, version.in_force_until = VersionState.PUBLISHED, first, last
    version.save()
    return version


def terms_in_force(
    *limits: tuple, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31), **given: Any
) -> ProgrammeService:
    """Terms with these limits, in force on these days."""
    terms = a_terms(**given)
    for limit in limits:
        a_limit(terms, *limit)
    in_force(terms.version, first, last)
    return terms
