"""Electronic delivery: where a person has an address for it, and letters that leave as packages."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.e_package import package_of
from cus.cases.letter_ways import electronic_address
from cus.cases.models import AddressCheck, Dispatch
from cus.cases.permissions.delivery import sends_letters
from cus.cases.services.deliveries import begin_dispatch, letter_to_send
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person
from cus.records.log import record
from cus.records.models.letter import DeliveryWay
from cus.records.states import LETTER

ADDRESS = re.compile(r"AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2}")


@transaction.atomic
def check_address(*, person_id: int, address: str, by: User, on: date) -> AddressCheck:
    """Note what the base of electronic addresses said; empty: the person has none. Records `address.checked`."""
    person = Person.objects.visible_to(by).filter(pk=person_id).first()
    if person is None or not sends_letters(by):
        raise NotAllowed(_("You may not note the address of this person."))
    written = address.strip().upper()
    if written and not ADDRESS.fullmatch(written):
        raise Refused(_("The address looks like this: AE:PL-12345-67890-ABCDE-12. Copy it from the base."))

    check = AddressCheck.objects.create(
        centre=person.centre, person=person, checked_on=on, address=written, checked_by=by
    )
    record("address.checked", subject=person, story=person, by=by, found=_("there is one") if written else _("none"))
    return check


@transaction.atomic
def prepare_package(*, letter_id: int, by: User, on: date) -> Dispatch:
    """The letter goes as a package to the address the base knows. Records `letter.packed`."""
    letter, person = letter_to_send(letter_id, by=by)
    known = electronic_address(person.pk)
    if known is None or not known.address:
        raise Refused(_("No electronic address of the person is known. Ask the base, or take another way."))

    LETTER.take(letter, "send")
    letter.sent_on = on
    letter.save(update_fields=["state", "sent_on"])
    dispatch = begin_dispatch(letter, person, way=DeliveryWay.E_DELIVERY, sent_on=on, by=by, e_address=known.address)
    dispatch.package_sha256 = package_of(letter, centre=person.centre, e_address=known.address).pdf_sha256
    dispatch.save(update_fields=["package_sha256"])
    record("letter.packed", subject=letter, story=person, by=by, title=letter.title)
    return dispatch
