from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator, the_centre
from cus.cases.models import Applicant, Application, Signal, Task
from cus.cases.services.front_desk import CallNote, register_application
from cus.cases.services.intake import file_application
from cus.cases.services.leaving import note_death_and_tasks, note_moving_and_tasks, undo_leaving_and_tasks
from cus.cases.services.letters import write_case_letter
from cus.cases.services.online import HelperGiven, PersonGiven, Submission, take_in
from cus.cases.states import RequestState
from cus.cases.tests.factories import a_plan, an_application
from cus.kit.errors import Refused
from cus.offer.tests.factories import a_service
from cus.people.models import Person
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_guardian
from cus.records.models import Event, Letter, OutboxMessage
from cus.records.models.letter import LetterKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def applied_by(name, person, **given):
    who = PersonGiven(person.first_name, person.last_name, born_on=person.born_on, house="3", street="Polna",
                      town="Lipnowiec")  # fmt: skip
    return take_in(
        centre=the_centre(),
        submission=Submission(
            key=given.get("key") or uuid4(),
            applicant=Applicant.STATUTORY_REPRESENTATIVE,
            services=[given.get("service") or a_service()],
            situation="Nie radzi sobie.",
            person=who,
            helper=HelperGiven(name=name, phone="601 999 888"),
        ),
        at=NOW,
    )


def test_what_an_expired_guardian_files_online_is_a_signal_and_is_recorded():
    person = a_person()
    a_guardian(person, ends_on=date(2026, 3, 1))

    heard = applied_by("Roman Lis", person)

    assert isinstance(heard, Signal)
    assert heard.person == person
    assert "Nie radzi sobie." in heard.content
    assert Application.objects.count() == 0
    assert Event.objects.filter(name="person.right_missed").count() == 1


def test_the_same_form_of_an_expired_guardian_sent_twice_is_one_signal():
    person, key, service = a_person(), uuid4(), a_service()
    a_guardian(person, ends_on=date(2026, 3, 1))

    applied_by("Roman Lis", person, key=key, service=service)
    applied_by("Roman Lis", person, key=key, service=service)

    assert Signal.objects.count() == 1


def test_a_guardian_in_force_applies_online_to_the_last_day():
    person = a_person()
    guardian = a_guardian(person, ends_on=TODAY)

    filed = applied_by("Roman Lis", person)

    assert isinstance(filed, Application)
    assert filed.representation == guardian


def test_the_desk_is_told_that_the_right_ended_and_files_nothing():
    person = a_person()
    a_guardian(person, ends_on=date(2026, 3, 1))
    note = CallNote(
        key=uuid4(), person=person.pk, applicant=Applicant.STATUTORY_REPRESENTATIVE, channel="PHONE",
        services=[a_service()], helper=HelperGiven(name="Roman Lis"),
    )  # fmt: skip

    with pytest.raises(Refused, match="ended on"):
        register_application(centre=the_centre(), note=note, by=a_coordinator(), at=NOW)

    assert Application.objects.count() == 0


def test_nobody_files_with_a_right_that_does_not_cover_applications():
    person = a_person()
    curator = a_guardian(person, kind="CURATOR", scope=["MONEY"])

    with pytest.raises(Refused, match="does not cover"):
        file_application(
            centre=the_centre(), person_id=person.pk, services=[a_service()],
            applicant=Applicant.STATUTORY_REPRESENTATIVE, representation_id=curator.pk, channel="PHONE",
            submission_key=uuid4(), by=a_coordinator(), at=NOW,
        )  # fmt: skip


def test_a_phone_others_answer_does_not_tell_who_applies():
    known = a_person(street="", house="", phone="+48600123456", phone_is_shared=True)
    given = PersonGiven("Anna", "Nowak", born_on=known.born_on, phone="600 123 456")

    filed = take_in(
        centre=the_centre(),
        submission=Submission(key=uuid4(), applicant=Applicant.PERSON, services=[a_service()], person=given),
        at=NOW,
    )

    assert filed.person != known


def test_after_a_death_everything_open_is_on_the_list_of_whoever_answers_for_it():
    joanna, desk = a_coordinator(), a_coordinator(last_name="Lis")
    person = a_person()
    waiting = an_application(person=person, coordinator=joanna)
    waiting.requests.update(state=RequestState.WAITING, waiting_since=TODAY, outcome_on=TODAY)
    plan = a_plan(coordinator=joanna, application=an_application(person=person, coordinator=joanna))

    note_death_and_tasks(person_id=person.pk, died_on=TODAY, known_from="córka", by=desk, on=TODAY)

    texts = list(Task.objects.order_by("id").values_list("text", flat=True))
    assert texts[0] == "Talk to the family of Anna Nowak"
    assert any(plan.number in text for text in texts)
    assert any("Free the place in line" in text and waiting.number in text for text in texts)
    assert {task.owner for task in Task.objects.all()} == {joanna}
    assert {task.due_on for task in Task.objects.all()} == {date(2026, 3, 9)}


def test_taking_the_note_back_takes_its_tasks_off_the_lists_and_leaves_others():
    joanna, person = a_coordinator(), a_person()
    an_application(person=person, coordinator=joanna)
    other = Task.objects.create(centre=the_centre(), owner=joanna, person=person, text="Zadzwonić", due_on=TODAY)
    leaving = note_death_and_tasks(person_id=person.pk, died_on=TODAY, known_from="córka", by=joanna, on=TODAY)

    undo_leaving_and_tasks(leaving_id=leaving.pk, reason="inna osoba", by=joanna, on=TODAY)

    assert list(Task.objects.open()) == [other]
    assert Person.objects.get().deceased_on is None


def test_after_moving_the_person_is_asked_what_to_keep():
    joanna, person = a_coordinator(), a_person()
    an_application(person=person, coordinator=joanna)

    note_moving_and_tasks(
        person_id=person.pk, moved_on=TODAY, moved_to="Kraków", known_from="córka", by=joanna, on=TODAY
    )

    assert [task.text.startswith("Ask whether the person upholds") for task in Task.objects.all()] == [True]


def test_no_letter_is_addressed_to_the_dead():
    application = an_application(person=a_person(deceased_on=TODAY), coordinator=a_coordinator())

    with pytest.raises(Refused, match="no letter is addressed"):
        write_case_letter(
            application=application, kind=LetterKind.QUALIFICATION, title="Kwalifikacja",
            template="cases/letters/qualification.txt", values={}, by=None, on=TODAY,
        )  # fmt: skip
    assert Letter.objects.count() == 0


def test_the_confirmation_does_not_go_to_an_address_others_read():
    person = a_person(email="dom@example.org", email_is_shared=True)

    file_application(
        centre=the_centre(), person_id=person.pk, services=[a_service()], applicant=Applicant.PERSON, channel="PHONE",
        submission_key=uuid4(), by=a_coordinator(), at=NOW,
    )  # fmt: skip

    assert OutboxMessage.objects.count() == 0
