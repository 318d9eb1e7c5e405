"""Cases go to a colleague for a leave or for good, and come back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import Handover, HandoverReason, PlanCoordinator
from cus.cases.queries.caseload import caseload, nobodys_cases
from cus.cases.services.handover import (
    HandoverGiven,
    accept_cases,
    call_off,
    decline_cases,
    give_back,
    propose_handover,
)
from cus.cases.services.passing_days import pass_day
from cus.cases.states import ApplicationState, HandedState, PlanState
from cus.cases.tests.factories import TODAY, a_plan, an_application
from cus.kit.errors import NotAllowed, Refused
from cus.people.tests.factories import a_person, an_exclusion
from cus.records.models import Event

pytestmark = pytest.mark.django_db
BACK_ON = TODAY + timedelta(days=14)
DAY = timedelta(days=1)


@pytest.fixture
def joanna():
    return a_coordinator()


@pytest.fixture
def marek():
    return a_coordinator(first_name="Marek", last_name="Kos")


def proposed(giver, receiver, *, by=None, **given) -> Handover:
    terms = {"reason": HandoverReason.LEAVE, "starts_on": TODAY, "returns_on": BACK_ON} | given
    return propose_handover(
        given=HandoverGiven(giver_id=giver.pk, receiver_id=receiver.pk, **terms), by=by or giver, on=TODAY
    )


def states_of(handover: Handover) -> list[str]:
    return list(handover.cases.order_by("pk").values_list("state", flat=True))


def coordinator_of(thing, *, on: date = TODAY):
    thing.refresh_from_db()
    return (
        thing.coordinator
        if hasattr(thing, "coordinator")
        else PlanCoordinator.objects.held(on=on).get(plan=thing).user
    )


def test_a_proposed_case_stays_with_its_coordinator_until_the_colleague_accepts(joanna, marek):
    case = an_application(coordinator=joanna)

    handover = proposed(joanna, marek)

    assert states_of(handover) == [HandedState.PROPOSED]
    assert coordinator_of(case) == joanna


def test_an_accepted_case_moves_at_once_when_its_day_has_come(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek)

    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    assert states_of(handover) == [HandedState.HELD]
    assert coordinator_of(case) == marek
    told = Event.objects.get(name="handover.taken_over")
    assert told.details == {"who": "Marek Kos", "number": case.number}


def test_a_plan_moves_with_its_case_and_keeps_who_answered_before(joanna, marek):
    plan = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    PlanCoordinator.objects.update(starts_on=date(2026, 1, 1))
    handover = proposed(joanna, marek)

    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    terms = PlanCoordinator.objects.filter(plan=plan).order_by("starts_on")
    assert [(term.user, term.starts_on, term.ends_on) for term in terms] == [
        (joanna, date(2026, 1, 1), date(2026, 1, 9)),
        (marek, date(2026, 1, 10), None),
    ]


def test_a_case_accepted_ahead_moves_on_its_day_by_itself(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek, starts_on=TODAY + DAY)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    pass_day(on=TODAY)
    assert coordinator_of(case) == joanna
    pass_day(on=TODAY + DAY)

    assert coordinator_of(case) == marek


def test_after_a_leave_the_cases_come_back_by_themselves(joanna, marek):
    case, plan = an_application(coordinator=joanna), a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    handover = proposed(joanna, marek)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    pass_day(on=BACK_ON - DAY)
    assert coordinator_of(case) == marek
    pass_day(on=BACK_ON)

    assert coordinator_of(case) == joanna
    assert coordinator_of(plan, on=BACK_ON) == joanna
    assert set(states_of(handover)) == {HandedState.RETURNED}


def test_a_second_pass_of_the_same_day_changes_nothing(joanna, marek):
    an_application(coordinator=joanna)
    handover = proposed(joanna, marek)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    pass_day(on=BACK_ON)
    pass_day(on=BACK_ON)

    assert Event.objects.filter(name="handover.returned").count() == 1


def test_after_a_departure_the_cases_stay(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek, reason=HandoverReason.DEPARTURE, returns_on=None)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    pass_day(on=TODAY + timedelta(days=365))

    assert coordinator_of(case) == marek
    with pytest.raises(Refused):
        give_back(handover_id=handover.pk, by=marek, on=TODAY)


def test_a_colleague_accepts_some_and_declines_others_with_a_reason(joanna, marek):
    one, two = an_application(coordinator=joanna), an_application(coordinator=joanna)
    handover = proposed(joanna, marek)
    rows = {row.application_id: row.pk for row in handover.cases.all()}

    accept_cases(handover_id=handover.pk, case_ids=[rows[one.pk]], by=marek, on=TODAY)
    with pytest.raises(Refused):
        decline_cases(handover_id=handover.pk, case_ids=[rows[two.pk]], reason=" ", by=marek, on=TODAY)
    decline_cases(handover_id=handover.pk, case_ids=[rows[two.pk]], reason="Za dużo spraw", by=marek, on=TODAY)

    assert (coordinator_of(one), coordinator_of(two)) == (marek, joanna)
    assert states_of(handover) == [HandedState.HELD, HandedState.DECLINED]


def test_chosen_cases_go_and_the_others_stay(joanna, marek):
    goes, stays = an_application(coordinator=joanna), an_application(coordinator=joanna)

    handover = proposed(joanna, marek, application_ids=frozenset({goes.pk}))

    assert list(handover.cases.values_list("application_id", flat=True)) == [goes.pk]
    assert coordinator_of(stays) == joanna


def test_nobody_accepts_for_another(joanna, marek):
    an_application(coordinator=joanna)
    handover = proposed(joanna, marek)

    for other in (joanna, a_director(), a_stranger()):
        with pytest.raises(NotAllowed):
            accept_cases(handover_id=handover.pk, case_ids=None, by=other, on=TODAY)


def test_a_coordinator_hands_over_only_their_own_cases(joanna, marek):
    an_application(coordinator=joanna)

    with pytest.raises(NotAllowed):
        proposed(joanna, marek, by=marek)
    assert proposed(joanna, marek, by=a_director())


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.PROVIDER])
def test_only_a_coordinator_takes_cases_over(joanna, role):
    an_application(coordinator=joanna)

    with pytest.raises(Refused):
        proposed(joanna, a_user(role))


def test_a_case_is_not_handed_to_kin_of_the_person(joanna, marek):
    mother = a_person()
    an_application(coordinator=joanna, person=mother)
    an_exclusion(mother, marek)

    with pytest.raises(Refused):
        proposed(joanna, marek)


def test_a_case_is_in_one_handover_at_a_time(joanna, marek):
    an_application(coordinator=joanna)
    proposed(joanna, marek)

    with pytest.raises(Refused):
        proposed(joanna, a_coordinator())


@pytest.mark.parametrize(
    ("reason", "starts_on", "returns_on"),
    [
        (HandoverReason.LEAVE, TODAY, None),
        (HandoverReason.LEAVE, TODAY, TODAY),
        (HandoverReason.LEAVE, TODAY - DAY, BACK_ON),
        (HandoverReason.DEPARTURE, TODAY, BACK_ON),
    ],
)
def test_days_that_make_no_sense_are_refused(joanna, marek, reason, starts_on, returns_on):
    an_application(coordinator=joanna)

    with pytest.raises(Refused):
        proposed(joanna, marek, reason=reason, starts_on=starts_on, returns_on=returns_on)


def test_what_was_not_taken_over_can_be_called_off(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek)

    call_off(handover_id=handover.pk, by=joanna, on=TODAY)

    assert states_of(handover) == [HandedState.DROPPED]
    assert coordinator_of(case) == joanna


def test_a_colleague_who_is_back_early_gets_the_cases_early(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)

    give_back(handover_id=handover.pk, by=marek, on=TODAY + DAY)

    assert coordinator_of(case) == joanna


def test_a_case_that_somebody_else_took_in_the_meantime_stays_with_them(joanna, marek):
    case = an_application(coordinator=joanna)
    handover = proposed(joanna, marek)
    accept_cases(handover_id=handover.pk, case_ids=None, by=marek, on=TODAY)
    third = a_coordinator()
    case.coordinator = third
    case.save(update_fields=["coordinator"])

    pass_day(on=BACK_ON)

    assert coordinator_of(case) == third
    assert states_of(handover) == [HandedState.DROPPED]


def test_a_caseload_holds_open_cases_and_living_plans_once_each_by_urgency(joanna):
    later = an_application(coordinator=joanna, filed_on=date(2026, 1, 8))
    urgent = an_application(coordinator=joanna, filed_on=date(2025, 12, 1))
    plan = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    an_application(coordinator=joanna, state=ApplicationState.WITHDRAWN, closed_on=TODAY)

    rows = caseload(joanna, user=joanna, on=TODAY)

    assert [row.application for row in rows] == [urgent, later, plan.application]
    assert [row.days_left for row in rows] == [-10, 28, 355]


def test_nobodys_cases_are_those_without_a_coordinator_and_those_of_who_left(joanna):
    given = an_application(coordinator=joanna)
    left = a_coordinator(is_active=False)
    nobodys, of_who_left = an_application(), an_application(coordinator=left)
    orphan = a_plan(coordinator=left, state=PlanState.ACTIVE)

    rows = nobodys_cases(user=a_director(), on=TODAY)

    assert {row.case.application for row in rows} == {nobodys, of_who_left, orphan.application}
    assert given not in {row.case.application for row in rows}


def test_kin_of_the_person_are_not_among_the_cases_of_a_caseload(joanna):
    mother, director = a_person(), a_director()
    an_application(coordinator=joanna, person=mother)
    an_exclusion(mother, director)

    assert caseload(joanna, user=director, on=TODAY) == []


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COORDINATOR, 200), (Role.DIRECTOR, 200), (Role.SOCIAL_WORKER, 404)]
)
def test_handovers_are_shown_to_those_who_may_hand_over_or_take_over(client, role, status):
    """Each link of the page leads somewhere: whoever sees it has a caseload of their own."""
    user = a_user(role)
    client.force_login(user)

    pages = [
        client.get(reverse("cases:handovers")),
        client.get(reverse("cases:caseload", args=[user.pk])),
    ]

    assert [page.status_code for page in pages] == [status, status]
