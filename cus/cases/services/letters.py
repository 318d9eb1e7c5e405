"""Letters about a case: to whom, how the person is addressed, what goes by e-mail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.cases.letter_texts import worded
from cus.cases.letter_words import check_addressee, known_of, recipient_of, signature_for
from cus.cases.models import Application, Dispatch
from cus.cases.services.notices import tell_at_once
from cus.kit.errors import Refused
from cus.people.models import Person
from cus.records.letters import write_letter
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay, LetterKind
from cus.records.states import LETTER

LETTERS = "5023"
PERSON = Person._meta.label_lower
TOLD_ALREADY = frozenset({LetterKind.CONFIRMATION})  # whoever applies is told at once


def write_case_letter(
    *,
    application: Application,
    kind: LetterKind,
    values: Mapping[str, Any],
    by: User | None,
    on: date,
    title: str = "",
    template: str = "",
    number: str = "",
) -> Letter:
    """Write a letter about the application, signed by who writes it, and tell the person that it waits.

    `values` are what the matter knows; beside them the wording may say the number and day of the application, how
    the person is addressed, the telephone of the centre. `title` and `template` are for kinds whose wording nobody
    edits, or that the matter names. Records `letter.written`.
    """
    check_addressee(application.person)
    known = known_of(application) | dict(values)
    words = worded(centre=application.centre, kind=kind, known=known, on=on, title=title, template=template)
    letter = write_letter(
        subject=application,
        story=application.person,
        kind=kind,
        number=number or next_number(centre=application.centre, series=LETTERS, on=on),
        title=words.title,
        recipient=recipient_of(application, on=on),
        text=words.text,
        by=by,
        on=on,
        signature=signature_for(by, on=on),
    )
    if kind not in TOLD_ALREADY:
        tell_at_once(letter, person=application.person, on=on)
    return letter


def mark_arrived(letter: Letter, *, way: str, delivered_on: date, step: str = "arrive") -> None:
    """The letter is with whom it is for (`arrive`, `hand_over`), or the law takes it as being so (`count`)."""
    if letter.sent_on and delivered_on < letter.sent_on:
        raise Refused(_("The letter cannot arrive before it was sent. Check the day."))
    LETTER.take(letter, step)
    Dispatch.objects.standing().filter(letter=letter, received_on__isnull=True, came_back_on__isnull=True).update(
        received_on=delivered_on
    )
    letter.delivered_on, letter.delivery_way = delivered_on, way
    letter.save(update_fields=["state", "delivered_on", "delivery_way"])


def check_delivery(*, written_on: date, delivered_on: date, way: str, on: date) -> None:
    """A letter arrives after it was written, not after today, in one of the ways the office knows."""
    if way not in DeliveryWay.values:
        raise Refused(_("Choose how the letter was delivered."))
    if delivered_on < written_on:
        raise Refused(_("The letter cannot be delivered before it was written. Check the day."))
    if delivered_on > on:
        raise Refused(_("This day has not come yet. Note the delivery once it has happened."))
