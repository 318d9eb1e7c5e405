"""Programmes of Lipnowiec in every state of their life."""

from datetime import date
from itertools import count
from typing import Any

from cus.accounts.models import Municipality
from cus.accounts.tests.factories import the_centre
from cus.community.tests.factories import an_open_consultation
from cus.offer.models import Programme, ProgrammeVersion, Resolution
from cus.offer.states.programmes import VersionState

TITLE = "Lipnowiec dla samodzielności"
PERIOD = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
CONTENT = {
    "goals": "Osoby starsze mieszkają u siebie tak długo, jak chcą.",
    "services": "Rehabilitacja w domu.",
    "addressees": "Osoby od 65 lat.",
    "conditions": "Kolejność zgłoszeń.",
    "fees": "Usługi są bezpłatne.",
    "limits": "10 wizyt w roku.",
    "performers": "Spółdzielnia Pomocna.",
    "financing": "Budżet gminy.",
    "evaluation": "Raz w roku.",
    "standards": "Odpowiedź w trzy dni.",
}
numbers = count(1)


def a_municipality(**given: Any) -> Municipality:
    number = next(numbers)
    defaults = {"teryt": f"99{number:05}", "name": f"Lipnowiec {number}", "powiat": "lipnowiecki"}
    return Municipality.objects.create(**({"voivodeship": "małopolskie"} | defaults | given))


def a_draft(*, municipalities: int = 1, **given: Any) -> ProgrammeVersion:
    """A programme with everything written, before anybody has seen it."""
    centre = given.pop("centre", None) or the_centre()
    programme = given.pop("programme", None)
    if programme is None:
        programme = Programme.objects.create(centre=centre, name=given.get("title", TITLE))
        programme.municipalities.set([a_municipality() for _ in range(municipalities)])
    defaults = PERIOD | {"number": 1, "title": TITLE, "content": dict(CONTENT)}
    return ProgrammeVersion.objects.create(**({"centre": centre, "programme": programme} | defaults | given))


def a_programme_in_consultation(**given: Any) -> ProgrammeVersion:
    asked = an_open_consultation(subject=TITLE)
    return a_draft(
        state=VersionState.CONSULTATION, consultation=asked, **({"consulted_content": dict(CONTENT)} | given)
    )


def a_submitted_programme(**given: Any) -> ProgrammeVersion:
    return a_draft(state=VersionState.SUBMITTED, submitted_on=date(2025, 11, 3), **given)


def an_adopted_programme(**given: Any) -> ProgrammeVersion:
    """With a resolution of each council."""
    version = a_submitted_programme(**given)
    for municipality in version.programme.municipalities.all():
        Resolution.objects.create(
            centre=version.centre,
            version=version,
            municipality=municipality,
            number=f"XII/{next(numbers)}/2025",
            adopted_on=date(2025, 11, 27),
        )
    version.state = VersionState.ADOPTED
    version.save()
    return version


def a_programme_in_force(**given: Any) -> ProgrammeVersion:
    """Published on 18 December 2025, in force from New Year 2026 to the end of 2027 unless told otherwise."""
    days = {"in_force_from": given.pop("in_force_from", date(2026, 1, 1))}
    days["in_force_until"] = given.pop("in_force_until", given.get("ends_on", PERIOD["ends_on"]))
    version = an_adopted_programme(**given)
    version.resolutions.update(journal_year=2025, journal_position=9876, published_on=date(2025, 12, 18))
    for name, value in days.items():
        setattr(version, name, value)
    version.state = VersionState.PUBLISHED
    version.save()
    return version
