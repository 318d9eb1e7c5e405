"""A place that frees is offered to the next in line, held, and passes on by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import LineChange, LinePause, LineRules, OfferChannel, PlaceOffer, RequestedService, Task
from cus.cases.services.outcomes import end_service, put_on_waiting_list, qualify_service, withdraw_request
from cus.cases.services.passing_days import pass_day
from cus.cases.services.waiting import (
    Then,
    accept_offer,
    decline_offer,
    end_pause_in_line,
    move_to_line,
    note_told,
    offer_place,
    pause_in_line,
    put_at_place,
    recall_offer,
    set_line_rules,
)
from cus.cases.states import ApplicationState, OfferState, RequestState
from cus.cases.tests.factories import TODAY, a_plan, an_application
from cus.cases.tests.test_places import asks_for, qualify, wait
from cus.catalogue.models import Entry
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_terms import terms_in_force
from cus.people.tests.factories import a_person, an_exclusion
from cus.records.models import Event, Letter

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OF_THE_SESSION = 5  # as in tests/architecture/test_costs.py


def a_line(people: int = 3, *, places: int = 1):
    """A full service and people on its list, in the order of filing: (who has the place, those who wait)."""
    service = a_service(places=places, name="Obiady")
    users = [asks_for(service, day=2) for _n in range(places)]
    for user in users:
        qualify(user)
    waiting = [
        wait(asks_for(service, day=3 + n, person=a_person(last_name=f"Zając {n}", phone=f"+4860010010{n}")))
        for n in range(people)
    ]
    return users[0], waiting


def offer_to(request: RequestedService, **given) -> PlaceOffer:
    return offer_place(
        **({"request_id": request.pk, "channel": "PHONE", "by": a_coordinator(), "on": TODAY, "told": True} | given)
    )


def state_of(request: RequestedService) -> str:
    return RequestedService.objects.get(pk=request.pk).state


def offer_of(request: RequestedService) -> PlaceOffer:
    return PlaceOffer.objects.filter(request=request).latest("id")


def test_a_place_that_frees_is_offered_to_the_first_in_line_and_nobody_is_qualified():
    user, [first, second, _third] = a_line()

    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    offer = PlaceOffer.objects.get()
    assert (offer.request, offer.state, offer.channel, offer.told_on) == (first, "OFFERED", "PHONE", None)
    assert offer.answer_by == date(2026, 1, 17)
    assert (state_of(first), state_of(second)) == ("WAITING", "WAITING")
    assert "Zając 0" in Task.objects.get().text
    assert not Letter.objects.filter(kind="PLACE_OFFER").exists()


def test_the_place_is_held_while_the_offer_runs():
    user, [first, second, _third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    with pytest.raises(Refused, match="1"):
        qualify(second, passing_over="pilne")
    with pytest.raises(Refused):
        offer_to(second, out_of_turn="pilne")

    assert Entry.objects.get(uuid=first.service.uuid).places_left == "NONE"
    assert qualify(first).state == RequestState.QUALIFIED
    assert offer_of(first).state == OfferState.USED


def test_a_yes_qualifies_nobody_but_asks_somebody_to():
    user, [first, *_rest] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    accept_offer(offer_id=offer_of(first).pk, by=a_user(Role.FRONT_DESK), on=TODAY + DAY)
    pass_day(on=TODAY + 30 * DAY)

    assert state_of(first) == "WAITING"
    assert offer_of(first).state == OfferState.ACCEPTED
    [task] = Task.objects.open()
    assert "Anna Zając 0" in task.text
    assert task.application == first.application


def test_a_no_passes_the_place_to_the_next_and_keeps_the_place_in_line():
    user, [first, second, _third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    decline_offer(offer_id=offer_of(first).pk, by=a_coordinator(), on=TODAY + DAY)

    assert offer_of(second).state == OfferState.OFFERED
    assert offer_of(second).place == offer_of(first).place
    assert RequestedService.objects.place_of(first).place == 1


def test_no_answer_by_the_day_passes_the_place_on_and_strikes_nobody_off():
    user, [first, second, _third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)
    note_told(offer_id=offer_of(first).pk, by=a_coordinator(), on=TODAY)

    pass_day(on=date(2026, 1, 17))
    assert offer_of(first).state == OfferState.OFFERED
    pass_day(on=date(2026, 1, 18))
    pass_day(on=date(2026, 1, 18))

    assert offer_of(first).state == OfferState.LAPSED
    assert offer_of(second).state == OfferState.OFFERED
    assert PlaceOffer.objects.count() == 2
    assert (state_of(first), RequestedService.objects.place_of(first).place) == ("WAITING", 1)


def test_who_was_never_told_cannot_be_late():
    user, [first, *_rest] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    pass_day(on=date(2026, 1, 18))

    offer = offer_of(first)
    assert (offer.state, offer.answer_by) == ("OFFERED", date(2026, 1, 25))
    assert Task.objects.open().filter(due_on=date(2026, 1, 18), text__contains="Zając 0").count() == 1


def test_the_centre_may_choose_that_silence_pauses():
    user, [first, second, _third] = a_line()
    set_line_rules(
        service_id=first.service_id, for_all=True, offers_by_itself=True, days_to_answer=3, unanswered="PAUSE",
        by=a_director(), on=TODAY,
    )  # fmt: skip
    end_service(request_id=user.pk, by=a_director(), on=TODAY)
    offer = note_told(offer_id=offer_of(first).pk, by=a_coordinator(), on=TODAY)
    assert offer.answer_by == date(2026, 1, 13)

    pass_day(on=date(2026, 1, 14))

    first.refresh_from_db()
    assert (first.state, first.is_paused) == ("WAITING", True)
    assert LinePause.objects.get().reason == "NO_ANSWER"
    assert offer_of(second).state == OfferState.OFFERED


def test_a_place_goes_to_nobody_twice_and_then_a_person_is_asked():
    user, waiting = a_line(2)
    end_service(request_id=user.pk, by=a_director(), on=TODAY)
    for request in waiting:
        decline_offer(offer_id=offer_of(request).pk, by=a_coordinator(), on=TODAY)

    pass_day(on=TODAY + DAY)

    assert PlaceOffer.objects.count() == 2
    assert "Obiady" in Task.objects.open().get().text


def test_who_still_waits_for_an_outcome_is_not_offered_a_place_and_not_passed_over():
    service = a_service(places=1)
    user = qualify(asks_for(service, day=2))
    undecided = asks_for(service, day=3)
    wait(asks_for(service, day=4))
    undecided.application.coordinator = a_coordinator()
    undecided.application.save(update_fields=["coordinator"])

    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    assert not PlaceOffer.objects.exists()
    assert Task.objects.get().application == undecided.application


def test_a_centre_that_offers_by_hand_gets_a_task_instead():
    user, [first, *_rest] = a_line()
    LineRules.objects.create(centre=first.centre, offers_by_itself=False)

    end_service(request_id=user.pk, by=a_director(), on=TODAY)
    pass_day(on=TODAY + DAY)

    assert not PlaceOffer.objects.exists()
    assert "Zając 0" in Task.objects.get().text


def test_places_added_to_a_service_are_offered_in_the_night():
    _user, waiting = a_line(3)
    service = waiting[0].service
    service.places = 3
    service.save(update_fields=["places"])

    pass_day(on=TODAY + DAY)

    assert [offer.request for offer in PlaceOffer.objects.order_by("id")] == waiting[:2]


def test_the_dead_are_passed_by():
    user, [first, second, _third] = a_line()
    first.application.person.deceased_on = TODAY
    first.application.person.save(update_fields=["deceased_on"])

    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    assert PlaceOffer.objects.get().request == second


def test_only_ways_the_person_has_are_offered():
    service = a_service(places=1)
    by_post = wait(asks_for(service, person=a_person(phone="", street="Polna", house="1", town="Zalesie")))

    with pytest.raises(Refused, match=str(OfferChannel.POST.label)):
        offer_to(by_post, channel=OfferChannel.PHONE)
    with pytest.raises(Refused):
        offer_to(by_post, channel=OfferChannel.EMAIL)
    offer = offer_to(by_post, channel=OfferChannel.POST, told=False)

    assert offer.told_on == TODAY
    assert "Zwolniło się miejsce" in Letter.objects.get(kind="PLACE_OFFER").text


@pytest.mark.rule("RULE-36")
def test_offering_out_of_turn_needs_a_reason_that_is_kept():
    _user, [_first, second, _third] = a_line(places=1)
    service = second.service
    service.places = 2
    service.save(update_fields=["places"])

    with pytest.raises(Refused, match="1"):
        offer_to(second)
    offer = offer_to(second, out_of_turn="Wypis ze szpitala.")

    assert offer.out_of_turn == "Wypis ze szpitala."
    assert Event.objects.filter(name="place.offered_out_of_turn").exists()


def test_an_offer_to_somebody_who_gave_up_goes_to_the_next():
    user, [first, second, _third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    withdraw_request(request_id=first.pk, by=a_coordinator(), on=TODAY)

    assert offer_of(first).state == OfferState.RECALLED
    assert offer_of(second).state == OfferState.OFFERED


def test_a_no_may_give_the_service_up_or_pause():
    user, [first, second, third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    decline_offer(offer_id=offer_of(first).pk, by=a_coordinator(), on=TODAY, then=Then.GIVE_UP)
    decline_offer(offer_id=offer_of(second).pk, by=a_coordinator(), on=TODAY, then=Then.PAUSE, until=date(2026, 2, 1))

    assert state_of(first) == "WITHDRAWN"
    second.refresh_from_db()
    assert second.is_paused
    assert offer_of(third).state == OfferState.OFFERED


def test_a_recalled_offer_frees_the_place_and_passes_to_nobody():
    _user, [first, *_rest] = a_line(places=1)
    service = first.service
    service.places = 2
    service.save(update_fields=["places"])
    offer = offer_to(first)

    with pytest.raises(Refused):
        recall_offer(offer_id=offer.pk, by=a_director(), on=TODAY, note=" ")
    recall_offer(offer_id=offer.pk, by=a_director(), on=TODAY, note="Pomyłka: miejsca nie ma.")

    assert PlaceOffer.objects.get().state == OfferState.RECALLED


def test_a_pause_keeps_the_place_and_is_passed_over_until_it_ends():
    user, [first, second, _third] = a_line()
    pause_in_line(
        request_id=first.pk, starts_on=TODAY, ends_on=date(2026, 1, 20), reason="HOSPITAL", by=a_coordinator(),
        on=TODAY,
    )  # fmt: skip

    end_service(request_id=user.pk, by=a_director(), on=TODAY)

    assert PlaceOffer.objects.get().request == second
    assert RequestedService.objects.place_of(first).place == 1
    pass_day(on=date(2026, 1, 20))
    first.refresh_from_db()
    assert first.is_paused
    pass_day(on=date(2026, 1, 21))
    first.refresh_from_db()
    assert not first.is_paused
    assert list(LineChange.objects.order_by("id").values_list("kind", "place_before", "place_after")) == [
        ("PAUSED", 1, 1),
        ("RESUMED", 1, 1),
    ]


def test_a_pause_may_end_earlier_and_two_do_not_overlap():
    _user, [first, *_rest] = a_line()
    given = {"request_id": first.pk, "reason": "AWAY", "by": a_coordinator(), "on": TODAY}
    pause_in_line(starts_on=TODAY, ends_on=None, **given)

    with pytest.raises(Refused):
        pause_in_line(starts_on=TODAY + DAY, ends_on=None, **given)
    end_pause_in_line(request_id=first.pk, by=a_coordinator(), on=TODAY + 3 * DAY)

    first.refresh_from_db()
    assert not first.is_paused
    assert LinePause.objects.get().ends_on == TODAY + 2 * DAY


def test_another_place_in_line_keeps_author_reason_and_both_places():
    _user, waiting = a_line(4)
    director = a_director()

    put_at_place(request_id=waiting[3].pk, place=2, reason="Pożar mieszkania.", by=director, on=TODAY)

    line = RequestedService.objects.in_line().filter(service=waiting[0].service).in_order_of_filing()
    assert list(line) == [waiting[0], waiting[3], waiting[1], waiting[2]]
    change = LineChange.objects.get()
    assert (change.place_before, change.place_after, change.changed_by) == (4, 2, director)
    assert change.reason == "Pożar mieszkania."


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5])
def test_every_place_can_be_taken_even_among_those_filed_at_one_moment(place):
    service = a_service(places=0)
    waiting = [wait(asks_for(service, day=3)) for _n in range(5)]

    put_at_place(request_id=waiting[2].pk, place=6 - place if place != 3 else 1, reason="x", by=a_director(), on=TODAY)

    assert RequestedService.objects.place_of(RequestedService.objects.get(pk=waiting[2].pk)).place == (
        6 - place if place != 3 else 1
    )


def test_nobody_changes_the_order_without_a_reason_or_the_right():
    _user, [_first, second, _third] = a_line()

    with pytest.raises(Refused):
        put_at_place(request_id=second.pk, place=1, reason="  ", by=a_director(), on=TODAY)
    with pytest.raises(NotAllowed):
        put_at_place(request_id=second.pk, place=1, reason="x", by=a_coordinator(), on=TODAY)
    with pytest.raises(NotAllowed):
        put_at_place(request_id=second.pk, place=1, reason="x", by=a_stranger(), on=TODAY)


def test_moving_to_another_line_keeps_the_day_of_filing():
    _user, [first, second, _third] = a_line()
    other = a_service(places=1, name="Teleopieka")
    qualify(asks_for(other, day=2))
    later = wait(asks_for(other, day=8))

    moved = move_to_line(
        request_id=second.pk, service_id=other.pk, reason="Wystarczy teleopieka.", by=a_coordinator(), on=TODAY
    )

    assert (moved.state, moved.moved_from) == ("WAITING", second)
    assert state_of(second) == "SWITCHED"
    assert RequestedService.objects.place_of(moved).place == 1
    assert RequestedService.objects.place_of(later).place == 2
    assert RequestedService.objects.place_of(first).total == 2
    back = move_to_line(
        request_id=moved.pk, service_id=second.service_id, reason="Zmiana.", by=a_coordinator(), on=TODAY
    )
    assert (back.pk, back.state) == (second.pk, "WAITING")


def test_withdrawing_what_came_from_another_line_withdraws_the_application():
    _user, [first, *_rest] = a_line()
    moved = move_to_line(
        request_id=first.pk, service_id=a_service(places=0).pk, reason="x", by=a_coordinator(), on=TODAY
    )

    withdraw_request(request_id=moved.pk, by=a_coordinator(), on=TODAY)

    first.application.refresh_from_db()
    assert first.application.state == ApplicationState.WITHDRAWN


def test_only_those_on_the_list_are_offered_a_place():
    with pytest.raises(WrongState):
        offer_to(asks_for(a_service(places=1)))


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.SOCIAL_WORKER, Role.RESIDENT])
def test_who_does_not_offer_places(role):
    with pytest.raises(NotAllowed):
        offer_to(wait(asks_for(a_service(places=1))), by=a_user(role))


def test_offering_twice_happens_once():
    request = wait(asks_for(a_service(places=1)))

    assert offer_to(request).pk == offer_to(request).pk
    assert PlaceOffer.objects.count() == 1


def test_qualifying_out_of_turn_is_a_change_of_order():
    service = a_service(places=1)
    asks_for(service, day=2)
    late = asks_for(service, day=3)

    qualify_service(request_id=late.pk, by=a_director(), on=TODAY, passing_over="pilne")

    change = LineChange.objects.get()
    assert (change.kind, change.place_before, change.place_after, change.reason) == ("OUT_OF_TURN", 2, None, "pilne")


def test_the_history_of_order_can_be_neither_changed_nor_removed():
    _user, [_first, second, _third] = a_line()
    change = put_at_place(request_id=second.pk, place=1, reason="x", by=a_director(), on=TODAY)

    with pytest.raises(Exception, match="pgtrigger"):
        LineChange.objects.filter(pk=change.pk).update(reason="y")


def test_waiting_alone_still_puts_on_the_list():
    assert put_on_waiting_list(request_id=asks_for(a_service()).pk, by=a_director(), on=TODAY).state == "WAITING"


@time_machine.travel(TODAY, tick=False)
def test_a_line_with_an_offer_a_pause_kin_and_limits_shows_them_in_few_queries(client):
    limits = [(100, "HOUR", "YEAR", "SERVICE"), (10, "HOUR", "MONTH", "PERSON")]
    service = terms_in_force(*limits, service=a_service(places=1, name="Obiady")).service
    people = [a_person(last_name=f"Zając {n}", phone=f"+4860010010{n}") for n in range(4)]
    user, offered, kin, paused = [asks_for(service, day=2 + n, person=person) for n, person in enumerate(people)]
    director = a_director()
    qualify(user)
    for request in (offered, kin, paused):
        wait(request)
    end_service(request_id=user.pk, by=director, on=TODAY)
    pause_in_line(
        request_id=paused.pk, starts_on=TODAY, ends_on=TODAY + 30 * DAY, reason="HOSPITAL", by=director, on=TODAY
    )
    an_exclusion(kin.application.person, director)
    a_plan(application=an_application(services=[service], state="DECIDED"), state="ACTIVE")
    client.force_login(director)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("cases:waiting_list", args=[service.pk])).content.decode().replace("\xa0", " ")

    assert [name for name in ("Zając 1", "Zając 2", "Zając 3") if name in page] == ["Zając 1", "Zając 3"]
    assert "do 17 stycznia" in page
    assert "do 9 lutego" in page
    assert "100 godzin w roku, na całą usługę" in page
    assert len(queries) - OF_THE_SESSION < 10
