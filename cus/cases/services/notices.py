"""Telling a person that a letter waits: only on a way they have and agreed to, and nothing but that."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.models import LetterNotice
from cus.cases.permissions.outcomes import may_read_letter
from cus.kit.errors import NotAllowed, Refused
from cus.kit.templatetags.kit import phone
from cus.people.models import Consent, Never, Person
from cus.people.queries import ChannelOpen, OpenChannel, channels_open
from cus.records.letters import LANGUAGE_OF_LETTERS
from cus.records.log import record
from cus.records.models import Letter
from cus.records.outbox import post

OF_NOTICES = (OpenChannel.EMAIL, OpenChannel.SMS)  # in this order: an e-mail costs nothing


def notices_open(person: Person, *, on: date) -> list[ChannelOpen]:
    """The ways to tell the person that a letter waits; none where the centre must not be named."""
    if Never.NAME_THE_CENTRE in person.never:
        return []
    return [way for way in channels_open(person, on) if way.channel in OF_NOTICES and way.consent]


def tell_at_once(letter: Letter, *, person: Person, on: date) -> LetterNotice | None:
    """What the writing of a letter brings with it, where the person agreed. Records `letter.told`."""
    ways = notices_open(person, on=on)
    return _tell(letter, person, ways[0], by=None, on=on) if ways else None


@transaction.atomic
def tell_of_letter(*, letter_id: int, channel: str, by: User, on: date) -> LetterNotice:
    """Tell the person that the letter waits, on one of the ways open to them. Records `letter.told`."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if not may_read_letter(by, letter):
        raise NotAllowed(_("You may not tell of this letter."))
    person = Person.objects.get(pk=letter.story_id)
    way = next((one for one in notices_open(person, on=on) if one.channel == channel), None)
    if way is None:
        raise Refused(
            _("This way is not open: the person has no such address of their own, or did not agree to notices.")
        )
    if LetterNotice.objects.filter(letter=letter, channel=channel, noted_on=on).exists():
        raise Refused(_("The person was told today on this way. Once a day is enough."))
    return _tell(letter, person, way, by=by, on=on)


def _tell(letter: Letter, person: Person, way: ChannelOpen, *, by: User | None, on: date) -> LetterNotice:
    title, text = words_of_notice(person.centre)
    consent: Consent | None = way.consent
    message = post(subject=letter, to=way.to, title=title, text=text, channel=way.channel.value)
    notice = LetterNotice.objects.create(
        centre=person.centre,
        letter=letter,
        person=person,
        channel=way.channel.value,
        consent=consent,
        message=message,
        noted_on=on,
        noted_by=by,
    )
    told = {"title": letter.title, "way": str(way.channel.label)}
    record("letter.told", subject=letter, story=person, by=by, **told)
    return notice


def words_of_notice(centre: Centre) -> tuple[str, str]:
    """The whole message: no name, no matter, no number."""
    with translation.override(LANGUAGE_OF_LETTERS):
        where = f" Telefon: {phone(centre.phone)}." if centre.phone else ""
        return "Czeka pismo", f"{centre.short_name}: czeka na Państwa pismo.{where} Prosimy nie odpowiadać."
