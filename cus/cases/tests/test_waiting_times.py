"""How long people usually waited for a service, measured over those who got a place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cus.cases import waiting_times
from cus.cases.models import RequestedService
from cus.cases.states import RequestState
from cus.cases.tests.factories import an_application
from cus.cases.waiting_times import waited_for
from cus.offer.models import Service
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 30)


def somebody_got_a_place(service: Service, *, on: date, after_weeks: int) -> None:
    filed = datetime(on.year, on.month, on.day, 9, tzinfo=UTC) - timedelta(weeks=after_weeks)
    application = an_application(services=[service], person=a_person(), filed_at=filed, filed_on=filed.date())
    RequestedService.objects.filter(application=application).update(state=RequestState.QUALIFIED, outcome_on=on)


def test_fewer_than_five_people_tell_nothing():
    service = a_service()
    for day in range(1, 5):
        somebody_got_a_place(service, on=date(2026, 6, day), after_weeks=3)
    assert waited_for(service.pk, on=ON) is None

    somebody_got_a_place(service, on=date(2026, 6, 5), after_weeks=3)

    waited = waited_for(service.pk, on=ON)
    assert waited is not None
    assert (waited.people, waited.weeks_from, waited.weeks_to) == (5, 3, 3)


def test_of_many_only_the_latest_are_measured(monkeypatch):
    monkeypatch.setattr(waiting_times, "MOST_ROWS", 5)
    service = a_service()
    for day in range(1, 6):
        somebody_got_a_place(service, on=date(2026, 1, day), after_weeks=20)
        somebody_got_a_place(service, on=date(2026, 6, day), after_weeks=4)

    waited = waited_for(service.pk, on=ON)

    assert waited is not None
    assert (waited.people, waited.weeks_from, waited.weeks_to) == (5, 4, 4)
    assert (waited.since, waited.until) == (date(2026, 6, 1), date(2026, 6, 5))


def test_a_place_of_another_service_or_of_more_than_a_year_ago_is_not_measured():
    service = a_service()
    for day in range(1, 6):
        somebody_got_a_place(a_service(code=f"X{day}"), on=date(2026, 6, day), after_weeks=3)
        somebody_got_a_place(service, on=date(2025, 6, day), after_weeks=3)

    assert waited_for(service.pk, on=ON) is None
