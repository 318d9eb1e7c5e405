"""Who is around a person, and whether we may tell them anything."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import CircleContact, CircleKind, MayTell, Person
from cus.people.permissions import may_change_person
from cus.people.services.register import international_phone
from cus.records.log import record


@dataclass(frozen=True)
class Around:
    """Somebody around the person, as staff write it down."""

    kind: str
    name: str
    phone: str = ""
    email: str = ""
    note: str = ""
    may_tell: str = MayTell.NO
    may_tell_what: str = ""


@transaction.atomic
def note_circle_contact(
    *, person_id: int, around: Around, by: User, on: date, contact_id: int | None = None
) -> CircleContact:
    """Write down, or mend, somebody around the person. Records `circle.noted` or `circle.changed`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_person(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    if not around.name.strip():
        raise Refused(_("Write who it is: a name, or “the neighbour from number 4”."))
    if around.kind not in CircleKind.values or around.may_tell not in MayTell.values:
        raise Refused(_("Choose from the list."))
    if around.may_tell == MayTell.MATTERS and not around.may_tell_what.strip():
        raise Refused(_("Write what may be told: you chose “only what is written here”."))

    if contact_id is None:
        contact = CircleContact(centre=person.centre, person=person, starts_on=on)
    else:
        contact = person.circle.select_for_update(of=("self",)).get(pk=contact_id)
    for field in fields(around):
        setattr(contact, field.name, " ".join(getattr(around, field.name).split()))
    contact.phone = international_phone(around.phone)
    contact.save()
    told = "circle.noted" if contact_id is None else "circle.changed"
    record(told, subject=contact, story=person, by=by, who=contact.name)
    return contact


@transaction.atomic
def end_circle_contact(*, contact_id: int, by: User, on: date) -> CircleContact:
    """They are no longer around the person; what was so stays in the history. Records `circle.ended`."""
    found = CircleContact.objects.select_for_update(of=("self",)).select_related("person")
    contact = found.get(pk=contact_id)
    if not may_change_person(by, contact.person):
        raise NotAllowed(_("You may not change the data of this person."))
    contact.ends_on = on
    contact.save(update_fields=["ends_on"])
    record("circle.ended", subject=contact, story=contact.person, by=by, who=contact.name)
    return contact
