"""A small fixed cast: the centre in Lipnowiec, its staff, and a stranger from Zabór Dolny."""

from datetime import date
from itertools import count
from typing import Any

from django.db import connection

from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.kit.rows import act_for, acting_for

LONG_AGO = date(2020, 1, 1)
numbers = count(1)


def the_centre(**given: Any) -> Centre:
    """The centre of the story. From here on the connection acts for it."""
    centre = Centre.objects.filter(name="CUS w Lipnowcu").first() or Centre.objects.create(
        name="CUS w Lipnowcu", town="Lipnowiec", phone="+48995550120", email="cus@lipnowiec.example"
    )
    for name, value in given.items():
        setattr(centre, name, value)
    if given:
        centre.save()
    if getattr(connection, "tenant_id", None) != centre.pk:
        act_for(centre.pk)
    return centre


def a_user(*roles: str, centre: Centre | None = None, **given: Any) -> User:
    """A user who holds the roles from long ago, by default in the centre of the story."""
    number = next(numbers)
    centre = centre or the_centre()
    defaults = {"email": f"person{number}@example.org", "first_name": "Jan", "last_name": f"Zieliński {number}"}
    with acting_for(centre.pk):
        user = User.objects.create_user(password="tajne-haslo-123", centre=centre, **(defaults | given))
        for role in roles:
            RoleHeld.objects.create(centre=centre, user=user, role=role, starts_on=LONG_AGO)
    return user


def a_director(**given: Any) -> User:
    return a_user(Role.DIRECTOR, **({"first_name": "Danuta", "last_name": "Wilk"} | given))


def an_organiser(**given: Any) -> User:
    return a_user(Role.ORGANISER, **({"first_name": "Olga", "last_name": "Sroka"} | given))


def a_coordinator(**given: Any) -> User:
    return a_user(Role.COORDINATOR, **({"first_name": "Joanna", "last_name": "Mazur"} | given))


def another_centre() -> Centre:
    return Centre.objects.filter(name="CUS w Zaborze").first() or Centre.objects.create(
        name="CUS w Zaborze", host="zabor.example"
    )


def a_stranger(*roles: str) -> User:
    """A user with every right, in another centre: must see nothing of the story."""
    return a_user(*(roles or (Role.DIRECTOR,)), centre=another_centre(), first_name="Obcy", last_name="Człowiek")
