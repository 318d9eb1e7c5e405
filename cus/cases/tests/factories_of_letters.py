"""A letter of a case on its way: valid and boring unless the test says otherwise."""

from datetime import date
from typing import Any

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator, a_director, the_centre
from cus.cases.letter_kinds import EDITABLE
from cus.cases.models import Application, Dispatch, LetterTemplate, PrintRun
from cus.cases.services.deliveries import post_letters
from cus.cases.services.e_delivery import check_address, prepare_package
from cus.cases.services.letters import write_case_letter
from cus.cases.tests.factories import FILED_AT, TODAY, an_application
from cus.people.models import Consent, Person
from cus.records.models import Letter
from cus.records.models.letter import LetterKind

E_ADDRESS = "AE:PL-12345-67890-ABCDE-12"


def a_case_letter(application: Application | None = None, *, by: User | None = None, **given: Any) -> Letter:
    """The notice of qualification, written on 10 January 2026 by Joanna."""
    defaults = {"kind": LetterKind.QUALIFICATION, "values": {"service": "Dowóz do lekarza"}, "on": TODAY}
    return write_case_letter(
        application=application or an_application(), by=by or a_coordinator(), **(defaults | given)
    )


def a_posted_letter(application: Application | None = None, *, by: User | None = None, on: date = TODAY) -> Dispatch:
    by = by or a_coordinator()
    letter = a_case_letter(application, by=by)
    post_letters(letter_ids=[letter.pk], posted_on=on, by=by, on=on)
    return Dispatch.objects.get(letter=letter)


def a_packed_letter(application: Application | None = None, *, by: User | None = None) -> Dispatch:
    by = by or a_coordinator()
    letter = a_case_letter(application, by=by)
    check_address(person_id=letter.story_id, address=E_ADDRESS, by=by, on=TODAY)
    return prepare_package(letter_id=letter.pk, by=by, on=TODAY)


def a_wording(**given: Any) -> LetterTemplate:
    defaults = {
        "kind": LetterKind.QUALIFICATION,
        "number": 1,
        "starts_on": date(2026, 1, 1),
        "title": "Kunegunda",
        "text": EDITABLE[LetterKind.QUALIFICATION].shipped,
        "reason": "Prościej",
        "author": given.pop("author", None) or a_director(),
        "written_on": date(2026, 1, 1),
    }
    return LetterTemplate.objects.create(centre=the_centre(), **(defaults | given))


def a_print_run(by: User, letters: list[Letter]) -> PrintRun:
    return PrintRun.objects.create(
        centre=by.centre, asked_by=by, asked_at=FILED_AT, letter_ids=[letter.pk for letter in letters]
    )


def a_consent(person: Person, kind: str, **given: Any) -> Consent:
    """Agreed on 2 January 2026, in a talk."""
    defaults = {"words": "Zgadzam się.", "way": "SPOKEN", "starts_on": date(2026, 1, 2)}
    return Consent.objects.create(centre=person.centre, person=person, kind=kind, **(defaults | given))
