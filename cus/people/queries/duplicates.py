"""What is asked of the register: who could be the same person, who is meant by a few words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.kit.polish import fold
from cus.people.finding import holding, literally, numbers_matching
from cus.people.models import Person
from cus.people.models.person import PersonQuerySet

MOST_FOUND = 8
LOOKED_AT = 100  # of those the words fit, in Polish order: some of them have died, some are family
MOST_OF_ONE_NAME = 200
SHORTEST_WORDS = 2


class Likeness(TextChoices):
    """Why an entry may be the same person, the surest first."""

    PESEL = "PESEL", _("the same PESEL number")
    NAME_AND_BIRTH = "NAME_AND_BIRTH", _("the same name and date of birth")
    LAST_NAME_AND_BIRTH = "LAST_NAME_AND_BIRTH", _("the same last name and date of birth: could be a twin")
    NAME = "NAME", _("the same name")
    PHONE = "PHONE", _("the same phone: families often share one")


SURE = (Likeness.PESEL, Likeness.NAME_AND_BIRTH)


@dataclass(frozen=True)
class Duplicate:
    """An entry that may be the same person, with no more than is needed to recognise it."""

    person_id: int
    name: str
    born_in: int | None
    street: str
    likeness: Likeness

    @property
    def is_sure(self) -> bool:
        return self.likeness in SURE


def possible_duplicates(
    *, centre_id: int, first_name: str, last_name: str, born_on: date | None = None, pesel: str = "", phone: str = ""
) -> list[Duplicate]:
    """Entries with the same PESEL, the same name (and no other date of birth), or the same phone: surest first."""
    straight, turned = fold(f"{first_name} {last_name}"), fold(f"{last_name} {first_name}")
    same_name = Q(pk__in=[])
    for name in (straight, turned) if straight else ():
        for pattern in (literally(name), f"{literally(name)} %"):
            same_name |= Q(pk__in=numbers_matching([pattern], most=MOST_OF_ONE_NAME))
    alike = Q(pk__in=[])
    if pesel:
        alike |= Q(pesel=pesel)
    if straight:
        alike |= same_name & (Q(born_on=born_on) | Q(born_on__isnull=True) if born_on else Q())
    if born_on and last_name:
        alike |= Q(born_on=born_on, last_name__iexact=last_name)
    if phone:
        alike |= Q(phone=phone)
    people = Person.objects.standing().filter(alike, centre_id=centre_id, deceased_on__isnull=True)
    people = people.order_by("sort_key", "id")
    found = [
        _duplicate(person, f"{first_name} {last_name}", last_name, born_on, pesel) for person in people[:MOST_FOUND]
    ]
    return sorted(found, key=lambda duplicate: list(Likeness).index(duplicate.likeness))


def _duplicate(person: Person, name: str, last_name: str, born_on: date | None, pesel: str) -> Duplicate:
    likeness = _likeness(person, name, last_name, born_on, pesel)
    return Duplicate(
        person_id=person.pk,
        name=f"{person.first_name} {person.last_name[:1]}." if likeness == Likeness.PHONE else person.name,
        born_in=person.born_on.year if person.born_on else None,
        street=person.street or person.town,
        likeness=likeness,
    )


def _likeness(person: Person, name: str, last_name: str, born_on: date | None, pesel: str) -> Likeness:
    named_alike = sorted(fold(person.name).split()) == sorted(fold(name).split())
    born_alike = born_on is not None and person.born_on == born_on
    if pesel and person.pesel == pesel:
        return Likeness.PESEL
    if named_alike:
        return Likeness.NAME_AND_BIRTH if born_alike else Likeness.NAME
    if born_alike and fold(person.last_name) == fold(last_name):
        return Likeness.LAST_NAME_AND_BIRTH
    return Likeness.PHONE


def people_found(*, user: User, words: str) -> PersonQuerySet:
    """The people meant by a name, a phone, a PESEL or an address in any order, without diacritics if need be."""
    folded = fold(words)
    people = Person.objects.visible_to(user).filter(deceased_on__isnull=True)
    if len(folded) < SHORTEST_WORDS:
        return people.none()
    people = holding(people, folded.split(), most=LOOKED_AT)
    return people.order_by("sort_key", "id")[:MOST_FOUND]
