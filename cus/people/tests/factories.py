"""Anna Nowak and her neighbours."""

from datetime import date
from typing import Any

from cus.accounts.tests.factories import the_centre
from cus.kit.polish import fold, sort_key
from cus.people.models import Person, Representation, RepresentationKind, Sex


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
        "starts_on": date(2026, 1, 2),
    }
    return Representation.objects.create(centre=person.centre, person=person, **(defaults | given))
