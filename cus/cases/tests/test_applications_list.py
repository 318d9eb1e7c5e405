from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user
from cus.cases.queries.intake import ApplicationFilter, applications_to_show, clock_of
from cus.cases.states import ApplicationState
from cus.cases.tests.factories import a_plan, an_application
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
URL = "/office/applications/"
FILED = date(2026, 1, 2)


def shown(user=None, on=FILED, **chosen):
    return list(applications_to_show(user=user or a_coordinator(), chosen=ApplicationFilter(**chosen), on=on))


def test_open_applications_stand_in_the_order_of_filing():
    first, second = an_application(), an_application()
    an_application(state=ApplicationState.WITHDRAWN)

    assert shown() == [first, second]


def test_all_applications_stand_newest_first():
    first, second = an_application(), an_application(state=ApplicationState.WITHDRAWN)

    assert shown(state="ALL") == [second, first]


@pytest.mark.parametrize("words", ["zielińska", "zielinska maria", "+48700", "CUS.5020.77"])
def test_an_application_is_found_by_name_phone_or_number(words):
    found = an_application(
        number="CUS.5020.77.2026", person=a_person(first_name="Maria", last_name="Zielińska", phone="+48700100200")
    )
    an_application()

    assert shown(words=words) == [found]


def test_mine_and_nobodys():
    me = a_coordinator()
    mine, nobodys = an_application(coordinator=me), an_application()
    an_application(coordinator=a_coordinator())

    assert shown(me, whose="mine") == [mine]
    assert shown(me, whose="nobody") == [nobodys]


def test_by_service():
    meals = a_service()
    found = an_application(services=[a_service(), meals])
    an_application()

    assert shown(service_id=meals.pk) == [found]


@pytest.mark.rule("RULE-44")
@pytest.mark.parametrize(("on", "is_late"), [(date(2026, 2, 1), False), (date(2026, 2, 2), True)])
def test_an_application_is_late_from_day_31(on, is_late):
    application = an_application()

    assert shown(on=on, late=True) == ([application] if is_late else [])


@pytest.mark.rule("RULE-44", "RULE-45")
def test_what_needs_no_plan_is_never_late():
    an_application(coordination_from=date(2026, 1, 10), coordination_to=date(2026, 3, 1))

    assert shown(on=date(2026, 3, 1), late=True) == []


def test_an_application_with_its_plan_approved_is_not_late_and_has_no_clock():
    plan = a_plan(state="ACTIVE")

    assert shown(on=date(2026, 3, 1), late=True) == []
    [row] = shown(state="ALL")
    assert row == plan.application
    assert clock_of(row, on=date(2026, 1, 20)) is None


def test_the_clock_shows_the_days_left_of_thirty():
    an_application()

    clock = clock_of(shown()[0], on=date(2026, 1, 12))

    assert (clock.due_on, clock.days_left, clock.share) == (date(2026, 2, 1), 20, 33)


def test_the_list_costs_the_same_for_one_as_for_many(client):
    client.force_login(a_coordinator())
    an_application()
    with CaptureQueriesContext(connection) as for_one:
        client.get(URL)
    for _n in range(5):
        an_application(services=[a_service(), a_service()], coordinator=a_coordinator())

    with CaptureQueriesContext(connection) as for_many:
        client.get(URL)

    assert len(for_many) == len(for_one)


def test_the_list_of_late_ones_costs_the_same_for_one_as_for_many(client):
    client.force_login(a_coordinator())
    long_ago = localdate() - timedelta(days=60)
    an_application(filed_on=long_ago)
    with CaptureQueriesContext(connection) as for_one:
        client.get(URL, {"late": 1})
    for _n in range(5):
        an_application(filed_on=long_ago)

    with CaptureQueriesContext(connection) as for_many:
        client.get(URL, {"late": 1})

    assert len(for_many) == len(for_one)


def test_a_stranger_sees_no_application_of_this_centre(client):
    application = an_application()
    client.force_login(a_stranger())

    page = client.get(URL, {"state": "ALL"})

    assert application.number not in page.content.decode()


def test_htmx_receives_only_the_rows(client):
    client.force_login(a_user(Role.FRONT_DESK))
    an_application()

    page = client.get(URL, headers={"HX-Request": "true"}).content.decode().strip()

    assert page.startswith('<div id="application-rows">')


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.RESIDENT, Role.CARER])
def test_the_list_is_for_those_who_work_with_applications(client, role):
    client.force_login(a_user(role))

    assert client.get(URL).status_code == 404


def test_an_empty_list_says_what_to_do(client):
    client.force_login(a_coordinator())

    assert "/office/applications/new/" in client.get(URL).content.decode()
    assert "/office/applications/" in client.get(URL, {"q": "nikt"}).content.decode()
