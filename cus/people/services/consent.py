"""What a person agrees to, and takes back. Taking back is as easy as giving, and never asks for a reason."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import (
    BasisKind,
    Consent,
    ConsentKind,
    ConsentWay,
    Person,
    ProcessingBasis,
    Representation,
    Scope,
)
from cus.people.permissions import may_change_person
from cus.people.permissions.acting import may_act_for
from cus.people.permissions.circle import may_keep_bases
from cus.records.log import record

FOR_SOMEBODY = frozenset(
    {ConsentKind.SHARE_WITH_FAMILY, ConsentKind.SHARE_WITH_UNIT, ConsentKind.TRANSFER, ConsentKind.AUTHORISATION}
)


@dataclass(frozen=True)
class Basis:
    """What is processed by law, as the director writes it down."""

    kind: str
    purpose: str
    categories: str
    provision: str
    kept_for: str = ""


@transaction.atomic
def give_consent(
    *,
    person_id: int,
    kind: str,
    words: str,
    way: str,
    by: User | None,
    on: date,
    to_whom: str = "",
    given_by_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Consent:
    """Keep that the person, or who acts for them, agreed (`by` None: they did it online). Records `consent.given`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not (by is None or may_change_person(by, person)):
        raise NotAllowed(_("You may not note consents of this person."))
    starts_on = starts_on or on
    giver = _giver(person, given_by_id, on=starts_on)
    _check(person, kind=kind, words=words, way=way, to_whom=to_whom)
    if starts_on > on:
        raise Refused(_("A consent is noted once it was given, not before."))
    if ends_on and ends_on < starts_on:
        raise Refused(_("The consent cannot end before it begins. Check the day."))

    consent = Consent.objects.create(
        centre=person.centre,
        person=person,
        kind=kind,
        words=words.strip(),
        to_whom=" ".join(to_whom.split()),
        given_by=giver,
        way=way,
        taken_by=by,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record("consent.given", subject=consent, story=person, by=by, what=str(consent.get_kind_display()))
    return consent


@transaction.atomic
def withdraw_consent(
    *, consent_id: int, by: User | None, on: date, way: str = ConsentWay.SPOKEN, withdrawn_on: date | None = None
) -> Consent:
    """The person takes a consent back; what was done under it stays lawful. Records `consent.withdrawn`."""
    found = Consent.objects.select_for_update(of=("self",)).select_related("person")
    consent = found.get(pk=consent_id)
    if not (by is None or may_change_person(by, consent.person)):
        raise NotAllowed(_("You may not note consents of this person."))
    withdrawn_on = withdrawn_on or on
    if consent.withdrawn_on is not None:
        raise Refused(_("This consent was withdrawn already."))
    if not consent.starts_on <= withdrawn_on <= on:
        raise Refused(_("Write the day on which the person took the consent back: not before it, not to come."))

    consent.withdrawn_on, consent.withdrawal_way, consent.withdrawal_noted_by = withdrawn_on, ConsentWay(way), by
    consent.save(update_fields=["withdrawn_on", "withdrawal_way", "withdrawal_noted_by"])
    record("consent.withdrawn", subject=consent, story=consent.person, by=by, what=str(consent.get_kind_display()))
    return consent


@transaction.atomic
def state_basis(*, centre: Centre, basis: Basis, by: User, on: date) -> ProcessingBasis:
    """Say what the centre processes because the law tells it to. Records `basis.stated`."""
    if not may_keep_bases(by, centre):
        raise NotAllowed(_("The director and the organiser of services say what is processed by law."))
    if basis.kind not in BasisKind.values:
        raise Refused(_("Choose from the list."))
    if not (basis.purpose.strip() and basis.categories.strip() and basis.provision.strip()):
        raise Refused(_("Write what for, which data and by which provision: without a provision it is no duty."))
    stated = ProcessingBasis.objects.create(centre=centre, starts_on=on, **vars(basis))
    record("basis.stated", subject=stated, by=by, what=stated.purpose)
    return stated


@transaction.atomic
def end_basis(*, basis_id: int, by: User, on: date) -> ProcessingBasis:
    """From tomorrow on it is processed on this ground no longer. Records `basis.ended`."""
    basis = ProcessingBasis.objects.select_for_update(of=("self",)).select_related("centre").get(pk=basis_id)
    if not may_keep_bases(by, basis.centre):
        raise NotAllowed(_("The director and the organiser of services say what is processed by law."))
    basis.ends_on = on
    basis.save(update_fields=["ends_on"])
    record("basis.ended", subject=basis, by=by, what=basis.purpose)
    return basis


def _giver(person: Person, given_by_id: int | None, *, on: date) -> Representation | None:
    if given_by_id is None:
        return None
    giver = person.representations.select_related("person").filter(pk=given_by_id).first()
    if giver is None or not may_act_for(giver, Scope.CONSENT, on):
        raise Refused(
            _("This right to act does not cover consents on that day. Ask the person, or whoever may act for them.")
        )
    return giver


def _check(person: Person, *, kind: str, words: str, way: str, to_whom: str) -> None:
    if person.deceased_on is not None:
        raise Refused(_("The register says that this person has died: nobody can agree for them."))
    if kind not in ConsentKind.values or way not in ConsentWay.values:
        raise Refused(_("Choose from the list."))
    if not words.strip():
        raise Refused(_("Write the words the person agreed to."))
    if kind in FOR_SOMEBODY and not to_whom.strip():
        raise Refused(_("Write for whom it is: an agreement to tell “somebody” tells nobody."))
    if kind == ConsentKind.EMAIL_NOTICE and not person.email:
        raise Refused(_("The register knows no e-mail of this person. Write it down first."))
    if kind == ConsentKind.SMS_NOTICE and not person.phone:
        raise Refused(_("The register knows no phone of this person. Write it down first."))
