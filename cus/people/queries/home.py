"""With whom a person lives, who is around them, who acts for them: page-shaped."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cus.accounts.models import User
from cus.people.models import CircleContact, Household, Membership, Person, Representation


@dataclass(frozen=True)
class Home:
    """A household of the person: who lives there now, who did."""

    household: Household
    own: Membership
    members: list[Membership]
    former: list[Membership]


def homes_of(person: Person, *, user: User, on: date) -> list[Home]:
    """The households the person lives in on the day, each with its people."""
    own = list(person.memberships.lasting(on=on).select_related("household").order_by("-share", "starts_on", "id"))
    rows = Membership.objects.visible_to(user).filter(household__in=[one.household_id for one in own])
    rows = rows.select_related("person").order_by("starts_on", "id")
    homes = []
    for mine in own:
        here = [row for row in rows if row.household_id == mine.household_id]
        now = [row for row in here if row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)]
        homes.append(Home(mine.household, mine, now, [row for row in here if row.ends_on and row.ends_on < on]))
    return homes


def former_homes(person: Person, *, on: date) -> QuerySet[Membership]:
    """Where the person lived before."""
    ended = person.memberships.filter(ends_on__lt=on)
    return ended.select_related("household").order_by("-ends_on", "-id")


def living_together(person: Person, *, user: User, on: date) -> list[Person]:
    """Others of the register in the person's homes on the day, as far as the user may see them."""
    homes = person.memberships.lasting(on=on).values("household")
    mates = Membership.objects.lasting(on=on).filter(household__in=homes).exclude(person=person)
    return list(Person.objects.visible_to(user).filter(pk__in=mates.values("person")).order_by("sort_key", "id"))


def circle_of(person: Person, *, on: date) -> QuerySet[CircleContact]:
    return person.circle.lasting(on=on).order_by("kind", "name", "id")


def rights_of(person: Person) -> list[Representation]:
    """All rights to act for the person, those that run first."""
    rows = person.representations.select_related("represented_by").order_by("-starts_on", "-id")
    return sorted(rows, key=lambda row: row.ends_on is not None)
