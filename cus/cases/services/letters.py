"""Letters about a case: to whom, how the person is addressed, what goes by e-mail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.accounts.sender import letter_paper
from cus.cases.letter_words import check_addressee, known_of, recipient_of
from cus.cases.models import Application
from cus.cases.permissions.outcomes import may_read_letter
from cus.kit.errors import NotAllowed, Refused
from cus.people.models import Person
from cus.people.queries import private_email
from cus.records.letters import compose, write_letter
from cus.records.log import record
from cus.records.models import Letter
from cus.records.models.letter import DeliveryWay, LetterKind
from cus.records.outbox import post
from cus.records.papers.text import render_text
from cus.records.states import LETTER

LETTERS = "5023"
DECISIONS = frozenset({LetterKind.REFUSAL, LetterKind.ASSISTANCE_DECISION})
PERSON = Person._meta.label_lower
NEVER_BY_EMAIL = DECISIONS  # what starts a time limit is delivered with proof


def write_case_letter(
    *,
    application: Application,
    kind: LetterKind,
    title: str,
    template: str,
    values: Mapping[str, Any],
    by: User | None,
    on: date,
    signature: dict[str, str] | None = None,
    number: str = "",
) -> Letter:
    """Write a letter about the application, and post it as an e-mail where the person has one of their own.

    The template knows, beside the values: the number and day of the application, the services asked for, how the
    person is addressed, the telephone of the centre. Records `letter.written`.
    """
    check_addressee(application.person)
    letter = write_letter(
        subject=application,
        story=application.person,
        kind=kind,
        number=number or next_number(centre=application.centre, series=LETTERS, on=on),
        title=title,
        recipient=recipient_of(application),
        text=compose(template, known_of(application) | dict(values)),
        by=by,
        on=on,
        signature=signature,
    )
    to = private_email(application.person) if kind not in NEVER_BY_EMAIL else ""
    if to:
        text = render_text(letter_paper(letter, centre=application.centre))
        post(subject=application, to=to, title=title, text=text)
    return letter


@transaction.atomic
def note_delivery(*, letter_id: int, way: str, delivered_on: date, by: User, on: date) -> Letter:
    """Keep how and when the person got a letter. Records `letter.delivered`. Decisions have their own delivery."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if not may_read_letter(by, letter):
        raise NotAllowed(_("You may not note the delivery of this letter."))
    if letter.kind in DECISIONS:
        raise Refused(
            _("The delivery of a decision is noted on the page of the decision: it starts the time to appeal.")
        )
    check_delivery(written_on=letter.dated_on, delivered_on=delivered_on, way=way, on=on)

    mark_arrived(letter, way=way, delivered_on=delivered_on)
    story = Person.objects.filter(pk=letter.story_id).first() if letter.story_kind == PERSON else None
    record("letter.delivered", subject=letter, story=story, by=by, title=letter.title)
    return letter


def mark_arrived(letter: Letter, *, way: str, delivered_on: date, step: str = "arrive") -> None:
    """The letter is with whom it is for (`arrive`, `hand_over`), or the law takes it as being so (`count`)."""
    LETTER.take(letter, step)
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
