"""The letters of taking in: what we received, what is missing, what was left aside or withdrawn."""

from datetime import date
from typing import Any

from cus.accounts.models import User
from cus.cases.letter_words import known_of
from cus.cases.models import Application
from cus.cases.services.letters import write_case_letter
from cus.law.citations import ADMINISTRATIVE_PROCEDURE, CUS_ACT
from cus.law.deadlines import plan_due_on
from cus.people.queries import private_email
from cus.records.letters import compose
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.outbox import post


def confirm_filing(application: Application, *, by: User | None, on: date) -> Letter:
    """The confirmation on paper, and the same by e-mail where an address is known."""
    values = {
        "code": readable_code(application.code),
        "due_on": plan_due_on(applied_on=application.filed_on),
        "act": CUS_ACT.title,
        "journal": CUS_ACT.journal,
    }
    letter = _write(application, LetterKind.CONFIRMATION, values, by=by, on=on)
    to = email_of(application)
    if to:
        text = compose("cases/letters/confirmation_email.txt", _facts(application) | values)
        post(subject=application, to=to, title=f"{letter.title}: {application.number}", text=text)
    return letter


def call_to_complete_letter(application: Application, *, by: User, on: date) -> Letter:
    values = {"missing": application.missing, "complete_by": application.complete_by}
    return _write(application, LetterKind.CALL_TO_COMPLETE, values, by=by, on=on)


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
    return _write(application, LetterKind.SET_ASIDE, values, by=by, on=on)


def withdrawal_letter(application: Application, *, by: User, on: date) -> Letter | None:
    if application.person.deceased_on is not None:
        return None
    values = {"closed_on": application.closed_on}
    return _write(application, LetterKind.WITHDRAWAL, values, by=by, on=on)


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


def _write(application: Application, kind: LetterKind, values: dict[str, Any], *, by: User | None, on: date) -> Letter:
    return write_case_letter(
        application=application, kind=kind, values=_services_of(application) | values, by=by, on=on
    )


def _facts(application: Application) -> dict[str, Any]:
    return known_of(application) | _services_of(application)


def _services_of(application: Application) -> dict[str, Any]:
    requests = application.requests.select_related("service").order_by("id")
    return {"services": [request.service.name for request in requests]}
