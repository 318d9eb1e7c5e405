"""Codes for the page "Who helps me": given on a card, unlocked, switched off."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit import codes
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import PageCode, Person, Representation, Scope
from cus.people.models.page_code import CARD_LENGTH
from cus.people.permissions.acting import may_act_for
from cus.people.permissions.codes import may_give_code
from cus.records.log import record

SECRET_LENGTH = 8


@transaction.atomic
def give_code(
    *, person_id: int, by: User, on: date, representation_id: int | None = None, is_safe: bool = False
) -> tuple[PageCode, str]:
    """Give the person, or who acts for them, a new code and switch off their old one. Records `person.code_given`.

    The code itself is returned here and nowhere else. `is_safe`: the person, to be reached with care, said where a
    card can be kept so that it puts them in no danger.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_give_code(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    holder = person.representations.select_related("person").get(pk=representation_id) if representation_id else None
    _check(person, holder, is_safe=is_safe, on=on)

    person.page_codes.filter(representation=holder).working().update(switched_off_on=on, switched_off_by=by)
    secret = codes.new_code(SECRET_LENGTH)
    given = PageCode.objects.create(
        centre=person.centre,
        person=person,
        representation=holder,
        card=_free_card(person.centre_id),
        secret_hash=make_password(secret),
        given_on=on,
        given_by=by,
    )
    record("person.code_given", subject=given, story=person, by=by, who=given.holder)
    return given, codes.in_groups(given.card + secret)


@transaction.atomic
def unlock_code(*, code_id: int, by: User, at: datetime) -> PageCode:
    """The wrong tries so far no longer count: the card opens again at once. Records `person.code_unlocked`."""
    code = _locked_row(code_id)
    if not may_give_code(by, code.person):
        raise NotAllowed(_("You may not change the data of this person."))
    if code.switched_off_on is not None:
        raise Refused(_("This code was switched off. Give a new one."))

    code.unlocked_at = at
    code.save(update_fields=["unlocked_at"])
    record("person.code_unlocked", subject=code, story=code.person, by=by, who=code.holder)
    return code


@transaction.atomic
def switch_off_code(*, code_id: int, by: User, on: date) -> PageCode:
    """The card opens nothing from this moment. Records `person.code_switched_off`."""
    code = _locked_row(code_id)
    if not may_give_code(by, code.person):
        raise NotAllowed(_("You may not change the data of this person."))
    if code.switched_off_on is not None:
        raise Refused(_("This code was switched off already."))

    code.switched_off_on, code.switched_off_by = on, by
    code.save(update_fields=["switched_off_on", "switched_off_by"])
    record("person.code_switched_off", subject=code, story=code.person, by=by, who=code.holder)
    return code


def _locked_row(code_id: int) -> PageCode:
    rows = PageCode.objects.select_for_update(of=("self",)).select_related("person", "representation")
    return rows.get(pk=code_id)


def _check(person: Person, holder: Representation | None, *, is_safe: bool, on: date) -> None:
    if person.deceased_on is not None:
        raise Refused(_("The person has died: nobody gets a code to their page any more."))
    if person.born_on is None:
        raise Refused(_("Write down the date of birth first: the page opens with the code and that date."))
    if holder and not may_act_for(holder, Scope.ACCOUNT, on):
        text = _("%(name)s may not use the person's account online. Add it to what they may, or give no code.")
        raise Refused(text % {"name": holder.name})
    if person.is_in_danger and not is_safe:
        raise Refused(_("Ask the person first where they can keep the card safely, then tick that you asked."))


def _free_card(centre_id: int) -> str:
    """Letters that name no other card of the centre, those switched off included."""
    while True:
        card = codes.new_code(CARD_LENGTH)
        if not PageCode.objects.filter(centre_id=centre_id, card=card).exists():
            return card
