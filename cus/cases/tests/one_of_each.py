"""One row for every way in which the house can point to a person; a new way must be added here (`test_joining`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator
from cus.cases.models import AddressCheck, ContactNote, Dispatch, LetterNotice, NoteLevel, Plan, PlanMember, Task
from cus.cases.tests.factories import TODAY, a_plan, a_signal, an_application
from cus.cases.tests.factories_of_instruments import a_form_version, an_assessment
from cus.cases.tests.factories_of_letters import a_case_letter, a_consent
from cus.cases.tests.factories_of_teams import a_team_member, a_unit_access
from cus.people.models import Person
from cus.people.tests.factories import a_daughter, a_person, an_emergency, an_exclusion
from cus.people.tests.factories_of_circle import a_guardian, a_home, a_neighbour, a_note_of_moving
from cus.people.tests.factories_of_codes import a_page_code
from cus.records.models import Document, Letter, OutboxMessage

Made = Callable[[Person, User], Model]


def about(person: Person, part: str = "subject") -> dict[str, Any]:
    return {"centre_id": person.centre_id, f"{part}_kind": "people.person", f"{part}_id": person.pk}


def the_daughter() -> User:
    """Always the same colleague, so that two entries can exclude the same one."""
    return User.objects.filter(last_name="Kos").first() or a_coordinator(last_name="Kos")


def a_note(person: Person, by: User, **given: Any) -> ContactNote:
    defaults = {"kind": "CALL", "happened_on": TODAY, "text": "Rozmowa.", "author": by}
    return ContactNote.objects.create(centre=person.centre, person=person, **(defaults | given))


def a_task(person: Person, by: User) -> Task:
    return Task.objects.create(centre=person.centre, person=person, owner=by, text="Zadzwonić", due_on=TODAY)


def a_letter(person: Person, by: User) -> Letter:
    return a_case_letter(an_application(person=person), by=by)


def a_dispatch(person: Person, by: User) -> Dispatch:
    return Dispatch.objects.create(
        centre=person.centre, letter=a_letter(person, by), person=person, way="BY_HAND", sent_on=TODAY, sent_by=by
    )


def a_letter_notice(person: Person, by: User) -> LetterNotice:
    consent = a_consent(person, "EMAIL_NOTICE")
    return LetterNotice.objects.create(
        centre=person.centre, letter=a_letter(person, by), person=person, channel="EMAIL", consent=consent,
        noted_on=TODAY,
    )  # fmt: skip


def a_letter_about(person: Person, by: User) -> Letter:
    number = f"P{Letter.objects.count()}"
    return Letter.objects.create(**about(person), kind="NOTICE", number=number, title="Pismo", dated_on=TODAY)


def a_document(person: Person, by: User) -> Document:
    return Document.objects.create(
        **about(person), file="documents/x.pdf", name="x.pdf", media_type="application/pdf", size=1, sha256="0"
    )


def a_message(person: Person, by: User) -> OutboxMessage:
    return OutboxMessage.objects.create(**about(person), to="a@example.org", title="Pismo", text="Czeka.")


def a_plan_of(person: Person, by: User) -> Plan:
    return a_plan(coordinator=by, application=an_application(person=person, coordinator=by, state="DECIDED"))


def a_plan_member(person: Person, by: User) -> PlanMember:
    return PlanMember.objects.create(
        centre=person.centre, plan=a_plan_of(a_person(), by), person=person, joined_on=TODAY
    )


ONE_OF_EACH: dict[str, Made] = {
    "cases.addresscheck.person": lambda person, by: AddressCheck.objects.create(
        centre=person.centre, person=person, checked_on=TODAY, checked_by=by
    ),
    "cases.application.person": lambda person, by: an_application(person=person),
    "cases.contactnote.person": lambda person, by: a_note(person, by, level=NoteLevel.TEAM),
    "cases.dispatch.person": a_dispatch,
    "cases.filling.person": lambda person, by: an_assessment(person=person, by=by, version=a_form_version()),
    "cases.letternotice.person": a_letter_notice,
    "cases.plan.person": a_plan_of,
    "cases.planmember.person": a_plan_member,
    "cases.signal.person": lambda person, by: a_signal(person=person),
    "cases.task.person": a_task,
    "cases.teammember.person": lambda person, by: a_team_member(person, user=by, name=""),
    "cases.unitaccess.person": lambda person, by: a_unit_access(person),
    "people.circlecontact.person": lambda person, by: a_neighbour(person),
    "people.consent.person": lambda person, by: a_consent(person, "EMAIL_NOTICE"),
    "people.emergencyaccess.person": lambda person, by: an_emergency(person, by),
    "people.kinexclusion.person": lambda person, by: an_exclusion(person, the_daughter()),
    "people.leaving.person": lambda person, by: a_note_of_moving(person, by=by),
    "people.membership.person": lambda person, by: a_home(person),
    "people.pagecode.person": lambda person, by: a_page_code(person),
    "people.person.merged_into": lambda person, by: a_person(first_name="Hanna", merged_into=person),
    "people.representation.person": lambda person, by: a_guardian(person),
    "people.representation.represented_by": lambda person, by: a_daughter(a_person(), represented_by=person),
    "records.document.subject": a_document,
    "records.letter.story": a_letter,
    "records.letter.subject": a_letter_about,
    "records.outboxmessage.subject": a_message,
}
