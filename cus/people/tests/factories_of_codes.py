"""Cards to the page "Who helps me"."""

from typing import Any

from django.contrib.auth.hashers import make_password

from cus.accounts.tests.factories import a_coordinator
from cus.people.models import PageCode, Person
from cus.people.tests.factories import a_person

SECRET = "FGHJKMNP"


def a_page_code(person: Person | None = None, **given: Any) -> PageCode:
    """A card whose whole code is `{card} FGHJ KMNP`; the first is ACDE."""
    person = person or a_person()
    taken = PageCode.objects.filter(centre=person.centre).count()
    given_by = given.pop("given_by", None) or a_coordinator()
    defaults = {
        "card": f"ACD{'EFGHJKMNP'[taken]}",
        "given_by": given_by,
        "secret_hash": make_password(SECRET),
        "given_on": "2026-01-05",
    }
    return PageCode.objects.create(centre=person.centre, person=person, **(defaults | given))
