"""Thirty officers at once, five places."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from cus.accounts.tests.factories import a_coordinator, the_centre
from cus.cases.models import RequestedService
from cus.cases.services.outcomes import end_service, qualify_service
from cus.cases.states import RequestState
from cus.cases.tests.factories import TODAY, an_application
from cus.kit.errors import Refused
from cus.kit.rows import act_for
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person
from cus.records.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("RULE-36", "RULE-37")]
OFFICERS, PLACES = 30, 5


def test_thirty_qualifications_at_once_for_five_places_qualify_the_five_who_filed_first():
    centre, officer, service, person = the_centre(), a_coordinator(), a_service(places=PLACES), a_person()
    first_moment = datetime(2026, 1, 2, 9, tzinfo=UTC)
    in_order = [
        an_application(
            services=[service], person=person, filed_at=first_moment + timedelta(minutes=n), filed_on=date(2026, 1, 2)
        ).requests.get()
        for n in range(OFFICERS)
    ]
    arriving = random.sample(in_order, k=OFFICERS)
    all_ready = Barrier(OFFICERS)

    def qualify(request: RequestedService) -> bool:
        try:
            act_for(centre.pk)
            all_ready.wait(timeout=60)
            qualify_service(request_id=request.pk, by=officer, on=TODAY)
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(OFFICERS) as threads:
        answers = list(threads.map(qualify, arriving))

    qualified = RequestedService.objects.filter(state=RequestState.QUALIFIED)
    assert sorted(request.pk for request in qualified) == sorted(request.pk for request in in_order[:PLACES])
    assert answers.count(True) == PLACES
    assert Letter.objects.filter(kind="QUALIFICATION").count() == PLACES


def test_the_same_place_freed_is_given_once_when_two_press_the_button_at_once():
    centre, officer, service = the_centre(), a_coordinator(), a_service(places=1)
    first, second = (an_application(services=[service]).requests.get() for _place in range(2))
    qualify_service(request_id=first.pk, by=officer, on=TODAY)
    end_service(request_id=first.pk, by=officer, on=TODAY)

    def qualify(_press: int) -> str:
        try:
            act_for(centre.pk)
            return qualify_service(request_id=second.pk, by=officer, on=TODAY).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(qualify, range(2))) == [RequestState.QUALIFIED, RequestState.QUALIFIED]

    assert Letter.objects.filter(kind="QUALIFICATION", story_id=second.application.person_id).count() == 1
