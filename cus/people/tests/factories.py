"""Anna Nowak and her neighbours."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import the_centre
from cus.kit.polish import fold, sort_key
from cus.people.models import (
    EmergencyAccess,
    ExclusionGround,
    KinExclusion,
    Person,
    Representation,
    RepresentationKind,
    Scope,
    Sex,
)


def a_person(**given: Any) -> Person:
    """Anna Nowak, 78, from Lipnowiec."""
    defaults = {
        "first_name": "Anna",
        "last_name": "Nowak",
        "sex": Sex.FEMALE,
        "born_on": date(1948, 3, 14),
        "phone": "+48600123456",
        "street": "Polna",
        "house": "3",
        "postcode": "32-005",
        "town": "Lipnowiec",
        "added_on": date(2026, 1, 2),
    }
    person = Person(**({"centre": the_centre()} | defaults | given))
    person.search_text = fold(f"{person.name} {person.pesel} {person.phone} {person.address}")
    person.sort_key = sort_key(f"{person.last_name} {person.first_name}")
    person.save()
    return person


def a_daughter(person: Person, **given: Any) -> Representation:
    """Ewa, the daughter who cares."""
    defaults = {
        "kind": RepresentationKind.ACTUAL_CARER,
        "name": "Ewa Nowak",
        "relation": "córka",
        "phone": "+48601222333",
        "scope": [Scope.APPLY],
        "starts_on": date(2026, 1, 2),
    }
    return Representation.objects.create(centre=person.centre, person=person, **(defaults | given))


def an_exclusion(person: Person, user: User, **given: Any) -> KinExclusion:
    """The colleague is the person's daughter."""
    defaults = {"ground": ExclusionGround.KIN, "note": "córka", "noted_by": user, "noted_on": date(2026, 1, 2)}
    return KinExclusion.objects.create(centre=person.centre, person=person, user=user, **(defaults | given))


def an_emergency(person: Person, user: User, **given: Any) -> EmergencyAccess:
    """Opened on 10 January 2026 at nine, for a day."""
    starts_at = given.pop("starts_at", datetime(2026, 1, 10, 9, 0, tzinfo=UTC))
    defaults = {"reason": "Sąsiadka dzwoni, że nikt nie otwiera.", "ends_at": starts_at + timedelta(hours=24)}
    return EmergencyAccess.objects.create(
        centre=person.centre, person=person, user=user, starts_at=starts_at, **(defaults | given)
    )
