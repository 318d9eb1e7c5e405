"""The entry of a resident in the register: adding it, correcting it."""

from datetime import date
from typing import Any

import phonenumbers
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.pl import pesel as pesel_number

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.kit.polish import fold, sort_key
from cus.people.models import Person, Sex
from cus.people.permissions import may_add_person, may_change_person
from cus.people.services.duplicates import find_pairs, refresh_pairs
from cus.records.log import record

PERSON_FIELDS = frozenset(
    {
        "first_name",
        "last_name",
        "sex",
        "born_on",
        "pesel",
        "phone",
        "email",
        "street",
        "house",
        "postcode",
        "town",
        "municipality",
        "channel",
        "reach_note",
        "deceased_on",
        "user",
    }
)


@transaction.atomic
def add_person(*, centre: Centre, by: User | None, on: date, **fields: Any) -> Person:
    """Put a resident into the register (`by` None: the public, by applying). Records `person.added`."""
    if not may_add_person(by, centre):
        raise NotAllowed(_("Only staff who work with residents add people to the register."))

    person = Person(centre=centre, added_on=on)
    set_person_fields(person, fields)
    _save(person)
    find_pairs(person, on=on)
    record("person.added", subject=person, story=person, by=by)
    return person


@transaction.atomic
def change_person(*, person_id: int, by: User, on: date, **fields: Any) -> Person:
    """Correct what the register says of a resident. Records `person.changed` with the names of the fields."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_person(by, person):
        raise NotAllowed(_("You may not change the data of this person."))

    before = {name: getattr(person, name) for name in fields}
    set_person_fields(person, fields)
    changed = sorted(name for name, value in before.items() if getattr(person, name) != value)
    if changed:
        _save(person)
        refresh_pairs(person, on=on)
        record("person.changed", subject=person, story=person, by=by, fields=changed, on=on.isoformat())
    return person


def set_person_fields(person: Person, fields: dict[str, Any]) -> None:
    """Put the values into the entry, checked and with what follows from them; saves nothing."""
    unknown = fields.keys() - PERSON_FIELDS
    if unknown:
        raise TypeError(f"A person has no {', '.join(sorted(unknown))} to set.")
    for name, value in fields.items():
        setattr(person, name, " ".join(value.split()) if isinstance(value, str) else value)
    if not person.first_name or not person.last_name:
        raise Refused(_("Write the first and the last name: a person in the register has at least these."))
    person.phone = international_phone(person.phone)
    _read_pesel(person)
    person.search_text = search_text_of(person)
    person.sort_key = sort_key(f"{person.last_name} {person.first_name}")


def _read_pesel(person: Person) -> None:
    """PESEL tells the date of birth and the sex; where it does, nobody has to."""
    if not person.pesel:
        return
    try:
        person.pesel = pesel_number.validate(person.pesel)
    except WrongNumber:
        raise Refused(_("This is no PESEL number: its digits do not agree. Compare it with the document.")) from None
    born_on = born_of_pesel(person.pesel)
    if person.born_on and person.born_on != born_on:
        raise Refused(_("The date of birth does not agree with the PESEL number. Mend one of them."))
    person.born_on = born_on
    person.sex = Sex.FEMALE if pesel_number.get_gender(person.pesel) == "F" else Sex.MALE


def born_of_pesel(pesel: str) -> date:
    """The date of birth that a valid PESEL number tells."""
    return pesel_number.get_birth_date(pesel)


def international_phone(written: str) -> str:
    """600 123 456 as +48600123456."""
    if not written:
        return ""
    try:
        parsed = phonenumbers.parse(written, "PL")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise Refused(_("This is no telephone number: write 9 digits, for example 600 123 456, or leave it empty."))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def entry_in_use(person_id: int, *, centre: Centre) -> Person:
    """The entry, locked; the one that holds the file when it was joined to another while a page was open."""
    people = Person.objects.select_for_update(of=("self",)).filter(centre=centre)
    person = people.get(pk=person_id)
    return people.get(pk=person.merged_into_id) if person.merged_into_id else person


def search_text_of(person: Person) -> str:
    """What the register is searched by; the name stands first (`possible_duplicates` counts on it).

    The words of entries that were joined to this one follow, so that an old name or number still finds the person.
    """
    own = fold(f"{person.name} {person.pesel} {person.phone} {person.address}")
    return f"{own} {person.other_words}".strip()


def _save(person: Person) -> None:
    taken = _("Somebody with this PESEL number is in the register already. Find them and use their entry.")
    if person.pesel and _is_of_joined_entry(person):
        raise Refused(taken)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "pesel_once_a_centre" not in str(error):
            raise
        raise Refused(taken) from None


def _is_of_joined_entry(person: Person) -> bool:
    """Whether the number is known as one that an entry joined to somebody else had."""
    joined = Person.objects.filter(centre_id=person.centre_id, pesel=person.pesel, merged_into__isnull=False)
    return joined.exclude(merged_into=person.pk).exists()
