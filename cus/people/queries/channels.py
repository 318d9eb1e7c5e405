"""On which ways a person can be told something: only ways they have, agreed to, and that are theirs alone."""

from dataclasses import dataclass
from datetime import date

import phonenumbers
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cus.people.models import Consent, ConsentKind, Never, Person, Representation, Scope
from cus.people.permissions.acting import may_act_for

MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


class OpenChannel(TextChoices):
    """A way on which something can be told."""

    EMAIL = "EMAIL", gettext_lazy("e-mail")
    SMS = "SMS", gettext_lazy("text message")
    PHONE = "PHONE", gettext_lazy("phone")
    POST = "POST", gettext_lazy("letter")
    THROUGH_HELPER = "THROUGH_HELPER", gettext_lazy("through the person who acts for them")
    IN_PERSON = "IN_PERSON", gettext_lazy("in person")


@dataclass(frozen=True)
class ChannelOpen:
    """A way that is open: where it leads, by which consent, what to mind."""

    channel: OpenChannel
    to: str = ""
    consent: Consent | None = None
    representation: Representation | None = None
    mind: str = ""


def channels_open(person: Person, on: date) -> list[ChannelOpen]:
    """The ways to tell a person something on a day. None to the dead; none that others read or that endangers.

    E-mail and text message need a consent in force. Phone and letter need none, but keep to what the person asked.
    """
    if person.deceased_on is not None:
        return []
    consents = {consent.kind: consent for consent in person.consents.in_force(on=on).order_by("starts_on", "id")}
    found = [
        _email(person, consents.get(ConsentKind.EMAIL_NOTICE)),
        _sms(person, consents.get(ConsentKind.SMS_NOTICE)),
        _phone(person),
        _post(person),
        *_through_helpers(person, on),
        ChannelOpen(OpenChannel.IN_PERSON),
    ]
    return [way for way in found if way is not None]


def _email(person: Person, consent: Consent | None) -> ChannelOpen | None:
    address = private_email(person) if consent else ""
    return ChannelOpen(OpenChannel.EMAIL, address, consent) if address else None


def _sms(person: Person, consent: Consent | None) -> ChannelOpen | None:
    barred = {Never.SMS, Never.LEAVE_MESSAGES} & set(person.never)
    if not consent or barred or not is_mobile(person.phone) or is_shared_phone(person):
        return None
    return ChannelOpen(OpenChannel.SMS, person.phone, consent)


def _phone(person: Person) -> ChannelOpen | None:
    if not person.phone or Never.CALL in person.never:
        return None
    mind = [str(Never(value).label) for value in person.never if value in OF_CALLS]
    if is_shared_phone(person):
        mind.insert(0, _("others answer it too: ask for the person, say nothing else"))
    return ChannelOpen(OpenChannel.PHONE, person.phone, mind="; ".join([*mind, *filter(None, [safe_hours(person)])]))


OF_CALLS = (Never.CALL_IN_THE_EVENING, Never.LEAVE_MESSAGES, Never.NAME_THE_CENTRE)


def _post(person: Person) -> ChannelOpen | None:
    if Never.LETTERS_HOME in person.never or person.moved_out_on is not None:
        return None
    return ChannelOpen(OpenChannel.POST, person.address) if person.address else None


def _through_helpers(person: Person, on: date) -> list[ChannelOpen]:
    """Those who may receive letters for the person, each at what is theirs alone."""
    helpers = person.representations.in_force(on=on).select_related("person").order_by("id")
    ways = []
    for helper in helpers:
        if not may_act_for(helper, Scope.RECEIVE_LETTERS, on):
            continue
        to = (helper.phone if not helper.phone_is_shared else "") or (
            helper.email if not helper.email_is_shared else ""
        )
        ways.append(ChannelOpen(OpenChannel.THROUGH_HELPER, to, representation=helper, mind=helper.name))
    return ways


def safe_hours(person: Person) -> str:
    """ "only 9:00–12:00", when hours are set."""
    if person.safe_from is None or person.safe_to is None:
        return ""
    return _("only %(from)s–%(to)s") % {
        "from": f"{person.safe_from.hour}:{person.safe_from.minute:02}",
        "to": f"{person.safe_to.hour}:{person.safe_to.minute:02}",
    }


def private_email(person: Person) -> str:
    """The person's e-mail when nobody else reads it, and the person lives and did not forbid it; else nothing."""
    if not person.email or person.email_is_shared or person.deceased_on or Never.EMAIL in person.never:
        return ""
    return "" if _of_somebody_else(person, email__iexact=person.email) else person.email


def is_shared_phone(person: Person) -> bool:
    """Whether others answer the phone: said by the person, or seen in the register."""
    return bool(person.phone) and (person.phone_is_shared or _of_somebody_else(person, phone=person.phone))


def _of_somebody_else(person: Person, **at: str) -> bool:
    """Whether another entry of the register, or somebody who acts for a person, has the same."""
    here = Q(centre_id=person.centre_id, **at)
    others = Person.objects.standing().filter(here).exclude(pk=person.pk)
    return others.exists() or Representation.objects.filter(here).exclude(represented_by=person.pk).exists()


def is_mobile(phone: str) -> bool:
    """Whether a text message can arrive there."""
    try:
        parsed = phonenumbers.parse(phone, "PL")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in MOBILE
