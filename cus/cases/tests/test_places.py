"""Qualifying within places and in the order of filing; waiting; a place that becomes free."""

from datetime import UTC, date, datetime

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser, the_centre
from cus.cases.models import RequestedService, Task
from cus.cases.services.outcomes import (
    end_service,
    put_on_waiting_list,
    qualify_service,
    withdraw_request,
)
from cus.cases.states import ApplicationState, RequestState
from cus.cases.tests.factories import TODAY, a_request, an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person
from cus.records.models import Event, Letter, OutboxMessage

pytestmark = pytest.mark.django_db


def asks_for(service: Service, *, day: int = 2, **given: object) -> RequestedService:
    application = an_application(
        services=[service], filed_at=datetime(2026, 1, day, 9, tzinfo=UTC), filed_on=date(2026, 1, day), **given
    )
    return application.requests.get()


def qualify(request: RequestedService, **given: object) -> RequestedService:
    return qualify_service(**({"request_id": request.pk, "by": a_coordinator(), "on": TODAY} | given))


def wait(request: RequestedService, **given: object) -> RequestedService:
    return put_on_waiting_list(**({"request_id": request.pk, "by": a_coordinator(), "on": TODAY} | given))


@pytest.mark.rule("RULE-38")
def test_a_coordinator_qualifies_and_a_letter_tells_it_without_any_decision():
    coordinator = a_coordinator()
    request = asks_for(a_service(name="Rehabilitacja w domu"))

    qualified = qualify(request, by=coordinator)

    assert (qualified.state, qualified.outcome_on, qualified.outcome_by) == (
        RequestState.QUALIFIED,
        TODAY,
        coordinator,
    )
    letter = Letter.objects.get()
    assert letter.kind == "QUALIFICATION"
    assert "miejsce w usłudze „Rehabilitacja w domu”" in letter.text
    assert letter.recipient["name"] == "Pani Anna Nowak"
    assert not request.application.decisions.exists()
    assert Event.objects.get(name="request.qualified").details["service"] == "Rehabilitacja w domu"


def test_no_message_goes_to_a_person_who_did_not_agree_to_notices():
    qualify(asks_for(a_service(), person=a_person(email="anna@example.org")))

    assert not OutboxMessage.objects.exists()


def test_qualifying_twice_happens_once():
    request = asks_for(a_service(places=1))
    qualify(request)

    again = qualify(request)

    assert again.state == RequestState.QUALIFIED
    assert Letter.objects.count() == 1
    assert Event.objects.filter(name="request.qualified").count() == 1


@pytest.mark.rule("RULE-37")
def test_the_last_place_is_given_and_the_one_after_it_is_not():
    service = a_service(places=2)
    first, second, third = (asks_for(service, day=day) for day in (2, 3, 4))
    qualify(first)
    qualify(second)

    with pytest.raises(Refused, match="2") as refusal:
        qualify(third)

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    third.refresh_from_db()
    assert third.state == RequestState.OPEN


@pytest.mark.rule("RULE-37")
def test_a_used_up_limit_stops_even_where_the_order_of_filing_is_switched_off():
    service = a_service(places=1)
    the_centre(switched_off_rules=["RULE-36"])
    qualify(asks_for(service, day=3))

    with pytest.raises(Refused):
        qualify(asks_for(service, day=2), passing_over="pilne")


def test_a_service_without_a_limit_has_a_place_for_everyone():
    service = a_service(places=None)
    for day in (4, 3, 2):
        assert qualify(asks_for(service, day=day)).state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-36")
def test_who_filed_earlier_goes_first_and_the_refusal_says_how_many_are_ahead():
    service = a_service(places=2)
    asks_for(service, day=2)
    wait(asks_for(service, day=3))
    late = asks_for(service, day=4)

    with pytest.raises(Refused, match="2") as refusal:
        qualify(late)

    assert refusal.value.provision


@pytest.mark.rule("RULE-36")
def test_whoever_is_among_as_many_as_there_are_places_is_in_turn():
    service = a_service(places=2)
    asks_for(service, day=2)

    assert qualify(asks_for(service, day=3)).state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-36")
def test_two_filed_on_one_day_stand_in_the_order_of_the_minute():
    service = a_service(places=1)
    morning = an_application(services=[service], filed_at=datetime(2026, 1, 2, 8, 0, tzinfo=UTC))
    noon = an_application(services=[service], filed_at=datetime(2026, 1, 2, 12, 0, tzinfo=UTC))

    with pytest.raises(Refused):
        qualify(noon.requests.get())

    assert qualify(morning.requests.get()).state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-36")
def test_passing_somebody_over_needs_a_reason_that_is_kept():
    service = a_service(places=1)
    asks_for(service, day=2)
    late = asks_for(service, day=3)

    qualified = qualify(late, passing_over="Wypis ze szpitala, brak opieki w domu.")

    assert qualified.outcome_note == "Wypis ze szpitala, brak opieki w domu."
    told = Event.objects.get(name="request.qualified_out_of_turn")
    assert told.details["reason"] == "Wypis ze szpitala, brak opieki w domu."


@pytest.mark.rule("RULE-36")
def test_a_centre_that_switched_the_order_off_qualifies_anyone_within_places():
    the_centre(switched_off_rules=["RULE-36"])
    service = a_service(places=1)
    asks_for(service, day=2)

    assert qualify(asks_for(service, day=3)).state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-36")
def test_an_application_that_is_not_complete_holds_nobody_up_and_is_not_qualified():
    service = a_service(places=1)
    incomplete = asks_for(service, day=2, state=ApplicationState.INCOMPLETE)

    with pytest.raises(WrongState):
        qualify(incomplete)

    assert qualify(asks_for(service, day=3)).state == RequestState.QUALIFIED


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.DIRECTOR, True),
        (Role.ORGANISER, True),
        (Role.COORDINATOR, True),
        (Role.SOCIAL_WORKER, False),
        (Role.FRONT_DESK, False),
        (Role.COMMUNITY_ORGANISER, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_qualifies(role, allowed):
    request = asks_for(a_service())
    if allowed:
        assert qualify(request, by=a_user(role)).state == RequestState.QUALIFIED
    else:
        with pytest.raises(NotAllowed):
            qualify(request, by=a_user(role))


def test_a_director_of_another_centre_neither_qualifies_nor_lets_wait_nor_ends():
    request, stranger = asks_for(a_service()), a_stranger()

    for step in (qualify_service, put_on_waiting_list, withdraw_request):
        with pytest.raises(NotAllowed):
            step(request_id=request.pk, by=stranger, on=TODAY)

    RequestedService.objects.filter(pk=request.pk).update(state=RequestState.QUALIFIED, outcome_on=TODAY)
    with pytest.raises(NotAllowed):
        end_service(request_id=request.pk, by=stranger, on=TODAY)


@pytest.mark.parametrize(
    "state",
    [
        RequestState.TRANSFERRED,
        RequestState.REFUSAL_DRAFTED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
        RequestState.ENDED,
    ],
)
def test_a_service_with_another_outcome_is_not_qualified(state):
    request = asks_for(a_service())
    RequestedService.objects.filter(pk=request.pk).update(state=state, outcome_on=TODAY)

    with pytest.raises(WrongState):
        qualify(request)


def test_the_application_is_decided_when_the_last_service_has_its_outcome():
    first, second = a_service(), a_service()
    application = an_application(services=[first, second])
    one, two = application.requests.order_by("id")

    qualify(one)
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION

    wait(two)
    application.refresh_from_db()
    assert application.state == ApplicationState.DECIDED


def test_waiting_is_told_by_letter_with_a_range_of_places():
    service = a_service(places=1, name="Obiady")
    requests = [asks_for(service, day=day) for day in range(2, 8)]

    wait(requests[3])

    text = Letter.objects.get(kind="WAITING").text
    assert "**3–5 z 6**" in text
    assert "To nie jest odmowa" in text


def test_a_person_of_the_waiting_list_is_qualified_once_a_place_is_free():
    service = a_service(places=1)
    first, second, third = (asks_for(service, day=day) for day in (2, 3, 4))
    qualify(first)
    wait(second)
    wait(third)
    with pytest.raises(Refused):
        qualify(second)

    end_service(request_id=first.pk, by=an_organiser(), on=TODAY)

    with pytest.raises(Refused):
        qualify(third)
    assert qualify(second).state == RequestState.QUALIFIED
    assert RequestedService.objects.get(pk=third.pk).state == RequestState.WAITING


def test_a_free_place_gives_a_task_to_the_coordinator_of_the_next_in_line_and_qualifies_nobody():
    coordinator = a_coordinator()
    service = a_service(places=1, name="Obiady")
    first = asks_for(service, day=2)
    qualify(first)
    nexts = wait(asks_for(service, day=3, coordinator=coordinator, person=a_person(last_name="Zając")))

    ended = end_service(request_id=first.pk, by=a_director(), on=TODAY)

    assert (ended.state, ended.ended_on) == (RequestState.ENDED, TODAY)
    task = Task.objects.get()
    assert (task.owner, task.due_on) == (coordinator, date(2026, 1, 13))
    assert "Obiady" in task.text
    assert "Anna Zając" in task.text
    nexts.refresh_from_db()
    assert nexts.state == RequestState.WAITING


def test_a_free_place_nobody_waits_for_gives_no_task():
    first = asks_for(a_service(places=1))
    qualify(first)

    end_service(request_id=first.pk, by=a_director(), on=TODAY)

    assert not Task.objects.exists()


def test_only_a_service_somebody_uses_can_end():
    with pytest.raises(WrongState):
        end_service(request_id=asks_for(a_service()).pk, by=a_director(), on=TODAY)


def test_giving_up_the_last_service_withdraws_the_application():
    application = an_application(services=[a_service(), a_service()])
    one, two = application.requests.order_by("id")

    withdraw_request(request_id=one.pk, by=a_user(Role.FRONT_DESK), on=TODAY, reason="Pomaga córka.")
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION

    withdraw_request(request_id=two.pk, by=a_user(Role.FRONT_DESK), on=TODAY)
    application.refresh_from_db()
    assert (application.state, application.closed_on) == (ApplicationState.WITHDRAWN, TODAY)
    one.refresh_from_db()
    assert (one.state, one.outcome_note) == (RequestState.WITHDRAWN, "Pomaga córka.")


def test_giving_up_the_waiting_list_withdraws_a_decided_application_too():
    request = wait(asks_for(a_service(places=1)))

    withdraw_request(request_id=request.pk, by=a_coordinator(), on=TODAY)

    request.application.refresh_from_db()
    assert request.application.state == ApplicationState.WITHDRAWN


def test_a_withdrawn_request_holds_nobody_up():
    service = a_service(places=1)
    withdraw_request(request_id=asks_for(service, day=2).pk, by=a_coordinator(), on=TODAY)

    assert qualify(asks_for(service, day=3)).state == RequestState.QUALIFIED


def test_a_second_service_of_one_application_is_its_own_matter():
    application = an_application(services=[a_service(places=0)])
    free = a_request(application, a_service(places=1))

    with pytest.raises(Refused):
        qualify(application.requests.first())
    assert qualify(free).state == RequestState.QUALIFIED
