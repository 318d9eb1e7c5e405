"""Whom a row means: looked for only in one's own centre, many rows with a handful of questions to the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from cus.cases.imports.reading import tells_of_a_case
from cus.cases.models import Application, OpsRowState, TakenOver, TakenOverHelp, TakenOverHousehold
from cus.kit.polish import fold, sort_key
from cus.people.models import Membership, Person

Given = Mapping[str, Any]
COMPLETES = ("born_on", "pesel", "sex", "phone", "email", "street", "house", "postcode", "town", "reach_note")
WHOLE_ADDRESS = ("street", "house", "postcode", "town")
TOLD_WHEN_DIFFERENT = ("last_name", "first_name", "born_on", "phone", "email", "street", "house", "town")


@dataclass
class Match:
    """What the row would do."""

    state: OpsRowState
    person: Person | None = None
    candidates: list[Person] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    brings_case: bool = False
    brings_home: bool = False
    texts: list[str] = field(default_factory=list)


@dataclass
class Known:
    """What the register and the cases of one centre say of the people in some rows."""

    by_pesel: dict[str, Person] = field(default_factory=dict)
    joined: dict[str, Person] = field(default_factory=dict)  # by PESEL: an entry that was joined to another
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[str, TakenOver | Application] = field(default_factory=dict)
    unnumbered: dict[int, TakenOver] = field(default_factory=dict)
    helps: dict[int, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))
    homes: dict[str, TakenOverHousehold] = field(default_factory=dict)
    lives_in: set[tuple[int, int]] = field(default_factory=set)

    def add(self, person: Person) -> None:
        if person.pesel:
            self.by_pesel[person.pesel] = person
        self.by_name[person.sort_key].append(person)


def key_of(given: Given) -> str:
    """Rows with one key mean one person."""
    if given.get("pesel"):
        return f"p:{given['pesel']}"
    name = fold(f"{given.get('last_name', '')} {given.get('first_name', '')}")
    if not name:
        return f"c:{given.get('case_number', '')}"
    return f"n:{name}|{given.get('born_on', '')}|{_address(given)}"[:300]


def looked_up(rows: Sequence[Given], *, centre_id: int, from_unit: str) -> Known:
    """Everything the rows could mean, in seven questions however many they are."""
    known = Known()
    people = Person.objects.filter(centre_id=centre_id)
    pesels = {row["pesel"] for row in rows if row.get("pesel")}
    by_pesel = people.filter(pesel__in=pesels).select_related("merged_into")
    entries = list(by_pesel.order_by(F("merged_into").asc(nulls_last=True), "pk"))  # one that stands has the last word
    known.by_pesel = {entry.pesel: entry.merged_into or entry for entry in entries}
    known.joined = {entry.pesel: entry for entry in entries if entry.merged_into}
    found = {person.pk: person for person in known.by_pesel.values()}
    named = people.standing().filter(sort_key__in={_sort_key(row) for row in rows})
    found |= {person.pk: person for person in named}
    _look_for_cases(known, rows, found, centre_id=centre_id, from_unit=from_unit)
    for person in found.values():
        known.add(person)
    _look_for_homes(known, rows, found, centre_id=centre_id)
    return known


def match(given: Given, known: Known) -> Match:
    """Whom the row means and what it adds, judged by numbers first, then by name and birth."""
    case = known.cases.get(given.get("case_number", ""))
    whose = _person_of(case)
    found = _by_pesel(given, known, whose) if given.get("pesel") else _by_name(given, known, whose)
    if found.state in (OpsRowState.REJECTED, OpsRowState.DOUBTFUL):
        return found
    if found.person is None:
        return _new(given, found, case)
    if whose is not None and whose is not found.person:
        return _rejected(_("the case %(number)s belongs to somebody else") % {"number": given["case_number"]})
    return compared(given, found.person, known)


def compared(given: Given, person: Person, known: Known) -> Match:
    """What the row adds to a known person. What differs stays as the register has it, and is told."""
    changes = {name: _value(name, given[name]) for name in COMPLETES if given.get(name) and not getattr(person, name)}
    if any(getattr(person, name) for name in WHOLE_ADDRESS):  # half of one address and half of another is none
        changes = {name: value for name, value in changes.items() if name not in WHOLE_ADDRESS}
    result = Match(OpsRowState.COMPLETED, person, changes=changes)
    result.brings_case = brings_case(given, person, known)
    result.brings_home = brings_home(given, person, known)
    result.texts = [_differs(name) for name in TOLD_WHEN_DIFFERENT if _is_different(name, given, person)]
    if not (changes or result.brings_case or result.brings_home):
        result.state = OpsRowState.UNCHANGED
    return result


def brings_case(given: Given, person: Person | None, known: Known) -> bool:
    if not tells_of_a_case(given):
        return False
    number = given.get("case_number", "")
    case = known.cases.get(number) if number else known.unnumbered.get(person.pk) if person and person.pk else None
    if case is None:
        return True
    if isinstance(case, Application):
        return False  # a case of ours: its help is ours to say
    return bool(help_key(given)[0] or help_key(given)[2]) and help_key(given) not in known.helps[case.pk]


def brings_home(given: Given, person: Person | None, known: Known) -> bool:
    number = given.get("household", "")
    if not number:
        return False
    home = known.homes.get(number)
    return home is None or person is None or (home.household_id, person.pk) not in known.lives_in


def help_key(given: Given) -> tuple[str, str, str]:
    """By what one help of a case is told from another: kind, first day, decision."""
    return (fold(given.get("kind", "")), str(given.get("starts_on") or ""), fold(given.get("decision_number", "")))


def _new(given: Given, found: Match, case: object) -> Match:
    if case is not None:
        return _rejected(_("the case %(number)s belongs to somebody else") % {"number": given["case_number"]})
    if not given.get("last_name") or not given.get("first_name"):
        return _rejected(_("nobody in the register has this number, and a new person needs the first and last name"))
    found.brings_case, found.brings_home = tells_of_a_case(given), bool(given.get("household"))
    return found


def _by_pesel(given: Given, known: Known, whose: Person | None) -> Match:
    """A PESEL in the register is that person; a PESEL nobody has may be the missing one of a person with the name."""
    person = known.by_pesel.get(given["pesel"])
    if person is not None:
        names = [one for one in (person, known.joined.get(given["pesel"])) if one is not None]
        if given.get("last_name") and not any(_names_alike(given, one) for one in names):
            return _rejected(
                _("in the register the PESEL %(pesel)s belongs to somebody of another first and last name")
                % {"pesel": given["pesel"]}
            )
        return Match(OpsRowState.COMPLETED, person)
    without = [one for one in _of_the_name(given, known) if not one.pesel and _birth_fits(given, one)]
    if whose is not None and whose in without:
        return Match(OpsRowState.COMPLETED, whose)
    if without:
        return _doubtful(without)
    return Match(OpsRowState.NEW)


def _by_name(given: Given, known: Known, whose: Person | None) -> Match:
    if whose is not None and (not given.get("last_name") or _names_alike(given, whose)):
        return Match(OpsRowState.COMPLETED, whose)
    alike = [one for one in _of_the_name(given, known) if _birth_fits(given, one)]
    same = [one for one in alike if _born(given) == one.born_on and _address(given) and _lives_there(given, one)]
    if len(same) == 1:
        return Match(OpsRowState.COMPLETED, same[0])
    return _doubtful(alike) if alike else Match(OpsRowState.NEW)


def _doubtful(people: Iterable[Person]) -> Match:
    return Match(
        OpsRowState.DOUBTFUL,
        candidates=list(people),
        texts=[_("somebody of this name is in the register: say whether it is the same person")],
    )


def _rejected(text: str) -> Match:
    return Match(OpsRowState.REJECTED, texts=[text])


def _of_the_name(given: Given, known: Known) -> list[Person]:
    return known.by_name.get(_sort_key(given), []) if given.get("last_name") else []


def _names_alike(given: Given, person: Person) -> bool:
    """One of the two names is the same: people marry, and first names are shortened."""
    pairs = (("last_name", person.last_name), ("first_name", person.first_name))
    return any(set(fold(given.get(name, "")).split()) & set(fold(own).split()) for name, own in pairs)


def _birth_fits(given: Given, person: Person) -> bool:
    born = _born(given)
    return born is None or person.born_on is None or born == person.born_on


def _born(given: Given) -> date | None:
    return date.fromisoformat(given["born_on"]) if given.get("born_on") else None


def _address(given: Given) -> str:
    return fold(" ".join(given.get(name, "") for name in ("street", "house", "town")))


def _lives_there(given: Given, person: Person) -> bool:
    return _address(given) == fold(f"{person.street} {person.house} {person.town}")


def _sort_key(given: Given) -> str:
    return sort_key(f"{given.get('last_name', '')} {given.get('first_name', '')}")


def _value(name: str, text: Any) -> Any:
    return date.fromisoformat(text) if name == "born_on" else text


def _is_different(name: str, given: Given, person: Person) -> bool:
    own, new = getattr(person, name), given.get(name)
    if not own or not new:
        return False
    return own != _value(name, new) if name == "born_on" else fold(str(own)) != fold(str(new))


def _differs(name: str) -> str:
    return _("the register has another value and keeps it: %(field)s") % {"field": label_of(name)}


def label_of(name: str) -> str:
    """What people call a field of the register."""
    return str(getattr(Person._meta.get_field(name), "verbose_name", name))


def _person_of(case: TakenOver | Application | None) -> Person | None:
    if case is None:
        return None
    return case.person if isinstance(case, Application) else case.application.person


def _look_for_cases(
    known: Known, rows: Sequence[Given], found: dict[int, Person], *, centre_id: int, from_unit: str
) -> None:
    """Cases by their number, there or here; and those without one of the people found."""
    numbers = {row["case_number"] for row in rows if row.get("case_number")}
    ours = Application.objects.filter(centre_id=centre_id, number__in=numbers).select_related("person")
    taken = TakenOver.objects.filter(centre_id=centre_id).select_related("application__person")
    by_number = list(taken.filter(old_number__in=numbers))
    without = list(taken.filter(old_number="", from_unit=from_unit, application__person__in=found))
    known.cases = {one.number: one for one in ours} | {one.old_number: one for one in by_number}
    known.unnumbered = {one.application.person_id: one for one in without}
    for case in known.cases.values():
        person = _person_of(case)
        assert person is not None
        same = found.setdefault(person.pk, person)
        (case if isinstance(case, Application) else case.application).person = same
    cases = [one.pk for one in (*by_number, *without)]
    for help_ in TakenOverHelp.objects.filter(case__in=cases):
        told = {"kind": help_.kind, "starts_on": help_.starts_on, "decision_number": help_.decision_number}
        known.helps[help_.case_id].add(help_key(told))


def _look_for_homes(known: Known, rows: Sequence[Given], found: dict[int, Person], *, centre_id: int) -> None:
    numbers = {row["household"] for row in rows if row.get("household")}
    homes = TakenOverHousehold.objects.filter(centre_id=centre_id, old_number__in=numbers).select_related("household")
    known.homes = {one.old_number: one for one in homes}
    members = Membership.objects.filter(household__in=[one.household_id for one in homes], person__in=found)
    known.lives_in = set(members.values_list("household_id", "person_id"))
