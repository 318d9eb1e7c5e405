from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import Application, ContactNote, Plan, PlanCoordinator
from cus.cases.states import ApplicationState, PlanState, VersionState
from cus.cases.tests.factories import a_plan, a_signal, an_application
from cus.office.queries.team_load import MOST_SHOWN, heaviest_load, load_of_the_team
from cus.office.queries.today import caseload_of, work_of
from cus.people.tests.factories import a_person, an_emergency

pytestmark = pytest.mark.django_db
URL = "/office/"


def work(user):
    return work_of(user=user, caseload=caseload_of(user=user, on=localdate()), on=localdate())


def days_ago(days):
    return {"filed_on": localdate() - timedelta(days=days), "filed_at": now() - timedelta(days=days)}


def test_coordinator_sees_first_what_is_late():
    joanna = a_coordinator()
    an_application(coordinator=joanna, person=a_person(first_name="Roman", last_name="Cieślak"), **days_ago(32))
    an_application(coordinator=joanna, person=a_person(first_name="Maria", last_name="Zielińska"), **days_ago(27))

    items = work(joanna)

    assert [(item.title, item.days_left) for item in items] == [("Roman Cieślak", -2), ("Maria Zielińska", 3)]


def test_an_application_whose_services_are_settled_and_needs_no_plan_does_not_wait():
    joanna = a_coordinator()
    an_application(coordinator=joanna, state=ApplicationState.DECIDED, **days_ago(10))

    assert work(joanna) == []


def test_a_required_plan_that_was_not_begun_waits():
    joanna, today = a_coordinator(), localdate()
    coordination = {"coordination_from": today, "coordination_to": today + timedelta(days=200)}
    an_application(coordinator=joanna, state=ApplicationState.DECIDED, **coordination, **days_ago(10))

    [item] = work(joanna)

    assert (item.button, item.days_left) == ("Zacznij plan", 20)


def test_a_returned_plan_says_why_it_came_back():
    joanna = a_coordinator()
    application = an_application(coordinator=joanna, state=ApplicationState.DECIDED, **days_ago(5))
    a_plan(coordinator=joanna, application=application, version={"return_reason": "Brakuje godzin."})

    [item] = work(joanna)

    assert item.text == "Plan wrócił do poprawy: Brakuje godzin."


def running_plan(coordinator, *, started_days_ago=60):
    plan = a_plan(coordinator=coordinator, state=PlanState.ACTIVE)
    started = localdate() - timedelta(days=started_days_ago)
    Plan.objects.filter(pk=plan.pk).update(starts_on=started, ends_on=started + timedelta(days=300))
    PlanCoordinator.objects.filter(plan=plan).update(starts_on=started)
    return plan


def test_a_running_plan_without_a_word_for_a_month_is_called_silent():
    joanna = a_coordinator()
    running_plan(joanna, started_days_ago=61)

    [item] = work(joanna)

    assert item.label == "61 dni ciszy"


def test_a_noted_contact_ends_the_silence():
    joanna = a_coordinator()
    plan = running_plan(joanna)
    ContactNote.objects.create(
        centre=plan.centre,
        person=plan.person,
        plan=plan,
        kind="CALL",
        happened_on=localdate(),
        text="Wszystko dobrze.",
        author=joanna,
    )

    assert work(joanna) == []


def test_director_sees_what_waits_for_approval_and_not_other_peoples_cases():
    director, joanna = a_director(), a_coordinator()
    application = an_application(coordinator=joanna, state=ApplicationState.DECIDED, **days_ago(5))
    agreed = {
        "state": VersionState.AGREED,
        "agreed_on": localdate(),
        "agreed_by": "Anna Nowak",
        "agreed_how": "w domu",
    }
    a_plan(coordinator=joanna, application=application, version=agreed)

    [item] = work(director)

    assert item.url == reverse("cases:approval_queue")


def test_front_desk_sees_new_signals_and_nobodys_applications():
    desk = a_user(Role.FRONT_DESK)
    a_signal(about_name="Jan Wilk")
    an_application(**days_ago(1))

    assert {item.title for item in work(desk)} == {"Zgłoszenie: Jan Wilk", "Anna Nowak"}


def test_the_day_costs_the_same_for_one_person_as_for_many(client):
    joanna = a_coordinator()
    client.force_login(joanna)
    an_application(coordinator=joanna, **days_ago(3))
    running_plan(joanna)
    with CaptureQueriesContext(connection) as for_few:
        client.get(URL)
    for _ in range(5):
        an_application(coordinator=joanna, **days_ago(3))
        running_plan(joanna)

    with CaptureQueriesContext(connection) as for_many:
        page = client.get(URL)

    assert page.status_code == 200
    assert len(for_many) == len(for_few)
    assert len(for_few) <= 14  # four of them find the session, the user, the centre and the roles


def test_a_stranger_sees_nobody_of_the_centre(client):
    an_application(coordinator=a_coordinator(), **days_ago(3))
    client.force_login(a_stranger(Role.DIRECTOR, Role.COORDINATOR, Role.FRONT_DESK))

    page = client.get(URL)

    assert page.status_code == 200
    assert "Nowak" not in page.content.decode()
    assert Application.objects.count() == 1


def test_a_carer_is_led_to_the_public_pages(client):
    client.force_login(a_user(Role.CARER))

    assert client.get(URL).headers["Location"] == reverse("portal:catalogue")


def test_a_superior_is_told_the_next_day_whom_an_emergency_concerned_but_nobody_of_their_own():
    person, director, joanna = a_person(first_name="Maria", last_name="Zielińska"), a_director(), a_coordinator()
    an_emergency(person, joanna, starts_at=now() - timedelta(days=1))
    an_emergency(person, director, starts_at=now() - timedelta(days=1))
    an_emergency(person, joanna, starts_at=now())

    assert [(item.title, item.button, item.days_left) for item in work(director)] == [
        ("Maria Zielińska", "Sprawdź", 0)
    ]
    assert work(joanna) == []


def test_the_day_of_a_director_who_leads_cases_takes_nine_queries(client):
    director = a_user(Role.DIRECTOR, Role.COORDINATOR)
    an_application(coordinator=director, **days_ago(10))
    running_plan(director)
    client.force_login(director)
    client.get(URL)  # what is read once in a session

    with CaptureQueriesContext(connection) as queries:
        client.get(URL)

    assert len(queries) - 5 == 9  # 5: the session, the user, their roles, the centre set and set back


def test_the_director_sees_who_carries_how_much_by_surname():
    on = localdate()
    jan = a_user(Role.COORDINATOR, first_name="Jan", last_name="Żuk")
    ewa = a_user(Role.SOCIAL_WORKER, first_name="Ewa", last_name="Ćwik")
    an_application(coordinator=jan, **days_ago(10))
    an_application(coordinator=jan, **days_ago(40))
    an_application(coordinator=jan, state=ApplicationState.DECIDED, **days_ago(40))
    running_plan(jan)

    load = [(row.name, row.applications, row.late, row.plans) for row in load_of_the_team(user=a_director(), on=on)]

    assert load == [(ewa.name, 0, 0, 0), (jan.name, 2, 1, 1)]


def test_of_a_big_team_the_day_shows_those_who_carry_most_and_the_way_to_the_rest(client):
    director = a_director()
    for number in range(MOST_SHOWN):
        an_application(coordinator=a_user(Role.COORDINATOR, last_name=f"Kos {number:02}"), **days_ago(10))
    zofia = a_user(Role.COORDINATOR, last_name="Żuk")
    an_application(coordinator=zofia, **days_ago(40))
    a_user(Role.COORDINATOR, last_name="Adamska")

    shown = heaviest_load(user=director, on=localdate())
    client.force_login(director)
    page = client.get(URL).content.decode()

    assert (shown.of, len(shown.rows)) == (14, 12)
    assert shown.rows[-1] == load_of_the_team(user=director, on=localdate())[-1]
    assert zofia.name in page
    assert "Adamska" not in page
    assert reverse("office:caseloads") in page
