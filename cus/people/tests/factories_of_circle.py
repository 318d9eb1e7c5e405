"""Homes, rights to act, consents and leaving around Anna Nowak."""

from datetime import date
from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import the_centre
from cus.people.models import (
    CircleContact,
    Consent,
    Household,
    Leaving,
    Membership,
    Person,
    ProcessingBasis,
    Representation,
    RepresentationKind,
    Scope,
)

SINCE = date(2026, 1, 2)


def a_home(person: Person, **given: Any) -> Membership:
    """A household with the person in it, all the time."""
    name = given.pop("name", "Nowak")
    household = given.pop("household", None) or Household.objects.create(centre=person.centre, name=name)
    defaults = {"role": "ADULT", "starts_on": SINCE}
    return Membership.objects.create(centre=person.centre, household=household, person=person, **(defaults | given))


def a_guardian(person: Person, **given: Any) -> Representation:
    """Roman Lis, legal guardian by the order of a court."""
    defaults = {
        "kind": RepresentationKind.LEGAL_GUARDIAN,
        "name": "Roman Lis",
        "scope": list(Scope.values),
        "basis": "Sąd Rejonowy, III RNs 12/25",
        "starts_on": SINCE,
    }
    return Representation.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_neighbour(person: Person, **given: Any) -> CircleContact:
    defaults = {"kind": "NEIGHBOUR", "name": "Teresa Kos", "starts_on": SINCE}
    return CircleContact.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_consent(person: Person, **given: Any) -> Consent:
    """Notices by e-mail, agreed to in writing."""
    defaults = {
        "kind": "EMAIL_NOTICE",
        "words": "Zgadzam się na powiadomienia e-mailem.",
        "way": "WRITTEN",
        "starts_on": SINCE,
    }
    return Consent.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_basis(**given: Any) -> ProcessingBasis:
    defaults = {
        "kind": "LEGAL_DUTY",
        "purpose": "Rozpatrzenie wniosku",
        "categories": "imię, nazwisko, adres",
        "provision": "przepis do potwierdzenia",
        "starts_on": SINCE,
    }
    return ProcessingBasis.objects.create(centre=the_centre(), **(defaults | given))


def a_note_of_moving(person: Person, *, by: User, **given: Any) -> Leaving:
    defaults = {"kind": "MOVING", "happened_on": SINCE, "known_from": "córka", "noted_on": SINCE, "noted_by": by}
    return Leaving.objects.create(centre=person.centre, person=person, **(defaults | given))
