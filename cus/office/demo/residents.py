"""Four hundred residents: older than their town, as in any centre; families with one phone, some without any."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cus.accounts.models import Centre, Municipality
from cus.kit.polish import sort_key
from cus.office.demo.names import address, birthday, first_name, pesel_of, surnames, telephone
from cus.people.models import Person, Representation, RepresentationKind, Sex
from cus.people.models.person import Channel
from cus.people.models.representation import Scope
from cus.people.services import search_text_of

ACTS_FOR = [Scope.APPLY, Scope.RECEIVE_LETTERS, Scope.AGREE_PLAN]

HOW_MANY = 400
FIRST_PHONE = 110
AGES = (((66, 74), 22), ((75, 84), 26), ((85, 97), 14), ((45, 65), 16), ((25, 44), 13), ((16, 24), 4), ((2, 15), 5))
REACH_NOTES = (
    "Słabo słyszy, dzwonić po 9:00, mówić powoli",
    "Dzwonić po południu, rano ma rehabilitację",
    "Nie odbiera obcych numerów: najpierw SMS",
    "Najlepiej umawiać się przez córkę",
    "Porusza się na wózku, trzeba dać czas na otwarcie drzwi",
    "Pies na podwórku, dzwonić przy furtce",
    "Źle widzi: pisma dużą czcionką",
    "Domofon nie działa, dzwonić z bramy",
    "Mówi po ukraińsku, trochę po polsku",
    "Mieszka na drugim piętrze bez windy",
    "W środy wyjeżdża na dializy",
    "Listy odbiera sąsiadka z naprzeciwka",
)
FAMILY = (("córka", Sex.FEMALE), ("syn", Sex.MALE), ("wnuczka", Sex.FEMALE), ("synowa", Sex.FEMALE))
GUARDIAN_BASIS = "postanowienie sądu o ustanowieniu opieki"


@dataclass(frozen=True)
class Known:
    """A resident somebody shows to visitors: written by hand, not drawn."""

    key: str
    first_name: str
    last_name: str
    sex: Sex
    age: int
    street: str
    house: str
    town: str = "Niepołomice"
    postcode: str = "32-005"
    reach_note: str = ""
    phone: int = 0


KNOWN = (
    Known("maria", "Maria", "Zielińska", Sex.FEMALE, 78, "Bocheńska", "14/3", phone=101,
          reach_note="Słabo słyszy: dzwonić po 9:00. Chodzi o balkoniku. Klucz u sąsiadki"),
    Known("henryk", "Henryk", "Jarosz", Sex.MALE, 77, "Grunwaldzka", "9/1", phone=102),
    Known("roman", "Roman", "Cieślak", Sex.MALE, 69, "", "131", town="Wola Batorska", postcode="32-007", phone=103),
    Known("krystyna", "Krystyna", "Dudek", Sex.FEMALE, 73, "Kolejowa", "40/6", phone=104),
    Known("zofia", "Zofia", "Iwańska", Sex.FEMALE, 90, "", "12", town="Chobot", postcode="32-007", phone=105,
          reach_note="Prawie nie widzi: pukać i powiedzieć, kto idzie"),
    Known("stanislawa", "Stanisława", "Bąk", Sex.FEMALE, 84, "Wrzosowa", "2/11", phone=106),
    Known("lukasz", "Łukasz", "Gajda", Sex.MALE, 34, "Portowa", "3", phone=107),
    Known("barbara", "Barbara", "Kłos", Sex.FEMALE, 66, "Akacjowa", "18", phone=108),
)  # fmt: skip


def add_residents(centre: Centre, municipality: Municipality, dice: Random, *, on: date) -> dict[str, Person]:
    """The known ones by key, the rest by number ("1" to …); in the order in which they came."""
    people = {known.key: _known_person(known, place, dice, on=on) for place, known in enumerate(KNOWN)}
    household: Person | None = None
    for number in range(len(KNOWN), HOW_MANY):
        shares = household if household and number % 9 == 0 else None
        household = _drawn_person(number, dice, household=shares, on=on)
        people[str(number)] = household
    for person in people.values():
        _complete(person, centre, municipality)
    Person.objects.bulk_create(people.values())
    return people


def _known_person(known: Known, number: int, dice: Random, *, on: date) -> Person:
    born_on = birthday(dice, age=known.age, on=on)
    return Person(
        first_name=known.first_name,
        last_name=known.last_name,
        sex=known.sex,
        born_on=born_on,
        pesel=pesel_of(born_on=born_on, sex=known.sex, serial=number),
        phone=telephone(known.phone),
        town=known.town,
        street=known.street,
        house=known.house,
        postcode=known.postcode,
        reach_note=known.reach_note,
        channel=Channel.PHONE,
        added_on=on - timedelta(days=400),
    )


def _drawn_person(number: int, dice: Random, *, household: Person | None, on: date) -> Person:
    """Somebody drawn by chance; in a `household` they share the surname, the address and the phone."""
    youngest, oldest = dice.choices([ages for ages, _ in AGES], [share for _, share in AGES])[0]
    born_on = birthday(dice, age=dice.randint(youngest, oldest), on=on)
    sex = Sex.FEMALE if dice.random() < 0.63 else Sex.MALE
    surname = surnames(dice)[sex]
    person = Person(
        first_name=first_name(dice, sex=sex, born_on=born_on),
        last_name=surname,
        sex=sex,
        born_on=born_on,
        pesel=pesel_of(born_on=born_on, sex=sex, serial=number) if dice.random() < 0.96 else "",
        phone=telephone(FIRST_PHONE + number) if dice.random() < 0.9 else "",
        reach_note=dice.choice(REACH_NOTES) if dice.random() < 0.2 else "",
        channel=dice.choices(Channel.values, (70, 8, 8, 6, 8))[0],
        added_on=on - timedelta(days=dice.randint(1, 700)),
        **address(dice),
    )
    if household:
        for field in ("phone", "street", "house", "town", "postcode"):
            setattr(person, field, getattr(household, field))
    elif person.phone and dice.random() < 0.12:
        person.email = f"mieszkaniec{number}@poczta.example"
    return person


def _complete(person: Person, centre: Centre, municipality: Municipality) -> None:
    person.centre = centre
    person.municipality = municipality
    person.search_text = search_text_of(person)
    person.sort_key = sort_key(f"{person.last_name} {person.first_name}")


def add_relatives(people: dict[str, Person], dice: Random, *, on: date) -> dict[str, Representation]:
    """Daughters and sons who care, guardians named by a court, parents of children. By the key of the person."""
    found = {"maria": _daughter_anna(people["maria"])}
    for key, person in people.items():
        age = person.age(on=on) or 0
        if key in found:
            continue
        if age < 18:
            found[key] = _relative(person, dice, "matka", Sex.FEMALE, RepresentationKind.STATUTORY_REPRESENTATIVE)
        elif age > 74 and dice.random() < 0.3:
            found[key] = _relative(person, dice, *dice.choice(FAMILY), RepresentationKind.ACTUAL_CARER)
        elif age < 60 and dice.random() < 0.06:
            guardian = _relative(person, dice, "opiekun prawny", Sex.MALE, RepresentationKind.STATUTORY_REPRESENTATIVE)
            guardian.basis = GUARDIAN_BASIS
            found[key] = guardian
    Representation.objects.bulk_create(found.values())
    return found


def _long_before(person: Person) -> date:
    """Families care before any centre writes it down; nobody cares for the unborn."""
    before = date(person.added_on.year - 3, 1, 2)
    return max(person.born_on or before, before)


def _daughter_anna(maria: Person) -> Representation:
    return Representation(
        scope=[*ACTS_FOR, Scope.ACCOUNT],
        centre=maria.centre,
        person=maria,
        kind=RepresentationKind.ACTUAL_CARER,
        name="Anna Zielińska-Kowal",
        relation="córka",
        phone=telephone(109),
        email="anna@poczta.example",
        starts_on=_long_before(maria),
    )


def _relative(person: Person, dice: Random, relation: str, sex: Sex, kind: RepresentationKind) -> Representation:
    born_about = date((person.born_on or person.added_on).year + (-28 if relation == "matka" else 30), 6, 1)
    surname = person.last_name if sex == person.sex or relation == "matka" else surnames(dice)[sex]
    return Representation(
        scope=ACTS_FOR,
        centre=person.centre,
        person=person,
        kind=kind,
        name=f"{first_name(dice, sex=sex, born_on=born_about)} {surname}",
        relation=relation,
        phone=telephone(FIRST_PHONE + HOW_MANY + dice.randint(0, 400)),
        starts_on=_long_before(person),
    )
