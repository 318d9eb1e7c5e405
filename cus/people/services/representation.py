"""Who acts for a person: noting it, bringing it up to date, ending it."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.kit.polish import fold
from cus.people.models import Person, Representation, RepresentationKind, Scope
from cus.people.models.representation import APPLYING_AS, BY_COURT
from cus.people.permissions import may_change_person
from cus.people.services.register import international_phone
from cus.records.log import record

FULL_AGE = 18
# What is taken as covered when nobody wrote more: all for those the law names, filing only for who cares in fact,
# and for a curator nothing beyond what the court wrote.
USUAL_SCOPE: dict[str, tuple[str, ...]] = {
    RepresentationKind.STATUTORY_REPRESENTATIVE: tuple(Scope.values),
    RepresentationKind.PARENT: tuple(Scope.values),
    RepresentationKind.LEGAL_GUARDIAN: tuple(Scope.values),
    RepresentationKind.CURATOR: (),
    RepresentationKind.ACTUAL_CARER: (Scope.APPLY,),
}


@dataclass(frozen=True)
class RightToAct:
    """A right to act as staff write it down from the paper in their hands."""

    kind: str
    name: str
    starts_on: date
    ends_on: date | None = None
    scope: Collection[str] = ()
    relation: str = ""
    phone: str = ""
    phone_is_shared: bool = False
    email: str = ""
    email_is_shared: bool = False
    basis: str = ""
    limits: str = ""
    document_seen_on: date | None = None
    represented_by_id: int | None = None


@transaction.atomic
def add_representation(
    *, person: Person, kind: str, name: str, by: User | None, on: date, **details: str
) -> Representation:
    """Note who acts for a person: a parent, a guardian, a daughter. Records `person.represented`.

    The same name and kind entered again is the same representation, with its phone and e-mail brought up to date.
    """
    if not (by is None or may_change_person(by, person)):
        raise NotAllowed(_("You may not change the data of this person."))

    known = _running_representation(person, kind=kind, name=name, on=on)
    if known and by is None:
        return known  # the public does not rewrite what the office already knows
    representation = known or Representation(
        centre=person.centre,
        person=person,
        kind=kind,
        name=" ".join(name.split()),
        scope=list(USUAL_SCOPE[kind]),
        starts_on=on,
        ends_on=last_day_of_childhood(person, kind=kind, on=on),
    )
    for field in ("relation", "phone", "email", "basis"):
        if details.get(field):
            setattr(representation, field, details[field])
    representation.phone = international_phone(representation.phone)
    representation.save()
    if not known:
        record("person.represented", subject=representation, story=person, by=by, who=representation.name)
    return representation


@transaction.atomic
def note_right_to_act(
    *, person_id: int, right: RightToAct, by: User, on: date, representation_id: int | None = None
) -> Representation:
    """Write down, or mend, a right to act with its scope and dates. Records `person.represented` or `.right_changed`.

    A guardian or a curator is appointed by a court: without the order, noted, there is no right.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_person(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    _check(person, right, by=by, on=on)

    if representation_id is None:
        representation = Representation(centre=person.centre, person=person)
    else:
        representation = person.representations.select_for_update(of=("self",)).get(pk=representation_id)
    for field in fields(right):
        value = getattr(right, field.name)
        setattr(representation, field.name, " ".join(value.split()) if isinstance(value, str) else value)
    representation.scope = [value for value in Scope.values if value in right.scope]
    representation.phone = international_phone(right.phone)
    if representation.ends_on is None:
        representation.ends_on = last_day_of_childhood(person, kind=right.kind, on=on)
    representation.save()
    told = "person.represented" if representation_id is None else "person.right_changed"
    record(told, subject=representation, story=person, by=by, who=representation.name)
    return representation


@transaction.atomic
def end_right_to_act(*, representation_id: int, ends_on: date, reason: str, by: User, on: date) -> Representation:
    """Note the last day of a right to act; from the next day on it gives nothing. Records `person.right_ended`."""
    found = Representation.objects.select_for_update(of=("self",)).select_related("person")
    representation = found.get(pk=representation_id)
    if not may_change_person(by, representation.person):
        raise NotAllowed(_("You may not change the data of this person."))
    if ends_on < representation.starts_on:
        raise Refused(_("The right cannot end before it began. Check the day."))
    if not reason.strip():
        raise Refused(_("Write why the right to act ends, for example: the court dismissed the guardian."))

    representation.ends_on, representation.end_reason = ends_on, reason.strip()
    representation.save(update_fields=["ends_on", "end_reason"])
    record("person.right_ended", subject=representation, story=representation.person, by=by, who=representation.name)
    return representation


def last_day_of_childhood(person: Person, *, kind: str, on: date) -> date | None:
    """A parent acts for a child until the day before the eighteenth birthday; nobody has to remember to end it."""
    if kind != RepresentationKind.PARENT or person.born_on is None:
        return None
    born = person.born_on
    leap_day = (born.month, born.day) == (2, 29)
    grown = date(born.year + FULL_AGE, 3, 1) if leap_day else born.replace(year=born.year + FULL_AGE)
    return grown - timedelta(days=1) if grown > on else None


def _check(person: Person, right: RightToAct, *, by: User, on: date) -> None:
    if not right.name.strip():
        raise Refused(_("Write the first and the last name of the person who acts."))
    if right.kind not in RepresentationKind.values or not set(right.scope) <= set(Scope.values):
        raise Refused(_("Choose from the list."))
    _check_days(right, on=on)
    _check_who(person, right, by=by, on=on)
    if right.kind in BY_COURT and not right.basis.strip():
        raise Refused(_("Write the order of the court: a guardian or a curator acts only by it."))


def _check_days(right: RightToAct, *, on: date) -> None:
    if right.ends_on and right.ends_on < right.starts_on:
        raise Refused(_("The right cannot end before it began. Check the day."))
    if right.document_seen_on and right.document_seen_on > on:
        raise Refused(_("This day has not come yet. Write the day on which you saw the document."))


def _check_who(person: Person, right: RightToAct, *, by: User, on: date) -> None:
    if right.kind == RepresentationKind.PARENT and _is_grown_up(person, on=on):
        raise Refused(_("This person is of full age: no parent acts for them any more. Choose another role."))
    if right.represented_by_id == person.pk:
        raise Refused(_("Nobody acts for themselves. Choose another person, or leave the field empty."))
    if right.represented_by_id and not Person.objects.visible_to(by).filter(pk=right.represented_by_id).exists():
        raise Refused(_("Choose a person from the register."))


def _is_grown_up(person: Person, *, on: date) -> bool:
    age = person.age(on=on)
    return age is not None and age >= FULL_AGE


def _running_representation(person: Person, *, kind: str, name: str, on: date) -> Representation | None:
    """The right of this name that runs; a guardian who says “statutory representative” is the same guardian."""
    for representation in person.representations.filter(kind__in=APPLYING_AS[kind]).order_by("id"):
        ended = representation.ends_on is not None and representation.ends_on < on
        if not ended and fold(representation.name) == fold(name):
            return representation
    return None
