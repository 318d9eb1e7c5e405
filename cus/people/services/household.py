"""With whom a person lives: founding a household, joining it, leaving it. What was so before stays readable."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Household, HouseholdRole, Membership, Person
from cus.people.models.household import WHOLE
from cus.people.permissions import may_add_person, may_change_person
from cus.records.log import record


@dataclass(frozen=True)
class Member:
    """Somebody who lives in a household: of the register, or named by the first name only."""

    role: str
    starts_on: date
    person_id: int | None = None
    name: str = ""
    share: int = WHOLE
    days: str = ""


@transaction.atomic
def found_household(*, person_id: int, role: str, starts_on: date, by: User, on: date, name: str = "") -> Membership:
    """A household at the person's address, with the person in it. Records `household.founded`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not may_change_person(by, person):
        raise NotAllowed(_("You may not change the data of this person."))
    household = Household.objects.create(
        centre=person.centre,
        name=name.strip() or person.last_name,
        street=person.street,
        house=person.house,
        postcode=person.postcode,
        town=person.town,
    )
    membership = _enter(household, Member(role, starts_on, person.pk), by=by, on=on)
    record("household.founded", subject=household, story=person, by=by, home=household.name)
    return membership


@transaction.atomic
def join_household(*, household_id: int, member: Member, by: User, on: date) -> Membership:
    """Somebody lives in the household, all the time or a part of it. Records `household.joined`."""
    household = Household.objects.select_for_update(of=("self",)).get(pk=household_id)
    if not may_add_person(by, household.centre):
        raise NotAllowed(_("Only staff who work with residents change households."))
    membership = _enter(household, member, by=by, on=on)
    who = membership.person.name if membership.person else membership.name
    record("household.joined", subject=household, story=membership.person, by=by, who=who, home=household.name)
    return membership


@transaction.atomic
def change_share(*, membership_id: int, share: int, days: str, by: User, on: date) -> Membership:
    """How much of the time, and on which days, somebody lives here. Records `household.share_changed`."""
    membership = _locked(membership_id, by)
    _check_share(membership.person, share, besides=membership, on=max(on, membership.starts_on))
    membership.share, membership.days = share, days.strip()
    membership.save(update_fields=["share", "days"])
    record("household.share_changed", subject=membership.household, story=membership.person, by=by, share=share)
    return membership


@transaction.atomic
def leave_household(*, membership_id: int, ends_on: date, by: User, on: date) -> Membership:
    """Note the last day of somebody in the household. Records `household.left`."""
    membership = _locked(membership_id, by)
    if ends_on < membership.starts_on:
        raise Refused(_("The last day lies before the first one. Check it."))
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    who = membership.person.name if membership.person else membership.name
    record(
        "household.left",
        subject=membership.household,
        story=membership.person,
        by=by,
        who=who,
        home=membership.household.name,
    )
    return membership


def _locked(membership_id: int, by: User) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).select_related("person", "household__centre")
    membership = found.get(pk=membership_id)
    allowed = (
        may_change_person(by, membership.person)
        if membership.person
        else may_add_person(by, membership.household.centre)
    )
    if not allowed:
        raise NotAllowed(_("Only staff who work with residents change households."))
    return membership


def _enter(household: Household, member: Member, *, by: User, on: date) -> Membership:
    if member.role not in HouseholdRole.values:
        raise Refused(_("Choose from the list."))
    person = None
    if member.person_id is not None:
        person = Person.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=member.person_id).first()
        if person is None:
            raise Refused(_("Choose a person from the register."))
    elif not member.name.strip():
        raise Refused(_("Choose a person from the register, or write a first name."))
    _check_share(person, member.share, on=max(on, member.starts_on))
    try:
        with transaction.atomic():
            return Membership.objects.create(
                centre=household.centre,
                household=household,
                person=person,
                name="" if person else member.name.strip(),
                role=member.role,
                share=member.share,
                days=member.days.strip(),
                starts_on=member.starts_on,
            )
    except IntegrityError as error:
        if "member_once_at_a_time" not in str(error):
            raise
        raise Refused(_("This person is in this household at that time already.")) from None


def _check_share(person: Person | None, share: int, *, on: date, besides: Membership | None = None) -> None:
    """Nobody lives in their homes for more than all of the time."""
    if not 1 <= share <= WHOLE:
        raise Refused(_("Write the part of the time as a number from 1 to 100."))
    if person is None:
        return
    others = person.memberships.lasting(on=on).exclude(pk=besides.pk if besides else None)
    elsewhere = others.aggregate(sum=Sum("share"))["sum"] or 0
    if elsewhere + share > WHOLE:
        raise Refused(
            _(
                "This person already lives elsewhere for %(elsewhere)s per cent of the time."
                " End that, or change the parts so that both make 100 at most."
            )
            % {"elsewhere": elsewhere}
        )
