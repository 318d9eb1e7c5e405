"""Who takes a case, what is found out, how long it will be coordinated."""

from datetime import date

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.models import NeedsRecognition
from cus.cases.services.outcomes import assign_coordinator, change_recognition, note_coordination, recognise_needs
from cus.cases.states import ApplicationState
from cus.cases.tests.factories import TODAY, an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.models import Event

pytestmark = pytest.mark.django_db


def recognised(**given: object) -> NeedsRecognition:
    defaults = {
        "held_on": TODAY,
        "place": "STAY",
        "finished": False,
        "findings": {"needs": "pomoc w kąpieli", "wants": "Zostać u siebie."},
        "by": a_coordinator(),
        "on": TODAY,
    }
    if "application_id" not in given:
        given["application_id"] = an_application().pk
    return recognise_needs(**(defaults | given))


def test_a_coordinator_takes_a_case_nobody_has():
    application, coordinator = an_application(), a_coordinator()

    assign_coordinator(application_id=application.pk, coordinator_id=coordinator.pk, by=coordinator, on=TODAY)

    application.refresh_from_db()
    assert application.coordinator == coordinator
    assert Event.objects.get(name="application.assigned").details == {"coordinator": "Joanna Mazur"}


def test_a_coordinator_does_not_take_a_case_of_another_nor_gives_one_away():
    first, second = a_coordinator(), a_coordinator()

    with pytest.raises(NotAllowed):
        assign_coordinator(
            application_id=an_application(coordinator=first).pk, coordinator_id=second.pk, by=second, on=TODAY
        )
    with pytest.raises(NotAllowed):
        assign_coordinator(application_id=an_application().pk, coordinator_id=second.pk, by=first, on=TODAY)


@pytest.mark.parametrize("chief", [a_director, an_organiser])
def test_the_director_and_the_organiser_give_a_case_to_anyone_who_coordinates(chief):
    application, coordinator = an_application(coordinator=a_coordinator()), a_coordinator(last_name="Nowa")

    assign_coordinator(application_id=application.pk, coordinator_id=coordinator.pk, by=chief(), on=TODAY)

    application.refresh_from_db()
    assert application.coordinator == coordinator


def test_a_case_goes_only_to_a_coordinator():
    with pytest.raises(Refused):
        assign_coordinator(
            application_id=an_application().pk,
            coordinator_id=a_user(Role.SOCIAL_WORKER).pk,
            by=a_director(),
            on=TODAY,
        )


def test_nobody_takes_a_closed_application():
    coordinator = a_coordinator()
    application = an_application(state=ApplicationState.WITHDRAWN)

    with pytest.raises(WrongState):
        assign_coordinator(application_id=application.pk, coordinator_id=coordinator.pk, by=coordinator, on=TODAY)


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize("place", ["CENTRE", "STAY"])
def test_a_coordinator_recognises_needs_at_the_centre_or_where_the_person_stays(place):
    application = an_application()

    recognition = recognised(application_id=application.pk, place=place, finished=True)

    assert (recognition.place, recognition.finished_on) == (place, TODAY)
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION
    assert Event.objects.filter(name="needs.recognised").exists()


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize("given", [{"place": "PHONE"}, {"place": ""}])
def test_nowhere_else(given):
    with pytest.raises(Refused) as refusal:
        recognised(**given)

    assert refusal.value.provision
    assert not NeedsRecognition.objects.exists()


@pytest.mark.rule("RULE-43")
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ORGANISER, Role.SOCIAL_WORKER])
def test_other_case_staff_do_not_recognise_needs(role):
    with pytest.raises(Refused) as refusal:
        recognised(by=a_user(role))

    assert refusal.value.provision


def test_the_front_desk_and_strangers_do_not_recognise_needs():
    application = an_application()
    for user in (a_user(Role.FRONT_DESK), a_stranger(Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            recognised(application_id=application.pk, by=user)


def test_a_draft_stays_with_its_author_until_it_is_finished():
    author = a_coordinator()
    draft = recognised(by=author, findings={"can_do": "Sama gotuje."})
    assert draft.finished_on is None
    again = {"recognition_id": draft.pk, "held_on": TODAY, "place": "STAY", "on": TODAY}

    with pytest.raises(NotAllowed):
        change_recognition(**again, findings={}, finished=False, by=a_coordinator())
    with pytest.raises(Refused):
        change_recognition(**again, findings={}, finished=True, by=author)
    finished = change_recognition(**again, findings={"needs": "zakupy"}, finished=True, by=author)

    assert (finished.can_do, finished.needs, finished.finished_on) == ("Sama gotuje.", "zakupy", TODAY)
    with pytest.raises(NotAllowed):
        change_recognition(**again, findings={"needs": "inne"}, finished=True, by=author)


def test_an_application_may_have_several_recognitions():
    application = an_application()
    recognised(application_id=application.pk, finished=True)
    recognised(application_id=application.pk, finished=True)

    assert application.recognitions.count() == 2


def test_a_conversation_is_written_down_after_it_took_place():
    with pytest.raises(Refused):
        recognised(held_on=date(2026, 1, 11))


def test_needs_are_recognised_on_a_complete_application():
    with pytest.raises(WrongState):
        recognised(application_id=an_application(state=ApplicationState.INCOMPLETE).pk)


def test_the_time_of_coordination_is_noted_also_without_an_end():
    application = an_application()

    note_coordination(
        application_id=application.pk, starts_on=date(2026, 2, 1), ends_on=None, by=a_coordinator(), on=TODAY
    )

    application.refresh_from_db()
    assert (application.coordination_from, application.coordination_to) == (date(2026, 2, 1), None)


def test_coordination_ends_after_it_starts():
    with pytest.raises(Refused):
        note_coordination(
            application_id=an_application().pk,
            starts_on=date(2026, 2, 2),
            ends_on=date(2026, 2, 1),
            by=a_coordinator(),
            on=TODAY,
        )


def test_the_front_desk_and_strangers_do_not_note_coordination():
    application = an_application()
    for user in (a_user(Role.FRONT_DESK), a_stranger()):
        with pytest.raises(NotAllowed):
            note_coordination(application_id=application.pk, starts_on=TODAY, ends_on=None, by=user, on=TODAY)
