"""Who acts for a person: noting it, bringing it up to date, ending it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed
from cus.kit.polish import fold
from cus.people.models import Person, Representation
from cus.people.permissions import may_change_person
from cus.people.services.register import international_phone
from cus.records.log import record


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
        centre=person.centre, person=person, kind=kind, name=" ".join(name.split()), starts_on=on
    )
    for field in ("relation", "phone", "email", "basis"):
        if details.get(field):
            setattr(representation, field, details[field])
    representation.phone = international_phone(representation.phone)
    representation.save()
    if not known:
        record("person.represented", subject=representation, story=person, by=by, who=representation.name)
    return representation


def _running_representation(person: Person, *, kind: str, name: str, on: date) -> Representation | None:
    for representation in person.representations.filter(kind=kind).order_by("id"):
        ended = representation.ends_on is not None and representation.ends_on < on
        if not ended and fold(representation.name) == fold(name):
            return representation
    return None
