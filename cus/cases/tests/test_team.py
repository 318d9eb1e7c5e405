"""The team around a person, notes for fewer eyes, a unit that reads along."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.models import ContactNote, NoteLevel, PlanCoordinator, TeamMember, TeamRole, UnitAccess
from cus.cases.queries.caseload import nobodys_cases
from cus.cases.services.outcomes import assign_coordinator
from cus.cases.services.plans import change_coordinator, note_contact
from cus.cases.services.team import (
    Joining,
    add_team_member,
    close_to_unit,
    end_team_member,
    exclude_kin,
    open_to_unit,
)
from cus.cases.states import PlanState
from cus.cases.tests.factories import TODAY, a_plan, an_application
from cus.cases.tests.factories_of_teams import a_consent_to_share, a_team_member, a_unit, a_unit_access, works_in
from cus.kit.errors import NotAllowed, Refused
from cus.people.tests.factories import a_person, an_emergency, an_exclusion
from cus.records.models import Event, Reading

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_morning():
    with time_machine.travel(AT, tick=False):
        yield


def joining(**given) -> Joining:
    return Joining(**({"role": TeamRole.NURSE, "starts_on": TODAY} | given))


def test_a_nurse_from_outside_joins_with_a_name_and_a_role():
    person = a_person()

    member = add_team_member(
        person_id=person.pk, joining=joining(name="Halina Bąk", phone="600 111 222"), by=a_coordinator(), on=TODAY
    )

    assert (member.name, member.phone, member.user) == ("Halina Bąk", "+48600111222", None)
    assert Event.objects.get(name="team.joined").details == {"who": "Halina Bąk", "role": "pielęgniarka"}


def test_somebody_without_a_name_does_not_join():
    with pytest.raises(Refused):
        add_team_member(person_id=a_person().pk, joining=joining(), by=a_coordinator(), on=TODAY)


def test_a_colleague_joins_once():
    person, colleague = a_person(), a_user(Role.SOCIAL_WORKER)
    a_team_member(person, user=colleague)

    with pytest.raises(Refused):
        add_team_member(person_id=person.pk, joining=joining(user_id=colleague.pk), by=a_coordinator(), on=TODAY)


def test_kin_do_not_join_the_team():
    person, joanna = a_person(), a_coordinator()
    an_exclusion(person, joanna)

    with pytest.raises(Refused):
        add_team_member(person_id=person.pk, joining=joining(user_id=joanna.pk), by=a_director(), on=TODAY)
    with pytest.raises(NotAllowed):
        add_team_member(person_id=person.pk, joining=joining(name="Halina Bąk"), by=joanna, on=TODAY)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.COMMUNITY_ORGANISER, Role.PROVIDER])
def test_the_team_is_kept_by_those_who_work_on_cases(role):
    person = a_person()

    with pytest.raises(NotAllowed):
        add_team_member(person_id=person.pk, joining=joining(name="Halina Bąk"), by=a_user(role), on=TODAY)


def test_who_leaves_the_team_was_in_it_until_yesterday():
    member = a_team_member(a_person(), starts_on=TODAY - 9 * DAY)

    end_team_member(member_id=member.pk, by=a_coordinator(), on=TODAY)

    assert TeamMember.objects.get().ends_on == TODAY - DAY


def test_who_turns_out_to_be_kin_leaves_the_team_and_the_cases_which_are_nobodys_then():
    joanna, director = a_coordinator(), a_director()
    plan = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    PlanCoordinator.objects.update(starts_on=TODAY - 5 * DAY)
    a_team_member(plan.person, user=joanna, starts_on=TODAY - 5 * DAY)

    exclude_kin(person_id=plan.person_id, colleague_id=joanna.pk, ground="KIN", note="", by=director, on=TODAY)

    plan.application.refresh_from_db()
    assert plan.application.coordinator is None
    assert not PlanCoordinator.objects.held(on=TODAY).exists()
    assert not TeamMember.objects.current(on=TODAY).exists()
    assert [row.case.plan for row in nobodys_cases(user=director, on=TODAY)] == [plan]


def test_kin_get_no_case_and_no_plan_of_the_person():
    kin, director, plan = a_coordinator(), a_director(), a_plan(state=PlanState.ACTIVE)
    case = an_application(person=plan.person)
    an_exclusion(plan.person, kin)

    with pytest.raises(Refused):
        assign_coordinator(application_id=case.pk, coordinator_id=kin.pk, by=director, on=TODAY)
    with pytest.raises(Refused):
        change_coordinator(plan_id=plan.pk, coordinator_id=kin.pk, reason="urlop", by=director, on=TODAY)


@pytest.fixture
def people_of_the_centre():
    """Who could read a note about Anna Nowak, written by Joanna."""
    person, joanna = a_person(), a_coordinator()
    of_team, of_case = a_user(Role.SOCIAL_WORKER), a_coordinator()
    a_team_member(person, user=of_team)
    an_application(person=person, coordinator=of_case)
    readers = {
        "author": joanna,
        "of the team": of_team,
        "coordinator of the case": of_case,
        "colleague": a_coordinator(),
        "organiser": an_organiser(),
        "director": a_director(),
        "front desk": a_user(Role.FRONT_DESK),
        "stranger": a_stranger(),
    }
    return person, joanna, readers


@pytest.mark.parametrize(
    ("level", "reading"),
    [
        (
            NoteLevel.OFFICE,
            {"author", "of the team", "coordinator of the case", "colleague", "organiser", "director"},
        ),
        (NoteLevel.TEAM, {"author", "of the team", "coordinator of the case", "director"}),
        (NoteLevel.AUTHOR, {"author", "director"}),
    ],
)
def test_a_note_is_read_by_those_its_level_names(people_of_the_centre, level, reading):
    person, joanna, readers = people_of_the_centre

    note_contact(person_id=person.pk, kind="CALL", text="Boi się syna", level=level, by=joanna, on=TODAY)

    assert {name for name, user in readers.items() if ContactNote.objects.visible_to(user).exists()} == reading


@pytest.mark.parametrize("level", [NoteLevel.TEAM, NoteLevel.AUTHOR])
def test_an_emergency_opens_notes_for_fewer_eyes_for_a_day(people_of_the_centre, level):
    person, joanna, readers = people_of_the_centre
    note_contact(person_id=person.pk, kind="CALL", text="Boi się syna", level=level, by=joanna, on=TODAY)
    an_emergency(person, readers["colleague"], starts_at=AT)

    assert ContactNote.objects.visible_to(readers["colleague"]).exists()
    with time_machine.travel(AT + DAY, tick=False):
        assert not ContactNote.objects.visible_to(readers["colleague"]).exists()


def test_who_left_the_team_reads_its_notes_no_more():
    person, joanna, former = a_person(), a_coordinator(), a_user(Role.SOCIAL_WORKER)
    a_team_member(person, user=former, starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)

    note_contact(person_id=person.pk, kind="CALL", text="Boi się syna", level=NoteLevel.TEAM, by=joanna, on=TODAY)

    assert not ContactNote.objects.visible_to(former).exists()


def test_what_is_for_fewer_eyes_stays_out_of_the_event_and_of_the_search(client, people_of_the_centre):
    person, joanna, readers = people_of_the_centre
    case = an_application(person=person)
    note_contact(
        person_id=person.pk, application_id=case.pk, kind="CALL", text="Boi się syna", level=NoteLevel.TEAM,
        by=joanna, on=TODAY,
    )  # fmt: skip

    client.force_login(readers["colleague"])
    page = client.get(reverse("office:search"), {"q": "syna"})

    assert Event.objects.get(name="contact.noted").details["text"] == ""
    assert page.context["found"].count == 0
    client.force_login(readers["of the team"])
    assert client.get(reverse("office:search"), {"q": "syna"}).context["found"].texts == [case]


def test_a_unit_reads_a_case_only_with_the_persons_consent():
    person, unit = a_person(), a_unit()

    with pytest.raises(Refused):
        open_to_unit(person_id=person.pk, unit_id=unit.pk, why="wizyty", by=a_coordinator(), on=TODAY)
    a_consent_to_share(person)
    open_to_unit(person_id=person.pk, unit_id=unit.pk, why="wizyty", by=a_coordinator(), on=TODAY)

    assert UnitAccess.objects.in_force(on=TODAY).exists()


@pytest.fixture
def nurse(client):
    """Of another unit, with a post there and no role in the centre; signed in."""
    user = a_user(last_name="Bąk")
    works_in(a_unit(), user)
    client.force_login(user)
    return user


def test_a_colleague_of_the_unit_reads_and_that_they_looked_is_kept(client, nurse):
    access = a_unit_access(a_person())

    page = client.get(reverse("cases:shared", args=[access.pk]))

    assert "Anna Nowak" in page.content.decode()
    looked = Reading.objects.get()
    assert (looked.reader, looked.page, looked.subject_id) == (nurse, "cases:shared", access.person_id)


def test_they_come_to_their_cases_from_the_first_page_and_open_no_other_page(client, nurse):
    access = a_unit_access(a_person())

    assert client.get(reverse("office:today")).url == reverse("cases:shared_cases")
    for address in (reverse("office:person", args=[access.person_id]), reverse("office:people")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("ended", ["consent withdrawn", "closed", "day passed", "post ended"])
def test_when_what_it_rests_on_ends_the_unit_reads_nothing(client, nurse, ended):
    access = a_unit_access(a_person(), ends_on=TODAY - DAY if ended == "day passed" else None, starts_on=TODAY - DAY)
    client.force_login(nurse)
    if ended == "consent withdrawn":
        access.consent.withdrawn_on = TODAY
        access.consent.save()
    if ended == "closed":
        close_to_unit(unit_access_id=access.pk, by=a_coordinator(), on=TODAY)
    if ended == "post ended":
        works_in(a_unit(), a_user())  # another keeps theirs
        nurse_posts = type(works_in(a_unit(), a_user())).objects.filter(user=nurse)
        nurse_posts.update(ends_on=TODAY - DAY)

    answer = client.get(reverse("cases:shared", args=[access.pk]))

    assert answer.status_code == (302 if ended == "post ended" else 404)
    assert not Reading.objects.exists()
