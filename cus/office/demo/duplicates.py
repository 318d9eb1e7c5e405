"""Entries written twice in the example centre: two to compare, one joined, one pair told apart."""

from cus.cases.services.joining import join_entries
from cus.office.demo.scene import Scene
from cus.people.models import DuplicatePair, Person
from cus.people.services import Joining, add_person, find_all_pairs, propose_duplicate, say_two_people


def add_duplicates(scene: Scene) -> None:
    """Somebody called and was written down again; somebody's name was heard wrong; a father and his son."""
    organiser = scene.staff["organiser"]
    asked = [person for _key, person in sorted(scene.people.items()) if _is_plain(person)][-4:]
    if len(asked) < 4:
        return
    heard_wrong, called_again, joined, namesake = asked
    _again(scene, heard_wrong, last_name=heard_wrong.last_name.replace(heard_wrong.last_name[2], "", 1))
    _again(scene, called_again, phone="+48600000990", street="", house="")
    twice = _again(scene, joined, phone="")
    joining = Joining(joined.pk, twice.pk, "Okazany dowód osobisty: to ta sama osoba, zapisana po raz drugi.")
    join_entries(joining=joining, by=organiser, at=scene.at)
    son = _again(scene, namesake, born_on=None, phone="")
    propose_duplicate(
        person_id=namesake.pk, other_id=son.pk, why="To samo imię, nazwisko i adres.", by=organiser, on=scene.on
    )
    pair = DuplicatePair.objects.between(namesake.pk, son.pk).get()
    say_two_people(pair_id=pair.pk, why="Rodzic i dziecko o tym samym imieniu.", by=organiser, on=scene.on)
    find_all_pairs(centre=scene.centre, on=scene.on)


def _is_plain(person: Person) -> bool:
    """Nobody of the cast: an adult with a birthday, a phone and a house, who lives and is in no danger."""
    has_all = bool(person.born_on and person.phone and person.house and person.street and not person.user_id)
    return has_all and not person.deceased_on and not person.is_in_danger and len(person.last_name) > 5


def _again(scene: Scene, person: Person, **other: object) -> Person:
    """The person written down a second time, without the PESEL number."""
    same = ("first_name", "last_name", "sex", "born_on", "phone", "street", "house", "postcode", "town")
    fields = {name: getattr(person, name) for name in same} | {"municipality": person.municipality} | other
    return add_person(centre=scene.centre, by=scene.staff["organiser"], on=scene.on, **fields)
