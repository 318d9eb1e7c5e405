from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import make_aware

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_user
from cus.cases.models import Pause, PlanNeed, SupportRow
from cus.cases.queries.who_helps import who_helps
from cus.cases.states import ApplicationState, PlanState, RequestState
from cus.cases.tests.factories import a_plan, a_request, an_application
from cus.cases.tests.factories_of_assistance import an_application_for_care, care_by_decision
from cus.cases.tests.factories_of_plans import a_household_plan
from cus.cases.tests.factories_of_teams import a_team_member
from cus.offer.tests.factories import a_location, a_provider, a_service
from cus.people.tests.factories import a_daughter, a_person
from cus.records.log import record_reading, recorded_as_of
from cus.records.models import Letter

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def helped(service=None, **given):
    person = given.pop("person", None) or a_person()
    application = an_application(
        person=person, state=ApplicationState.DECIDED, services=[service] if service else None
    )
    return a_plan(application=application, state=PlanState.ACTIVE, **given)


def test_the_week_begins_today_and_tells_who_comes_when():
    plan = helped()

    week = who_helps(plan.person, on=MONDAY).week

    assert [(day.day.day, [(visit.starts, visit.ends, visit.row.who) for visit in day.visits]) for day in week] == [
        (2, [("8:00", "9:00", "")]),
        (3, [("", "", "Teresa Lis")]),
        (4, [("8:00", "9:00", "")]),
        (5, []),
        (6, [("", "", "Teresa Lis")]),
        (7, []),
        (8, []),
    ]


def test_on_days_of_a_pause_nobody_comes():
    plan = helped()
    Pause.objects.create(
        centre=plan.centre, plan=plan, reason="szpital", starts_on=MONDAY, ends_on=date(2026, 3, 3),
        noted_by=a_coordinator(),
    )  # fmt: skip

    week = who_helps(plan.person, on=MONDAY).week

    assert [(day.is_paused, len(day.visits)) for day in week[:3]] == [(True, 0), (True, 0), (False, 1)]


def test_a_draft_is_told_to_nobody():
    plan = a_plan()

    told = who_helps(plan.person, on=MONDAY)

    assert (told.helpers, told.goals, told.plan_until) == ([], [], None)


def test_the_plan_of_somebody_else_is_not_there():
    helped()

    told = who_helps(a_person(first_name="Jan"), on=MONDAY)

    assert (told.helpers, told.team, told.coordinators, told.goals, told.letters) == ([], [], [], [], [])


def test_of_a_plan_for_a_household_each_reads_what_is_theirs_and_what_is_of_all():
    """Never the needs, the help and the goals of another of the household."""
    plan, jan, outsider = a_plan(), a_person(first_name="Jan"), a_person(first_name="Ola")
    members = {member.person_id: member for member in a_household_plan(plan, jan)}
    version = plan.versions.get()
    anna = members[plan.person_id]
    version.needs.update(member=anna, goal="Myję się bez strachu")
    version.service_rows.update(member=anna)
    version.support_rows.update(member=None)
    of_jan = PlanNeed.objects.create(
        centre=plan.centre, version=version, position=2, need="nałóg", goal="Nie piję", member=members[jan.pk]
    )
    SupportRow.objects.create(
        centre=plan.centre, version=version, need=of_jan, kind="SELF_HELP", what="grupa AA", who="Krzysztof",
        starts_on=version.starts_on, ends_on=version.ends_on,
    )  # fmt: skip
    seals(plan, version)

    told = {person: who_helps(person, on=MONDAY) for person in (plan.person, jan, outsider)}

    assert told[plan.person].goals == ["Myję się bez strachu"]
    assert {row.title for row in told[plan.person].helpers} == {version.service_rows.get().service.name, "zakupy"}
    assert told[jan].goals == ["Nie piję"]
    assert [row.title for row in told[jan].helpers] == ["grupa AA"]
    assert told[jan].coordinators == told[plan.person].coordinators
    assert (told[outsider].goals, told[outsider].helpers) == ([], [])


def seals(plan, version):
    """Approved and running."""
    version.state, version.agreed_on, version.agreed_by = "APPROVED", MONDAY, "Anna Nowak"
    version.approved_on, version.approved_by = MONDAY, a_user(Role.DIRECTOR)
    version.save()
    plan.state, plan.starts_on, plan.ends_on = PlanState.ACTIVE, version.starts_on, version.ends_on
    plan.save()


@pytest.mark.parametrize("where", ["location", "provider"])
def test_a_service_whose_place_is_confidential_is_passed_over_in_silence(where):
    """In the plan, among what one waits for, among letters: the page may be read over somebody's shoulder."""
    shelter = (
        a_service(name="Schronienie", locations=[a_location(is_confidential=True)])
        if where == "location"
        else a_service(name="Schronienie", provider=a_provider(name="Bezpieczny Dom", is_confidential=True))
    )
    plan = helped(shelter)
    waiting = an_application(person=plan.person, services=[], state=ApplicationState.RECOGNITION)
    a_request(waiting, shelter, state=RequestState.WAITING)
    Letter.objects.create(
        centre_id=plan.centre_id, subject_kind="cases.application", subject_id=waiting.pk, kind="WAITING", number="9",
        story_kind="people.person", story_id=plan.person_id, title="Schronienie", dated_on=MONDAY, state="UNDER_WAY",
    )  # fmt: skip

    told = who_helps(plan.person, on=MONDAY)

    assert [row.title for row in told.helpers] == ["zakupy"]
    assert (told.waiting, told.matters, told.letters) == ([], [], [])
    assert "Schronienie" not in repr(told)


def test_the_place_in_line_is_a_range():
    service, person = a_service(), a_person()
    for _number in range(3):
        earlier = an_application(services=[], state=ApplicationState.DECIDED)
        a_request(earlier, service, state=RequestState.WAITING)
    mine = an_application(person=person, services=[], state=ApplicationState.DECIDED)
    a_request(mine, service, state=RequestState.WAITING)

    [request] = who_helps(person, on=MONDAY).waiting

    assert (request.place.first, request.place.last, request.place.total) == (3, 4, 4)


def test_an_open_application_tells_what_it_waits_for_and_by_when():
    application = an_application(state=ApplicationState.RECOGNITION)

    [matter] = who_helps(application.person, on=MONDAY).matters

    assert (matter.number, matter.due_on) == (application.number, date(2026, 2, 1))
    assert matter.considered == (application.requests.get().service.name,)


def test_help_by_a_decision_is_told_with_its_hours_and_fee():
    application = an_application_for_care()
    decision = care_by_decision(application=application)

    [granted] = who_helps(application.person, on=decision.starts_on).granted

    assert granted.service == decision.request.service.name
    assert granted.until == decision.lasts_until
    assert granted.fee


def test_the_team_of_the_day_is_told():
    person = a_person()
    a_team_member(person, name="Halina Bąk", starts_on=date(2026, 1, 1))
    a_team_member(person, name="Odeszła", starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 1))

    assert [member.name for member in who_helps(person, on=MONDAY).team] == ["Halina Bąk"]


def test_who_looked_is_told_by_role_and_day_never_by_name():
    person, joanna, desk = a_person(), a_coordinator(), a_user(Role.FRONT_DESK)
    for hour, reader in ((8, joanna), (9, joanna), (10, desk)):
        with recorded_as_of(make_aware(datetime(2026, 3, 1, hour))):
            record_reading(of=person, by=reader, page="story")

    looked = who_helps(person, on=MONDAY).looked

    assert [(one.day, one.role, one.helper) for one in looked] == [
        (date(2026, 3, 1), Role.FRONT_DESK, ""),
        (date(2026, 3, 1), Role.COORDINATOR, ""),
    ]


def test_of_their_own_reading_the_person_is_not_told_of_a_helpers_they_are():
    person = a_person()
    daughter = a_daughter(person)
    with recorded_as_of(make_aware(datetime(2026, 3, 1, 8))):
        record_reading(of=person, by=None, page="who_helps")
        record_reading(of=person, by=None, page=f"who_helps/{daughter.pk}")

    assert [one.helper for one in who_helps(person, on=MONDAY).looked] == ["Ewa Nowak"]


def test_readings_older_than_three_months_are_no_longer_told():
    person = a_person()
    with recorded_as_of(make_aware(datetime.combine(MONDAY - timedelta(days=92), datetime.min.time()))):
        record_reading(of=person, by=a_coordinator(), page="story")

    assert who_helps(person, on=MONDAY).looked == []


def test_letters_that_left_the_office_are_told_and_drafts_are_not():
    application = an_application()
    about = {
        "centre_id": application.centre_id, "subject_kind": "cases.application", "subject_id": application.pk,
        "story_kind": "people.person", "story_id": application.person_id, "title": "x", "dated_on": MONDAY,
    }  # fmt: skip
    Letter.objects.create(**about, kind="QUALIFICATION", number="1", state="UNDER_WAY")
    Letter.objects.create(**about, kind="REFUSAL", number="2", state="WAITING")

    assert [letter.kind for letter in who_helps(application.person, on=MONDAY).letters] == ["QUALIFICATION"]


def test_the_page_costs_the_same_for_one_plan_row_reading_and_letter_as_for_many():
    person = a_person()
    few = helped(person=person)
    record_reading(of=person, by=a_user(Role.FRONT_DESK), page="story")
    with CaptureQueriesContext(connection) as one:
        who_helps(person, on=MONDAY)
    for _number in range(20):
        record_reading(of=person, by=a_user(Role.FRONT_DESK), page="story")
        a_team_member(person, name="Ktoś")
        a_daughter(person)
    with CaptureQueriesContext(connection) as many:
        who_helps(person, on=MONDAY)

    assert few.person == person
    assert len(many) == len(one)
