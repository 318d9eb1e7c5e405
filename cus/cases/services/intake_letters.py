"""The letters of taking in: what we received, what is missing, what was left aside or withdrawn."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from cus.accounts.models import User
from cus.accounts.numbers import next_number
from cus.cases.letter_words import check_addressee, known_of, recipient_of
from cus.cases.models import Application
from cus.law.citations import ADMINISTRATIVE_PROCEDURE, CUS_ACT
from cus.law.deadlines import plan_due_on
from cus.people.queries import private_email
from cus.records.letters import LANGUAGE_OF_LETTERS, compose, write_letter
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.outbox import post

LETTERS = "5023"
TITLES = {
    LetterKind.CONFIRMATION: gettext_noop("Confirmation of the application"),
    LetterKind.CALL_TO_COMPLETE: gettext_noop("Please complete the application"),
    LetterKind.SET_ASIDE: gettext_noop("The application stays without consideration"),
    LetterKind.WITHDRAWAL: gettext_noop("The application is withdrawn"),
}


def confirm_filing(application: Application, *, by: User | None, on: date) -> Letter:
    """The confirmation on paper, and the same by e-mail where an address is known."""
    values = {
        "code": readable_code(application.code),
        "due_on": plan_due_on(applied_on=application.filed_on),
        "act": CUS_ACT.title,
        "journal": CUS_ACT.journal,
    }
    letter = _write(application, LetterKind.CONFIRMATION, "cases/letters/confirmation.txt", values, by=by, on=on)
    to = email_of(application)
    if to:
        text = compose("cases/letters/confirmation_email.txt", _facts(application) | values)
        post(subject=application, to=to, title=f"{letter.title}: {application.number}", text=text)
    return letter


def call_to_complete_letter(application: Application, *, by: User, on: date) -> Letter:
    values = {"missing": application.missing, "complete_by": application.complete_by}
    return _write(application, LetterKind.CALL_TO_COMPLETE, "cases/letters/call_to_complete.txt", values, by=by, on=on)


def set_aside_letter(application: Application, *, by: User, on: date) -> Letter | None:
    if application.person.deceased_on is not None:
        return None  # the matter is closed; nothing is addressed to the dead
    values = {
        "missing": application.missing,
        "complete_by": application.complete_by,
        "reason": application.close_reason,
        "act": ADMINISTRATIVE_PROCEDURE.title,
        "journal": ADMINISTRATIVE_PROCEDURE.journal,
    }
    return _write(application, LetterKind.SET_ASIDE, "cases/letters/set_aside.txt", values, by=by, on=on)


def withdrawal_letter(application: Application, *, by: User, on: date) -> Letter | None:
    if application.person.deceased_on is not None:
        return None
    values = {"closed_on": application.closed_on}
    return _write(application, LetterKind.WITHDRAWAL, "cases/letters/withdrawal.txt", values, by=by, on=on)


def readable_code(code: str) -> str:
    """ACDEF GHJKM: two groups are easier to read out."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def email_of(application: Application) -> str:
    """Where the applicant alone reads: the representative's address when there is one, else the person's."""
    representation = application.representation
    if representation and representation.email:
        return "" if representation.email_is_shared else representation.email
    return private_email(application.person)


def _write(
    application: Application, kind: LetterKind, template: str, values: dict[str, Any], *, by: User | None, on: date
) -> Letter:
    check_addressee(application.person)
    with translation.override(LANGUAGE_OF_LETTERS):
        title = gettext(TITLES[kind])
    return write_letter(
        subject=application,
        story=application.person,
        kind=kind,
        number=next_number(centre=application.centre, series=LETTERS, on=on),
        title=title,
        recipient=recipient_of(application),
        text=compose(template, _facts(application) | values),
        by=by,
        on=on,
    )


def _facts(application: Application) -> dict[str, Any]:
    requests = application.requests.select_related("service").order_by("id")
    return known_of(application) | {"services": [request.service.name for request in requests]}
